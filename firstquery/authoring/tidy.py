"""`firstquery tidy`: notebooks brought into their one form, run anew, and the figures in their texts with them."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode, from_dict

from firstquery.core import course, notebook_form
from firstquery.core.errors import UserError
from firstquery.core.warehouse import learning, warehouse_of

CHECK = re.compile(rf'check\("({course.EXERCISE_ID})", \w+\)')
ANSWER = {"grade": False, "locked": False, "schema_version": 3, "solution": True, "task": False}
#: A written answer, which a person reads: these points are hers to give.
WRITTEN = {**ANSWER, "grade": True, "points": 3}
TEST = {"grade": True, "locked": True, "points": 1, "schema_version": 3, "solution": False, "task": False}


def notebooks(paths: Iterable[Path] = (), root: Path | None = None) -> list[Path]:
    """Return the notebooks under ``paths`` (files or folders); without any, all of the course. Raises `UserError`."""
    root = root or course.COURSE
    wanted = list(paths) or [root / "notebooks", root / "source", root / "release"]
    return sorted(set(_find_notebooks(wanted, missing_is_fine=not paths)))


#: Folders whose notebooks stay as they are: what an editor leaves, and what a week was in former releases.
SKIPPED = {".ipynb_checkpoints", course.FORMER, course.RELEASED_FORMER}


def _find_notebooks(paths: list[Path], missing_is_fine: bool) -> Iterator[Path]:
    for path in paths:
        if path.is_file() and path.suffix == ".ipynb":
            yield path.absolute()
        elif path.is_dir():
            yield from (one.absolute() for one in path.rglob("*.ipynb") if not SKIPPED & {*one.relative_to(path).parts})
        elif not missing_is_fine:
            raise UserError(f"{path} is neither a notebook nor a folder.")


def tidy(path: Path, *, check: bool = False, run: bool = False, facts: bool = False) -> list[str]:
    """Write the notebook at ``path`` in its tidy form; what changed, a line each, none when it was tidy.

    ``check`` writes nothing. ``run`` executes it first, to store fresh outputs; ``facts`` writes what the data says now
    into its text. Checks in source/ are marked as graded. Raises `UserError` where it is no notebook or does not run.
    """
    said: list[str] = []
    before = path.read_bytes()
    outputs = "release" not in path.parts
    try:
        text = before.decode("utf-8")
        if facts and outputs:
            text, said = _refresh_facts(text, path.stem)
        if run and outputs:
            text = _execute(text, path)
        if "source" in path.parts:
            text = _mark_checks(text)
        after = notebook_form.format_notebook(text, outputs=outputs).encode("utf-8")
    except ValueError as fault:
        raise UserError(f"{path} is not a notebook in order: {str(fault).splitlines()[0]}") from fault
    if after == before:
        return []
    if not check:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.stem}-", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(after)
        Path(temporary).chmod(path.stat().st_mode)
        Path(temporary).replace(path)
    return [f"{'untidy' if check else 'tidied'}: {path}", *(f"  {line}" for line in said)]


def _mark_checks(text: str) -> str:
    notebook = notebook_form.read(text)
    mark(notebook)
    notebook_form.normalise(notebook)
    return notebook_form.dump(notebook)


def _refresh_facts(text: str, stem: str) -> tuple[str, list[str]]:
    from firstquery.authoring import facts

    notebook = notebook_form.read(text)
    notebook_form.normalise(notebook)
    with closing(facts.learning(stem)) as database:
        changed = facts.refresh(notebook, database)
    return notebook_form.dump(notebook), changed


def _execute(text: str, path: Path) -> str:
    """The notebook with the outputs that a new learner gets: run in its own folder, with an empty folder of hers."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    notebook = notebook_form.read(text)
    notebook_form.normalise(notebook)
    with tempfile.TemporaryDirectory(prefix="first-query-") as empty:
        env = new_learner(Path(empty))
        client = NotebookClient(
            notebook,
            timeout=120,
            kernel_name="python3",
            resources={"metadata": {"path": str(path.parent)}},
            extra_arguments=["--log-level=CRITICAL"],  # what it says of its transport is of no use to an author
        )
        try:
            client.execute(env=env)
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as fault:
            cell = next((one for one in notebook.cells if _has_error(one)), None)
            where = f"cell {cell['id']!r}" if cell is not None else "a cell"
            why = f"{getattr(fault, 'ename', type(fault).__name__)}: {getattr(fault, 'evalue', fault)}"
            raise UserError(f"{path.name} does not run: {where} stopped with {why}") from None
    return notebook_form.dump(notebook)


def new_learner(folder: Path) -> dict[str, Any]:
    """The environment of a learner who begins: nothing in her ``folder``, no database but the course's, all written."""
    for week in course.weeks():
        warehouse_of(week.stem, course.COURSE, learning(course.COURSE))
    env = {name: value for name, value in os.environ.items() if not name.startswith("FIRSTQUERY_")}
    return {
        **env,
        "FIRSTQUERY_COURSE": str(course.COURSE),
        "FIRSTQUERY_WORK": str(folder / "first-query"),
        "FIRSTQUERY_LEARNER": "learner",  # what is drawn by a name is the same in every stored output
        "FIRSTQUERY_PATIENCE": "600",  # "at work" is said or not by how busy the machine is: no output to store
        "IPYTHONDIR": str(folder / "ipython"),
        "PYTHONHASHSEED": "0",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    }


def _has_error(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and any(one.output_type == "error" for one in cell.outputs)


def mark(notebook: NotebookNode) -> None:
    """Mark each check, and the code cell right above it as its answer, by the exercise that the check names.

    A cell keeps what it says of itself, such as its points; one that was copied gets the name of its new exercise. A
    written answer has points for a person to give, whatever it was before. A choice has none, nor what was copied from
    a written answer and is none; any other answer has them where its author says so.
    """
    exercises = [
        (above if above.cell_type == "code" else None, cell, asked[1])
        for above, cell in zip(notebook.cells, notebook.cells[1:], strict=False)
        if cell.cell_type == "code" and (asked := CHECK.fullmatch(cell.source.strip()))
    ]
    written = {f"{name}-answer" for answer, _, name in exercises if answer and answer.source.startswith("%%text")}
    for answer, check, name in exercises:
        _mark(check, {**TEST, **_known(check)}, name)
        if answer is not None:
            _mark(answer, _say(answer, f"{name}-answer", written), f"{name}-answer")


def _say(answer: NotebookNode, name: str, written: set[str]) -> Mapping[str, object]:
    """What an answer called ``name`` says of itself to nbgrader. ``written`` are the names of written answers."""
    known = _known(answer)
    if name in written:
        return {**WRITTEN, **known, "grade": True}
    if known.get("grade_id") in written or answer.source.startswith("%%choice"):
        return ANSWER
    return {**ANSWER, **known}


def _known(cell: NotebookNode) -> Mapping[str, object]:
    known: Mapping[str, object] = cell.metadata.get("nbgrader", {})
    return known


def _mark(cell: NotebookNode, said: Mapping[str, object], name: str) -> None:
    if _known(cell).get("grade_id") != name:
        cell["id"] = ""  # `normalise` names it anew
    cell.metadata["nbgrader"] = from_dict({**said, "grade_id": name})  # type: ignore[no-untyped-call]
