"""The kinds of exercise. A kind knows two things: ``payload(answer)`` and ``judge(payload, key)``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from firstquery.check.kinds import choice, review, table, text, value
from firstquery.check.payload import payload as generic_payload
from firstquery.check.verdict import Verdict


@dataclass(frozen=True)
class Kind:
    """``judge(payload, key)``: ``payload`` as `firstquery.check.payload` makes it, ``key`` one exercise of a key.

    The payload never depends on the kind or the exercise, so that it can be made where there is no key.
    """

    name: str
    judge: Callable[[dict[str, Any], dict[str, Any]], Verdict]

    def payload(self, answer: object, spec: dict[str, Any] | None = None) -> dict[str, Any]:
        return generic_payload(answer)


KINDS: dict[str, Kind] = {
    name: Kind(name, module.judge)
    for name, module in {"value": value, "table": table, "choice": choice, "text": text, "review": review}.items()
}
