"""A submission is run on the held-out data, in a kernel that has no key."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from nbclient.exceptions import DeadKernelError
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute

from firstquery.grade.places import course_of, held_out
from firstquery.grade.shell import environment


class ExecuteOnHeldOut(Execute):  # type: ignore[misc]
    """nbgrader's Execute, whose kernel answers on the held-out snapshot and emits payloads in place of verdicts.

    When the kernel dies, the cells that ran keep their outputs and the later ones have none: the judge calls those
    ungraded. Configured as ``Execute``.
    """

    _environment: dict[str, str] | None = None

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict, km: Any = None
    ) -> tuple[NotebookNode, ResourcesDict]:
        course = course_of(self)
        warehouse = held_out(course, self.log)
        place = Path(resources.get("metadata", {}).get("path") or ".")
        # The key of the learning data came with the submission. Nothing here reads it, and feedback is not its place.
        (place / "key.json").unlink(missing_ok=True)
        with tempfile.TemporaryDirectory(prefix="first-query-") as work:
            self._environment = environment(warehouse, Path(work), course)
            try:
                return super().preprocess(nb, resources, km)
            except DeadKernelError:
                self.log.error("The kernel died. What was answered before that is judged; the rest is ungraded.")
                return nb, resources

    def start_new_kernel(self, **kwargs: Any) -> None:
        """Starts the kernel in the grader's environment (nbclient passes ``env`` on to the kernel manager)."""
        super().start_new_kernel(**{"env": self._environment, **kwargs})
