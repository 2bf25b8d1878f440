"""`submit` and `receipts`: handed in whole or not at all, and the receipt says what was handed in."""

from __future__ import annotations

import datetime as dt
import json
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from firstquery.cohort.inbound import Entry, check, entries
from tests.conftest import needs
from tests.grading.orders import STEM, cell_of
from tests.kernel.kernel import kernel

from .exchange import FILE, WEEK, Cohort, Learner, sha256


def whole(cohort: Cohort) -> list[Entry]:
    """All submissions that a collect sees, each of them whole."""
    found, refused = entries(cohort.inbound, STEM, lambda name: True)
    assert refused == {}
    for one in found:
        assert check(one, one.path) is not None
    return found


def test_a_receipt_has_the_hash_of_the_notebook_and_both_times_and_can_be_seen_again(ann: Learner) -> None:
    digest = ann.write()
    before = dt.datetime.now(dt.UTC)
    said = ann.firstquery("submit", WEEK)
    (receipt,), (folder,) = ann.receipts(), ann.inbound()
    assert receipt.sha256 == digest == sha256(folder / FILE)
    assert before <= receipt.moment <= dt.datetime.now(dt.UTC)
    assert json.loads((folder / "receipt.json").read_text())["sha256"] == digest
    local = receipt.moment.astimezone(dt.timezone(dt.timedelta(hours=1)))
    summer = receipt.moment.astimezone(dt.timezone(dt.timedelta(hours=2)))
    assert f"{local:%H:%M:%S} (UTC+01:00)" in said or f"{summer:%H:%M:%S} (UTC+02:00)" in said
    assert f"{receipt.moment:%H:%M:%S} UTC" in said
    assert digest[:12] in said
    again = ann.firstquery("receipts")
    assert digest[:12] in again and f"{receipt.moment:%H:%M:%S} UTC" in again


def test_all_that_is_hers_goes_with_it_and_nothing_that_a_link_leads_to(ann: Learner, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("another's")
    (ann.practice / "link.txt").symlink_to(tmp_path / "secret.txt")
    (ann.practice / "folder").symlink_to(tmp_path)
    (ann.practice / "data").mkdir()
    (ann.practice / "data" / "rows.csv").write_text("1\n")
    (ann.practice / ".ipynb_checkpoints").mkdir()
    (ann.practice / ".ipynb_checkpoints" / FILE).write_text("{}")
    ann.write()
    ann.submit()
    (folder,) = ann.inbound()
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    own = [FILE, "data/rows.csv", "key.json", "receipt.json", "submission_secret.txt", "timestamp.txt"]
    assert found == sorted(own)


def test_the_newest_of_several_counts_and_the_receipt_says_so(ann: Learner, cohort: Cohort) -> None:
    ann.write(q3="%%choice reason\nA")
    ann.submit()
    digest = ann.write()
    said = ann.firstquery("submit", WEEK)
    assert "You have handed it in 2 times. This one is the newest, and it counts." in said
    assert cohort.collect()["collected"][0]["sha256"] == digest
    assert sha256(cohort.submitted("ann") / FILE) == digest
    assert ann.firstquery("receipts").count("it counts") == 1


@pytest.mark.parametrize(
    ("day", "says"),
    [("2020-01-31T09:00:00", "Late by"), ("2999-01-31", "In time: it is due Friday 1 February 2999 at 00:00:00")],
)
def test_the_receipt_says_whether_it_is_late(ann: Learner, cohort: Cohort, day: str, says: str) -> None:
    (cohort.root / "cohort.toml").write_text(f"[due]\n90 = {day}\n")
    assert says in ann.firstquery("submit", WEEK)


def test_a_cohort_file_that_cannot_be_read_stops_nobody(ann: Learner, cohort: Cohort) -> None:
    (cohort.root / "cohort.toml").write_text("[due\n")
    said = ann.firstquery("submit", WEEK)
    assert "handed in." in said and "Whether it is late is not known." in said
    assert len(ann.inbound()) == 1


def test_who_learns_alone_is_told_which_file_to_send(ann: Learner) -> None:
    (ann.home / "jupyter" / "nbgrader_config.py").unlink()
    config = ann.cohort.root / "grader_config.py"
    config.write_text(
        "".join(line for line in config.read_text().splitlines(True) if "c.Exchange.root = '" not in line)
    )
    said = ann.firstquery("submit", WEEK, code=1)
    assert "whoever learns alone has nothing to hand in" in said
    assert str(ann.practice / FILE) in said
    assert "no feedback comes this way" in ann.firstquery("feedback", WEEK, code=1)


def test_an_exchange_that_is_away_or_has_not_the_week_is_told(ann: Learner, cohort: Cohort) -> None:
    outbound = cohort.exchange / "first-query" / "outbound" / STEM
    outbound.rename(outbound.with_name("elsewhere"))
    assert "your facilitator has not released it" in ann.firstquery("submit", WEEK, code=1)
    cohort.exchange.rename(cohort.exchange.with_name("gone"))
    assert "is not there at this moment" in ann.firstquery("submit", WEEK, code=1)
    assert ann.receipts() == []


def test_without_a_notebook_nothing_is_handed_in_and_one_of_another_name_is(ann: Learner) -> None:
    digest = ann.write()
    (ann.practice / FILE).rename(ann.practice / "mine.ipynb")
    receipt = ann.submit()
    assert (receipt.notebook, receipt.sha256) == ("mine.ipynb", digest)
    (ann.practice / "mine.ipynb").unlink()
    assert f"firstquery reset {WEEK}" in ann.firstquery("submit", WEEK, code=1)
    shutil.rmtree(ann.practice)
    assert "`firstquery lab` puts it there" in ann.firstquery("submit", WEEK, code=1)


@pytest.mark.parametrize("trouble", ["full", "read-only"])
def test_an_exchange_that_takes_nothing_has_nothing_half(ann: Learner, cohort: Cohort, trouble: str) -> None:
    bwrap, place = needs("bubblewrap"), str(cohort.exchange)
    ann.write()
    (ann.practice / "large.csv").write_bytes(b"1" * 3_000_000)
    if trouble == "full":
        disk = ["--size", str(2 << 20), "--tmpfs", place]
        prepare = f"cp -a {place}-before/. {place}"
        cohort.exchange.rename(f"{place}-before")
        cohort.exchange.mkdir()
    else:
        disk, prepare = ["--ro-bind", place, place], "true"
    shell = f'{prepare}; "$@"; code=$?; find {place} -path "*inbound/*" >{ann.home}/found; exit $code'
    command = [sys.executable, "-m", "firstquery.cli.main", "submit", WEEK]
    done = subprocess.run(
        [str(bwrap), "--dev-bind", "/", "/", *disk, "sh", "-c", shell, "sh", *command],
        env=ann.environment,
        cwd=ann.home,
        capture_output=True,
        text=True,
        timeout=200,
    )
    said = " ".join((done.stdout + done.stderr).split())
    assert done.returncode == 1, said
    assert "Traceback" not in said
    assert ("The disk is full" if trouble == "full" else "Tell your facilitator.") in said
    assert "Nothing was handed in, and nothing of yours was changed." in said
    assert (ann.home / "found").read_text() == ""
    assert ann.receipts() == []
    assert [path.name for path in (ann.home / "data").rglob("*submitting*")] == []


def test_stopped_at_any_moment_it_is_handed_in_whole_with_its_receipt_or_not_at_all(
    ann: Learner, cohort: Cohort
) -> None:
    ann.write()
    for number in range(40):
        (ann.practice / f"rows-{number}.csv").write_bytes(b"1,2,3\n" * 50_000)
    begun = time.monotonic()
    ann.submit()
    needed = time.monotonic() - begun
    draw = random.Random(7)
    for number in range(8):
        process = ann.start("submit", WEEK)
        time.sleep(needed * draw.uniform(0.2, 1.1))
        process.send_signal(signal.SIGINT if number % 2 else signal.SIGKILL)
        process.wait(60)
        assert "Traceback" not in process.said() or number % 2 == 0
        there = {one.moment for one in whole(cohort)}
        assert {one.moment.replace(tzinfo=None) for one in ann.receipts()} == there
    last = ann.submit()
    assert last.moment.replace(tzinfo=None) == whole(cohort)[0].moment
    names = [path.name for path in [*cohort.inbound.iterdir(), *(ann.home / "data").rglob("*")]]
    assert [name for name in names if name.startswith(".submitting-")] == []


def test_in_a_notebook_what_is_not_saved_is_said_and_the_saved_file_is_handed_in(ann: Learner) -> None:
    digest = ann.write(q3="%%choice reason\nA")
    with kernel(ann.practice, **ann.environment) as running:
        cells = nbformat.read(ann.practice / FILE, as_version=4).cells
        first = next(cell.source for cell in cells if cell.cell_type == "code")
        assert "handed in." in running.run(f"from firstquery import *\nsubmit({STEM!r})").text
        assert running.run(first).error == ""
        assert running.run("%%choice reason\nB").error == ""
        shown = running.run("submit()").text
        assert "does not hold what you ran last for `reason`. The file was handed in." in " ".join(shown.split())
        made = nbformat.read(ann.practice / FILE, as_version=4)
        cell_of(made, "w90-q3-answer").source = "%%choice reason\nB"
        made.cells.append(new_code_cell("submit()"))
        nbformat.write(made, ann.practice / FILE)
        assert "does not hold" not in running.run("submit()").text
        assert "You have handed in 3 times." in running.run("receipts()").text
    hashes = [one.sha256 for one in ann.receipts()]
    assert hashes == [digest, digest, sha256(ann.practice / FILE)]
