"""Feedback through the exchange: stock `nbgrader release_feedback` of a mixed cohort, and `feedback` of a learner."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.grading.orders import STEM, Course

from .exchange import FILE, WEEK, Cohort, Learner


def pages(learner: Learner) -> list[Path]:
    return sorted((learner.work / "kept" / "feedback").glob("*.html"))


def test_who_handed_in_through_the_exchange_fetches_her_page_and_who_did_not_stops_nobody(
    cohort: Cohort, ann: Learner, ben: Learner
) -> None:
    assert f"You have not handed in week {WEEK} here" in ann.firstquery("feedback", WEEK)
    ann.write(q3="%%choice reason\nA")
    ann.submit()
    assert "There is no feedback on week 90 yet." in ann.firstquery("feedback", WEEK)
    ben.write()
    (ben.practice / FILE).rename(ben.practice / "mine.ipynb")
    ben.submit()
    cohort.collect()
    by_hand = cohort.submitted("cleo")
    by_hand.mkdir(parents=True)
    shutil.copy(cohort.root / "release" / STEM / FILE, by_hand)
    # Its secret is no text, and it was collected before anything was checked.
    odd = Path(shutil.copytree(cohort.submitted("ann"), cohort.submitted("dora")))
    (odd / "submission_secret.txt").write_bytes(b"\xff\xfe")
    cohort.firstquery("grade", WEEK)
    said = Course(cohort.root).run("nbgrader", "release_feedback", STEM)
    for name in ("cleo", "dora"):
        assert f"{name} did not hand in through the exchange: give her the page in" in said
    assert len(list((cohort.exchange / "first-query" / "feedback").iterdir())) == 2
    for learner, right in ((ann, False), (ben, True)):
        shown = learner.firstquery("feedback", WEEK)
        (page,) = pages(learner)
        (receipt,) = learner.receipts()
        local = re.search(r"handed-in-(\d{4}-\d\d-\d\d)-\d\d\.(\d\d\.\d\d)\.html", page.name)
        assert local is not None and local[2] == f"{receipt.moment:%M.%S}"
        assert f"feedback/{page.name}" in shown
        text = page.read_text(encoding="utf-8")
        made = (cohort.root / "feedback" / learner.name / STEM / f"{STEM}.html").read_text(encoding="utf-8")
        assert f'<a href="../../practice/{STEM}/{STEM}.ipynb">Back to the notebook</a>' in text
        assert re.sub("<p[^>]*><a [^>]*>Back to the notebook</a></p>", "", text) == made
        assert ("w90-q3: 1 of 1 point," in text) is right
    ann.write()
    ann.submit()
    assert "You have handed in again since" in ann.firstquery("feedback", WEEK)
    assert len(pages(ann)) == 1
    cohort.collect()
    cohort.firstquery("grade", WEEK)
    Course(cohort.root).run("nbgrader", "release_feedback", STEM)
    assert "You have handed in again" not in ann.firstquery("feedback", WEEK)
    assert len(pages(ann)) == 2
