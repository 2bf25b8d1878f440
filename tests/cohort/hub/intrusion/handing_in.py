"""Attempts at the facilitator's collect: what she hands in is not hers, or is no practice at all."""

from __future__ import annotations

import contextlib
import secrets
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from tests.cohort.hub.intrusion.ground import Ground, attempt

FORGED = "forged by another"
_BOX = """
import json, os, shutil
box, moment, notebook = {box!r}, {moment!r}, {notebook!r}
os.mkdir(box)
for name, text in (("timestamp.txt", moment), ("submission_secret.txt", "0123456789abcdef" * 4), (notebook, {text!r})):
    with open(os.path.join(box, name), "w") as file:
        file.write(text)
    os.chmod(os.path.join(box, name), 0o644)
os.chmod(box, 0o755)
"""
_EMPTY = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'


@contextlib.contextmanager
def handed_in(ground: Ground, learner: str, further: str = "", text: str = _EMPTY) -> Iterator[Path]:
    """A submission as a program of hers makes it, with what ``further`` does in it; gone afterwards."""
    moment = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f} UTC"
    box = ground.inbound / f"{learner}+{ground.stem}+{moment}+{secrets.token_hex(8)}"
    code = _BOX.format(box=str(box), moment=moment, notebook=f"{ground.stem}.ipynb", text=text)
    said = ground.script(f"{code}\n{further}")
    if not box.is_dir():
        raise RuntimeError(f"She could not make {box}: {said}")
    try:
        yield box
    finally:
        shutil.rmtree(box)


def _collected(ground: Ground, learner: str) -> Path:
    return ground.submitted / learner / ground.stem


@attempt("Hands in for another learner, under her name")
def forge_a_submission(ground: Ground) -> str:
    with handed_in(ground, ground.ben.name, text=_EMPTY.replace("[]", f'[{{"source": "{FORGED}"}}]')):
        harm = ground.bring()
        notebook = _collected(ground, ground.ben.name) / f"{ground.stem}.ipynb"
        if notebook.is_file() and FORGED in notebook.read_text():
            return "it was collected as the other's"
        return harm


@attempt("Hands in links to the solutions, the gradebook and another's submission, in place of her own files")
def hand_in_links(ground: Ground) -> str:
    targets = [
        ground.facilitator_course / "source",
        ground.facilitator_course / "gradebook.db",
        ground.submission,
        ground.homes[ground.ben.name],
    ]
    further = "\n".join(f"os.symlink({str(one)!r}, box + '/link-{place}')" for place, one in enumerate(targets))
    other = ground.submission / f"{ground.stem}.ipynb"
    link = f"os.unlink(box + '/' + notebook)\nos.symlink({str(other)!r}, box + '/' + notebook)"
    with handed_in(ground, ground.ann.name, f"{further}\n{link}"):
        harm = ground.bring()
        return _came_along(ground) or harm


@attempt("Hands in hard links to another's submission, whose name she has been told")
def hand_in_hard_links(ground: Ground) -> str:
    other = ground.submission / f"{ground.stem}.ipynb"
    further = f"attack({str(other)!r}, lambda path: os.link(path, box + '/other.ipynb'))"
    with handed_in(ground, ground.ann.name, further):
        harm = ground.bring()
        return _came_along(ground) or harm


def _came_along(ground: Ground) -> str:
    kept = b"".join(one.read_bytes() for one in _collected(ground, ground.ann.name).rglob("*") if one.is_file())
    found = [one for one in ("source", "gradebook", "submission", "home") if ground.secret[one].encode() in kept]
    return f"collected as hers: {', '.join(found)}" if found else ""


@attempt("Hands in pipes that nobody writes to, sockets and devices")
def hand_in_pipes(ground: Ground) -> str:
    further = (
        "import socket\nos.mkfifo(box + '/pipe', 0o644)\nos.unlink(box + '/' + notebook)\n"
        "os.mkfifo(box + '/' + notebook, 0o644)\nos.chdir(box)\n"
        "socket.socket(socket.AF_UNIX).bind('socket')\n"
        "attack(box + '/zero', lambda path: os.mknod(path, 0o20644, os.makedev(1, 5)))"
    )
    with handed_in(ground, ground.ann.name, further):
        return ground.bring()


@attempt("Hands in a file of a gigabyte that takes no room with her")
def hand_in_a_huge_file(ground: Ground) -> str:
    with handed_in(ground, ground.ann.name, "with open(box + '/huge', 'w') as file:\n    file.truncate(2**30)"):
        harm = ground.bring()
        size = sum(one.stat().st_size for one in _collected(ground, ground.ann.name).rglob("*") if one.is_file())
        return harm or (f"{size // 1_000_000:,} MB on the facilitator's disk" if size > 300_000_000 else "")


@attempt("Hands in a folder of 100,000 files")
def hand_in_many_files(ground: Ground) -> str:
    further = (
        "os.mkdir(box + '/many')\nos.chmod(box + '/many', 0o755)\nos.chdir(box + '/many')\n"
        "for number in range(100_000):\n    os.close(os.open(str(number), os.O_CREAT | os.O_WRONLY, 0o644))"
    )
    with handed_in(ground, ground.ann.name, further):
        harm = ground.bring()
        folder = _collected(ground, ground.ann.name)
        count = sum(1 for _ in folder.rglob("*"))
        shutil.rmtree(folder, ignore_errors=True)
        return harm or (f"{count:,} files in submitted/" if count > 10_000 else "")


@attempt("Hands in under names that lead elsewhere: `..`, line ends, commands")
def hand_in_strange_names(ground: Ground) -> str:
    names = ["..", ".", "a\nb", "$(touch x)", "-rf", "*", ground.ben.name.upper(), f"{ground.ben.name} "]
    with contextlib.ExitStack() as stack:
        for name in names:
            stack.enter_context(handed_in(ground, name, "os.mkdir(box + '/a\\nb')\nos.mkdir(box + '/.. ')"))
        before = {*ground.facilitator_course.iterdir()}
        harm = ground.bring()
        strange = [one for name in names if (one := ground.submitted / name / ground.stem).is_dir()]
        there = sorted(
            repr(one.name) for one in {*ground.facilitator_course.iterdir()} - before if one.suffix != ".json"
        )
        for one in (*strange, ground.facilitator_course / ground.stem):
            shutil.rmtree(one, ignore_errors=True)
        found = [f"collected for {one.parent.name!r}" for one in strange] + [f"{name} in the course" for name in there]
        return harm or ", ".join(found)


@attempt("Changes what she has handed in after it was collected")
def change_after_collection(ground: Ground) -> str:
    with handed_in(ground, ground.ann.name) as box:
        if harm := ground.bring():
            return harm
        notebook = _collected(ground, ground.ann.name) / f"{ground.stem}.ipynb"
        before = notebook.read_bytes()
        ground.script(f"with open({str(box / notebook.name)!r}, 'w') as file:\n    file.write({FORGED!r})")
        return ground.bring() or ("" if notebook.read_bytes() == before else "what was collected has changed")
