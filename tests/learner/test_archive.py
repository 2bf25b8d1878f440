"""Her work goes from one copy of the course to another and back as one file, and nothing of it is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from firstquery.core import records
from firstquery.core.errors import UserError
from firstquery.learner import archive, workspace
from firstquery.learner.merge import merge

PRACTICE = "practice/week-01-first-query/week-01-first-query.ipynb"


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Two folders of hers, as two computers have them."""
    found = (tmp_path / "laptop", tmp_path / "browser")
    for folder in found:
        at(folder, monkeypatch)
        workspace.fill()
    return found


def at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FIRSTQUERY_WORK", str(folder))
    return folder


def write(folder: Path, text: str) -> None:
    notebook = json.loads((folder / PRACTICE).read_text(encoding="utf-8"))
    answer = next(
        cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id") == "w01-q1-answer"
    )
    answer["source"] = text
    (folder / PRACTICE).write_text(json.dumps(notebook), encoding="utf-8")


def test_what_she_wrote_and_what_is_kept_of_it_come_along_and_nothing_else(
    two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, browser = two
    at(browser, monkeypatch)
    write(browser, "%%sql first_ten\nSELECT 1")
    (browser / "notes.md").write_text("Ask Ines about plans.", encoding="utf-8")
    (browser / "picture.png").write_bytes(b"\x89PNG\x00\xff")
    records.attempt("w01-q1", "right", 2, 2)
    packed = archive.pack(browser)
    assert set(json.loads(packed)["files"]) == {PRACTICE, "notes.md", "picture.png"}
    at(laptop, monkeypatch)
    done = archive.bring_back(laptop, packed)
    assert sorted(done.written) == ["notes.md", "picture.png", PRACTICE] and not done.both
    for name in done.written:
        assert (laptop / name).read_bytes() == (browser / name).read_bytes()
    assert records.progress(["w01-q1"])["w01-q1"].points == 2
    assert list(archive.bring_back(laptop, packed).lines()) == ["All that is in that file is here already."]


def test_it_goes_to_and_fro_and_the_newer_one_follows(two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    laptop, browser = two
    for turn, (here, there) in enumerate([(browser, laptop), (laptop, browser), (browser, laptop)]):
        at(here, monkeypatch)
        write(here, f"SELECT {turn}")
        packed = archive.pack(here)
        at(there, monkeypatch)
        done = archive.bring_back(there, packed)
        assert done.written == [PRACTICE] and not done.both
        assert f"SELECT {turn}" in (there / PRACTICE).read_text(encoding="utf-8")


def test_where_both_were_worked_in_both_are_kept_and_it_says_so(
    two: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop, browser = two
    at(browser, monkeypatch)
    write(browser, "SELECT 'there'")
    records.attempt("w01-q1", "right", 2, 2)
    packed = archive.pack(browser)
    at(laptop, monkeypatch)
    write(laptop, "SELECT 'here'")
    records.attempt("w01-q1", "not-yet", 0, 2)
    done = archive.bring_back(laptop, packed)
    assert "SELECT 'here'" in (laptop / PRACTICE).read_text(encoding="utf-8")
    assert "SELECT 'there'" in (laptop / done.both[PRACTICE]).read_text(encoding="utf-8")
    assert any("Both are kept" in line and PRACTICE in line for line in done.lines())
    stands = records.progress(["w01-q1"])["w01-q1"]
    assert (stands.outcome, stands.attempts) == ("right", 2)


@pytest.mark.parametrize("content", [b"", b"[]", b'{"first-query": 2}', b"\xff", b'{"first-query": 1, "files": []}'])
def test_a_file_of_something_else_changes_nothing(work: Path, content: bytes) -> None:
    with pytest.raises(UserError, match="holds no work of First Query"):
        archive.bring_back(work, content)
    assert not list(work.iterdir())


@pytest.mark.parametrize("name", ["../out", "/out", ".records/x.json", "a/../../out", "C:out", "a\\b", ""])
def test_a_file_that_names_another_place_changes_nothing(work: Path, name: str) -> None:
    said = {"first-query": 1, "files": {name: {"text": "x"}}, "records": {}}
    with pytest.raises(UserError, match="no place in your folder"):
        archive.bring_back(work, json.dumps(said).encode())
    assert not list(work.parent.rglob("out"))


def test_two_records_as_one_have_all_of_both() -> None:
    first = {"at": "2026-01-01T10:00:00+01:00", "outcome": "not-yet", "points": 0}
    last = {"at": "2026-01-02T10:00:00+01:00", "outcome": "right", "points": 2}
    ours = {"version": 1, "attempts": [last], "best": last, "count": 1}
    theirs = {"version": 1, "attempts": [first], "best": first, "count": 1}
    joined = {"version": 1, "attempts": [first, last], "best": last, "count": 2}
    assert merge(ours, theirs) == merge(theirs, ours) == joined
    assert merge(joined, theirs) == joined
    weeks = merge({"weeks": {"1": ["a", "c"]}}, {"weeks": {"1": ["b"], "2": ["d"]}})
    assert weeks == {"weeks": {"1": ["a", "b", "c"], "2": ["d"]}}
