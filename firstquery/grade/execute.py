"""A submission is run on the held-out data, in a kernel that has no key."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute

from firstquery.grade.places import course_of, held_out
from firstquery.grade.shell import environment


class ExecuteOnHeldOut(Execute):  # type: ignore[misc]
    """nbgrader's Execute, whose kernel answers on the held-out snapshot and emits payloads in place of verdicts.

    When the kernel dies or no longer answers, the cells that ran keep their outputs and the later ones have none: the
    judge calls those ungraded. Configured as ``Execute``.
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
            self.timeout_func = _more_for_the_first(nb, self.timeout, self.startup_timeout)
            try:
                nb, resources = super().preprocess(nb, resources, km)
            except (DeadKernelError, CellTimeoutError) as fault:
                self.log.error("%s What was answered before that is judged, the rest is ungraded.", _said(fault))
        return nb, resources

    def start_new_kernel(self, **kwargs: Any) -> None:
        """Starts the kernel in the grader's environment (nbclient passes ``env`` on to the kernel manager)."""
        super().start_new_kernel(**{"env": self._environment, **kwargs})


def _more_for_the_first(nb: NotebookNode, seconds: int, startup: int) -> Callable[[NotebookNode], int]:
    """The first code cell imports the libraries: on a busy machine that is part of the kernel's start, not her work."""
    first = next((cell for cell in nb.cells if cell.cell_type == "code"), None)
    return lambda cell: max(seconds, startup) if cell is first else seconds


def _said(fault: Exception) -> str:
    return "The kernel died." if isinstance(fault, DeadKernelError) else "The kernel no longer answered."
