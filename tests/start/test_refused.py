"""The learner's folder is a folder of its own: not the course, nor in it or around it, nor all of her home."""

from __future__ import annotations

from pathlib import Path

import pytest

from firstquery.core.course import refuse_folder
from firstquery.core.errors import UserError


@pytest.mark.parametrize(
    ("work", "why"),
    [
        ("home/course", "is the folder of the course itself"),
        ("home/link", "is the folder of the course itself"),
        ("home/course/mine", "is inside the folder of the course"),
        ("home/link/mine", "is inside the folder of the course"),
        ("home/course/../course/./mine", "is inside the folder of the course"),
        ("home/all", "holds all that is yours"),
        ("home/around", "The course itself, .*, is inside"),
    ],
)
def test_a_folder_that_is_no_place_for_her_work_is_refused_in_a_sentence(
    work: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = tmp_path / "home" / "around" / "course"
    course.mkdir(parents=True)
    (tmp_path / "home" / "course").symlink_to(course)
    (tmp_path / "home" / "link").symlink_to("course")
    (tmp_path / "home" / "all").symlink_to(".")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    with pytest.raises(UserError, match=why) as refused:
        refuse_folder(tmp_path / work, tmp_path / "home" / "course")
    assert "FIRSTQUERY_WORK" in refused.value.sentence
    assert not any(course.iterdir())


def test_her_home_and_what_is_above_it_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    for folder in (tmp_path / "home", tmp_path, Path(tmp_path.anchor)):
        with pytest.raises(UserError, match="holds all that is yours"):
            refuse_folder(folder, Path("/nowhere/course"))


def test_a_folder_beside_the_course_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    (tmp_path / "home" / "first-query-course").mkdir(parents=True)
    refuse_folder(tmp_path / "home" / "first-query", tmp_path / "home" / "first-query-course")
    refuse_folder(tmp_path / "home" / "work" / "first-query", tmp_path / "home" / "first-query-course")
