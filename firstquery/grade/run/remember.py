"""The last step of grading a submission: its marks remember what they were given on. Stock nbgrader runs it as well."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from firstquery.grade.run import marks
from firstquery.grade.run.marks import Judged, Mark

STAMP = "firstquery_stamp"  # in the autograded notebook's metadata
_POLICIES = ("ExecuteOnHeldOut", "Execute", "Judge")


class Remember(NbGraderPreprocessor):  # type: ignore[misc]
    """Notes the hashes of submission, key and environment beside the marks, and their stamp in the notebook."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        said, judged = resources["nbgrader"], resources.get("firstquery") or {}
        coursedir: Any = self.parent.parent.coursedir
        handed_in = getattr(coursedir, "handed_in", coursedir)  # what is graded is a repaired copy of it
        keys = judged.get("keys", {})
        described = marks.environment(_policies(self.config), judged.get("data", ""))
        fault = resources.get("firstquery_fault")
        mark = Mark(
            assignment=said["assignment"],
            student=said["student"],
            submission=marks.submission_hash(
                Path(handed_in.format_path(handed_in.submitted_directory, said["student"], said["assignment"]))
            ),
            key=keys.get("", ""),
            environment=marks.digest(described),
            graded_at=marks.now(),
            state=fault.state if fault else "ungraded" if judged.get("ungraded") else "graded",
            sentence=fault.sentence if fault else "",
            verdicts={name: Judged(keys.get(name, ""), *one) for name, one in judged.get("verdicts", {}).items()},
        )
        nb.metadata[STAMP] = mark.stamp
        # Her other notebooks were there to be run. Feedback is made of whatever notebook stands in this folder.
        graded = Path(coursedir.format_path(coursedir.autograded_directory, said["student"], said["assignment"]))
        for name in getattr(coursedir, "others", {}).get(said["student"], ()):
            (graded / name).unlink(missing_ok=True)
        engine = create_engine(said["db_url"], poolclass=NullPool)
        with engine.begin() as connection:
            marks.remember(connection, mark, described)
        return nb, resources


def _policies(config: Any) -> dict[str, Any]:
    return {name: dict(config[name]) for name in _POLICIES if name in config}
