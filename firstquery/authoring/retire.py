"""What a week was in the release before a change, kept so that who has begun it is checked and graded as she was then.

source/STEM/former/N holds it: the practice with its solutions, answers.py and whatever else stood there, as they were
committed, and release.ipynb, the practice as the learners have it.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from firstquery.core.course import FORMER, Week
from firstquery.core.errors import UserError
from firstquery.grading.answers import Answer
from firstquery.grading.keys import Source

#: What is for the facilitator of the present practice alone.
_LEFT = {"facilitator.md"}


def retire(week: Week, commit: str = "HEAD") -> Path:
    """Keep the practice of ``week`` as it stands in ``commit``. Returns its folder. Raises `UserError`."""
    source = Source(week.source, week.course)
    home = week.source.relative_to(week.course).as_posix()
    listed = _git(week.course, "ls-tree", "-r", "--name-only", commit, f"./{home}/").decode().splitlines()
    names = [name.removeprefix(f"{home}/") for name in listed]
    wanted = {name: f"{home}/{name}" for name in names if name.split("/")[0] not in {FORMER, *_LEFT}}
    if week.practice.name not in wanted or week.answers.name not in wanted:
        raise UserError(
            f"{commit} has no practice of {week.stem}: a practice that was never released needs no keeping."
        )
    wanted["release.ipynb"] = week.release.relative_to(week.course).as_posix()
    content = {name: _git(week.course, "show", f"{commit}:./{path}") for name, path in wanted.items()}
    for one in source.former():
        if one.practice.read_bytes() == content[week.practice.name]:
            raise UserError(f"It is kept already: {one.folder}. Change the practice, and release it.")
    number = max((int(one.folder.name) for one in source.former()), default=0) + 1
    folder = week.source / FORMER / str(number)
    for name, data in content.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def _git(course: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], cwd=course, capture_output=True, check=False)
    except OSError as fault:
        raise UserError(f"git could not be started ({fault.strerror}). A former practice is read from it.") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["it says nothing"]
        raise UserError(f"git cannot give the practice as it was ({said[-1]}). Name a commit that has it: --at COMMIT")
    return done.stdout


def answers(source: Source) -> list[Answer]:
    """Return the right answers of former practices to exercises that a week still has: its key has to accept them."""
    known = source.exercises()
    return [
        Answer(answer.exercise, "right", f"{one.label}: {answer.name}", "", answer.cells, 0)
        for one in source.former()
        for name, exercise in one.exercises().items()
        for answer in exercise.by_role("right")
        if name in known and answer.cells and answer.cells not in [other.cells for other in known[name].answers]
    ]
