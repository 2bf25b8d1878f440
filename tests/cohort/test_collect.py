"""`firstquery collect` and `nbgrader collect`: each learner's newest, where it is hers and whole; the rest is told."""

from __future__ import annotations

import json
import os
import pwd
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.grading.orders import STEM, Course

from .exchange import FILE, WEEK, Cohort, Learner, sha256


def forged(folder: Path, name: str) -> Path:
    """A copy of a submission under another name."""
    return Path(shutil.copytree(folder, folder.with_name(name)))


def test_the_table_has_each_learner_with_time_zone_and_hash_and_a_second_collect_changes_nothing(
    cohort: Cohort, ann: Learner, ben: Learner
) -> None:
    (cohort.root / "cohort.toml").write_text("[due]\n90 = 2020-01-01T09:00:00Z\n")
    digests = {one.name: one.write() for one in (ann, ben)}
    receipts = {one.name: one.submit() for one in (ann, ben)}
    first = cohort.collect()
    assert [one["learner"] for one in first["collected"]] == ["ann", "ben"]
    for one in first["collected"]:
        assert one["sha256"] == digests[one["learner"]] == sha256(cohort.submitted(one["learner"]) / FILE)
        assert one["at"] == receipts[one["learner"]].at
        assert one["seconds_late"] > 0 and one["new"] and one["receipt"]
        assert digests[one["learner"]][:12] in first["said"]
        stamp = (cohort.submitted(one["learner"]) / "timestamp.txt").read_text()
        assert stamp.startswith(f"{receipts[one['learner']].moment:%Y-%m-%d %H:%M:%S.%f}")
    assert "2 handed in, 2 of them new, 2 late. 0 left where they were." in first["said"]
    second = cohort.collect()
    assert "2 handed in, 0 of them new, 2 late." in second["said"]
    assert [one["sha256"] for one in second["collected"]] == [one["sha256"] for one in first["collected"]]


def _no_secret(folder: Path) -> None:
    (folder / "submission_secret.txt").unlink()


def _changed(folder: Path) -> None:
    (folder / FILE).write_text("{}")


def _two_times(folder: Path) -> None:
    (folder / "timestamp.txt").write_text("2020-01-01 09:00:00.000000 UTC")


def _no_time(folder: Path) -> None:
    (folder / "timestamp.txt").write_bytes(b"\xff next week")


def _link(folder: Path) -> None:
    (folder / "more.txt").symlink_to("/etc/passwd")


def _pipe(folder: Path) -> None:
    os.mkfifo(folder / "more.txt")


def _link_to_a_folder(folder: Path) -> None:
    (folder / "more").symlink_to(folder.parent)


def _strange_secret(folder: Path) -> None:
    (folder / "submission_secret.txt").write_bytes(b"\xff" * 10)


def _deep(folder: Path) -> None:
    inner = folder
    for _ in range(60):
        inner = inner / "in"
        inner.mkdir()


DAMAGES: dict[Callable[[Path], None], str] = {
    _no_secret: "It has no submission_secret.txt",
    _strange_secret: "Its submission_secret.txt is none",
    _changed: "Its notebook is not the one of its receipt",
    _two_times: "It states two times",
    _no_time: "It has no time in its timestamp.txt",
    _link: "more.txt in it is a link",
    _link_to_a_folder: "more in it is a link",
    _pipe: "more.txt in it is no plain file",
    _deep: "Its folders lie too deep",
}


def test_what_is_not_whole_is_left_and_told_and_her_one_before_it_counts(cohort: Cohort) -> None:
    digests = {}
    for damage in DAMAGES:
        learner = cohort.learner(damage.__name__.strip("_").replace("_", "-"))
        digests[learner.name] = learner.write(q3="%%choice reason\nA")
        learner.submit()
        learner.write()
        learner.submit()
        damage(learner.inbound()[-1])
    found = cohort.collect(code=1)
    assert {one["learner"]: one["sha256"] for one in found["collected"]} == digests
    for damage, said in DAMAGES.items():
        name = damage.__name__.strip("_").replace("_", "-")
        (line,) = [line for line in found["left"] if line.startswith(f"{name}+")]
        assert f"was left where it is. {said}" in line
        assert sha256(cohort.submitted(name) / FILE) == digests[name]


def test_names_that_nobody_has_stop_nobody(cohort: Cohort, ann: Learner) -> None:
    digest = ann.write()
    ann.submit()
    (folder,) = ann.inbound()
    stamp = folder.name.split("+")[2]
    for name in (f"ben+{STEM}+whenever+x", f"..+{STEM}+{stamp}+x", f"a*+{STEM}+{stamp}+x", f"+{STEM}+{stamp}"):
        forged(folder, name)
    forged(folder, ".submitting-ann+" + folder.name.partition("+")[2])
    (cohort.inbound / f"file+{STEM}+{stamp}+x").write_text("no folder")
    found = cohort.collect(code=1)
    assert [one["sha256"] for one in found["collected"]] == [digest]
    assert len(found["left"]) == 5
    assert sorted(path.name for path in (cohort.root / "submitted").iterdir()) == ["ann"]
    assert not (cohort.root / STEM).exists()


def test_a_submission_under_the_name_of_another_user_of_the_machine_is_not_collected(cohort: Cohort) -> None:
    """As the one who collects this is: all of it belongs to this user."""
    me = pwd.getpwuid(os.getuid()).pw_name
    learner = cohort.learner(me, named=False)
    digest = learner.write()
    learner.submit()
    (folder,) = learner.inbound()
    other = next(one.pw_name for one in pwd.getpwall() if one.pw_uid != os.getuid())
    forged(folder, folder.name.replace(f"{me}+", f"{other}+", 1))
    forged(folder, folder.name.replace(f"{me}+", "nobody-at-all+", 1))
    cohort.run.configure("c.ExchangeCollect.check_owner = True")
    found = cohort.collect(code=1)
    assert [(one["learner"], one["sha256"]) for one in found["collected"]] == [(me, digest)]
    said = "\n".join(found["left"])
    assert f"It belongs to {me} and not to {other}, whose name it has." in said
    assert "nobody-at-all's, who is no user of this machine" in said
    output = Course(cohort.root).run("nbgrader", "collect", STEM, "--update")
    assert f"It belongs to {me} and not to {other}" in output
    assert sorted(path.name for path in (cohort.root / "submitted").iterdir()) == [me]


def test_what_a_stock_nbgrader_submitted_is_collected_without_a_receipt(cohort: Cohort, ann: Learner) -> None:
    ann.write()
    ann.submit()
    (folder,) = ann.inbound()
    (folder / "receipt.json").unlink()
    (row,) = cohort.collect()["collected"]
    assert row["receipt"] is False
    assert row["sha256"] == sha256(cohort.submitted("ann") / FILE)


def test_what_was_placed_by_hand_later_stays(cohort: Cohort, ann: Learner) -> None:
    ann.write()
    ann.submit()
    place = cohort.submitted("ann")
    place.mkdir(parents=True)
    (place / FILE).write_text("by hand")
    moment = ann.receipts()[0].moment + timedelta(hours=1)
    os.utime(place / FILE, (moment.timestamp(), moment.timestamp()))
    found = cohort.collect()
    assert found["collected"] == [] and "is newer than what she handed in, and stays" in found["said"]
    moment = ann.receipts()[0].moment - timedelta(hours=1)
    os.utime(place / FILE, (moment.timestamp(), moment.timestamp()))
    assert [one["new"] for one in cohort.collect()["collected"]] == [True]
    assert sha256(place / FILE) == ann.receipts()[0].sha256


def test_a_time_long_before_the_folder_was_written_is_noted(cohort: Cohort, ann: Learner) -> None:
    ann.write()
    ann.submit()
    (folder,) = ann.inbound()
    moment = datetime.fromtimestamp(folder.stat().st_ctime, UTC) - timedelta(hours=3)  # the disk's clock, not ours
    early = f"{moment:%Y-%m-%d %H:%M:%S.%f} UTC"
    there = forged(folder, f"ann+{STEM}+{early}+x")
    shutil.rmtree(folder)
    (there / "timestamp.txt").write_text(early)
    told = json.loads((there / "receipt.json").read_text())
    told["at"] = moment.isoformat()
    (there / "receipt.json").write_text(json.dumps(told))
    assert "ask her for her receipt" in cohort.collect()["said"]


def _set_time(folder: Path, moment: datetime) -> Path:
    """States another time in all three places that state one."""
    learner, stem, _, rest = folder.name.split("+", 3)
    stated = f"{moment:%Y-%m-%d %H:%M:%S.%f} UTC"
    there = folder.rename(folder.with_name(f"{learner}+{stem}+{stated}+{rest}"))
    (there / "timestamp.txt").write_text(stated)
    told = json.loads((there / "receipt.json").read_text())
    (there / "receipt.json").write_text(json.dumps(told | {"at": moment.isoformat()}))
    return there


def test_a_time_that_is_still_to_come_is_told_and_what_was_handed_in_before_and_after_counts(
    cohort: Cohort, ann: Learner
) -> None:
    first = ann.write(q3="%%choice reason\nA")
    ann.submit()
    ann.write(q3="%%choice reason\nB")
    ann.submit()
    _set_time(ann.inbound()[-1], datetime(2099, 1, 1, 9, tzinfo=UTC))
    found = cohort.collect(code=1)
    assert [one["sha256"] for one in found["collected"]] == [first]
    assert "It states 2099-01-01 09:00 UTC, which is still to come" in " ".join(found["left"])
    # As an earlier version has collected it: it keeps out nothing that comes after.
    (cohort.submitted("ann") / "timestamp.txt").write_text("2099-01-01 09:00:00.000000 UTC")
    last = ann.write(q3="%%choice reason\nC")
    ann.submit()
    assert [one["sha256"] for one in cohort.collect(code=1)["collected"]] == [last]


def test_a_clock_that_is_some_hours_ahead_is_believed(cohort: Cohort, ann: Learner) -> None:
    digest = ann.write()
    ann.submit()
    moment = datetime.now(UTC) + timedelta(hours=20)
    _set_time(ann.inbound()[-1], moment)
    (row,) = cohort.collect()["collected"]
    assert (row["sha256"], row["at"]) == (digest, moment.isoformat())


def test_without_an_exchange_the_sentence_says_where_notebooks_belong(cohort: Cohort) -> None:
    cohort.exchange.rename(cohort.exchange.with_name("gone"))
    said = cohort.firstquery("collect", WEEK, code=1)
    assert f"There is no exchange at {cohort.exchange}." in said and f"submitted/NAME/{STEM}/" in said


def test_in_a_narrow_terminal_every_account_and_hash_is_whole(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from firstquery.cohort.collect import CollectedSubmission, Report
    from firstquery.cohort.commands.collecting import _show

    monkeypatch.setenv("COLUMNS", "80")
    late = timedelta(hours=38, minutes=27)
    at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    names = ["workshop-ann", "workshop-anna"]
    _show(Report([CollectedSubmission(one, at, "0123456789abcdef", late) for one in names]), WEEK)
    said = capsys.readouterr().out
    assert all(f" {one} " in said for one in (*names, "0123456789ab")) and "…" not in said
