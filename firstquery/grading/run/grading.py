"""A whole run: what is outstanding, graded by several workers, written by one, and then the feedback."""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from firstquery.core import course, host
from firstquery.core.due import FILE, due
from firstquery.core.errors import UserError
from firstquery.grading import former
from firstquery.grading.run import cluster, gradebook, grades, pool, worker
from firstquery.grading.run.gradebook import Writer, full
from firstquery.grading.run.grades import Mark, Result
from firstquery.grading.run.plan import Options, Page, Plan, Task, plan, run_folder
from firstquery.grading.run.standings import Standing

#: Called with what is being done, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]
Say = Callable[[str], None]
ROOM = 64_000_000  # bytes


@dataclass
class Report:
    """``graded`` are the results of this run, ``before`` the students whose marks stood already.

    ``outdated``: of those, the ones whose marks were given with another key or environment than today's.
    ``standings``: of every student of the week, by name, as the gradebook has them when the run ends.
    """

    graded: list[Result] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)
    feedback: list[str] = field(default_factory=list)  # what went wrong with it, in sentences
    standings: dict[str, Standing] = field(default_factory=dict)

    @property
    def failed(self) -> list[Result]:
        return [one for one in self.graded if one.mark is None]


def grade(
    root: Path,
    assignment: str,
    options: Options,
    progress: Progress = lambda what, done, of: None,
    say: Say = print,
    each: Callable[[Result], None] = lambda graded: None,
) -> Report:
    """Grade what is outstanding. Raises `UserError`; what was written before then stays, and the next run goes on."""
    planned = plan(root, assignment, options)
    students = planned.students()
    for sentence in planned.found.strays:
        say(sentence)
    with prepare(planned, say) as ready:
        stored = ready.writer.marks()
        known = [name for name in students if name in stored]
        looked_at = pool.in_processes(partial(planned.is_done, stored=stored), known, ready.jobs)
        report = Report(before=sorted(name for name, is_done in looked_at if is_done is True))
        for name, sentence in planned.refusals().items():
            report.graded.append(Result(name, None, log=(sentence,)))
            each(report.graded[-1])
        for graded in ready.results([name for name in students if name not in report.before], "grading", progress):
            if graded.full_disk and not has_room(ready.run):
                raise full(OSError(errno.ENOSPC, ""), graded.student)
            if graded.mark is not None:
                ready.writer.write(graded)
            report.graded.append(graded)
            each(graded)
        report.graded.sort(key=lambda one: one.student)
        report.outdated = _find_outdated(report, stored, ready.key)
        report.standings = ready.writer.standings()
        if options.feedback:
            report.feedback = ready.make_feedback([one.student for one in report.graded if one.mark], progress)
    return report


def has_room(run: Path) -> bool:
    """Whether a disk that was full for one submission has room for the next: then it was that one's own doing."""
    return all(shutil.disk_usage(place).free >= ROOM for place in (run, tempfile.gettempdir()))


def _find_outdated(report: Report, stored: dict[str, Mark], key: str) -> list[str]:
    """Marks that stood before, given on another ``key``, or another environment than those of this run."""
    today = {one.mark.environment for one in report.graded if one.mark}
    return [
        name for name in report.before if stored[name].key != key or (today and stored[name].environment not in today)
    ]


@dataclass(frozen=True)
class Session:
    """What a run has before its first submission: its folder, the writer, the key's hash, the fork server's address."""

    plan: Plan
    run: Path
    writer: Writer
    key: str
    server: str | None

    @property
    def jobs(self) -> int:
        # A worker waits while its kernel starts and runs: one more has the processors busy.
        return self.plan.options.jobs or host.processors() + 1

    def results(self, students: list[str], what: str, progress: Progress) -> Iterator[Result]:
        """Yield each student's result as soon as it is there, in any order.

        A process that ends costs nobody else a mark.
        """
        tasks, scheduler = self.plan.tasks(students, self.run, self.server), self.plan.options.scheduler
        progress(what, 0, len(tasks))
        found: Iterator[tuple[Task, Any]] = iter(())
        if tasks and scheduler:
            found = cluster.on_dask(worker.grade, tasks, scheduler, partial(worker.warm_up, self._nobody(), False))
        elif tasks:
            worker.warm_up(self._nobody(), self.plan.options.feedback)
            found = pool.in_processes(worker.grade, tasks, self.jobs)
        for done, (task, graded) in enumerate(found, 1):
            if isinstance(graded, pool.StoppedTask):
                where = f"submitted/{task.student}/{task.assignment}"
                said = f"Grading it {graded.why}, so it has no marks. Look at what is in {where}."
                graded = Result(task.student, None, log=(said,))
            yield graded
            progress(what, done, len(tasks))

    def make_feedback(self, students: list[str], progress: Progress) -> list[str]:
        """Make the feedback of ``students``. Returns what went wrong, in sentences."""
        pages = [Page(str(self.plan.root), self.plan.assignment, name) for name in students]
        progress("feedback", 0, len(pages))
        if pages and self.plan.options.scheduler:
            worker.warm_up(self._nobody(), True)
        wrong = []
        for done, (page, said) in enumerate(pool.in_processes(worker.make_feedback, pages, self.jobs), 1):
            if isinstance(said, pool.StoppedTask):
                said = f"No feedback for {page.student}: making it {said.why}."
            wrong += [said] if said else []
            progress("feedback", done, len(pages))
        return sorted(wrong)

    def _nobody(self) -> Task:
        (task,) = self.plan.tasks(["nobody"], self.run, None)
        return task


@contextmanager
def prepare(planned: Plan, say: Say) -> Iterator[Session]:
    """Yield everything that a run needs, and its end. Raises `UserError`."""
    from firstquery.grading.held_out import held_out_key
    from firstquery.grading.libraries import libraries
    from firstquery.sandbox import forks
    from firstquery.sandbox.box import refusal

    root, assignment, options = planned.root, planned.assignment, planned.options
    needs_box = options.scheduler is None and not options.unsafe
    if needs_box and (why := refusal()):
        raise UserError(f"Nothing was graded. {why}")
    with ExitStack() as stack:
        run = stack.enter_context(run_folder(root))
        server = options.server
        if server is None and needs_box:
            server = stack.enter_context(
                forks.shared_zygote(libraries(*(one.folder for one in planned.found.submissions)))
            )
        db_url = worker.db_url(str(root), options.settings())
        writer = Writer(db_url, planned, say)
        stack.callback(writer.close)
        key = grades.key_hashes(held_out_key(root, assignment))[""]  # made once, before many ask for it
        writer.set_due(_due(root, assignment, say))
        copy = partial(gradebook.copy_gradebook, db_url, assignment, run / "gradebook.db")
        released = root / "release" / assignment / f"{assignment}.ipynb"
        settle = partial(former.settle, db_url, released)
        try:
            try:
                if not released.is_file():
                    raise gradebook.UnknownAssignment(f"{assignment} is not in release/ yet.")
                writer.retry(settle)
                writer.retry(copy)
            except gradebook.UnknownAssignment as fault:
                from firstquery.grading.release import release

                say(f"{fault.sentence} Releasing it.")
                release([assignment], root)
                writer.set_due(_due(root, assignment, say))
                writer.retry(settle)
                writer.retry(copy)
        except OSError as fault:
            raise full(fault, "The copy of the gradebook") from None
        yield Session(planned, run, writer, key, server)


def _due(root: Path, assignment: str, say: Say) -> datetime | None:
    """Until when the week is handed in, as cohort.toml has it; None without one, or without a date that can be read."""
    if not (root / FILE).exists():
        return None
    try:
        return due(course.week(assignment, root))
    except UserError as fault:
        say(fault.sentence)
        return None
