"""No review passes without having understood: not by pointing everywhere, and not by evidence that always differs."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator

import pytest

from firstquery import course
from firstquery.review import families, finding, matching, score, sealed
from firstquery.review.evidence import Evidence
from firstquery.review.finding import Finding
from firstquery.review.pulls import PullRequest, load
from firstquery.review.score import Review
from firstquery.sentence import Sentence
from tests.checks.judged import said_of

pytestmark = pytest.mark.needs("git")
HERE = course.COURSE / "source" / "pull-requests"
FAULTY = ["0131", "0136", "0138", "0143", "0146", "0148"]
FAMILIES = sorted(families.all_of_them())
#: What differs from run to run, or from version to version, whatever the fault is.
ALWAYS_ANOTHER = [
    "local_server(pages=[[]]).url[-5:]",
    "list(local_server(pages=[[]]).url)[-1]",
    "sorted(local_server(pages=[[]]).url)",
    "local_server(pages=[[]]).url.split(':')[-1]",
    "local_server(pages=[[]]).url < 'http://127.0.0.1:4'",
    "str(tmp)[-4:]",
    "tmp.name",
    "str(provider_token)[-8:]",
    "found('desk/provider.py', '')",
    "found('desk/provider.py', '.')",
    "list(desk.migrate.FOLDER.parent.iterdir())[-1].read_text()",
]


def everywhere(pull: PullRequest, lines: int, texts: list[str], given: list[str]) -> Iterator[Finding]:
    """A finding for each text on every stretch of so many lines of the files that hold code."""
    severities = itertools.cycle(["minor", "question", "major"])
    for one in pull.files:
        last = max(one.head, default=0)
        for first in range(1, last + 1, lines):
            for text in texts:
                family = text if text in FAMILIES else ""
                said = "Please look here again." if family else text
                ends = (first, min(first + lines - 1, last))
                yield Finding(one.path, *ends, "RIGHT", next(severities), said, tuple(given), "", family)


@pytest.mark.parametrize("number", FAULTY)
@pytest.mark.parametrize("lines", [1_000, 200, matching.LONGEST, 3])
@pytest.mark.parametrize("texts", [["Please look here again."], FAMILIES, [". ".join(FAMILIES[:5])]])
def test_pointing_everywhere_stays_far_below_a_pass(number: str, lines: int, texts: list[str]) -> None:
    pull, opened = load(number), sealed.opened(sealed.seal(HERE / number))
    # the worst case: whatever is given as evidence differs
    given = ["found('desk/provider.py', 'Timeout')"]
    review = Review("request_changes", "I have read all of it twice.", tuple(everywhere(pull, lines, texts, given)))
    made = score.score(pull, opened.truth, review, lambda findings, fault: True, lambda tried: True)
    assert made.total <= 45, made.parts


def test_what_always_differs_shows_no_fault() -> None:
    pull, opened = load("0146"), sealed.opened(sealed.seal(HERE / "0146"))
    evidence = Evidence(pull, opened.faults, course.COURSE / "data" / "kestrel.sqlite")
    for fault in opened.truth.fault:
        evidence.run_ahead({fault.name: ALWAYS_ANOTHER})
        assert [text for text in ALWAYS_ANOTHER if evidence.reproduced([text], fault.name)] == []
        assert evidence.reproduced(list(fault.evidence), fault.name) == list(fault.evidence)


def test_a_finding_names_a_place_and_not_a_file() -> None:
    with pytest.raises(Sentence, match="10 lines"):
        finding.finding("desk/rates.py", "1-11", "major", "It waits for ever.")
    assert finding.finding("desk/rates.py", "1-10", "major", "It waits for ever.").last == 10


def test_a_review_made_by_hand_to_be_slow_is_judged_soon() -> None:
    text = ("never not can fail without a limit wait secret each ticket " * 80)[:4_000]
    one = {"path": "desk/revenue.py", "first": 1, "last": 999_999, "side": "RIGHT", "severity": "minor"}
    one |= {"problem": text, "evidence": ["1 + 1"] * 6, "suggestion": text, "family": ""}
    payload = {"type": "review", "pull": "0138", "verdict": "request_changes", "summary": text, "findings": [one] * 500}
    expected = {"pull": ["0138"], "sealed": {"0138": sealed.seal(HERE / "0138")}}
    key = {"kind": "review", "name": "mine", "points": 4, "expected": expected}
    began = time.monotonic()
    assert said_of(key, payload).outcome == "not-yet"
    assert time.monotonic() - began < 60
