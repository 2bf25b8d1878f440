"""The doctor: each planted fault is found with its sentence and no other, and a healthy installation is healthy."""

from __future__ import annotations

import re
import socket
import sys
from pathlib import Path

import pytest

from firstquery.core import records
from firstquery.doctor import machine
from firstquery.doctor.finding import Finding, Where
from firstquery.doctor.run import CHECKS, examine, sentences
from firstquery.lab import ports
from tests.conftest import ROOT
from tests.help import installation
from tests.help.planted import PLANTED, attempt_of, write

Patch = pytest.MonkeyPatch
# Loading them all takes seconds, and is tried with a broken one in test_doctor_alone.
QUICK = {name: check for name, check in CHECKS.items() if name != "loading of the libraries"}


@pytest.fixture
def where(tmp_path: Path, monkeypatch: Patch) -> Where:
    return installation.make(tmp_path, monkeypatch)


def found(where: Where) -> list[tuple[str, Finding]]:
    """What is found, without what this machine has of its own (a clone beside the installed course, for one)."""
    here = {"two installations", "versions of the libraries", "the kernel's start", "letters"}
    return [(name, one) for name, one in examine(where, QUICK) if name not in here]


def test_a_healthy_installation_is_told_healthy_in_one_line(where: Where) -> None:
    assert found(where) == []
    (line,) = sentences(where, [])
    assert line == f"All is well: {len(CHECKS)} things were looked at. Your folder is {where.work}"


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_found_with_its_sentence_and_no_other(name: str, where: Where, monkeypatch: Patch) -> None:
    check, level, what, mend, plant = PLANTED[name]
    plant(where, monkeypatch)
    before = tree(where)
    ((by, one),) = found(where)
    assert (by, one.level) == (check, level)
    assert what in one.what and mend in one.mend
    assert all(sentence.endswith((".", "?")) or ": " in sentence for sentence in (one.what, one.mend))
    assert tree(where) == before


def tree(where: Where) -> dict[str, int]:
    top = where.work.parents[1]
    return {
        str(path.relative_to(top)): path.stat().st_mtime_ns for path in top.rglob("*") if "firstquery" not in path.parts
    }


def test_records_of_today_are_no_sign_of_a_wrong_clock(where: Where, monkeypatch: Patch) -> None:
    records.attempt("w01-q1", "right", 2, 2)
    attempt_of(0)(where, monkeypatch)
    assert found(where) == []


def test_a_folder_in_a_cloud_is_worth_knowing(tmp_path: Path, monkeypatch: Patch) -> None:
    where = installation.make(tmp_path / "OneDrive - Kestrel Inc", monkeypatch)
    ((check, one),) = found(where)
    assert (check, one.level) == ("synchronised folders", "warning")
    assert "is synchronised by OneDrive" in one.what


def test_all_ports_taken_is_found(where: Where, monkeypatch: Patch) -> None:
    with socket.socket() as taken:  # one port of the system's choice stands for all: other tests want theirs
        taken.bind((ports.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setattr(ports, "FIRST_PORT", port)
        monkeypatch.setattr(ports, "LAST_PORT", port)
        ((check, one),) = found(where)
    assert check == "ports" and one.what == f"All ports from {port} to {port} are taken by other programs."


def test_a_second_first_query_is_found(where: Where, tmp_path: Path, monkeypatch: Patch) -> None:
    write(tmp_path / "other" / "firstquery" / "__init__.py", "")
    monkeypatch.syspath_prepend(str(tmp_path / "other"))
    said = [one for name, one in examine(where, QUICK) if name == "two installations"]
    assert str(tmp_path / "other" / "firstquery") in said[0].what and said[0].level == "fault"


def test_a_check_that_fails_hides_no_other(where: Where, monkeypatch: Patch) -> None:
    def fails(where: Where) -> object:
        raise PermissionError("no")

    monkeypatch.setitem(QUICK, "the clock", fails)
    write(where.work / "pandas.py", "")
    (_, shadow), (name, told) = found(where)
    assert "pandas" in shadow.what and name == "the clock"
    assert told.what == "Whether the clock is in order could not be found out (PermissionError: no)."


def test_every_variable_of_the_course_is_known() -> None:
    files = [ROOT / "start.py", *(ROOT / "firstquery").rglob("*.py")]
    used = {name for path in files for name in re.findall(r"[\"']FIRSTQUERY_([A-Z]+)[\"']", path.read_text("utf-8"))}
    assert used <= set(machine.VARIABLES)
    assert sys.version_info[:2] >= (3, 11)
