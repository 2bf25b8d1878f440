"""Patches as they ship (the form of `git format-patch`): who, when, why, and what changes in which file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path

from unidiff.patch import Hunk, PatchedFile, PatchSet

from firstquery.core.errors import UserError

_BEGINS = re.compile(rb"^From [0-9a-f]{40} .*$", re.MULTILINE)
_TAG = re.compile(r"^\[PATCH[^\]]*\]\s*")
_MODE = re.compile(r"^(?:new file mode|new mode) (\d{6})$", re.MULTILINE)
#: A file's lines, each with its line end, and its mode; by path.
Files = dict[str, tuple[list[str], str]]


@dataclass(frozen=True)
class Patch:
    """One commit to be: ``moment`` with its offset from UTC, ``message`` whole, ``diff`` as text."""

    name: str
    author: str
    address: str
    moment: dt.datetime
    message: str
    diff: str


def read(path: Path) -> list[Patch]:
    """The patches of one file, in order. Raises `UserError` where it is none."""
    content = path.read_bytes().replace(b"\r\n", b"\n")
    places = [match.start() for match in _BEGINS.finditer(content)]
    if not places:
        raise UserError(f"{path.name} is damaged: no patch begins in it. Get the course again into a new folder.")
    pieces = [content[at:end] for at, end in zip(places, [*places[1:], len(content)], strict=True)]
    return [_parse_patch(path.stem, piece) for piece in pieces]


def _parse_patch(name: str, piece: bytes) -> Patch:
    mail = message_from_bytes(piece.partition(b"\n")[2], policy=policy.default)
    author, address = parseaddr(str(mail["From"]))
    raw = mail.get_payload(decode=True)
    body = raw.decode("utf-8") if isinstance(raw, bytes) else ""
    told, cut, rest = re.split(r"^(---$|diff --git )", body + "\n---\n", maxsplit=1, flags=re.MULTILINE)
    begins = re.search(r"^diff --git ", cut + rest, re.MULTILINE)
    # Between two commits of one file stands an empty line, which is none of the diff.
    diff = (cut + rest)[begins.start() :].removesuffix("\n---\n").rstrip("\n") + "\n" if begins else ""
    subject = _TAG.sub("", " ".join(str(mail["Subject"]).split()))
    message = f"{subject}\n\n{told.strip()}\n" if told.strip() else f"{subject}\n"
    return Patch(name, author, address, parsedate_to_datetime(str(mail["Date"])), message, diff)


def apply_patch(files: Mapping[str, tuple[list[str], str]], patch: Patch) -> tuple[Files, set[str]]:
    """``files`` after ``patch``, and the paths that it touches. Raises `UserError` where it does not fit."""
    after, touched = dict(files), set()
    for change in PatchSet.from_string(patch.diff):
        old, new = _path(change.source_file), _path(change.target_file)
        lines, mode = after.get(old, ([], "100644")) if old else ([], "100644")
        if old and old not in after:
            raise UserError(f"The patch {patch.name} changes {old}, which is not there.")
        said = _MODE.search("".join(map(str, change.patch_info or [])))
        if old and old != new:
            del after[old]
            touched.add(old)
        if new:
            after[new] = (_apply_hunks(lines, change, patch.name), said[1] if said else mode)
            touched.add(new)
    return after, touched


def _path(name: str) -> str:
    return "" if name == "/dev/null" else re.sub(r"^[ab]/", "", name)


def _apply_hunks(lines: list[str], change: PatchedFile, name: str) -> list[str]:
    """The lines after all hunks. One that is not where it says is looked for nearby, its lines exactly as they are."""
    done: list[str] = []
    read, shift = 0, 0
    for hunk in change:
        old, new = _sides(hunk)
        at = _locate(lines, old, hunk.source_start - (1 if old else 0) + shift, read)
        if at is None:
            raise UserError(f"The patch {name} does not fit {_path(change.target_file) or _path(change.source_file)}.")
        shift = at - (hunk.source_start - (1 if old else 0))
        done += [*lines[read:at], *new]
        read = at + len(old)
    return [*done, *lines[read:]]


def _sides(hunk: Hunk) -> tuple[list[str], list[str]]:
    """What stands there before and after. A line without an end is followed by a mark of its own in the diff."""
    old: list[str] = []
    new: list[str] = []
    last: tuple[list[str], ...] = ()
    for line in hunk:
        if line.line_type == "\\":
            for side in last:
                side[-1] = side[-1].removesuffix("\n")
            continue
        last = {" ": (old, new), "": (old, new), "-": (old,), "+": (new,)}[line.line_type]
        for side in last:
            side.append(line.value)
    return old, new


def _locate(lines: list[str], wanted: list[str], expected: int, least: int) -> int | None:
    """Where ``wanted`` stands, nearest to where it was expected; None where it does not."""
    places: Iterable[int] = range(least, len(lines) - len(wanted) + 1)
    for at in sorted(places, key=lambda one: abs(one - expected)):
        if lines[at : at + len(wanted)] == wanted:
            return at
    return None
