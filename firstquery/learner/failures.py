"""`share_failure`, `failures` and `withdraw_failure`: a note stays hers until she says that it may be shared."""

from __future__ import annotations

import contextlib
import secrets
from pathlib import Path
from typing import Any

from firstquery.core import course, records
from firstquery.core import files as whole
from firstquery.core.errors import UserError, in_sentences, quote_value
from firstquery.learner.failure_note import (
    FOLDER,
    HEADINGS,
    LONGEST,
    WITHDRAWN,
    Note,
    Unreadable,
    blame,
    clean,
    contents,
    read,
)
from firstquery.learner.session import current_week, is_blank
from firstquery.learner.text import count
from firstquery.learner.warehouse_names import warehouse_names
from firstquery.privacy import scan

RECORD = "failures"
USAGE = (
    'share_failure(what_happened="Test accounts were in my number.", what_i_expected="Customers only.", '
    'what_i_do_now="I read the data dictionary first.", share=True)'
)

#: Words of a note. The shortest in the course's own examples has twenty.
FEWEST = 12
FOUR_THINGS = (
    "A failure note tells four things, a sentence for each: what you believed (in what_i_expected), what happened and "
    "what it cost, in hours, money or trust (both in what_happened), and what changes (in what_i_do_now)."
)
FORM = """\
A failure note has three parts, which tell four things: what you believed (what_i_expected), what happened and what it
cost (what_happened), and what changes (what_i_do_now).
Copy these lines into a cell, put a sentence or two in place of each ..., and run it:

share_failure(
    what_happened="...",
    what_i_expected="...",
    what_i_do_now="...",
)

Without more it stays on this computer. With share=True as a fourth line it is handed in with the practice, and without
your name. Nothing is written before you see what in it lays blame or is private: addresses, keys, and the names in the
data. Read it yourself for other names of people and companies and for amounts of money: no program knows them all."""


@in_sentences(USAGE)
def share_failure(
    what_happened: Any = ...,
    what_i_expected: Any = ...,
    what_i_do_now: Any = ...,
    *,
    share: bool = False,
    name: Any = None,
    folder: Any = None,
    even_so: bool = False,
) -> None:
    """Writes a failure note, or says what in it blames somebody or is private, and writes nothing then.

    Without ``share`` it is kept in ``failures/`` of her folder. ``share=True`` puts it into ``shared-failures/`` beside
    the week's practice, so that it is handed in with it; ``folder`` names another folder, which she shares with the
    others. Anonymous unless ``name`` says one. ``even_so=True`` writes it as it stands. The same three texts are the
    same note: given again, it moves to where it is wanted now. Raises `UserError`. Silent at the grader.
    """
    if records.at_the_grader():
        return
    given = dict(zip(HEADINGS, (what_happened, what_i_expected, what_i_do_now), strict=True))
    texts = {key: _text(key, value) for key, value in given.items()}
    if empty := [key for key, text in texts.items() if not text]:
        missing = f"Nothing is written yet: {' and '.join(empty)} {'is' if len(empty) == 1 else 'are'} missing."
        again = "Write it between quotation marks, then run the cell again."
        print(FORM if len(empty) == len(texts) else f"{missing} {FOUR_THINGS} {again}")
        return
    wanted = bool(share) or folder is not None
    words = sum(len(text.split()) for text in texts.values())
    thin = [f"This note has {count(words, 'word')}, and nobody can learn from so few. {FOUR_THINGS}"]
    if not even_so and (said := [*(thin if words < FEWEST else ()), *concerns(texts)]):
        end = "If it has to stand like this, add even_so=True."
        raise UserError("\n".join(["Nothing is written yet.", *said, end]))
    week = current_week() or next((one for one in course.weeks() if one.stem == Path.cwd().name), None)
    target = _folder(folder, week if wanted else None, wanted)
    with whole.hold_lock(records.folder() / ".failures.lock"):
        same = [number for number, note in notes() if note.parts == tuple(texts.values())]
        old = next((one for one in current_notes() if one["number"] in same), None)
        number = same[0] if same else max((one["number"] for one in all_notes()), default=0) + 1
        note = Note(
            id=str(old["id"]) if old else secrets.token_hex(6),
            week=week.number if week else 0,
            name=" ".join(_text("name", name).split())[:60],
            shared=wanted,
            **texts,
        )
        path = target / f"failure-note-{note.id[:6]}.md"
        write(path, note)
        if old and Path(old["path"]) != path:
            remove(Path(old["path"]), note.id)
        record({"number": number, "id": note.id, "path": str(path), "week": note.week, "at": records.now()})
    print(_confirmation(number, path, note, folder is not None))


@in_sentences("failures()")
def failures() -> None:
    """Lists her failure notes that were not withdrawn: number, week, where it stands, how it begins."""
    if records.at_the_grader():
        return
    mine = current_notes()
    if not mine:
        print(f"You have no failure notes. One is written like this: {USAGE}")
    for one in mine:
        path = Path(one["path"])
        try:
            note = read(path)
            where = "shared" if note.shared else "on this computer only"
            week, name = f"week {note.week}, " if note.week else "", f", as {note.name}" if note.name else ""
            print(f"{one['number']}  {week}{where}{name}: {quote_value(note.what_happened, 70)}")
        except Unreadable as fault:
            print(f"{one['number']}  {path.name} cannot be read: {fault}.")
    if mine:
        print(f"withdraw_failure({mine[-1]['number']}) takes a note back.")


@in_sentences("withdraw_failure(1)")
def withdraw_failure(number: int) -> None:
    """Removes the note of that number (see `failures`). A wall that is built later does not have it."""
    if records.at_the_grader():
        return
    with whole.hold_lock(records.folder() / ".failures.lock"):
        one = next((one for one in current_notes() if one["number"] == number), None)
        if one is None:
            known = ", ".join(str(one["number"]) for one in current_notes()) or "none"
            raise UserError(f"There is no failure note {quote_value(number)}. Your notes are: {known}.")
        path = Path(one["path"])
        handed_in = path.parent.name == FOLDER
        remove(path, one["id"])
        record({**one, "withdrawn": True})
    print(f"Note {number} is withdrawn, and its file removed.")
    if handed_in:
        print("If you had handed it in, hand in that week's practice once more: the next wall is built without it.")


def concerns(texts: dict[str, str]) -> list[str]:
    """What speaks against sharing these parts: a line for each sentence that blames and each private thing."""
    said = []
    for key, text in texts.items():
        for one in blame(text):
            said += [f"{HEADINGS[key]}: “{quote_value(one.sentence, 120)}” lays blame (“{one.words}”). {one.how}"]
        for found in scan(text, names=warehouse_names()):
            said += [f"{HEADINGS[key]}: {found.sentence}. Say it without, as in: a customer, a colleague."]
    return said


def _text(key: str, value: Any) -> str:
    if value is ... or value is None or is_blank(value):
        return ""
    if not isinstance(value, str):
        raise UserError(f"{key} is a text between quotation marks, and this is not one: {quote_value(value)}")
    text = clean(value)
    if len(text) > LONGEST:
        raise UserError(
            f"{key} has {len(text):,} characters, and {LONGEST:,} are the most: a wall is read standing up."
        )
    return "" if text in ("...", "…") else text


def _folder(folder: Any, week: course.Week | None, wanted: bool) -> Path:
    if folder is not None:
        path = Path(folder).expanduser().absolute()
        if not path.is_dir():
            raise UserError(f"There is no folder {path}. Make it first, or leave folder out.")
        return path
    if not wanted:
        return course.work_folder() / "failures"
    if week is None:
        raise UserError(
            "Which week's practice is it handed in with? Run the first cell of the notebook, then this one."
        )
    return course.work_folder() / "practice" / week.stem / FOLDER


def _confirmation(number: int, path: Path, note: Note, chosen: bool) -> str:
    who = f"under the name {note.name}" if note.name else "without your name"
    if not note.shared:
        where = f"Note {number} is kept on this computer only, in {path}."
        return f"{where} With share=True it is handed in with the practice."
    where = f"It stands in {path}" if chosen else f"It is handed in with the practice of week {note.week}, {who}"
    return f"Note {number} is shared. {where}. withdraw_failure({number}) takes it back."


def notes() -> list[tuple[int, Note]]:
    """Her notes that can be read and were not withdrawn, with their numbers."""
    found = []
    for one in current_notes():
        with contextlib.suppress(Unreadable):
            found.append((int(one["number"]), read(Path(one["path"]))))
    return found


def write(path: Path, note: Note) -> None:
    """Writes the note whole. Raises UserError where its folder can't be written."""
    try:
        whole.write(path, note.markdown().encode("utf-8", "replace"))
    except OSError as fault:
        raise UserError(
            f"The note cannot be written to {path.parent} ({fault.strerror}): name another folder."
        ) from None


def remove(path: Path, note_id: str) -> None:
    """Takes the file away. Where it may have been handed in, its number stays, so that no older copy is shown."""
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
    if path.parent.name == FOLDER and path.parent.is_dir():
        listed = path.parent / WITHDRAWN
        known: list[str] = []
        with contextlib.suppress(Unreadable):
            known = contents(listed).split()
        whole.write(listed, ("\n".join([*known, note_id]) + "\n").encode())


def all_notes() -> list[dict[str, Any]]:
    """Every note she ever wrote: number, id, path, week; the withdrawn ones, too."""
    listed = (records.read(RECORD) or {}).get("notes")
    return [one for one in (listed if isinstance(listed, list) else []) if {"number", "id", "path"} <= set(one)]


def current_notes() -> list[dict[str, Any]]:
    """Those that were not withdrawn."""
    return [one for one in all_notes() if not one.get("withdrawn")]


def record(entry: dict[str, Any]) -> None:
    """Puts the entry in the place of the one with its number."""
    others = [one for one in all_notes() if one["number"] != entry["number"]]
    listed = sorted([*others, entry], key=lambda one: int(one["number"]))
    if not records.update(RECORD, lambda before: {"version": 1, "notes": listed}):
        print("It could not be noted which file it is: remove the file itself when you no longer want it.")
