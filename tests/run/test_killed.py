"""A run that is killed, at any moment, goes on where it was when the command is given again."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from tests.grading.orders import STEM

from .bench import LEARNERS, Run, eventually, once_each


@dataclass(frozen=True)
class Instant:
    """After ``marks`` more marks (or, ``feedback``, pages) are stored, and ``seconds`` later."""

    marks: int
    seconds: float
    feedback: bool = False


#: Before the first mark, between marks, and while feedback is made.
INSTANTS = [Instant(0, 0.2), Instant(1, 0.05), Instant(1, 0.3), Instant(2, 0.1, feedback=True)]


def killed_at(run: Run, instant: Instant) -> int | None:
    """Starts a run and kills its main process then. How many marks are stored, None where it was done before that."""
    begun = run.marks()
    process = run.start(
        "grade", STEM, "--jobs", "2", *([] if instant.feedback else ["--no-feedback"]), is_sharing=False
    )

    def is_due() -> bool:
        pages = len(list((run.root / "feedback").rglob("*.html")))
        return process.poll() is not None or (
            pages >= instant.marks if instant.feedback else run.marks() - begun >= instant.marks
        )

    assert eventually(is_due, 120)
    time.sleep(instant.seconds)
    finished = process.poll() is not None
    process.kill()
    said = "".join(process.communicate())
    assert not finished or process.returncode == 0, said
    left = [one.cmdline() for one in run.processes()] if not eventually(lambda: not run.processes(), 10) else []
    assert left == [], f"outlived a run that was killed at {instant}"
    return None if finished else run.marks()


def test_a_run_killed_at_four_instants_ends_with_the_marks_of_an_undisturbed_one(
    prepared: Run, undisturbed: Run, tmp_path: Path
) -> None:
    seen: list[int] = []
    waiting, course = [*INSTANTS], 0
    while waiting:
        course += 1
        run = prepared.copy(tmp_path / str(course))
        while waiting and (stored := killed_at(run, waiting[0])) is not None:
            waiting.pop(0)
            seen.append(stored)
            if stored > LEARNERS - 2 and waiting and not waiting[0].feedback:
                break
        run.grade("--jobs", "2")
        rows = run.rows()
        assert rows == undisturbed.rows()
        assert once_each(rows)
        assert run.notebooks() == undisturbed.notebooks()
        assert run.litter() == []
    assert len(seen) == 4
    assert seen[0] == 0
    assert any(0 < one < LEARNERS for one in seen)


def test_a_worker_that_is_killed_costs_nobody_a_mark(run: Run, undisturbed: Run) -> None:
    process = run.start("grade", STEM, "--jobs", "2", "--no-feedback", is_sharing=False)
    for marks in (1, 3):
        assert eventually(lambda marks=marks: run.marks() >= marks or process.poll() is not None, 120)  # type: ignore[misc]
        assert process.poll() is None, "the run was over before a worker could be killed"
        run.workers(process)[0].kill()
    ended = run.ended(process)
    assert ended.code == 0, ended.said
    assert run.rows() == undisturbed.rows()
    assert run.notebooks() == undisturbed.notebooks()
    assert run.litter() == []
