"""The glossary is what the lessons say, every word once, found however it is spelt, and linked to its week."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import nbformat
import pytest

from firstquery.authoring import glossary as glossary_page
from firstquery.authoring.lint.unit import notebook
from firstquery.cli.main import main
from firstquery.core import course
from firstquery.core.errors import UserError
from firstquery.learner import workspace as learners_copy
from firstquery.learner.glossary import ENTRY, find, glossary, terms, words_of
from tests.content import notebooks as nb

LINE = re.compile(r"- \*\*(?P<word>[^*]+)\*\*: (?P<meaning>.+) \[Week (?P<week>\d+)\]\((?P<target>[^)]+)\)")
PAGE = glossary_page.path()


def lines() -> list[re.Match[str]]:
    """The words of the committed page."""
    found = [line for cell in nb.markdown(PAGE) for line in cell.source.splitlines() if line.startswith("- ")]
    matches = [LINE.fullmatch(line) for line in found]
    assert all(matches), found
    return [match for match in matches if match]


def test_the_page_says_what_the_lessons_say_and_no_more() -> None:
    said = {(one["word"], one["meaning"], int(one["week"])) for one in lines()}
    in_lessons = set()
    for week in course.weeks():
        cell = next(cell for cell in nb.markdown(week.lesson) if "## Words of this hour" in cell.source)
        listed = [line for line in cell.source.splitlines() if line.startswith("- ")]
        assert listed
        for line in listed:
            entry = ENTRY.fullmatch(line)
            assert entry, line
            in_lessons.add((entry["word"], entry["meaning"], week.number))
    assert said == in_lessons


def test_every_word_is_defined_once_in_the_order_of_the_alphabet() -> None:
    words = [one["word"].casefold() for one in lines()]
    assert words == sorted(words)
    assert not [word for word, times in Counter(words).items() if times > 1]


def test_links_resolve_in_the_course_and_in_the_learners_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = tmp_path / "first-query"
    monkeypatch.setenv("FIRSTQUERY_WORK", str(work))
    learners_copy.fill()
    hers = nbformat.read(work / "glossary.ipynb", as_version=4)
    targets = re.findall(r"\]\(([^)]+)\)", "\n".join(cell.source for cell in hers.cells))
    assert len(targets) == len(lines())
    for target in targets:
        file, _, heading = target.partition("#")
        for page in (work / file, PAGE.parent / file):
            assert page.is_file(), page
            headings = {text.replace(" ", "-") for _, text, _ in notebook(page).headings}
            assert heading in headings, f"{target}: {headings}"


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ("grain", "grain"),
        (" Grain ", "grain"),
        ("fan out", "fan-out"),
        ("FANOUT", "fan-out"),
        ("joins", "join"),
        ("having", "HAVING"),
        ("nulls", "NULL"),
        ("queries", "query"),
        ("data-dictionary", "data dictionary"),
    ],
)
def test_another_form_of_a_word_is_that_word(asked: str, word: str) -> None:
    found = find(asked, terms())
    assert [term.word for term in found] == [word] and not found.note


@pytest.mark.parametrize(
    ("asked", "word"), [("grian", "grain"), ("medain", "median"), ("coalese", "COALESCE"), ("left", "left join")]
)
def test_a_close_spelling_is_understood_and_said(asked: str, word: str) -> None:
    found = find(asked, terms())
    assert word in [term.word for term in found]
    assert repr(found).startswith(f"No lesson explains {asked!r} itself. Close to it:\n")


@pytest.mark.parametrize(
    ("asked", "says"),
    [("quantum", "No lesson so far explains 'quantum'. These are explained: A/B test, "), ("--", "Which word?")],
)
def test_a_word_that_is_not_there_is_a_sentence(asked: str, says: str) -> None:
    with pytest.raises(UserError, match=re.escape(says)):
        glossary(asked)


def test_in_a_notebook_the_word_links_to_her_lesson_from_where_she_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = tmp_path / "first-query"
    monkeypatch.setenv("FIRSTQUERY_WORK", str(work))
    (lesson,) = {term.stem for term in find("grain", terms())}
    (work / "practice" / lesson).mkdir(parents=True)
    monkeypatch.chdir(work / "practice" / lesson)
    found = glossary("grain")
    assert found is not None and "](" not in found._repr_markdown_()
    (work / f"{lesson}.ipynb").write_text("{}")
    assert f"](../../{lesson}.ipynb#Words-of-this-hour)" in found._repr_markdown_()


def test_at_the_grader_it_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTQUERY_GRADER", "1")
    assert glossary("grain") is None


def test_the_terminal_says_the_same_in_plain_text(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for arguments in (["glossary", "cell"], ["glossary", "left", "join"], ["glossary"]):
        monkeypatch.setattr("sys.argv", ["firstquery", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        assert not left.value.code
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "cell: one box of a notebook; Shift+Enter runs it. (Week 1, First query)"
    assert said[1].startswith("left join: ")
    assert len(said) == 2 + len(lines())


def test_a_lesson_that_is_damaged_or_missing_has_no_words(tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "week-01-one.ipynb").write_text("{")
    (week,) = course.weeks(tmp_path)
    assert words_of(week) == []
    with pytest.raises(UserError, match="The lessons are not here"):
        terms(tmp_path)
