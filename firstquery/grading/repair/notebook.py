"""The notebook of a submission that is graded: found among its files, put right by the release, safe to show."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from nbformat import NotebookNode
from nbformat.notebooknode import from_dict

from firstquery.grading import safe_html
from firstquery.grading.repair.cells import RepairReport, SubmittedCell
from firstquery.grading.repair.match import match_cells
from firstquery.grading.repair.release import Release
from firstquery.grading.repair.restore import PlacedCell, doubt_answers, order_cells
from firstquery.grading.submissions import is_notebook, walk

LARGEST = 100_000_000  # bytes of a notebook that is still read
LARGEST_READ = 500_000_000  # bytes of memory that its JSON may need, as estimated
MOST_CELLS = 6_000
LONGEST = 5_000_000  # characters of all cells of code together
MOST_FILES = 40  # that are looked into
LARGE = f"is larger than {LARGEST // 1_000_000} MB, which is more than a notebook can be."
LONG = "holds more than a notebook can, so it can't be read."
DAMAGED = "can't be read as a notebook. It has to be handed in again, saved from JupyterLab."
ANOTHER = "This seems to be another notebook: none of the exercises of this week is in it."
BEYOND = (
    "This notebook holds answers to exercises of two releases of this practice. It was graded by the one of which it "
    "has more. These are of the other one, and are not graded: {}."
)
LARGEST_OUTPUTS = 10_000_000  # characters of all outputs together that feedback still shows
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Unreadable(Exception):
    """No cell can be read. ``str()`` goes on from the file's name (``is empty.``)."""


def read_notebook(data: bytes) -> list[SubmittedCell]:
    """Return the cells of a notebook of format 4, in any coding of Unicode. Raises `Unreadable`."""
    if not data.strip(b"\0\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise Unreadable("is empty.")
    if len(data) > LARGEST:
        raise Unreadable(LARGE)
    if 240 * data.count(b"{") + 90 * data.count(b"[") + 64 * data.count(b",") > LARGEST_READ:
        raise Unreadable(LONG)
    try:
        listed = json.loads(data)["cells"]
        found = [one for one in listed if isinstance(one, dict) and "source" in one]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Unreadable(DAMAGED) from None
    cells = [_cell(one) for one in found[:MOST_CELLS]]
    if len(found) > MOST_CELLS or sum(len(cell.source) for cell in cells if cell.kind != "markdown") > LONGEST:
        raise Unreadable(LONG)
    if not cells:
        raise Unreadable(DAMAGED)
    return cells


def _cell(found: dict[str, Any]) -> SubmittedCell:
    metadata = found.get("metadata")
    graded = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    grade_id = graded.get("grade_id") if isinstance(graded, dict) else None
    kind, name, outputs = found.get("cell_type"), found.get("id"), found.get("outputs")
    if kind not in ("code", "markdown", "raw"):
        kind = "code" if {"outputs", "execution_count"} & found.keys() else "markdown"
    return SubmittedCell(
        str(kind),
        _source(found["source"]),
        grade_id if isinstance(grade_id, str) and grade_id else None,
        name if isinstance(name, str) and name else None,
        outputs if isinstance(outputs, list) else [],
        found.get("execution_count"),
    )


def _source(found: Any) -> str:
    if isinstance(found, list):
        lines = [line for line in found if isinstance(line, str)]
        # Some tools leave the line ends out of the list of lines.
        found = ("" if any(line.endswith("\n") for line in lines) else "\n").join(lines)
    text = found if isinstance(found, str) else ""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "").replace("\0", "\ufffd")


def read_file(path: Path, reasons: list[str]) -> list[SubmittedCell] | None:
    """The cells of the notebook at ``path``; None, and the reason, where there is none. Links are not followed."""
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("is a link, a folder or a device, not a notebook.")
        if status.st_size > LARGEST:
            raise Unreadable(LARGE)
        return read_notebook(path.read_bytes())
    except Unreadable as fault:
        reasons.append(f"{path.name} {fault}")
    except FileNotFoundError:
        pass
    except OSError as fault:
        reasons.append(f"{path.name} can't be opened ({fault.strerror}).")
    return None


def read_others(
    folder: Path, right: Path, loose: list[Path], reasons: list[str]
) -> Iterator[tuple[str, list[SubmittedCell]]]:
    """The other notebooks of a submission with their names: under another name, or beside the folder; nearest first."""
    near = sorted(walk(folder), key=lambda path: (len(path.parts), path))
    room = LARGEST
    for path in [path for path in [*loose, *near] if is_notebook(path.name) and path != right][:MOST_FILES]:
        home = folder.parent if path in loose and path.is_relative_to(folder.parent) else folder
        name = str(path.relative_to(home)) if path.is_relative_to(home) else path.name
        if path.is_file() and not path.is_symlink():
            room -= path.stat().st_size
        if room < 0:
            reasons.append("There are more files than are looked into.")
            return
        if (cells := read_file(path, reasons)) is not None:
            yield name, cells


#: What stands beside a notebook without being hers.
OF_THE_EXCHANGE = {"key.json", "timestamp.txt", "submission_secret.txt", "receipt.json"}


def not_opened(folder: Path, loose: list[Path]) -> list[str]:
    """The first names of what was handed in, where no file is a notebook: the answers may be in one of them."""
    names = {path.name for path in [*loose, *walk(folder)]} - OF_THE_EXCHANGE
    return sorted(names)[:3]


def repair_by_release(
    folder: Path, stem: str, releases: Sequence[Release], loose: list[Path]
) -> tuple[Release, NotebookNode, RepairReport]:
    """`repair_submission`, by the one of several releases of a practice that what was handed in was made from.

    Of a notebook that holds exercises of more than one it is that of which more is answered, and then that of which
    more cells are there. What is answered beyond it is told.
    """
    if len(releases) == 1:
        return releases[0], *repair_submission(folder, stem, releases[0], loose)
    right = folder / f"{stem}.ipynb"
    first = read_file(right, [])
    readings = [first] if first else [cells for _, cells in read_others(folder, right, loose, [])]
    fits = [_fit(release, releases, readings) for release in releases]
    best = max(range(len(fits)), key=lambda place: fits[place][1])
    release, taken = releases[best], {*fits[best][0].values()}
    notebook, findings = repair_submission(folder, stem, release, loose)
    found = {exercise for answered, _ in fits for exercise, text in answered.items() if text not in taken}
    if beyond := sorted(found - {*release.exercises}):
        findings.note(BEYOND.format(", ".join(beyond)))
    return release, notebook, findings


def _fit(
    release: Release, releases: Sequence[Release], readings: list[list[SubmittedCell]]
) -> tuple[dict[str, str], tuple[int, ...]]:
    """Return the answers to a release in what was handed in, by exercise, and how well it fits: more is better.

    An exercise that changed may have kept the name of its answer. What has the mark of another release's exercise, or
    stands as another release came, is no answer to this one.
    """
    marks = {slot.grade_id for one in releases for slot in one.answers}
    as_they_came = {slot.text for one in releases for slot in one.answers}
    answered: dict[str, str] = {}
    cells = texts = 0
    for reading in readings:
        match = match_cells(reading, release, RepairReport())
        for name, text in match.written_answers(release).items():
            slot, mark = release.by_id[name], match.cells[match.chosen[name]].grade_id
            if text not in as_they_came and (mark == slot.grade_id or mark not in marks):
                answered[str(slot.exercise)] = text
        cells = max(cells, sum(bool(slot.grade_id) and slot.id in match.chosen for slot in release.slots))
        texts = max(texts, len({cell.text for cell in reading} & release.by_text.keys()))
    return answered, (len(answered), cells, texts, cells - sum(bool(slot.grade_id) for slot in release.slots))


def repair_submission(
    folder: Path, stem: str, release: Release, loose: list[Path]
) -> tuple[NotebookNode, RepairReport]:
    """Return the notebook to be graded of what was handed in: in ``folder``, and the ``loose`` files beside it.

    It is the file of the right name, or where that holds no answers the first other one that does. Where no file can be
    read it is the release without answers, and every exercise is withheld with a sentence.
    """
    right = folder / f"{stem}.ipynb"
    reasons: list[str] = []
    first = read_file(right, reasons)
    readings = [(right.name, first)] if first else []
    readings += read_others(folder, right, loose, reasons)
    if not readings:
        return withhold_all(reasons or [_nothing(folder, stem, loose)], release)
    matches = [match_cells(cells, release, RepairReport()) for _, cells in readings]
    answers = [one.written_answers(release) for one in matches]
    number = next((number for number, one in enumerate(answers) if one), 0)
    if not answers[number] and not any(slot.grade_id and slot.id in matches[number].chosen for slot in release.slots):
        return withhold_all([ANOTHER], release)
    name, chosen = readings[number]
    notes: list[str] = []
    doubts: dict[str, str] = {}
    if name != right.name:
        notes += [f"The answers were found in {name}, not in {right.name}. That file was graded."]
        notes += [reason for reason in reasons if right.name in reason]
    for (other, _), theirs in zip(readings, answers, strict=True):
        different = [one for one, source in theirs.items() if other != name and answers[number].get(one) != source]
        for slot_id in different:
            exercise = str(release.by_id[slot_id].exercise)
            doubts[exercise] = f"{name} was graded. In {other} stands another answer to {exercise}."
        if different:
            notes.append(f"There is another notebook with answers: {other}. {name} was graded.")
    return restore(chosen, release, notes, doubts)


def withhold_all(reasons: list[str], release: Release) -> tuple[NotebookNode, RepairReport]:
    """The release without answers, in which no exercise is graded; the first of ``reasons`` says why."""
    notebook, findings = restore([], release)
    findings.notes = [(None, reason) for reason in dict.fromkeys(reasons)]
    findings.doubts, findings.withheld = {}, dict.fromkeys(release.exercises, reasons[0])
    return notebook, findings


def _nothing(folder: Path, stem: str, loose: list[Path]) -> str:
    said = f"No notebook was handed in: there is no file {stem}.ipynb."
    if names := not_opened(folder, loose):
        said += f" There is {' and '.join(names)}, which can't be opened here."
    return said


def restore(
    cells: list[SubmittedCell],
    release: Release,
    notes: Iterable[str] = (),
    doubts: Mapping[str, str] = MappingProxyType({}),
) -> tuple[NotebookNode, RepairReport]:
    """Return the notebook to be graded: graded cells as released, answers and own cells as written. Raises nothing.

    ``notes`` and ``doubts`` (by exercise) are those that there are already.
    """
    findings = RepairReport([(None, sentence) for sentence in notes], dict(doubts))
    findings.answers = {str(slot.exercise): str(slot.grade_id) for slot in release.answers}
    found = match_cells(cells, release, findings)
    if any(slot.grade_id and found.cells[found.chosen[slot.id]].grade_id != slot.grade_id
           for slot in release.slots if slot.id in found.chosen):  # fmt: skip
        findings.note("Cells had lost the marks by which they are recognised. They got them back.")
    placed = order_cells(found, release, findings)
    doubt_answers(found, placed, release, findings)
    notebook = NotebookNode(nbformat=4, nbformat_minor=5, metadata=_node(release.metadata))  # type: ignore[no-untyped-call]
    notebook.cells = _nodes(placed, findings)
    return notebook, findings


def _nodes(placed: list[PlacedCell], findings: RepairReport) -> list[NotebookNode]:
    """Return the cells of the notebook; the largest outputs are left out where there are too many of them."""
    room = LARGEST_OUTPUTS
    kept: dict[int, bool] = {}
    sizes = {number: _size(cell.outputs) for number, (_, cell) in enumerate(placed)}
    for number in sorted(sizes, key=sizes.__getitem__):
        room -= sizes[number]
        kept[number] = room >= 0
    if not all(kept.values()):
        findings.note("What cells had shown was too large. It is left out of the feedback; answers are not touched.")
    taken = {slot.id for slot, _ in placed if slot}
    nodes = []
    for number, (slot, cell) in enumerate(placed):
        is_usable = cell.id and _ID.fullmatch(cell.id) and cell.id not in taken
        name = slot.id if slot else cell.id if is_usable else f"own-{number}"
        taken.add(str(name))
        fields: dict[str, Any] = {
            "cell_type": cell.kind,
            "id": name,
            "metadata": slot.metadata if slot else {},
            "source": cell.source,
        }
        if cell.kind == "code":
            fields["outputs"] = safe_html.outputs(cell.outputs if kept[number] else [])
            fields["execution_count"] = safe_html.execution_count(cell.count)
        nodes.append(_node(fields))
    return nodes


def _size(outputs: Any) -> int:
    """About how many characters there are in outputs, however deep."""
    total, todo = 0, [outputs]
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            todo += one.values()
        elif isinstance(one, list):
            todo += one
        total += len(one) if isinstance(one, str) else 8
    return total


def _node(fields: dict[str, Any]) -> NotebookNode:
    node: NotebookNode = from_dict(fields)  # type: ignore[no-untyped-call]
    return node
