"""The release of a week: nbgrader's generate_assignment, plus the key of the learning data, in one tidy form."""

from __future__ import annotations

import filecmp
import logging
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from firstquery.core import notebook_form
from firstquery.core.errors import UserError
from firstquery.grading import keys
from firstquery.grading.places import course_of


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
        resources["outputs"] = {**(resources.get("outputs") or {}), "key.json": made.encode()}
        return nb, resources


class Tidy(NbGraderPreprocessor):  # type: ignore[misc]
    """Brings the notebook into its tidy form before nbgrader takes checksums of its cells."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        notebook_form.normalise(nb, outputs=False)
        return nb, resources


class ReleaseExporter(NotebookExporter):
    """Writes the notebook as `firstquery tidy` does, so that the stock command and ours give the same bytes."""

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: Any = None, **kwargs: Any
    ) -> tuple[str, dict[str, Any]]:
        # The exporter's own text is not wanted, its preprocessors are: they run in the class above it.
        copied, resources = super(NotebookExporter, self).from_notebook_node(nb, resources, **kwargs)
        notebook_form.normalise(copied, outputs=False)
        resources["output_extension"] = ".ipynb"
        return notebook_form.dump(copied), resources


def release(
    stems: Iterable[str], course: Path, progress: Callable[[str, bool], None] = lambda stem, done: None
) -> dict[str, bool]:
    """Makes the releases of ``stems`` anew; by stem, whether that changed anything in release/.

    All are built aside first: when one can't be, `UserError` says why and release/ is as it was.
    """
    from nbgrader.converters import GenerateAssignment
    from nbgrader.converters.base import NbGraderException
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config.loader import PyFileConfigLoader

    chosen = list(stems)
    aside = Path(tempfile.mkdtemp(prefix=".release-", dir=course))
    config = PyFileConfigLoader("grader_config.py", path=str(course)).load_config()
    config.CourseDirectory.root = str(course)
    config.CourseDirectory.release_directory = aside.name
    heard = _Heard()
    try:
        for stem in chosen:
            progress(stem, False)
            coursedir = CourseDirectory(config=config)
            coursedir.assignment_id = stem
            converter = GenerateAssignment(coursedir=coursedir, config=config, log=heard.logger)
            try:
                converter.start()
            except NbGraderException:
                raise UserError(f"{stem} could not be released, and release/ is as it was. {heard.reason()}") from None
            progress(stem, True)
        return {stem: _swap(aside / stem, course / "release" / stem, aside) for stem in chosen}
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _swap(new: Path, old: Path, aside: Path) -> bool:
    """Puts ``new`` in the place of ``old``; False when they are the same. A failure leaves ``old``."""
    if old.is_dir() and _same(new, old):
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


def _same(new: Path, old: Path) -> bool:
    names = {path.relative_to(new) for path in new.rglob("*")}
    if names != {path.relative_to(old) for path in old.rglob("*")}:
        return False
    files = [str(name) for name in names if (new / name).is_file()]
    return len(filecmp.cmpfiles(new, old, files, shallow=False)[0]) == len(files)


class _Heard(logging.Handler):
    """What nbgrader logs of an error, kept for one sentence of ours."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []
        self.logger = logging.getLogger("firstquery.grading.release")
        self.logger.propagate = False
        self.logger.setLevel(logging.WARNING)
        self.logger.handlers = [self]

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())

    def reason(self) -> str:
        """The last line of the traceback that nbgrader logged, without the name of the exception."""
        tracebacks = [text for text in self.said if text.startswith("Traceback")]
        if not tracebacks:
            return self.said[-1] if self.said else ""
        last = tracebacks[-1].strip().splitlines()[-1]
        return last.partition(": ")[2] or last
