"""All that she could show: answers of exercises that are right, charts, memos, notes, questions, predictions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from firstquery.checks.keys import Exercise
from firstquery.checks.kind import kind as kind_called
from firstquery.core import course, first_line, records
from firstquery.core.errors import UserError
from firstquery.learner.exercises import exercises_of, practice_of
from firstquery.learner.failure_note import HEADINGS
from firstquery.learner.failures import notes
from firstquery.showcase.calibration import CAPTION, Calibration, predictions
from firstquery.showcase.item import FORMATS, Item, Kind, NoPicture, Picture, Table, picture, table

_ANSWER = re.compile(rf"({course.EXERCISE_ID})-answer")
_TITLE = re.compile(r"(?:set_title|suptitle|\btitle)\s*(?:\(|=)\s*[rf]?([\"'])((?:(?!\1)[^\\\n]|\\.){3,200})\1")
_MEMO = re.compile(r"\b(?:memo|decision)\b", re.IGNORECASE)
_QUESTIONS = re.compile(r"#+ (?:Three )?questions to ask\b", re.IGNORECASE)
# What is kept of an update or a reset, and what is no work of hers.
_SKIPPED = {"kept", "portfolio", "data", "failures", "shared-failures", "node_modules", "__pycache__", "site-packages"}
_COPY = re.compile(r"[-_ (]*copy[-_ )]*\d*$|\(\d+\)$|[-_.](?:old|backup|conflict\w*)$", re.IGNORECASE)


@dataclass(frozen=True)
class Notebook:
    """``part`` is lesson, practice or empty (her own); ``week`` 0 for her own."""

    path: Path
    week: int
    part: str
    cells: tuple[NotebookNode, ...]


def items(work: Path) -> list[Item]:
    """In order of the weeks; an id stands once. Raises nothing: what can't be read is not offered."""
    found: dict[str, Item] = {}
    read = sorted(_notebooks(work), key=lambda one: (one.week or 99, one.part, str(one.path)))
    for notebook in read:
        for item in _of_notebook(notebook):
            found.setdefault(item.id, item)
    for item in (*_memos(work), *_questions(read), *_calibration(), *_notes()):
        found.setdefault(item.id, item)
    return sorted(found.values(), key=lambda one: (one.week == 0, one.week, _number(one.id), one.id))


def _of_notebook(notebook: Notebook) -> Iterator[Item]:
    if notebook.part and not notebook.week:
        return  # the ten questions of the placement are answered to find a start, not to be shown
    known = {one.id: one for one in _exercises(notebook.week)} if notebook.part == "practice" else {}
    stands = records.progress(known)
    shipped = _course_sources(notebook)
    for cell in notebook.cells:
        if cell.cell_type != "code" or cell.source.strip() in ("", *shipped):
            continue
        match = _ANSWER.fullmatch(_id(cell))
        if match and match[1] in known:
            if match[1] in stands and stands[match[1]].outcome == "right":
                yield from _answer(notebook, cell, known[match[1]])
        elif any(mime in data for data in _outputs(cell) for mime in FORMATS):
            yield _chart(notebook, cell)


def _answer(notebook: Notebook, cell: NotebookNode, exercise: Exercise) -> Iterator[Item]:
    code = cell.source.strip()
    parts = first_line.split(code)
    title = exercise.title or exercise.id
    if parts.magic and kind_called(exercise.kind).magic == parts.magic:
        # What stands in the cell is the answer. A kind that previews none, such as a letter, shows nothing to others.
        judged_by = kind_called(exercise.kind)
        shown = judged_by.preview(judged_by.payload(parts.below, None)) or {}
        if text := str(shown.get("text/markdown", "")):
            kind: Kind = "memo" if _MEMO.search(f"{title} {exercise.name}") else "text"
            yield Item(exercise.id, kind, notebook.week, title, text=text)
        return
    if exercise.kind == "review" and (told := _review(notebook, code, exercise)):
        yield told
        return
    drawn, trouble = _pictures(cell)
    kind = "chart" if drawn else "query" if parts.magic == "sql" else "code"
    body = parts.below.strip()
    yield Item(exercise.id, kind, notebook.week, title, code=body, table=_table(cell), pictures=drawn, trouble=trouble)


def _review(notebook: Notebook, code: str, exercise: Exercise) -> Item | None:
    """Return a review that is written out, as it reads; one that is computed stays a program."""
    from firstquery.review.extraction import in_cells
    from firstquery.review.pulls import load

    found, _ = in_cells([code])
    if not found:
        return None
    title = f"Review of pull request {found[-1].pull}, {load(found[-1].pull).request.title}"
    return Item(exercise.id, "review", notebook.week, title, text=found[-1].as_markdown())


def _chart(notebook: Notebook, cell: NotebookNode) -> Item:
    code = cell.source.strip()
    title = _title(code)
    shown, trouble = _pictures(cell)
    week = f"w{notebook.week:02}-" if notebook.week else ""
    name = re.sub(r"[^a-z0-9]+", "-", (_id(cell) or code[:20]).lower()).strip("-")[:24]
    own = "" if notebook.week else re.sub(r"[^a-z0-9]+", "-", notebook.path.stem.lower()).strip("-")[:24] + "-"
    called = title or f"Chart in {notebook.path.stem}"
    return Item(f"{week}chart-{own}{name}", "chart", notebook.week, called, code=code, pictures=shown, trouble=trouble)


def _title(code: str) -> str:
    """Return the title that a cell gives its figure, where it is plain text."""
    said = _TITLE.search(code)
    return said[2].replace("\\n", " ") if said and "{" not in said[2] else ""


def _pictures(cell: NotebookNode) -> tuple[tuple[Picture, ...], str]:
    """The cell's pictures, and why one is missing. What the figure's own title says is what it shows, in words."""
    alt = _title(cell.source.strip())
    found, trouble = [], ""
    for data in _outputs(cell):
        mime = next((one for one in FORMATS if one in data), None)
        if mime is None:
            continue
        try:
            found.append(picture(mime, data[mime], alt))
        except NoPicture as fault:
            trouble = f"a picture of it cannot be shown: {fault}"
    return tuple(found), trouble


def _table(cell: NotebookNode) -> Table | None:
    for data in _outputs(cell):
        if found := table(data.get("text/html", "")):
            return found
    return None


def _memos(work: Path) -> Iterator[Item]:
    """Markdown files of her own: beside a practice, and at the top of her folder."""
    given = {path.name for path in (course.COURSE / "release").glob("*/*.md")} | {"README.md"}
    for path in sorted([*work.glob("*.md"), *work.glob("memos/*.md"), *work.glob("practice/*/*.md")]):
        if path.name in given or path.is_symlink() or not path.is_file():
            continue
        if text := path.read_bytes()[:100_000].decode("utf-8", "replace").strip():
            heading = re.match(r"#+ (.+)\n?", text)
            title = heading[1].strip() if heading else path.stem
            body = text[heading.end() :].strip() if heading else text
            stem = course.STEM.fullmatch(path.parent.name)
            name = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "memo"
            week = f"w{stem[1]}-" if stem else ""
            yield Item(f"{week}memo-{name}", "memo", int(stem[1]) if stem else 0, title, text=body)


def _questions(read: list[Notebook]) -> Iterator[Item]:
    """Yield one sheet: the three questions of each practice that she has begun."""
    parts = []
    for notebook in read:
        is_begun = notebook.part == "practice" and records.progress(one.id for one in _exercises(notebook.week))
        if not is_begun or not notebook.week:
            continue
        cell = next((one for one in notebook.cells if _QUESTIONS.match(one.source.strip())), None)
        asked = re.findall(r"(?m)^\s*(?:\d+[.)]|[-*])\s+(.+)$", cell.source.strip()) if cell else []
        if asked:
            title = next((one.title for one in course.weeks() if one.number == notebook.week), "")
            parts += [f"## Week {notebook.week}: {title}", "", *(f"- {one.strip().strip('*_')}" for one in asked), ""]
    if parts:
        yield Item("questions", "questions", 0, "Questions to ask the team", text="\n".join(parts))


def _calibration() -> Iterator[Item]:
    """Yield the one thing that shows her predictions; none as long as no outcome was seen."""
    if made := predictions():
        shown = Calibration(made)
        title = "How sure I was, and how often I was right"
        table = Table(shown.rows, CAPTION)
        yield Item("calibration", "calibration", 0, title, text=shown.said, table=table, figure=shown.figure)


def _notes() -> Iterator[Item]:
    for number, one in notes():
        text = "\n\n".join(f"## {title}\n\n{part}" for title, part in zip(HEADINGS.values(), one.parts, strict=True))
        first = one.what_happened.split("\n")[0]
        yield Item(f"note-{number}", "note", one.week, first if len(first) < 80 else f"{first[:79]}…", text=text)


def _exercises(number: int) -> list[Exercise]:
    try:
        return exercises_of(course.week(number))
    except UserError:
        return []


def _id(cell: NotebookNode) -> str:
    """Return the cell's id; nbgrader's own stands for it where an editor gave it another."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id") or cell.get("id", ""))


def _number(item: str) -> int:
    found = re.search(r"\d+$", item)
    return int(found[0]) if found and len(found[0]) < 6 else 0


def _notebooks(work: Path) -> Iterator[Notebook]:
    """All that can be read: each lesson and practice in its own place, and what is her own anywhere, but no copies."""
    for path in sorted(work.rglob("*.ipynb")):
        inside = path.relative_to(work)
        is_passed = any(part in _SKIPPED or part.startswith(".") for part in inside.parts)
        if is_passed or path.is_symlink() or _COPY.search(path.stem) or str(inside) == "start-here.ipynb":
            continue
        found = _read(path)
        places = {"lesson": Path(path.name), "practice": Path("practice", path.stem, path.name)}
        if found is not None and inside == places.get(found.part, inside):
            yield found


def _read(path: Path) -> Notebook | None:
    try:
        notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        said = notebook.metadata.get("firstquery", {})
        cells = tuple(notebook.cells)
    except Exception:  # what can't be read is not offered
        return None
    if isinstance(week := said.get("week"), int) and (part := said.get("part")) in ("lesson", "practice"):
        return Notebook(path, week, part, cells)
    return Notebook(path, 0, "", cells)


def _course_sources(notebook: Notebook) -> set[str]:
    """Return the sources of the cells as the course ships them: a cell that says the same is not hers."""
    week = next((one for one in course.practices() if notebook.part and one.number == notebook.week), None)
    original = _read(practice_of(week) if notebook.part == "practice" else week.lesson) if week else None
    return {cell.source.strip() for cell in original.cells} if original else set()


def _outputs(cell: NotebookNode) -> list[dict[str, Any]]:
    """Return what the cell showed: the data of each output, by MIME type."""
    return [one.data for one in cell.get("outputs", []) if "data" in one]
