"""Real users of the system on one exchange, whom root plays: each hands in as herself, and as nobody else."""

from __future__ import annotations

import datetime as dt
import json
import os
import pwd
import shutil
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from firstquery.core import course
from firstquery.learner import exchange, receipts, submission
from tests.grading.orders import STEM
from tests.shared import released

from .exchange import FILE, WEEK, Cohort, Learner, sha256

pytestmark = pytest.mark.root
#: Users that every Debian has, and that own nothing.
USERS = ("daemon", "games")


@pytest.fixture
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cohort]:
    """In a folder that all users reach, with learners whose homes are closed to others; root is the facilitator."""
    with tempfile.TemporaryDirectory(prefix="fq-cohort-", dir="/tmp") as folder:
        place = Path(folder)
        place.chmod(0o755)
        made = Cohort.make(released(tmp_path_factory, place / "course"), place / "exchange", check_owner=True)
        made.root.chmod(0o755)
        yield made


@pytest.fixture
def learners(cohort: Cohort) -> dict[str, Learner]:
    found = {name: cohort.learner(name, named=False) for name in USERS}
    for one in found.values():
        one.write()
        for path in (one.home, *one.home.rglob("*")):
            os.chown(path, pwd.getpwnam(one.name).pw_uid, pwd.getpwnam(one.name).pw_gid)
        one.home.chmod(0o700)
    return found


def as_user(learner: Learner, act: Callable[[], object]) -> str:
    """What ``act`` raised in a process of her own, with her rights and surroundings; empty where it went well."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        said = ""
        try:
            user = pwd.getpwnam(learner.name)
            os.setgroups([])
            os.setgid(user.pw_gid)
            os.setuid(user.pw_uid)
            os.environ.update(learner.environment)
            os.chdir(learner.home)
            course.COURSE = learner.cohort.root
            act()
        except BaseException as fault:
            said = f"{fault} ({type(fault).__name__})\n{traceback.format_exc()}"
        os.write(writing, said.encode()[:60_000])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as file:
        said = file.read()
    os.waitpid(child, 0)
    return said


def hand_in() -> None:
    submission.hand_in(course.week(WEEK))


def test_each_is_collected_as_herself(cohort: Cohort, learners: dict[str, Learner]) -> None:
    for one in learners.values():
        assert as_user(one, hand_in) == ""
    found = cohort.collect()
    assert {one["learner"]: one["sha256"] for one in found["collected"]} == {
        name: sha256(one.practice / FILE) for name, one in learners.items()
    }
    record = json.loads((learners["games"].work / ".records" / "receipts.json").read_text())
    assert record["receipts"][0]["sha256"] == found["collected"][1]["sha256"]


def test_nothing_of_another_can_be_forged_changed_listed_or_read(cohort: Cohort, learners: dict[str, Learner]) -> None:
    daemon, games = learners["daemon"], learners["games"]
    assert as_user(daemon, hand_in) == ""
    (real,) = daemon.inbound()
    digest = sha256(daemon.practice / FILE)
    stamp = real.name.split("+")[2]
    # A minute later than hers, which a clock may be ahead: what is said to come of next year is refused before this.
    later = stamp.replace(stamp[:19], str(dt.datetime.fromisoformat(stamp[:19]) + dt.timedelta(minutes=1)), 1)

    def forge() -> None:
        """A submission in daemon's name that is newer than hers, with a receipt of its own."""
        hand_in()
        mine = next(Path(json.loads(line)) for line in (games.home / "mine").read_text().splitlines())
        there = shutil.copytree(mine, cohort.inbound / f"daemon+{STEM}+{later}+x")
        (there / "timestamp.txt").write_text(later)
        receipt = json.loads((there / "receipt.json").read_text())
        receipt["at"] = f"{later[:10]}T{later[11:26]}+00:00"
        (there / "receipt.json").write_text(json.dumps(receipt))

    def keep_name() -> None:
        """Her own submission's folder: inbound can't be listed, so she notes it as it is begun."""
        begin = receipts.begin

        def noted(begun: receipts.UnfinishedSubmission) -> None:
            (games.home / "mine").write_text(json.dumps(begun.folder) + "\n")
            begin(begun)

        receipts.begin = noted
        forge()

    assert as_user(games, keep_name) == ""
    secret = next((daemon.home / "data").rglob("submission_secret.txt"))
    attempts: dict[str, Callable[[], object]] = {
        "list what others handed in": lambda: list(cohort.inbound.iterdir()),
        "rename the inbound": lambda: cohort.inbound.rename(cohort.inbound.with_name("old")),
        "rename the course": lambda: cohort.inbound.parent.rename(cohort.exchange / "another"),
        "plant a release": lambda: (cohort.inbound.parent / "outbound" / "week").mkdir(),
        "change a release": lambda: (cohort.inbound.parent / "outbound" / STEM / FILE).write_text("{}"),
        "read her receipts": lambda: (daemon.work / ".records" / "receipts.json").read_text(),
        "read her secret": secret.read_text,
    }
    for what, attempt in attempts.items():
        assert as_user(games, attempt) != "", what
    found = cohort.collect(code=1)
    rows = {one["learner"]: one["sha256"] for one in found["collected"]}
    assert rows["daemon"] == digest == sha256(cohort.submitted("daemon") / FILE)
    assert [line for line in found["left"] if line.startswith(f"daemon+{STEM}+{later}+x was left where it is.")]
    assert "It belongs to games and not to daemon, whose name it has." in "\n".join(found["left"])


def test_a_file_of_another_in_ones_own_folder_is_not_collected(cohort: Cohort, learners: dict[str, Learner]) -> None:
    """As a hard link, where the system lets one make it, or what she moved in: root places it here."""
    games = learners["games"]
    assert as_user(games, hand_in) == ""
    (folder,) = games.inbound()
    (folder / "gradebook.db").write_text("the facilitator's")
    found = cohort.collect(code=1)
    assert found["collected"] == []
    assert "gradebook.db in it belongs to root and not to games" in "\n".join(found["left"])
    assert not cohort.submitted("games").exists()


def test_an_exchange_that_she_may_not_write_is_a_sentence(cohort: Cohort, learners: dict[str, Learner]) -> None:
    cohort.inbound.chmod(0o755)
    said = as_user(learners["games"], hand_in)
    assert "Tell your facilitator. Nothing was handed in, and nothing of yours was changed. (UserError)" in said
    assert exchange.ExchangeError.__name__ not in said.splitlines()[0]
    assert list(cohort.inbound.iterdir()) == []
