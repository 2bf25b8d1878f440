"""`try_promises({…})`: what calls of the service give on her pull request, as a table and as plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from firstquery.core import records
from firstquery.core.errors import WIDTH, UserError, in_sentences, wrapped
from firstquery.pulls import capstone
from firstquery.pulls.render import Shown, render

LONGEST = 900  # characters of a result


@in_sentences('try_promises({"the token": "vendor_token()"})')
def try_promises(calls: Any) -> Shown | None:
    """What each of some calls gives on her pull request, beside its name. Raises `UserError`. Silent at the grader."""
    if records.at_the_grader():
        return None
    listed = calls if isinstance(calls, list | tuple) else ()
    named = calls if isinstance(calls, dict) else {f"{place}": one for place, one in enumerate(listed, 1)}
    if not named or not all(isinstance(one, str) for pair in named.items() for one in pair):
        raise UserError('Calls are texts between quotation marks, each with its name: {"the token": "vendor_token()"}.')
    if not (number := capstone.own_number()):
        raise UserError("Which pull request is yours? Run the cell with capstone() first, then this one.")
    return show_calls(number, [(name, " ".join(call.split()), run_call(number, call)) for name, call in named.items()])


def run_call(number: str, call: str) -> str:
    """The result in words: a number, a text, a table, or the error that it ends with."""
    from firstquery.pulls.asked import desk_at

    try:
        found = desk_at(f"pull/{number}", call)
    except UserError as fault:
        return f"an error: {fault.sentence.partition('gives no answer to this: ')[2] or fault.sentence}"
    if hasattr(found, "to_string"):
        return str(found.to_string(index=False)) if len(found) else "a table without rows"
    text = "\n".join(map(str, found)) if isinstance(found, list) else str(found)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def show_calls(number: str, rows: Sequence[tuple[str, str, str]]) -> Shown:
    """Each row is a name, the call, and what it gives."""
    caption = f"Tried on pull request {number}"
    lines = [caption]
    for name, call, found in rows:
        lines += ["", *wrapped(name), f"  {call}"]
        for line in found.splitlines():
            lines += textwrap.wrap(line, WIDTH, initial_indent="    ", subsequent_indent="    ") or [""]
    return Shown("\n".join(lines), render("calls.html", caption=caption, rows=rows))
