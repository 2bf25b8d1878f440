"""The verdicts, severities, kinds and lines of a review, and whom a fault harms, in the spellings that people use."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

from firstquery.core import course
from firstquery.core.errors import UserError, quote_value

#: Each with other words that teams use for it.
SEVERITIES: dict[str, Iterable[str]] = {
    "blocker": ("blocking", "critical", "high", "must fix"),
    "major": ("medium", "should fix"),
    "minor": ("low", "nit"),
    "question": ("ask",),
}
VERDICTS: dict[str, Iterable[str]] = {
    "approve": ("accept", "lgtm", "merge"),
    "request_changes": ("changes requested", "changes", "reject"),
    "comment": (),
}
Harmed = Literal["customers", "colleagues", "the company"]
HARMED: dict[str, Iterable[str]] = {
    "customers": ("customer", "clients", "users", "senders"),
    "colleagues": ("colleague", "teams", "a team", "the team", "our team", "staff", "employees"),
    "the company": ("company", "our company", "the firm", "the business", "money"),
}
KINDS: dict[str, Iterable[str]] = {"SQL glued from strings": ("SQL injection",)}
SAID_OF = {"approve": "Approved", "request_changes": "Changes requested", "comment": "Comments, without a verdict"}
_KIND = re.compile(r"""\bfinding\((?s:.*)\bkind\s*=\s*(["'])([\w ]*)$""")
SOMETHING_ELSE = "something else"  # a kind, where none of the families fits


def complete(text: str, offset: int) -> tuple[int, list[str]] | None:
    """Return where the kind of a finding begins that is being named, and what it may become; None elsewhere."""
    found = _KIND.search(text[:offset])
    if found is None:
        return None
    return found.start(2), [one for one in (*families(), SOMETHING_ELSE) if one.startswith(found[2])]


@cache
def families() -> dict[str, str]:
    """The twelve kinds of fault, each with where a reader meets it, in the order of the lesson."""
    return tomllib.loads((Path(__file__).parent / "families.toml").read_text(encoding="utf-8"))


def severity(given: object) -> str:
    """One of the four names. Raises `UserError`."""
    told = (
        f"{quote_value(given)} is no severity. There are four words: blocker (must not be merged), major (to be mended "
        "soon), minor (could be better), and question for what you only ask."
    )
    return _match_name(given, SEVERITIES, told)


def verdict(given: object) -> str:
    """``approve``, ``request_changes`` or ``comment``. Raises `UserError`."""
    told = f"{quote_value(given)} is no verdict. There are three: approve, request_changes and comment."
    return _match_name(given, VERDICTS, told)


def kind(given: object) -> str:
    """One of the twelve, or "something else". Raises `UserError`."""
    told = (
        f"{quote_value(given)} is no kind of fault" if given else "This finding does not say which kind of fault it is"
    )
    told = f'{told}. The kinds are: {", ".join(families())}. Where none fits: kind="{SOMETHING_ELSE}"'
    return _match_name(given, dict.fromkeys((*families(), SOMETHING_ELSE), ()) | KINDS, told)


def harms(given: object) -> str:
    """Whom a fault harms: one of the three, or "" where it is not said. Raises `UserError`."""
    told = (
        f"{quote_value(given)} is none of those whom a finding can name as harmed. There are three: customers, "
        "colleagues (a team that works with it), and the company (its money, its contracts, or a decision that rests "
        "on a number). Which of them is harmed most?"
    )
    ours = course.settings().warehouse.company.partition(",")[0]
    words = {**HARMED, "the company": [*HARMED["the company"], *filter(None, [ours])]}
    return _match_name(given, words, told) if given not in ("", None) else ""


def _match_name(given: object, words: Mapping[str, Iterable[str]], otherwise: str) -> str:
    """The name that is meant, capitals, hyphens and a slip of the finger aside. Raises `UserError`."""
    names = {_plain(one): name for name, others in words.items() for one in (name, *others)}
    if isinstance(given, str) and (near := difflib.get_close_matches(_plain(given), names, n=1, cutoff=0.8)):
        return names[near[0]]
    raise UserError(otherwise)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", re.sub("['’]", "", name.casefold())).strip()


def lines(given: Any) -> tuple[int, int, bool]:
    """``(first, last, removed)`` from 12, "12", "12-15", (12, 15), and -12 for a removed line. Raises `UserError`."""
    if isinstance(given, tuple | list | range) and given:
        given = f"{given[0]}-{abs(given[-1])}" if given[0] * given[-1] > 0 else ""
    if isinstance(given, float) and given.is_integer():
        given = int(given)
    text = str(given) if not isinstance(given, bool) else ""
    found = re.fullmatch(r"\s*(?:lines?|L)?\s*([-−]?)(\d{1,6})\s*(?:(?:-|–|to|\.\.|:)\s*L?(\d{1,6}))?\s*", text)
    if not found or int(found[2]) == 0:
        raise UserError(
            f'{quote_value(given)} is no line. A line is a number, like 41; several lines are "41-44"; a removed line '
            "is its old number with a minus, like -12."
        )
    ends = sorted([int(found[2]), int(found[3] or found[2])])
    return ends[0], ends[1], bool(found[1])
