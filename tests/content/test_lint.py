"""`firstquery lint`: the weeks have no remark, and each rule finds the slip that it is for, in a copy of a week."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from firstquery.authoring.lint import form, former, prose, rules, vocabulary
from firstquery.authoring.lint.style import style_of
from firstquery.authoring.lint.unit import Remark, other_pages, unit_of
from firstquery.cli.main import main
from firstquery.core import course
from firstquery.core.errors import UserError
from tests.content.notebooks import ROOT
from tests.content.slips import ANSWERS, FACILITATOR, LESSON, PRACTICE, RELEASE, SLIPS, STEM, Rule


@pytest.mark.parametrize("week", [*course.practices(), None], ids=lambda week: week.stem if week else "other-pages")
def test_a_week_has_no_remark(week: course.Week | None) -> None:
    assert rules.lint(week, ROOT)[1] == []


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course beside this one: its lessons and one whole week, with links to the other weeks."""
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(ROOT / "notebooks", root / "notebooks")
    for part in ("source", "release"):
        (root / part).mkdir()
        for folder in (ROOT / part).glob("week-*"):
            if folder.name != STEM:
                (root / part / folder.name).symlink_to(folder)
        shutil.copytree(ROOT / part / STEM, root / part / STEM)
    (root / "data").symlink_to(ROOT / "data")
    for name in ("course.toml", "lint.toml"):
        shutil.copy(ROOT / name, root)
    return root


@pytest.fixture
def change(copied: Path) -> Iterator[Callable[[str, str, str], Path]]:
    """Changes a file of the copied week, wherever a text stands in it; afterwards it is as it was."""
    before: dict[Path, bytes] = {}

    def changed(file: str, old: str, new: str) -> Path:
        path = copied / file
        before.setdefault(path, path.read_bytes())
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        return path

    yield changed
    for path, content in before.items():
        path.write_bytes(content)


def of_rule(rule: Rule, root: Path) -> list[Remark]:
    week = course.week(3, root)
    unit = unit_of(week)
    return list(rule(unit) if rule in rules.OF_PAGES else rule(unit, week))


@pytest.mark.parametrize(("rule", "slip"), [(rule, slip) for rule, slips in SLIPS.items() for slip in slips])
def test_a_rule_finds_the_slip_that_it_is_for(
    change: Callable[..., Path], copied: Path, rule: Rule, slip: tuple[str, str, str, str]
) -> None:
    assert of_rule(rule, copied) == []
    change(*slip[:3])
    told = of_rule(rule, copied)
    assert any(slip[3] in one.sentence for one in told), told


def test_every_rule_has_a_slip() -> None:
    elsewhere = {former.check_former}  # week 3 was never retired: tests/authoring/test_retire.py has a week that was
    assert SLIPS.keys() | elsewhere == {*rules.OF_PAGES, *rules.OF_A_WEEK}


def test_a_week_that_is_not_whole_is_told_what_is_missing(change: Callable[..., Path], copied: Path) -> None:
    path = change(FACILITATOR, "#", "#")
    path.unlink()
    _, told = rules.lint(course.week(3, copied), copied)
    assert [(one.file, one.sentence) for one in told] == [(path, "The file is missing. Write it.")]


def test_what_cannot_be_read_is_a_remark_and_the_other_rules_go_on(change: Callable[..., Path], copied: Path) -> None:
    change(ANSWERS, "# %% w03-q1 exercise: table", "# %% w03-q1 exercise: tabel")
    change(LESSON, "Say a number", "Simply say a number")
    _, told = rules.lint(course.week(3, copied), copied)
    assert any("answers.py, line 3" in one.sentence for one in told) and any("simply" in one.sentence for one in told)
    assert len({one.sentence for one in told}) == len(told)
    change(LESSON, '"cells": [', '"cells": {')
    (told_once,) = rules.lint(course.week(3, copied), copied)[1]
    assert "is no notebook in order" in told_once.sentence


def test_what_a_release_has_from_its_practice_is_told_once(change: Callable[..., Path], copied: Path) -> None:
    for file in (PRACTICE, RELEASE):
        change(file, "## Done", "#### Done")
    _, told = rules.lint(course.week(3, copied), copied)
    (nested,) = [one for one in told if "level 4" in one.sentence]
    assert nested.file == copied / PRACTICE


def test_a_page_of_no_week_is_looked_at_as_well(copied: Path) -> None:
    page = copied / "notebooks" / "start-here.ipynb"
    page.write_text(page.read_text(encoding="utf-8").replace('"# ', '"# Simply ', 1), encoding="utf-8")
    shutil.copy(page, copied / "notebooks" / "more.ipynb")
    told = list(prose.check_language(other_pages(copied)))
    assert {one.file.name for one in told} == {"more.ipynb", "start-here.ipynb"}
    (copied / "notebooks" / "glossary.ipynb").write_text("{}", encoding="utf-8")
    assert "no notebook in order" in rules.lint(None, copied)[1][0].sentence
    shutil.copy(page, copied / "notebooks" / "glossary.ipynb")
    (told_once,) = form.check_generated_pages(other_pages(copied))
    assert told_once.sentence == "It does not say what the lessons say. Run: firstquery tidy"
    shutil.copy(ROOT / "notebooks" / "glossary.ipynb", copied / "notebooks")
    shutil.copy(ROOT / "notebooks" / "start-here.ipynb", page)
    (copied / "notebooks" / "more.ipynb").unlink()


def test_a_drawing_that_no_page_shows_is_told_with_its_week_or_with_the_pages_of_none(copied: Path) -> None:
    lost = copied / "notebooks" / "drawings" / "heaps.svg"
    lost.write_text("<svg/>", encoding="utf-8")
    (told,) = form.check_drawings(other_pages(copied))
    assert told.file == lost and "let its name begin with its week: week-07-name.svg" in told.sentence
    assert list(form.check_drawings(unit_of(course.week(3, copied)))) == []
    lost.unlink()


def test_without_a_house_style_a_course_is_held_to_what_the_engine_needs(
    change: Callable[..., Path], copied: Path
) -> None:
    (copied / "lint.toml").rename(copied / "style.toml")
    change(LESSON, "Say a number", "Simply say a number")
    change(LESSON, "## Predict first", "## Guess")
    change(PRACTICE, "## Three questions", "## Questions")
    change(PRACTICE, '"finish()"', '"done()"')
    _, told = rules.lint(course.week(3, copied), copied)
    (copied / "style.toml").rename(copied / "lint.toml")
    said = " ".join(one.sentence for one in told)
    assert "finish()" in said
    assert not any(word in said for word in ("belittles", "Predict", "questions", "hint"))


@pytest.mark.parametrize(
    ("text", "says"),
    [("loud = 1\n", "loud is no setting"), ("[", "is not TOML")],
)
def test_a_style_that_cannot_be_read_is_a_sentence(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "lint.toml").write_text(text)
    with pytest.raises(UserError, match=says):
        style_of(tmp_path)


def test_the_command_tells_the_file_the_cell_and_what_to_do(
    change: Callable[..., Path],
    copied: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("FIRSTQUERY_COURSE", str(copied))
    monkeypatch.setenv("COLUMNS", "100")

    def lint(*weeks: str) -> tuple[int, list[str]]:
        monkeypatch.setattr(sys, "argv", ["firstquery", "lint", *weeks])
        with pytest.raises(SystemExit) as left:
            main()
        return int(left.value.code or 0), capsys.readouterr().out.splitlines()

    change(LESSON, "Say a number", "Simply say a number")
    code, lines = lint("3")
    assert code == 1 and lines[0] == f"{STEM}: 1 remark"
    assert lines[1] == f"  notebooks/{STEM}.ipynb"
    assert lines[2].startswith("    predict: “simply” belittles what a reader finds hard. Leave it out of “")
    assert lines[-1].startswith("1 week, ") and lines[-1].endswith(" seconds: 1 remark.")
    assert all(len(line) <= 100 for line in lines)
    change(LESSON, "Simply say a number", "Say a number")
    code, lines = lint("3")
    assert code == 0 and lines[-1].endswith(" seconds: nothing to remark.")
    assert lines[0].startswith(f"{STEM}, the core")
    said = " ".join(lines)
    assert "minutes ± 10 % (" in said and "by 10 % on average and by 24 % at worst" in said
    assert "Longer than the hour" not in said
    assert [line.split()[0] for line in lines[2:10]] == ["lesson", "practice", *(f"w03-q{n}" for n in range(1, 7))]
    change("lint.toml", "[most]", f"[most]\n{STEM} = 75")
    assert f"became shorter. Write in lint.toml, under [most]: {STEM} = 59" in " ".join(lint("3")[1])
    change(LESSON, "Say a number", f"Say a number {'more ' * 1300}")
    assert "Longer than the hour (± 10 %, at worst 24 %): week 3 with 6" in " ".join(lint("3")[1])


def test_what_a_solution_needs_is_read_from_it() -> None:
    words_in = vocabulary.words_in
    assert words_in("%%sql\nSELECT plan, COUNT(*) AS n FROM accounts WHERE name = 'IN' -- NOT\n") == {
        *("SELECT", "COUNT", "AS", "FROM", "WHERE")
    }
    assert words_in('x = sql("SELECT 1")["a"].sum()\n') == {"sql", "SELECT", "sum"}
    assert words_in("    return [one.b for one in rows if one]\n") == {"return", "for", "b", "rows"}


def test_each_week_is_one_of_the_curriculum_and_has_its_number_alone() -> None:
    """Weeks may be made in any order: the first month, then the last, then what lies between."""
    numbers = [week.number for week in course.weeks()]
    assert numbers == sorted(set(numbers)), "two weeks have one number, or they are out of order"
    assert set(numbers) <= set(range(1, 27))
    assert numbers, "the course has no week"
