"""A whole run: what is outstanding, graded by several workers, written by one, and then the feedback."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from firstquery.grade.run import private, work
from firstquery.grade.run.feedback import Page, make
from firstquery.grade.run.folder import Place, locked, temporary_files
from firstquery.grade.run.marks import Mark
from firstquery.grade.run.pool import Ended, Pool
from firstquery.grade.run.result import Graded
from firstquery.grade.run.work import Task
from firstquery.grade.run.writer import PATIENCE, Writer, full
from firstquery.sentence import Sentence

#: Called with what is being done, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]
ROOM = 64_000_000  # bytes


@dataclass(frozen=True)
class Options:
    """How to run. ``jobs`` workers here, or those of a Dask ``scheduler``; ``force`` grades anew what has its marks."""

    jobs: int = 0
    scheduler: str | None = None
    students: list[str] = field(default_factory=list)
    force: bool = False
    feedback: bool = True
    unsafe: bool = False
    server: str | None = None  # the address of a fork server that is there already
    patience: float = PATIENCE

    def settings(self) -> dict[str, dict[str, Any]]:
        """On top of grader_config.py."""
        return {"ExecuteOnHeldOut": {"unsafe": True}} if self.unsafe else {}


@dataclass
class Report:
    """``graded`` are the results of this run, ``before`` the students whose marks stood already.

    ``outdated``: of those, the ones whose marks were given with another key or environment than today's.
    """

    graded: list[Graded] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)
    feedback: list[str] = field(default_factory=list)  # what went wrong with it, in sentences

    @property
    def failed(self) -> list[Graded]:
        return [one for one in self.graded if one.mark is None]


def grade(
    root: Path,
    assignment: str,
    options: Options,
    progress: Progress = lambda what, done, of: None,
    say: Callable[[str], None] = print,
    each: Callable[[Graded], None] = lambda graded: None,
) -> Report:
    """Grades what is outstanding. Raises `Sentence`; what was written before then stays, and the next run goes on."""
    place = Place(root, assignment)
    looked = place.look()
    students = place.handed_in(options.students, looked)
    for sentence in looked.strays:
        say(sentence)
    with prepared(place, options, say) as ready:
        remembered = ready.writer.remembered()
        report = Report(before=[name for name in students if not options.force and place.is_done(name, remembered)])
        tasks = ready.tasks(place, [name for name in students if name not in report.before], options)
        for name, sentence in looked.refused.items():
            if not options.students or name in options.students:
                report.graded.append(Graded(name, None, log=(sentence,)))
                each(report.graded[-1])
        progress("grading", 0, len(tasks))
        for done, graded in enumerate(results(tasks, options, ready.pool), 1):
            if graded.full_disk and not has_room(ready.run):
                raise full(OSError(errno.ENOSPC, ""), graded.student)
            if graded.mark is not None:
                ready.writer.write(graded)
            report.graded.append(graded)
            each(graded)
            progress("grading", done, len(tasks))
        report.graded.sort(key=lambda one: one.student)
        report.outdated = _outdated(report, remembered)
        if options.feedback:
            report.feedback = pages(place, [one.student for one in report.graded if one.mark], ready.pool, progress)
    return report


def has_room(run: Path) -> bool:
    """Whether a disk that was full for one submission has room for the next: then it was that one's own doing."""
    return all(shutil.disk_usage(place).free >= ROOM for place in (run, tempfile.gettempdir()))


@dataclass(frozen=True)
class Prepared:
    """What a run has before its first submission: its folder, the writer, its processes, the fork server's address."""

    run: Path
    writer: Writer
    pool: Pool
    server: str | None

    def tasks(self, place: Place, students: list[str], options: Options) -> list[Task]:
        root, run = str(place.root), str(self.run)
        return [Task(root, run, place.assignment, name, self.server, options.settings()) for name in students]


@contextmanager
def prepared(place: Place, options: Options, say: Callable[[str], None]) -> Iterator[Prepared]:
    """Everything that a run needs, and its end. Raises `Sentence`."""
    from firstquery.grade.keys import held_out_key
    from firstquery.grade.libraries import libraries
    from firstquery.grade.sandbox import forks
    from firstquery.grade.sandbox.box import refusal

    is_here = options.scheduler is None
    if not options.unsafe and is_here and (why := refusal()):
        raise Sentence(f"Nothing was graded. {why}")
    with ExitStack() as stack:
        run = stack.enter_context(locked(place.root))
        stack.enter_context(temporary_files(run))
        server = options.server
        if server is None and is_here and not options.unsafe:
            folders = [place.root / name / place.assignment for name in ("release", "source")]
            server = stack.enter_context(forks.shared(libraries(*folders)))
        db_url = _gradebook(place.root)
        writer = Writer(db_url, place, options.patience, say)
        stack.callback(writer.close)
        held_out_key(place.root, place.assignment)  # once, before many ask for it

        def copy() -> None:
            private.copy(db_url, place.assignment, run / "gradebook.db")

        work.warm_up()
        jobs = options.jobs or len(os.sched_getaffinity(0))
        pool = stack.enter_context(Pool(_act, jobs))
        try:
            try:
                writer.patiently(copy)
            except private.Unknown:
                from firstquery.grade.release import release

                say(f"{place.assignment} is not in the gradebook yet. Releasing it.")
                release([place.assignment], place.root)
                writer.patiently(copy)
        except OSError as fault:
            raise full(fault, "The copy of the gradebook") from None
        yield Prepared(run, writer, pool, server)


def results(tasks: list[Task], options: Options, pool: Pool) -> Iterator[Graded]:
    """Each task's result, as soon as it is there, in any order. A process that ends costs nobody else anything."""
    if options.scheduler is not None:
        yield from _on_dask(tasks, options)
        return
    yield from _parallel(partial(_result, pool), tasks, pool.jobs)


def _result(pool: Pool, task: Task) -> Graded:
    """By a process of the pool, or by the next one where that was ended: once is an accident."""
    for _ in range(2):
        try:
            graded: Graded = pool(task)
            return graded
        except Ended:
            continue
    return Graded(task.student, None, log=(f"The process that graded {task.student} was ended from outside, twice.",))


def _parallel(function: Callable[[Any], Any], items: Sequence[Any], jobs: int) -> Iterator[Any]:
    """joblib over ``items``, in ``jobs`` threads: each waits for a process of a pool."""
    from joblib import Parallel, delayed, parallel_config

    with parallel_config(backend="threading", n_jobs=min(jobs, len(items)) or 1):
        parallel = Parallel(return_as="generator_unordered", batch_size=1, pre_dispatch="2*n_jobs")
        yield from parallel(delayed(function)(item) for item in items)


def _on_dask(tasks: list[Task], options: Options) -> Iterator[Graded]:
    from distributed import Client, KilledWorker
    from joblib import Parallel, delayed, parallel_config

    try:
        client: Any = Client(options.scheduler, timeout="10s", set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError):
        raise Sentence(
            f"There is no Dask scheduler at {options.scheduler}. `dask scheduler` starts one and prints its address, "
            "and `dask worker ADDRESS --nthreads 1` on each machine that shall grade; all of them see this course's "
            "folder by the same path."
        ) from None
    with client, parallel_config(backend="dask", client=client, wait_for_workers_timeout=60):
        parallel = Parallel(return_as="generator_unordered", batch_size=1)
        try:
            yield from parallel(delayed(work.grade)(task) for task in tasks)
        except KilledWorker:
            raise Sentence(
                "Workers of Dask ended while they graded, more than once. What was written stays; the command, given "
                "again, goes on from there, and without --scheduler it says whose submission it is."
            ) from None


def pages(place: Place, students: list[str], pool: Pool, progress: Progress) -> list[str]:
    """Makes the feedback of ``students``. Returns what went wrong, in sentences."""
    progress("feedback", 0, len(students))
    wrong = []
    asked = [Page(str(place.root), place.assignment, name) for name in students]
    for done, sentence in enumerate(_parallel(partial(_page, pool), asked, pool.jobs), 1):
        wrong += [sentence] if sentence else []
        progress("feedback", done, len(students))
    return sorted(wrong)


def _page(pool: Pool, page: Page) -> str:
    try:
        return str(pool(page))
    except Ended:
        return f"No feedback for {page.student}: the process that made it was ended from outside."


def _act(item: Task | Page) -> Graded | str:
    """What a process of the pool does."""
    return work.grade(item) if isinstance(item, Task) else make(item)


def _outdated(report: Report, remembered: dict[str, Mark]) -> list[str]:
    """Marks that stood before, given on another key or environment than those of this run."""
    today = {(one.mark.key, one.mark.environment) for one in report.graded if one.mark}
    if not today:
        return []
    return [name for name in report.before if (remembered[name].key, remembered[name].environment) not in today]


def _gradebook(root: Path) -> str:
    """The URL of the gradebook, as the course's configuration says."""
    from nbgrader.apps import NbGraderApp
    from nbgrader.coursedir import CourseDirectory

    folder = Path.cwd()
    os.chdir(root)
    try:
        app = NbGraderApp()
        app.initialize(["--log-level=CRITICAL"])
        return str(CourseDirectory(parent=app).db_url)
    finally:
        os.chdir(folder)
