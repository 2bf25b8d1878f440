"""What the vendor counts: calls, tokens, dollars, and what was paid for twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from firstquery.core.errors import UserError

#: What a request can meet in place of a good answer. Worked on, and therefore charged: ``slow`` (the answer never
#: comes), ``drop`` (the line ends in the middle of it), ``lost`` (so it does however often the same request comes),
#: ``broken`` (its text is JSON, cut off), ``wrong`` (JSON of another form), ``stranger`` (the form asked for, with a
#: word in it that is none of the options), ``cut`` (it ends early, and says so), ``empty`` (no choice in it),
#: ``refusal`` (the model says no: no text, and a refusal beside it).
Charged = Literal["slow", "drop", "lost", "broken", "wrong", "stranger", "cut", "empty", "refusal"]
#: A 429 whose Retry-After is not there (``bare``), is a date (``dated``), is an hour (``hour``). 429 names seconds.
Busy = Literal["bare", "dated", "hour"]
#: What is so from that request on: ``ending`` (each answer says on which day its model ends), ``retired`` (its model
#: is gone, and the refusal names another one), ``default`` (an answer whose length the call does not state ends after
#: eight tokens), ``price`` (three times the price), ``creep`` (each answer takes longer than the one before), ``quota``
#: (what the account may spend is spent: 429 for good).
Lasting = Literal["ending", "retired", "default", "price", "creep", "quota"]
Trouble = int | Charged | Busy | Lasting
UNDELIVERED = ("slow", "drop", "lost")
STATUSES = (400, 401, 403, 404, 408, 409, 429, 500, 502, 503)


def day(troubles: Sequence[Trouble]) -> list[Trouble]:
    """The troubles, checked. Raises `UserError`."""
    words = (*get_args(Charged), *get_args(Busy), *get_args(Lasting))
    for one in troubles:
        if one not in words and one != 200 and one not in STATUSES:
            raise UserError(f"A vendor's day has statuses, such as 429, and the words {', '.join(words)}; not {one!r}.")
    return list(troubles)


@dataclass(frozen=True)
class Entry:
    """One request: seconds since the vendor began, what was asked, what it met, and what it cost.

    ``asked`` is the last message of the prompt, ``digest`` tells one prompt from another, ``key`` is the request's
    Idempotency-Key. ``text`` is what the model wrote, also where it did not arrive, and ``choice`` which option of the
    prompt it chose ("": none; None: that is not known).
    """

    at: float
    model: str
    asked: str
    digest: str
    key: str
    met: Trouble
    status: int
    tokens_in: int = 0
    tokens_out: int = 0
    tokens_cached: int = 0  # of those that came in
    dollars: float = 0.0
    text: str = ""
    choice: str | None = None
    is_replay: bool = False
    paid: float = 0.0  # dollars, of a replay: what its answer was charged with the first time


@dataclass
class Ledger:
    """The entries in order; nothing but the vendor adds to them."""

    entries: list[Entry] = field(default_factory=list)

    @property
    def dollars(self) -> float:
        return round(sum(one.dollars for one in self.entries), 6)

    def exceeds(self, budget: float) -> bool:
        """Whether a call was made that ``budget`` dollars had no room for, by what was known before it.

        That is the dearest call until then. One that is dearer than all before it takes anybody by surprise, once.
        """
        spent = dearest = 0.0
        for one in self.entries:
            if one.dollars and round(spent + min(dearest, one.dollars), 6) > budget:
                return True
            spent, dearest = spent + one.dollars, max(dearest, one.dollars)
        return False

    @property
    def paid_twice(self) -> list[Entry]:
        """What was charged again although it was charged before and only did not arrive."""
        lost: set[tuple[str, str]] = set()
        found = []
        for one in self.entries:
            if one.dollars and (one.model, one.digest) in lost:
                found.append(one)
            if one.dollars and one.met in UNDELIVERED:
                lost.add((one.model, one.digest))
        return found

    @property
    def unheard(self) -> list[Entry]:
        """What was charged, and arrived neither then nor later."""
        heard = {one.key for one in self.entries if one.is_replay and one.met not in UNDELIVERED}
        return [one for one in self.entries if one.dollars and one.met in UNDELIVERED and one.key not in heard]

    def page(self) -> str:
        """A line a request, and the sums below."""
        lines = [
            f"{one.at:7.2f} s  {one.model:<10} {one.met!s:<8} {one.tokens_in:>6} in {one.tokens_out:>5} out  "
            f"{one.dollars:9.6f} $  {'again, free' if one.is_replay else ' '.join(one.asked.split())[:40]}"
            for one in self.entries
        ]
        lines.append(f"{len(self.entries):,} calls, {self.dollars:.6f} $, paid again: {len(self.paid_twice)}")
        return "\n".join(lines)


def digest(messages: Sequence[Mapping[str, Any]]) -> str:
    """What tells one prompt from another."""
    return hashlib.sha256(json.dumps(messages, sort_keys=True, default=str).encode()).hexdigest()[:16]
