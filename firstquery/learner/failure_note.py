"""A failure note as a file: Markdown with three headings, which reads well where it is opened; and blame in it.

What a thing did is no blame ("the query failed"). What a person is, or should have known, is. A word list finds the
plain cases; whoever means one of its words otherwise says so with ``even_so=True``.
"""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

FOLDER = "shared-failures"
WITHDRAWN = "withdrawn.txt"
HEADINGS = {
    "what_happened": "What happened",
    "what_i_expected": "What I expected",
    "what_i_do_now": "What I do now",
}
LONGEST = 1500  # characters of one part
MOST_BYTES = 20_000
ID = re.compile(r"[0-9a-f]{12}")
_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
# What a text could turn a page round with, or hide in it.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udfff]"
)
_FIELD = re.compile(r"(Note|Week|Name|Shared with the cohort): ?(.*)")

SELF = (
    "You are not the mistake. Tell what you did and what you saw then, as in: I counted all rows, and did not know "
    "that the table holds test accounts."
)
OTHERS = (
    "Tell what happened to the work, not who did it, as in: The definition had changed, and the change had not "
    "reached me."
)
HINDSIGHT = (
    "What is plain now was not plain then. "
    "Tell what you knew at that moment, as in: The dashboard showed no sign of it."
)
_HINDSIGHT = ("obviously", "of course", "common sense", "no-brainer", "should have known", "should've known")
_PERSON = (
    *("stupid", "stupidity", "idiot", "idiots", "idiotic", "moron", "morons", "dumb", "foolish", "silly me"),
    *("incompetent", "incompetence", "clueless", "useless", "lazy", "laziness", "careless", "carelessness"),
    *("sloppy", "sloppiness", "negligent", "negligence", "unprofessional", "irresponsible", "culprit"),
    *("blame", "blames", "blamed", "to blame", "at fault", "my fault", "my own fault", "his fault", "her fault"),
    *("their fault", "your fault", "our fault", "'s fault", "fault of", "messed up", "messed it up", "screwed up"),
    *("let me down", "let us down", "let them down", "dropped the ball", "cut corners", "shame on", "ashamed"),
    *("ignored my", "ignored our", "ignored me", "ignored us", "refused to", "forgot to tell", "never told me"),
    *("did not bother", "didn't bother", "never listens", "could not be bothered", "couldn't be bothered"),
)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


class Unreadable(ValueError):
    """No note, or one that is not read; the text says why."""


@dataclass(frozen=True)
class Note:
    """``id`` of twelve hexadecimal digits; ``week`` 0 where none was open; ``name`` empty where it is anonymous."""

    id: str
    week: int
    what_happened: str
    what_i_expected: str
    what_i_do_now: str
    name: str = ""
    shared: bool = False

    @property
    def parts(self) -> tuple[str, str, str]:
        return self.what_happened, self.what_i_expected, self.what_i_do_now

    def markdown(self) -> str:
        """The file's text."""
        lines = ["# A failure note", "", f"Note: {self.id}  ", f"Week: {self.week}  "]
        lines += [f"Name: {self.name or 'none'}  ", f"Shared with the cohort: {'yes' if self.shared else 'no'}"]
        for heading, text in zip(HEADINGS.values(), self.parts, strict=True):
            # A line of hers that looks like a heading stays text.
            body = re.sub(r"(?m)^(#+ )", r"\\\1", text)
            lines += ["", f"## {heading}", "", body]
        return "\n".join(lines) + "\n"


def clean(text: str) -> str:
    """The text without signs that are not seen, and without more than one empty line in a row."""
    text = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"\n\s*\n\s*\n+", "\n\n", text).strip()


def read(path: Path) -> Note:
    """The note at ``path``. Raises Unreadable, with the reason, for anything else; follows no link, whoever made it."""
    return parse(contents(path))


def contents(path: Path) -> str:
    """The text of a small plain file. Raises Unreadable."""
    try:
        handle = -1 if path.is_symlink() else os.open(path, os.O_RDONLY | _NO_LINK)
        with os.fdopen(handle, "rb") as file:
            data = file.read(MOST_BYTES + 1) if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else None
    except (OSError, ValueError):
        data = None
    if data is None:
        raise Unreadable("it is not a plain file that can be opened")
    if len(data) > MOST_BYTES:
        raise Unreadable("it is larger than twenty kilobytes")
    return data.decode("utf-8", "replace")


def parse(text: str) -> Note:
    """The note that ``text`` holds. Raises Unreadable."""
    head, *rest = re.split(r"(?m)^## (.+?)[ \t]*$", clean(text) + "\n")
    said = [found for line in head.splitlines() if (found := _FIELD.fullmatch(line.strip()))]
    fields = {one[1]: one[2] for one in said}
    parts = dict(zip((title.strip() for title in rest[::2]), rest[1::2], strict=True))
    texts = {key: re.sub(r"(?m)^\\(#+ )", r"\1", parts.get(title, "")).strip() for key, title in HEADINGS.items()}
    if missing := [HEADINGS[key] for key, part in texts.items() if not part]:
        raise Unreadable(f"it has nothing under the heading {missing[0]!r}")
    if any(len(part) > LONGEST for part in texts.values()):
        raise Unreadable(f"a part of it is longer than {LONGEST:,} characters")
    name = " ".join(fields.get("Name", "").split())[:60]
    week = fields.get("Week", "").strip()
    return Note(
        id=note_id if ID.fullmatch(note_id := fields.get("Note", "").strip()) else "",
        week=int(week) if week.isascii() and week.isdigit() and len(week) < 3 else 0,
        name="" if name.lower() in ("none", "") else name,
        shared=fields.get("Shared with the cohort", "").strip().lower() == "yes",
        **texts,
    )


@dataclass(frozen=True)
class Blame:
    """``words`` as they stand, the ``sentence`` they stand in, and ``how`` to word it."""

    words: str
    sentence: str
    how: str


def blame(text: str) -> list[Blame]:
    """Every sentence of ``text`` with a word of the list; each is told once."""
    found = []
    for match in _SENTENCE.finditer(text):
        sentence = match[0].strip()
        if words := _first(sentence, _HINDSIGHT):
            found.append(Blame(words, sentence, HINDSIGHT))
        elif words := _first(sentence, _PERSON):
            found.append(Blame(words, sentence, SELF if re.search(r"\bI\b|\bmy\b|\bme\b", sentence) else OTHERS))
    return found


def _first(sentence: str, listed: tuple[str, ...]) -> str:
    """The first of the words that stand in the sentence; empty where none does."""
    plain = " ".join(sentence.lower().replace("’", "'").split())
    return next((words for words in listed if re.search(rf"\b{re.escape(words)}\b", plain)), "")
