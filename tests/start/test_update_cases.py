"""What an update does with each thing that can stand in her folder: hers, run, removed, a link, in the way."""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from firstquery.core import course
from firstquery.core.errors import UserError
from firstquery.learner import versions
from firstquery.learner.workspace import fill
from tests.start.small_course import Course, edited, notebook, ran

ONE, TWO = "week-01-first-query", "week-02-count-honestly"
LESSON, PRACTICE = f"{ONE}.ipynb", f"practice/{ONE}/{ONE}.ipynb"


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: Path) -> Iterator[Course]:
    """A course of two weeks, with which her folder was filled."""
    made = Course(tmp_path / "course")
    made.publish()
    monkeypatch.setattr(course, "COURSE", made.root)
    fill()
    yield made


def next_edition(small: Course) -> None:
    small.edition += 1
    small.publish()


def test_a_lesson_that_was_only_run_is_updated_and_a_copy_of_it_kept(small: Course, work: Path) -> None:
    was = ran((work / LESSON).read_bytes(), "1,743")
    (work / LESSON).write_bytes(was)
    assert not fill().updated  # as long as the course has nothing newer, her outputs stay where they are
    assert (work / LESSON).read_bytes() == was
    next_edition(small)
    copied = fill()
    assert LESSON in copied.updated
    assert "edition 2" in (work / LESSON).read_text()
    (copy,) = copied.copies
    assert copy.startswith("kept/") and copy.endswith(f" {LESSON}")
    assert (work / copy).read_bytes() == was


def test_start_here_is_updated_although_it_was_filled_anew_when_it_was_opened(small: Course, work: Path) -> None:
    found = json.loads((work / "start-here.ipynb").read_bytes())
    shown = {"output_type": "display_data", "metadata": {}, "data": {"text/plain": "3 of 26 weeks"}}
    renewed = {"cell_type": "code", "id": "where-am-i", "metadata": {"trusted": True}, "source": "where_am_i()"}
    found["cells"].insert(1, {**renewed, "execution_count": None, "outputs": [shown]})
    (work / "start-here.ipynb").write_text(json.dumps(found))
    next_edition(small)
    copied = fill()
    assert "start-here.ipynb" in copied.updated
    assert not copied.copies  # nothing of hers was in it


def test_the_drawings_of_the_lessons_come_along_and_a_practice_finds_them(small: Course, work: Path) -> None:
    picture = "![Six rows become three heaps](../../notebooks/drawings/heaps.svg)"
    for edition in ("<svg/>", "<svg> </svg>"):
        (small.root / "notebooks" / "drawings").mkdir(exist_ok=True)
        (small.root / "notebooks" / "drawings" / "heaps.svg").write_text(edition)
        practice = small.root / "release" / ONE / f"{ONE}.ipynb"
        practice.write_bytes(edited(practice.read_bytes(), picture, 1))
        copied = fill()
        assert "drawings/heaps.svg" in copied.added + copied.updated
        assert (work / "drawings" / "heaps.svg").read_text() == edition
        assert "(../../drawings/heaps.svg)" in (work / PRACTICE).read_text(encoding="utf-8")
        next_edition(small)


def test_a_picture_or_a_word_of_hers_in_a_lesson_makes_it_hers(small: Course, work: Path) -> None:
    found = json.loads((work / LESSON).read_bytes())
    found["cells"][0]["attachments"] = {"mine.png": {"image/png": "aGVycw=="}}
    (work / LESSON).write_text(json.dumps(found))
    (work / f"{TWO}.ipynb").write_bytes(edited((work / f"{TWO}.ipynb").read_bytes(), "a note", 0))
    before = {name: (work / name).read_bytes() for name in (LESSON, f"{TWO}.ipynb")}
    next_edition(small)
    assert sorted(fill().kept) == sorted(before)
    assert {name: (work / name).read_bytes() for name in before} == before


def test_removed_stays_removed_and_she_is_told_once(small: Course, work: Path) -> None:
    (work / LESSON).unlink()
    assert fill().missing == [LESSON]
    next_edition(small)
    assert fill().missing == []
    assert fill(restore=True).added == [LESSON]
    (work / LESSON).unlink()
    assert fill().missing == [LESSON]


def test_a_practice_folder_that_she_removed_leaves_no_key_behind(small: Course, work: Path) -> None:
    (work / "practice" / ONE).rename(work / "away")
    fill()
    assert not (work / "practice" / ONE).exists()


def test_a_key_that_somebody_changed_is_ours_again_and_a_copy_kept(small: Course, work: Path) -> None:
    key = work / "practice" / ONE / "key.json"
    key.write_text("changed")
    (copy,) = fill().copies
    assert json.loads(key.read_text())["week"] == ONE
    assert (work / copy).read_text() == "changed"


def test_a_lost_or_damaged_record_overwrites_nothing_of_hers(small: Course, work: Path) -> None:
    hers = edited((work / PRACTICE).read_bytes(), "mine", 2)
    for record in (None, b"", b"\xff\xfe", b"{}", b"[]", b'{"files": 3}', b'{"files": {"a": []}}'):
        (work / PRACTICE).write_bytes(hers)
        (work / ".records" / "shipped.json").unlink(missing_ok=True)
        if record is not None:
            (work / ".records" / "shipped.json").write_bytes(record)
        next_edition(small)
        fill()
        assert (work / PRACTICE).read_bytes() == hers
        assert PRACTICE in versions.read(work).files


def test_what_she_did_not_make_is_moved_into_one_folder_and_nothing_of_hers_is(small: Course, work: Path) -> None:
    (work / "feedback").mkdir()
    (work / "feedback" / f"{ONE}.html").write_text("marks of October")
    (work / "portfolio.toml").write_text("her picks")
    fill()
    assert (work / "kept" / "feedback" / f"{ONE}.html").read_text() == "marks of October"
    assert (work / "kept" / "portfolio.toml").read_text() == "her picks"
    assert not (work / "feedback").exists() and not (work / "portfolio.toml").exists()
    # what is of her own in such a folder stays, and nothing takes the place of what is there already
    (work / "feedback").mkdir()
    for name in (f"{ONE}.html", "my-notes.txt"):
        (work / "feedback" / name).write_text("older")
    fill()
    assert sorted(path.name for path in (work / "feedback").iterdir()) == ["my-notes.txt", f"{ONE}.html"]
    assert (work / "kept" / "feedback" / f"{ONE}.html").read_text() == "marks of October"


def test_the_texts_of_the_course_are_shown_and_not_written_in(small: Course, work: Path) -> None:
    for name in ("start-here.ipynb", LESSON, PRACTICE):
        cells = json.loads((work / name).read_bytes())["cells"]
        told = {(one["cell_type"], one["metadata"].get("editable", True)) for one in cells}
        assert told == {("markdown", False), ("code", True)}


def test_a_link_is_followed_and_stays_a_link(small: Course, work: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "stick.ipynb"
    (work / LESSON).rename(elsewhere)
    (work / LESSON).symlink_to(elsewhere)
    next_edition(small)
    assert LESSON in fill().updated
    assert (work / LESSON).is_symlink()
    assert "edition 2" in elsewhere.read_text()
    elsewhere.unlink()
    assert any(line.startswith(f"{LESSON} is a link that leads nowhere now") for line in fill().problems)
    assert not elsewhere.exists()


def test_a_link_into_the_course_is_never_written_through(small: Course, work: Path) -> None:
    original = small.root / "notebooks" / LESSON
    (work / LESSON).unlink()
    (work / LESSON).symlink_to(original)
    was = original.read_bytes()
    next_edition(small)
    now = original.read_bytes()
    assert now != was
    assert any("is a link into the course itself" in line for line in fill().problems)
    assert original.read_bytes() == now


def test_a_read_only_file_stays_and_is_said_and_the_others_are_updated(small: Course, work: Path) -> None:
    (work / LESSON).chmod(0o444)
    next_edition(small)
    copied = fill()
    assert any(line.startswith(f"{LESSON} is read-only") for line in copied.problems)
    assert "edition 1" in (work / LESSON).read_text()
    assert PRACTICE in copied.updated
    (work / LESSON).chmod(0o644)
    assert fill().updated == [LESSON]


def test_a_file_in_the_place_of_a_folder_and_a_folder_in_the_place_of_a_file_are_said(
    small: Course, work: Path
) -> None:
    small.stems.append("week-03-group-and-compare")
    (work / "practice" / small.stems[2]).write_text("a note of mine")
    (work / f"{small.stems[2]}.ipynb").mkdir()
    next_edition(small)
    copied = fill()
    said = "\n".join(copied.problems)
    assert f"practice/{small.stems[2]} is a file, and the course needs a folder of that name" in said
    assert f"{small.stems[2]}.ipynb is a folder, and the course has a file of that name" in said
    assert (work / "practice" / small.stems[2]).read_text() == "a note of mine"
    assert LESSON in copied.updated


def test_on_a_full_disk_there_is_a_sentence_and_with_room_the_update_goes_on(
    small: Course, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hers = edited((work / PRACTICE).read_bytes(), "mine", 2)
    (work / PRACTICE).write_bytes(hers)
    next_edition(small)
    flushed, room = os.fsync, 3

    def fsync(handle: int) -> None:
        nonlocal room
        room -= 1
        if room < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        flushed(handle)

    with monkeypatch.context() as full:
        full.setattr(os, "fsync", fsync)
        with pytest.raises(UserError, match="The disk is full"):
            fill()
    for path in work.rglob("*.ipynb"):
        json.loads(path.read_bytes())
    fill()
    assert (work / PRACTICE).read_bytes() == hers
    for name in ("start-here", ONE, TWO):
        assert "edition 2" in (work / f"{name}.ipynb").read_text()


def test_a_folder_inside_the_course_is_not_filled(small: Course, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTQUERY_WORK", str(small.root / "mine"))
    with pytest.raises(UserError, match="is inside the folder of the course"):
        fill()
    assert not (small.root / "mine").exists()


def test_a_notebook_that_is_no_notebook_any_more_is_hers(small: Course, work: Path) -> None:
    (work / LESSON).write_bytes(b"\xff not JSON")
    (work / "mine.ipynb").write_bytes(notebook([]))
    next_edition(small)
    assert fill().kept == [LESSON]
    assert (work / LESSON).read_bytes() == b"\xff not JSON"


def test_all_of_it_is_said_in_lines(small: Course, work: Path) -> None:
    (work / f"{TWO}.ipynb").write_bytes(ran((work / f"{TWO}.ipynb").read_bytes(), "2"))
    (work / LESSON).rename(work / "first.ipynb")
    (work / PRACTICE).write_bytes(edited((work / PRACTICE).read_bytes(), "mine", 2))
    (work / f"practice/{TWO}/{TWO}.ipynb").unlink()
    (work / "data").write_text("a file in the place of a folder")
    (small.root / "data").mkdir()
    (small.root / "data" / "README.md").write_text("tables")
    next_edition(small)
    copied = fill()
    said = list(copied.lines(work))
    assert [line.partition(":")[0] for line in said] == [
        "Newer versions, of what you had not changed",
        "What you had run there is kept, with its results",
        "The course has newer versions of what you worked in; yours stay",
        f"You removed or renamed {LESSON}, practice/{TWO}/{TWO}.ipynb. With --restore it comes back.",
        "data is a file, and the course needs a folder of that name for data/README.md",
    ]
    assert list(fill().lines(work)) == said[-1:]  # what is in the way is said until it is not


def test_filling_again_changes_nothing(small: Course, work: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in work.rglob("*")}
    again = fill()
    assert not (again.added or again.updated or again.kept or again.missing)
    assert {path: path.stat().st_mtime_ns for path in work.rglob("*")} == before


def test_a_file_in_the_place_of_her_folder_is_named(work: Path) -> None:
    work.rmdir()
    work.write_text("", encoding="utf-8")
    with pytest.raises(UserError, match="is a file, and First Query needs a folder there"):
        fill()


def test_every_link_of_the_real_course_leads_somewhere_in_her_folder(work: Path) -> None:
    fill()
    dead = []
    for path in work.rglob("*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                for link in re.findall(r"\]\(([^)#\s]+)", "".join(cell["source"])):
                    if ":" not in link and not (path.parent / link).exists():
                        dead.append(f"{path.relative_to(work)}: {link}")
    assert not dead
    assert (work / "start-here.ipynb").exists()
