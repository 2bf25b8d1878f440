"""`desk_at("v1.0", …)`: the service asked as it stood at any moment of its history, and `%%desk_file`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from firstquery.core import files as whole
from firstquery.core.errors import UserError, in_sentences, shown
from firstquery.pulls import copy, program, running, trees
from firstquery.pulls import expression as evidence
from firstquery.pulls.native import native
from firstquery.pulls.outcome import Outcome
from firstquery.pulls.pulls import numbers
from firstquery.pulls.trying import warehouse

USAGE = 'desk_at("v1.0", "monthly_revenue(db, \'2025-11\')")'
FILE_USAGE = "%%desk_file november.py"
_known: dict[tuple[object, ...], Outcome] = {}
_SHORT = re.compile(r"pull/0*(\d{1,4})", re.IGNORECASE)
_FILE = re.compile(r"[A-Za-z_][\w\-]*\.py")


@in_sentences(USAGE)
def desk_at(revision: str, expression: str) -> Any:
    """What an expression gives on Kestrel's data, computed by desk as it stood at ``revision``.

    ``revision`` is whatever git understands in your own copy: a tag, a branch, a hash. The result is a number, a text
    or a table to go on with. Raises `UserError` where there is no such version or the expression fails there.
    """
    if not isinstance(revision, str) or not isinstance(expression, str):
        raise UserError(f"Two texts between quotation marks are needed: a version, and what to ask it. {USAGE}")
    if why := evidence.refusal(expression):
        raise UserError(why)
    own = copy.working_copy()
    outcome = _outcome(own, _hash(own, revision), expression, warehouse())
    if outcome.error is not None:
        raise UserError(f"Desk at {revision} gives no answer to this: {outcome.error}")
    return native(outcome.ok)


def _outcome(own: Path, commit: str, expression: str, data: Path) -> Outcome:
    """What comes out is a matter of the files, the expression and the data: asked again it is not computed again."""
    files = program.run(own, "rev-parse", f"{commit}^{{tree}}", home=copy.home()).decode().strip()
    state = data.stat()
    asked = (files, expression, str(data), state.st_mtime_ns, state.st_size)
    if asked not in _known:
        outcome = running.run_expression(trees.tree(commit, own), expression, data)
        if outcome.late:
            return outcome
        _known[asked] = outcome
    return _known[asked]


def _hash(own: Path, revision: str) -> str:
    """The commit that a name stands for. Raises `UserError`."""
    name = revision.strip()
    try:
        if not name or name.startswith("-"):
            raise UserError("")
        found = program.run(own, "rev-parse", "--verify", "--quiet", name, home=copy.home()).decode().strip()
        return trees.commit(found, own)
    except UserError:
        if re.fullmatch(r"\d{1,4}", name) and f"{int(name):04d}" in numbers():
            raise UserError(
                f'The version of a pull request is named with a word before its number: "pull/{int(name):04d}"'
            ) from None
        if (short := _SHORT.fullmatch(name)) and (whole_number := f"{int(short[1]):04d}") in numbers():
            raise UserError(
                f'The number of a pull request has four digits, zeros in front: "pull/{whole_number}"'
            ) from None
        raise UserError(
            f"Your copy of desk has no version {shown(revision)}. A version is a tag such as v1.0, a branch, or a hash "
            'as git("log --oneline") shows it.'
        ) from None


def write(name: str, text: str) -> Path:
    """Writes a new file of Python beside the service's own. Raises `UserError` where the name is taken or is none."""
    if not _FILE.fullmatch(name):
        raise UserError(f"After %%desk_file stands the name of a file, which ends in .py. For instance: {FILE_USAGE}")
    place = copy.working_copy()
    if program.run(place, "ls-files", "--", name, home=copy.home()):
        raise UserError(f"{name} is a file of desk itself. Take another name. For instance: {FILE_USAGE}")
    try:
        whole.write(place / name, text.encode())
    except OSError as fault:
        raise UserError(f"{name} cannot be written into {place}: {fault.strerror or fault}.") from None
    return place / name
