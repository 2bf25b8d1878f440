"""The form of notebooks: tidy, no cell empty, headings that nest, links that lead somewhere, pictures with alt text.

Drawings that a page shows, and a release without solutions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import unquote

from firstquery.authoring import glossary, run_sheet
from firstquery.authoring.lint.unit import PRACTICE, RELEASE, Page, PageCell, Remark, Unit, without_code_blocks
from firstquery.core import course
from firstquery.core.notebook_form import format_notebook
from firstquery.grading import answers
from firstquery.learner.glossary import terms

LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)[^)]*\)")
_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_FEWEST_WORDS = 8  # of the alt text of a picture in a text: fewer name it, and do not say what it shows
_DRAWINGS = "drawings"  # beside the lessons


def check_tidy(unit: Unit) -> Iterator[Remark]:
    """Yield a remark for each notebook that is not in its tidy form, which includes that it is valid."""
    for page in unit.notebooks:
        try:
            is_tidy = format_notebook(page.text, outputs=page.role != RELEASE) == page.text
        except ValueError as fault:
            yield page.remark("", f"It is no notebook in order: {str(fault).splitlines()[0]}. Save it in JupyterLab.")
        else:
            if not is_tidy:
                yield page.remark("", "It is not in its tidy form. Run: firstquery tidy")


def check_empty_cells(unit: Unit) -> Iterator[Remark]:
    """Yield a remark for each cell in which nothing stands."""
    for page in unit.pages:
        for cell in page.cells:
            if not cell.source.strip():
                yield page.remark(cell, "The cell is empty. Write in it, or delete it.")


def check_headings(unit: Unit) -> Iterator[Remark]:
    """Yield a remark where a heading skips a level, or a page has not its one heading of level 1 at the top."""
    for page in unit.notebooks:
        levels = [level for level, _, _ in page.headings]
        if levels[:1] != [1] or levels.count(1) != 1:
            yield page.remark("", f"It has {levels.count(1)} headings of level 1. One stands at the top, and no other.")
        for (above, before, _), (level, text, cell) in pairwise(page.headings):
            if level > above + 1:
                sentence = f"“{text}” (level {level}) stands below “{before}” (level {above})"
                yield page.remark(cell, f"{sentence}. Level {above + 1} is the deepest there.")


def check_release(unit: Unit) -> Iterator[Remark]:
    """Yield a remark for each line of a solution and each output that a release still has, and where it is behind."""
    by_role = {page.role: page for page in unit.pages}
    page, practice = by_role.get(RELEASE), by_role.get(PRACTICE)
    if page is None or practice is None:
        return
    again = f"Run: firstquery release {unit.name}"
    cells = {cell.graded["grade_id"]: cell.source for cell in page.cells if cell.graded.get("solution")}
    for cell in practice.cells:
        name = cell.graded.get("grade_id", "")
        if left := next((line for line in _solution(cell) if line in cells.get(name, "")), None):
            yield page.remark(name, f"The line {left!r} of the solution is still there. {again}")
    for cell in page.cells:
        if "BEGIN SOLUTION" in cell.source or "END SOLUTION" in cell.source:
            yield page.remark(cell, f"A mark of a solution is still there. {again}")
        if cell.outputs:
            yield page.remark(cell, f"A release has no outputs. {again}")
    yield from _check_behind(unit, page, practice, again)


def _check_behind(unit: Unit, page: Page, practice: Page, again: str) -> Iterator[Remark]:
    """Yield a remark where a release is not what its practice and its list of answers would make today."""
    released = {cell.id: cell.source for cell in page.cells}
    given = [cell for cell in practice.cells if not cell.graded.get("solution")]
    if behind := next((cell for cell in given if released.get(cell.id) != cell.source), None):
        yield page.remark(behind, f"This cell of the practice is another one in the release. {again}")
    listed = practice.path.with_name("answers.py")
    key = page.path.with_name("key.json")
    if unit.week is None or not (listed.is_file() and key.is_file()):
        return
    try:
        made = json.loads(key.read_text(encoding="utf-8"))["exercises"]
        kept = {name: {one["message"] for one in entry["expected"].get("mistakes", ())} for name, entry in made.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        yield Remark(key, "", f"It is no key. {again}")
        return
    for exercise in answers.read(listed).values():
        told = kept.get(exercise.id, set())  # a kind that needs no messages has none in its key
        other = next((one for one in exercise.by_role("wrong") if told and one.message not in told), None)
        if other is not None:
            why = f"The message of {other.name!r} is another one in the release, or is not there"
            yield Remark(key, exercise.id, f"{why}. {again}")


def check_generated_pages(unit: Unit) -> Iterator[Remark]:
    """Yield a remark where a page that is made of others is behind them: the table of mistakes, the glossary."""
    if unit.week is not None and run_sheet.tidy(unit.week, check=True):
        yield Remark(unit.week.facilitator, "", "Its mistakes are not those of answers.py. Run: firstquery tidy")
    page = glossary.path(unit.root)
    if unit.week is None and page.is_file() and page.read_text(encoding="utf-8") != glossary.notebook(terms(unit.root)):
        yield Remark(page, "", "It does not say what the lessons say. Run: firstquery tidy")


def _solution(cell: PageCell) -> list[str]:
    """The lines between the marks of a solution that its frame does not give."""
    lines = cell.source.splitlines()
    marks = [place for place, line in enumerate(lines) if "BEGIN SOLUTION" in line or "END SOLUTION" in line]
    pairs = zip(marks[::2], marks[1::2], strict=False)
    given = "\n".join(cell.metadata.get("frame", ()))
    return [line for start, end in pairs for line in lines[start + 1 : end] if line and line not in given]


def check_links(unit: Unit) -> Iterator[Remark]:
    """Yield a remark for each link whose file is not there, or stands outside the course."""
    for page in unit.notebooks:
        for cell in page.markdown:
            for is_picture, text, target in LINK.findall(without_code_blocks(cell.source)):
                if re.match(r"[a-z]+:", target) or target.startswith("#"):
                    continue
                path = (page.path.parent / unquote(target.partition("#")[0])).resolve()
                link = f"picture {target}" if is_picture else f"link [{text}]({target})"
                if not path.exists():
                    nowhere = "is not there" if is_picture else "leads nowhere"
                    yield page.remark(cell, f"The {link} {nowhere}. Name a file that is there.")
                elif not path.is_relative_to(unit.root.resolve()):
                    yield page.remark(cell, f"The {link} leaves the course. Name a file inside it.")


def check_alt_text(unit: Unit) -> Iterator[Remark]:
    """Yield a remark for each picture without alt text: of Markdown, of HTML, and of a stored output."""
    for page in unit.notebooks:
        for cell in page.markdown:
            for is_picture, text, target in LINK.findall(cell.source):
                if is_picture and not text.strip():
                    yield page.remark(cell, f"The picture {target} has no alt text. Say between [ and ] what it shows.")
                elif is_picture and (words := len(text.split())) < _FEWEST_WORDS:
                    few = f"The alt text of the picture {target} has {words} {'word' if words == 1 else 'words'}"
                    yield page.remark(cell, f"{few}. Say what it shows, in {_FEWEST_WORDS} or more.")
            for tag in _IMAGE.findall(cell.source):
                if not re.search(r"\balt=[\"'][^\"']+", tag):
                    yield page.remark(cell, f'The picture {tag} has no alt text. Add alt="what it shows".')
        for cell in page.cells:
            drawn = [one for one in cell.outputs if "image/png" in one.get("data", {}) and not cell.graded]
            if not all(one.get("metadata", {}).get("image/png", {}).get("alt") for one in drawn):
                sentence = "The picture that it draws has no words. Say what it shows in its metadata, firstquery.alt"
                yield page.remark(cell, f"{sentence}, and run: firstquery tidy --run")


def check_drawings(unit: Unit) -> Iterator[Remark]:
    """Yield a remark for each drawing that no page shows. The week whose pages show it is the one in its name."""
    folder = unit.root / "notebooks" / _DRAWINGS
    cells = (cell for page in unit.notebooks for cell in page.markdown)
    shown = {
        unquote(target).rpartition(f"{_DRAWINGS}/")[2] for cell in cells for _, _, target in LINK.findall(cell.source)
    }
    weeks = tuple(f"week-{week.number:02}-" for week in course.practices(unit.root))
    for path in sorted(folder.glob("[!.]*")):
        is_ours = path.name.startswith(f"week-{unit.week.number:02}-" if unit.week else weeks) == bool(unit.week)
        if is_ours and path.name not in shown:
            where = f"No page of week {unit.week.number}" if unit.week else "No page that belongs to no week"
            how = "" if unit.week else ", or let its name begin with its week: week-07-name.svg"
            yield Remark(path, "", f"{where} shows this drawing. Show it, or delete it{how}.")
