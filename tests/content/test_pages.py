"""Every committed notebook is valid and tidy, points only where something is, and asks only tables that exist."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import nbformat
import pytest
import schema
import sqlglot
from sqlglot import exp

import flights
from firstquery.authoring import run_sheet as facilitator
from firstquery.core import course
from firstquery.core.notebook_form import tidied
from firstquery.vendor.table import TABLE as CALLS
from tests.content import notebooks as nb

TABLES = {table.name for table in schema.metadata.sorted_tables} | set(schema.VIEWS)
OF_DATA = {"": TABLES, flights.NAME: set(flights.TABLES)}  # by what a week asks in place of Kestrel's warehouse
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)[^)]*\)")
IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
SQL_CALL = re.compile(r"\bsql\(\s*(?P<quote>\"\"\"|\"|')(.*?)(?P=quote)\s*[,)]", re.DOTALL)

each_page = pytest.mark.parametrize("page", nb.EVERY, ids=nb.name)


@each_page
def test_a_notebook_is_valid_and_tidy(page: Path) -> None:
    nbformat.validate(nb.read(page))
    text = page.read_text(encoding="utf-8")
    assert "\r" not in text
    assert tidied(text, outputs="release" not in page.parts) == text, f"run: firstquery tidy {nb.name(page)}"


@each_page
def test_no_cell_is_empty(page: Path) -> None:
    assert [cell.id for cell in nb.cells(page) if not cell.source.strip()] == []


@each_page
def test_headings_nest(page: Path) -> None:
    levels = [level for level, _ in nb.headings(page)]
    assert levels[:1] == [1] and levels.count(1) == 1, f"one heading of level 1, at the top: {nb.headings(page)}"
    for (above, before), (level, text) in pairwise(nb.headings(page)):
        assert level <= above + 1, f"“{text}” (level {level}) stands below “{before}” (level {above})"


@each_page
def test_links_lead_somewhere(page: Path) -> None:
    for cell in nb.markdown(page):
        for _, text, target in LINK.findall(nb.without_code_blocks(cell.source)):
            if re.match(r"[a-z]+:", target) or target.startswith("#"):
                continue
            path = (page.parent / unquote(target.partition("#")[0])).resolve()
            assert path.exists(), f"{nb.name(page)}#{cell.id}: [{text}]({target}) leads nowhere"
            assert path.is_relative_to(nb.ROOT), f"{nb.name(page)}#{cell.id}: {target} leaves the course"


@each_page
def test_pictures_have_words_for_who_cannot_see_them(page: Path) -> None:
    for cell in nb.markdown(page):
        for picture, text, target in LINK.findall(cell.source):
            assert not picture or text.strip(), f"{nb.name(page)}#{cell.id}: the picture {target} has no alt text"
        for tag in IMAGE.findall(cell.source):
            assert re.search(r"\balt=[\"'][^\"']+", tag), f"{nb.name(page)}#{cell.id}: {tag} has no alt text"
    for cell in nb.read(page).cells:
        for output in cell.get("outputs", []) if "nbgrader" not in cell.metadata else []:
            words = output.get("metadata", {}).get("image/png", {}).get("alt")
            assert words or "image/png" not in output.get("data", {}), f"{nb.name(page)}#{cell.id}: no firstquery.alt"


@each_page
def test_no_query_names_a_table_that_does_not_exist(page: Path) -> None:
    for cell in nb.cells(page):
        for query in _queries(cell):
            for statement in sqlglot.parse(query, read="sqlite"):
                if statement is None:
                    continue
                local = {one.alias_or_name.lower() for one in statement.find_all(exp.CTE)}
                asked = {one.name.lower() for one in statement.find_all(exp.Table)}
                unknown = asked - local - OF_DATA[course.data_of(page.stem)] - {CALLS}
                assert not unknown, f"{nb.name(page)}#{cell.id} asks {', '.join(sorted(unknown))}, which is no table"


@pytest.mark.parametrize("page", nb.RELEASES, ids=nb.name)
def test_a_release_holds_no_solution(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert "BEGIN SOLUTION" not in text and "END SOLUTION" not in text
    solutions = {cell.graded["grade_id"]: cell.source for cell in nb.cells(page) if cell.graded.get("solution")}
    source = nb.ROOT / "source" / page.parent.name / page.name
    for cell in nb.cells(source):
        for line in _solution(cell):
            assert line not in solutions[cell.graded["grade_id"]], f"{cell.id}: {line!r} is still there"
    assert all("outputs" not in cell or not cell.outputs for cell in nb.read(page).cells)


@pytest.mark.parametrize("week", nb.WEEKS, ids=lambda week: week.stem)
def test_the_facilitators_table_of_mistakes_is_what_answers_say(week: course.Week) -> None:
    assert facilitator.tidy(week, check=True) is False, "run: firstquery tidy"


def _queries(cell: nb.Cell) -> list[str]:
    if cell.type != "code" or "raises-exception" in cell.tags:
        return []
    if match := re.match(r"%%sql\s+([^\n]*)\n(.*)", cell.source, re.DOTALL):
        return [] if "--own" in match.group(1) else [match.group(2)]
    return [query for _, query in SQL_CALL.findall(cell.source) if "own=True" not in cell.source]


def _solution(cell: nb.Cell) -> list[str]:
    """The lines of a solution that are long enough to be recognised."""
    lines = cell.source.splitlines()
    marks = [place for place, line in enumerate(lines) if "BEGIN SOLUTION" in line or "END SOLUTION" in line]
    return [line for start, end in zip(marks[::2], marks[1::2], strict=True) for line in lines[start + 1 : end] if line]
