"""What calls of the service give on a pull request, as a table: in a notebook, and as plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from html import escape

from firstquery.review.show import Shown, framed
from firstquery.sentence import WIDTH, Sentence, wrapped

LONGEST = 900  # characters of a result
_HEADS = ("Promise", "The call", "It gives")


def gives(number: str, call: str) -> str:
    """The result in words: a number, a text, a table, or the error that it ends with."""
    from firstquery.service.asked import desk_at

    try:
        found = desk_at(f"pull/{number}", call)
    except Sentence as fault:
        return f"an error: {fault.sentence.partition('gives no answer to this: ')[2] or fault.sentence}"
    if hasattr(found, "to_string"):
        return str(found.to_string(index=False)) if len(found) else "a table without rows"
    text = "\n".join(map(str, found)) if isinstance(found, list) else str(found)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def shown(number: str, rows: Sequence[tuple[str, str, str]]) -> Shown:
    """Each row is a name, the call, and what it gives."""
    caption = f"Tried on pull request {number}"
    lines = [caption]
    for name, call, found in rows:
        lines += ["", *wrapped(name), f"  {call}"]
        for line in found.splitlines():
            lines += textwrap.wrap(line, WIDTH, initial_indent="    ", subsequent_indent="    ") or [""]
    heads = "".join(f'<th scope="col">{one}</th>' for one in _HEADS)
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td style="overflow-wrap: anywhere"><code>{escape(call)}</code></td>'
        f'<td style="white-space: pre-wrap">{escape(found)}</td></tr>'
        for name, call, found in rows
    )
    head = f'<table class="fq-list"><caption>{caption}</caption><thead><tr>{heads}</tr></thead>'
    return Shown("\n".join(lines), framed(f"{head}<tbody>{body}</tbody></table>"))
