"""`firstquery reset`: a practice, an exercise or a lesson as it came; the old copy is kept, and comes back."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from firstquery import course, learners_copy, whole
from firstquery.learner import records, renamed
from firstquery.learner.exchange import FULL
from firstquery.learner.exercise_cells import exercises_in, put_cells
from firstquery.learner.old_copies import FOLDER as OLD_COPIES
from firstquery.learner.old_copies import put_aside
from firstquery.learner.open_now import RELOAD, is_open
from firstquery.sentence import Sentence, shown

#: The record of what was reset, for `undo`: the last one at the end.
RECORD = "resets"
MOST = 100


@dataclass(frozen=True)
class Wanted:
    """What is to be put back: the ``name`` of its file in the course's order, and one exercise of it, or all of it."""

    name: str
    exercise: str | None
    title: str


def reset(week: str, exercise: str | None = None, *, lesson: bool = False) -> list[str]:
    """Puts a week's practice, one exercise of it, or its lesson back as the course has it. Returns lines to show.

    ``week``: 3, week-03, a stem, w03-q2 or start-here. ``exercise``: 2, q2 or w03-q2. Raises Sentence.
    """
    work = _her_folder()
    wanted = _wanted(week, exercise, lesson)
    theirs = learners_copy.shipped_version(wanted.name)
    if theirs is None:
        raise Sentence(f"The course has no {wanted.name}: start First Query once more, then try again.")
    where = _where(work, wanted.name, theirs)
    with _writing(work):
        if not where.exists():
            whole.write(where, theirs)
            return [f"{wanted.title} was not in your folder. It is there again: {_in(work, where)}"]
        here = where.read_bytes()
        new = theirs if wanted.exercise is None else _one_exercise(work, where, here, theirs, wanted.exercise)
        if new == here:
            return [f"{wanted.title} is as the course has it already. Nothing was changed."]
        copy = _exchange(work, where, here, new, wanted)
    return [
        f"{wanted.title} is as the course has it again: {_in(work, where)}",
        f"What stood there is kept: {_in(work, copy)}",
        "Points that you have earned stay. `firstquery reset --undo` brings the old text back.",
        *([RELOAD] if is_open(where, work) else []),
    ]


def undo(week: str | None = None) -> list[str]:
    """Brings back what the last `reset` replaced; of ``week`` alone, where one is named. Returns lines to show."""
    work = _her_folder()
    entries = [one for one in _entries() if week is None or str(one["week"]) == _stem(week)]
    if not entries:
        raise Sentence(
            f"Nothing was reset{'' if week is None else ' in that week'} that could be brought back. "
            f"Old copies, if there are any, are in {work / OLD_COPIES}."
        )
    last = entries[-1]
    where, old = work / last["notebook"], work / last["copy"]
    try:
        before = old.read_bytes()
    except OSError:
        raise Sentence(f"The old copy is not at {old} any more, so it cannot be brought back.") from None
    wanted = Wanted(last["name"], last["exercise"] or None, last["title"])
    with _writing(work):
        here = where.read_bytes() if where.exists() else b""
        new = before if wanted.exercise is None or not here else put_cells(here, before, wanted.exercise)
        kept = [f"What stood there until now is kept: {_in(work, put_aside(work, where.name, here))}"] if here else []
        whole.write(where, new)
        records.update(RECORD, lambda record: {**record, "version": 1, "resets": [o for o in _of(record) if o != last]})
    said = f"{wanted.title} is as it was before the reset: {_in(work, where)}"
    return [said, *kept, *([RELOAD] if is_open(where, work) else [])]


def _her_folder() -> Path:
    work = course.work_folder()
    course.refuse_folder(work, course.COURSE)
    if not work.is_dir():
        raise Sentence(f"There is no folder {work} yet, so nothing can be put back in it: `firstquery lab` makes it.")
    return work


def _exchange(work: Path, where: Path, here: bytes, new: bytes, wanted: Wanted) -> Path:
    """Keeps the old copy, notes it for `undo`, and only then replaces the file."""
    copy = put_aside(work, where.name, here)
    entry = {
        "at": records.now(),
        "week": Path(wanted.name).stem,
        "name": wanted.name,
        "notebook": where.relative_to(work).as_posix(),
        "copy": copy.relative_to(work).as_posix(),
        "exercise": wanted.exercise or "",
        "title": wanted.title,
    }
    records.update(RECORD, lambda record: {"version": 1, "resets": [*_of(record), entry][-MOST:]})
    whole.write(where, new)
    return copy


def _wanted(week: str, exercise: str | None, lesson: bool) -> Wanted:
    stem = _stem(week)
    if stem == "start-here":
        return Wanted("start-here.ipynb", None, "Start here")
    one = course.week(stem)
    asked = exercise if exercise is not None else week if course.EXERCISE.fullmatch(week.strip().lower()) else None
    if lesson:
        if asked is not None:
            raise Sentence("A lesson has no exercises: name the exercise, or --lesson, and not both.")
        return Wanted(f"{stem}.ipynb", None, f"The lesson of week {one.number}")
    name = f"practice/{stem}/{stem}.ipynb"
    if asked is None:
        return Wanted(name, None, f"The practice of week {one.number}")
    theirs = learners_copy.shipped_version(name)
    known = exercises_in(theirs) if theirs else []
    number = re.fullmatch(rf"(?:w{one.number:02}-)?q?0*(\d+)", asked.strip().lower())
    wanted = f"w{one.number:02}-q{number[1]}" if number else ""
    if wanted not in known:
        raise Sentence(
            f"Week {one.number} has no exercise {shown(asked.strip())!r}. It has: {', '.join(known) or 'none yet'}."
        )
    return Wanted(name, wanted, f"Exercise {wanted.rpartition('q')[2]} of week {one.number}")


def _stem(week: str) -> str:
    """The stem that is meant. Raises `Sentence` where there is no such week, with those that there are."""
    text = week.strip().lower().removesuffix(".ipynb")
    if not text:
        raise Sentence("Which week? For instance `firstquery reset 3`, or `firstquery reset 3 2` for its exercise 2.")
    if text in ("start-here", "start"):
        return "start-here"
    short = re.fullmatch(r"(?:week[- ]?|w)(\d{1,2})", text)
    return course.week(str(int(short[1])) if short else text).stem


def _where(work: Path, name: str, theirs: bytes) -> Path:
    """Where her copy stands: under its name, or wherever she has put it."""
    if (work / name).exists():
        return work / name
    files = [one for one, _ in learners_copy.files()]
    return work / renamed.find(work, {name: theirs}, files).get(name, name)


def _one_exercise(work: Path, where: Path, here: bytes, theirs: bytes, exercise: str) -> bytes:
    try:
        return put_cells(here, theirs, exercise)
    except ValueError:
        raise Sentence(
            f"{_in(work, where)} cannot be read as a notebook, so one exercise of it cannot be put back. "
            f"`firstquery reset {exercise[1:3]}` puts all of it back and keeps this file as an old copy."
        ) from None


@contextlib.contextmanager
def _writing(work: Path) -> Iterator[None]:
    """What fails while we write is a sentence, and what was there stands."""
    try:
        yield
    except OSError as fault:
        if fault.errno in FULL:
            raise Sentence("The disk is full, so nothing was changed: free some room and try again.") from None
        why = os.strerror(fault.errno) if fault.errno else str(fault)
        raise Sentence(f"{fault.filename or work} cannot be written to ({why}), so nothing was changed.") from None


def _entries() -> list[dict[str, str]]:
    return _of(records.read(RECORD) or {})


def _of(record: records.Record) -> list[dict[str, str]]:
    """The resets of a record, without what was damaged."""
    found = record.get("resets")
    needed = ("week", "name", "notebook", "copy", "exercise", "title")
    return [
        one
        for one in (found if isinstance(found, list) else [])
        if isinstance(one, dict) and all(isinstance(one.get(name), str) for name in needed)
    ]


def _in(work: Path, path: Path) -> str:
    return path.relative_to(work).as_posix()
