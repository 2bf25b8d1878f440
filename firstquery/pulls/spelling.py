"""The verdicts, severities and lines of a review, in the spellings that people use for them."""

from __future__ import annotations

import difflib
import re
from typing import Any

from firstquery.core.errors import UserError, shown

#: Each with other words that teams use for it.
SEVERITIES: dict[str, str] = {
    "blocker": "blocking critical high severe must_fix fatal",
    "major": "medium important serious should_fix warning",
    "minor": "low nit nitpick trivial small style info",
    "question": "ask query",
}
VERDICTS: dict[str, str] = {
    "approve": "approved accept accepted lgtm ok yes merge",
    "request_changes": "requested_changes changes_requested changes reject rejected no",
    "comment": "comments neutral",
}
SAID_OF = {"approve": "Approved", "request_changes": "Changes requested", "comment": "Comments, without a verdict"}


def severity(given: object) -> str:
    """One of the three names, or ``question``. Raises `UserError`."""
    found = _known(given, SEVERITIES)
    if found is None:
        raise UserError(
            f"{shown(given)} is no severity. There are four words: blocker (must not be merged), major (to be mended "
            "soon), minor (could be better), and question for what you only ask."
        )
    return found


def verdict(given: object) -> str:
    """``approve``, ``request_changes`` or ``comment``. Raises `UserError`."""
    found = _known(given, VERDICTS)
    if found is None:
        raise UserError(f"{shown(given)} is no verdict. There are three: approve, request_changes and comment.")
    return found


def _known(given: object, words: dict[str, str]) -> str | None:
    plain = re.sub(r"[\s-]+", "_", str(given).strip().strip(".!").casefold()) if isinstance(given, str) else ""
    for name, spellings in words.items():
        if plain == name or plain in spellings.split():
            return name
    near = difflib.get_close_matches(plain, list(words), n=1, cutoff=0.8)
    return near[0] if near else None


def lines(given: Any) -> tuple[int, int, bool]:
    """``(first, last, removed)`` from 12, "12", "12-15", (12, 15), and -12 for a removed line. Raises `UserError`."""
    if isinstance(given, bool):
        given = None
    if isinstance(given, tuple | list | range) and given:
        ends = [given[0], given[-1]]
        if all(isinstance(one, int) and not isinstance(one, bool) for one in ends) and ends[0] * ends[1] > 0:
            first, last = sorted(map(abs, ends))
            return first, last, ends[0] < 0
    if hasattr(given, "item") and not isinstance(given, str):  # a number of NumPy
        given = given.item()
    if isinstance(given, float) and given.is_integer():
        given = int(given)
    text = str(given) if isinstance(given, int | str) else ""
    found = re.fullmatch(r"\s*(?:lines?|L)?\s*([-−]?)(\d{1,6})\s*(?:(?:-|–|to|\.\.|:)\s*L?(\d{1,6}))?\s*", text)
    if not found or int(found[2]) == 0:
        raise UserError(
            f'{shown(given)} is no line. A line is a number, like 41; several lines are "41-44"; a removed line is its '
            "old number with a minus, like -12."
        )
    ends = sorted([int(found[2]), int(found[3] or found[2])])
    return ends[0], ends[1], bool(found[1])
