"""A submission is run on the held-out data, in a sandbox, by a kernel that has no key."""

from __future__ import annotations

import asyncio
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jupyter_core.utils import ensure_event_loop
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute
from nbgrader.utils import is_grade, is_solution
from traitlets import Bool, Enum, Integer

from firstquery.core.errors import UserError
from firstquery.core.warehouse import cohort, warehouse_of
from firstquery.grading.held_out import held_out, held_out_questions
from firstquery.grading.libraries import libraries
from firstquery.grading.outputs import BoundedClient, BoundedOutputs
from firstquery.grading.places import course_of, environment
from firstquery.grading.sanitize import REPAIR
from firstquery.review.held_out import held_out_repository
from firstquery.sandbox.limits import MIB, Fault, Limits


class ExecuteOnHeldOut(BoundedOutputs, Execute):  # type: ignore[misc]
    """nbgrader's Execute, whose kernel answers on the held-out snapshot and emits payloads in place of verdicts.

    When the kernel dies, no longer answers or is stopped at a limit, the cells that ran keep their outputs and the
    later ones have none: the judge calls those ungraded. ``c.Execute`` holds for it as well.
    """

    unsafe = Bool(
        False, help="Run submissions without a sandbox, with the rights of whoever grades, where each one is trusted"
    ).tag(config=True)
    warm = Bool(
        True, help="Fork each kernel from a process that has imported the libraries: ready sooner, sandboxed as well"
    ).tag(config=True)
    memory_bytes = Integer(
        1024 * MIB, help="The most memory that a submission may use, all its processes together"
    ).tag(config=True)
    processes = Integer(
        64, help="The most processes that a submission may have at once; each thread counts as one"
    ).tag(config=True)
    disk_bytes = Integer(
        64 * MIB, help="The most that a submission may write, all files together, on top of those handed in"
    ).tag(config=True)
    file_bytes = Integer(64 * MIB, help="The most that a submission may write to one file").tag(config=True)
    notebook_timeout = Integer(180, help="The most seconds that a whole notebook may take").tag(config=True)
    shutdown_kernel = Enum(["graceful", "immediate"], default_value="immediate", help=Execute.shutdown_kernel.help).tag(
        config=True
    )
    store_widget_state = Bool(False, help=Execute.store_widget_state.help).tag(config=True)

    _fault: Fault | None = None
    _started = False
    _sandbox: Any = None
    _places: tuple[Path, Path, Path] | None = None  # the course, the warehouse, the submission's folder
    _questions: Path | None = None
    _environment: dict[str, str] | None = None

    @property
    def fault(self) -> str | None:
        """Why the notebook did not run to its end, as a sentence."""
        return self._fault.sentence if self._fault else None

    def data(self, assignment: str) -> tuple[Path, Path]:
        """The course, and the held-out snapshot that a submission of ``assignment`` is run on."""
        course = course_of(self)
        try:
            return course, held_out(course, assignment, self.log)
        except UserError:
            return course, cohort(course)  # the judge says why there is no key

    def questions(self, assignment: str) -> dict[str, Any]:
        """The questions half of the key that the submission is judged by: no expected value is in it."""
        try:
            return held_out_questions(course_of(self), assignment, self.log)
        except UserError:
            return {"exercises": {}}  # the judge says why there is no key

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict, km: Any = None
    ) -> tuple[NotebookNode, ResourcesDict]:
        assignment = str(resources.get("nbgrader", {}).get("assignment", ""))
        course, warehouse = self.data(assignment)
        warehouse = warehouse_of(assignment, course, warehouse)
        place = Path(resources.get("metadata", {}).get("path") or ".")
        self._places = course, warehouse, place
        self._refuse_without_sandbox(place, resources)
        self._started, self._sandbox, self._fault = False, None, None
        if _is_withheld(nb):
            resources["firstquery_fault"] = Fault("damaged", "Nothing in the file that was handed in can be graded.")
            return nb, resources
        with tempfile.TemporaryDirectory(prefix="first-query-") as work:
            self._questions = Path(work) / "questions.json"
            asked = self.questions(assignment)
            self._questions.write_text(json.dumps(asked), encoding="utf-8")
            self._environment = {
                **environment(warehouse, Path(work), course),
                "FIRSTQUERY_QUESTIONS": str(self._questions),
            }
            self.timeout_func = self._seconds_by_cell(nb)
            try:
                nb, resources = super().preprocess(nb, resources, km)
            except Exception as fault:
                # Before the first cell it is the grader's own fault. After it, whatever the kernel did or sent.
                if not self._started:
                    raise
                _end_tasks()
                self._fault = self._describe(fault)
                who = resources.get("nbgrader", {}).get("student", place)
                self.log.error("%s: %s What was answered before that is judged, the rest is ungraded.", who, self.fault)
        resources["firstquery_fault"] = self._fault
        return nb, resources

    def start_new_kernel(self, **kwargs: Any) -> None:
        """Starts the kernel in a sandbox, or (unsafe) as nbclient does it, in the grader's environment."""
        if self.unsafe:
            super().start_new_kernel(**{"env": self._environment, **kwargs})
            return
        from firstquery.sandbox.provisioner import provide

        assert self._places is not None and self.km is not None
        course, warehouse, submission = self._places
        limits = Limits(
            self.memory_bytes, self.processes, self.disk_bytes, self.file_bytes, max(1, self.notebook_timeout)
        )
        self._sandbox = provide(
            self.km,
            course=course,
            warehouse=warehouse,
            submission=submission,
            limits=limits,
            repository=held_out_repository(course, warehouse),
            questions=self._questions,
            imports=libraries(submission),
            client=BoundedClient,
            is_warm=self.warm,
        )
        super().start_new_kernel(**kwargs)

    def start_new_kernel_client(self, **kwargs: Any) -> Any:
        client = super().start_new_kernel_client(**kwargs)
        self._started = True
        if self._sandbox is not None:
            self._sandbox.watch()
        return client

    def _seconds_by_cell(self, nb: NotebookNode) -> Callable[[NotebookNode], int]:
        """The first code cell imports the libraries: where no fork has them already, that is part of the start."""
        first = next((cell for cell in nb.cells if cell.cell_type == "code"), None)

        def seconds(cell: NotebookNode) -> int:
            least = self.timeout or 0  # none: nbclient waits for ever, and the notebook's time ends it
            imports = cell is first and not (self._sandbox is not None and self._sandbox.forked)
            return max(least, self.startup_timeout) if imports else least

        return seconds

    def _describe(self, fault: Exception) -> Fault:
        if self._sandbox is not None and self._sandbox.fault:
            stopped: Fault = self._sandbox.fault
            return stopped
        known = {
            "DeadKernelError": Fault("kernel died", "The kernel died."),
            "CellTimeoutError": Fault("time-out", "The kernel no longer answered."),
            "Again": Fault("time-out", "The kernel no longer answered."),  # zmq's: nobody takes the next question
        }
        unreadable = Fault("kernel died", f"The kernel sent what can't be read ({type(fault).__name__}).")
        return known.get(type(fault).__name__, unreadable)

    def _refuse_without_sandbox(self, place: Path, resources: ResourcesDict) -> None:
        """Ends the command with a sentence, and leaves no half-graded folder that the next run would skip."""
        from firstquery.sandbox.box import refusal

        why = None if self.unsafe else refusal()
        if why is not None:
            self.log.error("Nothing was graded. %s", why)
            if "student" in resources.get("nbgrader", {}):
                shutil.rmtree(place, ignore_errors=True)
            raise SystemExit(1)


def _is_withheld(nb: NotebookNode) -> bool:
    """Whether nothing can be graded whatever it answers: there is nothing to run for."""
    withheld = (nb.metadata.get(REPAIR) or {}).get("withheld", {})
    return bool(withheld) and all(
        cell.metadata.nbgrader.grade_id in withheld for cell in nb.cells if is_grade(cell) and not is_solution(cell)
    )


def _end_tasks() -> None:
    """nbclient leaves a task behind that asks after the kernel: it would complain of the next submission's."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        for task in asyncio.all_tasks(ensure_event_loop()):
            task.cancel()
