"""The verdict where there is no answer that a kind could judge: none yet, none that ran, or one that is too large."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from firstquery.checks.verdict import Verdict, could_not_run, not_attempted, not_yet


def absent(payload: Mapping[str, Any], asked: str) -> Verdict | None:
    """The verdict where there is no answer, none that ran, or one too large to be looked at; else None."""
    kind = payload.get("type")
    if kind == "blank":
        return not_attempted("blank")
    if kind == "failed":
        return could_not_run("failed", why=f": {str(payload.get('sentence') or '')[:160]}")
    if kind == "missing":
        name = str(payload.get("name") or "")
        return not_attempted("missing", called=f"no answer called `{name}`" if name else "no answer")
    if kind == "too-large":
        return not_yet("too_large", what=str(payload.get("what", "an answer")), asked=asked)
    return None
