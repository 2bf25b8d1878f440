"""The release of a week: nbgrader's generate_assignment, plus blanks by kind and the learning key, in one tidy form."""

from __future__ import annotations

import copy
import logging
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import ClearSolutions, NbGraderPreprocessor
from traitlets import Dict

from firstquery.checks.kind import Kind
from firstquery.core import notebook_form
from firstquery.core.course import RELEASED_FORMER
from firstquery.core.errors import UserError
from firstquery.grading import answers, keys, practice
from firstquery.grading.answers import Exercise
from firstquery.grading.log import LogCapture
from firstquery.grading.places import course_of

MAGIC = re.compile(r"^%%(\w+)[ \t]*(\w+)?")


class KeyFile(NbGraderPreprocessor):  # type: ignore[misc]
    """Puts key.json beside the notebook, made from its solutions before they are cleared."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        course = course_of(self)
        source = keys.Source(course / "source" / resources["nbgrader"]["assignment"], course)
        if source.stem != resources["nbgrader"]["notebook"]:
            raise UserError(
                f"{source.stem} has a second notebook, {resources['nbgrader']['notebook']}. A week has one."
            )
        made = keys.text_of(keys.learning_key(source))
        former = {f"{RELEASED_FORMER}/{one.folder.name}.ipynb": one.released.read_bytes() for one in source.former()}
        resources["outputs"] = {**(resources.get("outputs") or {}), "key.json": made.encode(), **former}
        return nb, resources


class BlankSolutions(ClearSolutions):  # type: ignore[misc]
    """nbgrader's ClearSolutions, with a blank by kind, and else for each cell magic: ``code_stub`` is by magic.

    A cell whose metadata has ``firstquery.frame``, a list of lines, has those as its blank.
    """

    code_stub = Dict(
        {
            "python": "# Your code goes here, in place of this line.",
            "sql": "-- Your query goes here, in place of this line.",
            "text": "Write here, in place of this line.",
        },
        help="What replaces a solution, by the cell's magic: `sql` in a `%%sql` cell, `python` where there is none",
    ).tag(config=True)

    _exercises: Mapping[str, Exercise] = MappingProxyType({})
    _names: Mapping[str, str] = MappingProxyType({})

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        listed = Path(course_of(self)) / "source" / str(resources["nbgrader"]["assignment"]) / "answers.py"
        self._exercises = answers.read(listed) if listed.is_file() else {}
        asked = practice.tests(practice.cells(nb, listed.with_name(f"{listed.parent.name}.ipynb")))
        self._names = {exercise: test.name for exercise, test in asked.items()}
        return super().preprocess(nb, resources)  # type: ignore[no-any-return]

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, cell_index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        magic = MAGIC.match(cell.source) if cell.cell_type == "code" else None
        frame = cell.metadata.get("firstquery", {}).pop("frame", None)
        if not cell.metadata.get("firstquery", True):
            del cell.metadata["firstquery"]
        if utils.is_solution(cell):
            exercise = self._exercises.get(str(cell.metadata.nbgrader.grade_id).removesuffix("-answer"))
            if exercise is not None and (told := exercise.its_kind.page(exercise.options)):
                cell.metadata["firstquery"] = cell.metadata.get("firstquery", {}) | told
            if frame:
                cell.source = "\n".join(frame)
                return cell, resources
            has_blank = exercise is not None and type(exercise.its_kind).blank is not Kind.blank
            if has_blank and not (magic and self._has_frame(cell.source)):
                assert exercise is not None
                cell.source = exercise.its_kind.blank(self._names[exercise.id], exercise.options)
                return cell, resources
        language = resources["language"]
        if magic and utils.is_solution(cell) and magic[1] in self.code_stub:
            resources["language"] = magic[1]
            if self.begin_solution_delimeter not in cell.source:
                # The first line names the answer: it stays, or the test cell would not find it.
                first, _, _ = cell.source.partition("\n")
                cell.source = f"{first}\n{self.begin_solution_delimeter}\n{self.end_solution_delimeter}"
        try:
            cell, resources = super().preprocess_cell(cell, resources, cell_index)
        finally:
            resources["language"] = language
        return cell, resources

    def _has_frame(self, source: str) -> bool:
        """Return whether more than the first line stands outside the solutions of a cell: that is given, and stays."""
        if self.begin_solution_delimeter not in source:
            return False  # the whole cell is the solution
        inside = f"^[^\n]*{self.begin_solution_delimeter}.*?{self.end_solution_delimeter}[^\n]*$"
        return "\n" in re.sub(inside, "", source, flags=re.S | re.M).strip()


class Tidy(NbGraderPreprocessor):  # type: ignore[misc]
    """Brings the notebook into its tidy form before nbgrader takes checksums of its cells."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        notebook_form.normalise(nb, outputs=False)
        return nb, resources


class ReleaseExporter(NotebookExporter):
    """Writes the notebook as `firstquery tidy` does, so that the stock command and ours give the same bytes.

    The notebook and its key are all that is released: what else stands in source/ is not looked at.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        if isinstance(self.parent, GenerateAssignment):
            self.parent.coursedir = copy.copy(self.parent.coursedir)  # the formgrader goes on with its own
            self.parent.coursedir.ignore = ["*"]

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: Any = None, **kwargs: Any
    ) -> tuple[str, dict[str, Any]]:
        # The exporter's own text is not wanted, its preprocessors are: they run in the class above it.
        copied, resources = super(NotebookExporter, self).from_notebook_node(nb, resources, **kwargs)
        notebook_form.normalise(copied, outputs=False)
        resources["output_extension"] = ".ipynb"
        return notebook_form.dump(copied), resources


OWN = "grader_config.py"


def release(
    stems: Iterable[str], course: Path, progress: Callable[[str, bool], None] = lambda stem, done: None
) -> dict[str, bool]:
    """Make the releases of ``stems`` anew; by stem, whether that changed anything in release/.

    All are built aside first: when one can't be, `UserError` says why and release/ is as it was.
    """
    from jupyter_core.paths import jupyter_config_path
    from nbgrader.converters.base import NbGraderException
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config
    from traitlets.config.loader import PyFileConfigLoader

    chosen = list(stems)
    aside = Path(tempfile.mkdtemp(prefix=".release-", dir=course))
    config = Config()
    # As a command of nbgrader's: what a hub says for its whole machine, such as where the gradebook is, lies below.
    for name, folder in [*(("nbgrader_config.py", one) for one in reversed(jupyter_config_path())), (OWN, str(course))]:
        if Path(folder, name).is_file():
            config.merge(PyFileConfigLoader(name, path=folder).load_config())
    config.CourseDirectory.root = str(course)
    config.CourseDirectory.release_directory = aside.name
    heard, log = LogCapture(), logging.getLogger("firstquery.grading.release")
    log.propagate, log.handlers = False, [heard]
    log.setLevel(logging.WARNING)
    try:
        for stem in chosen:
            progress(stem, False)
            coursedir = CourseDirectory(config=config)
            coursedir.assignment_id = stem
            converter = GenerateAssignment(coursedir=coursedir, config=config, log=log)
            try:
                converter.start()
            except NbGraderException:
                why = str(heard.fault) if heard.fault else "".join(heard.lines[-1:])
                raise UserError(f"{stem} could not be released, and release/ is as it was. {why}") from None
            progress(stem, True)
        return {stem: _swap(aside / stem, course / "release" / stem, aside) for stem in chosen}
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _swap(new: Path, old: Path, aside: Path) -> bool:
    """Put ``new`` in the place of ``old``; False when they are the same. A failure leaves ``old``."""
    if _content(new) == _content(old):
        return False
    old.parent.mkdir(exist_ok=True)
    kept = aside / f"old-{old.name}"
    if old.exists():
        old.rename(kept)
    try:
        new.rename(old)
    except OSError:
        if kept.exists():
            kept.rename(old)
        raise
    return True


def _content(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
