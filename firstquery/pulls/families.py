"""The twelve kinds of fault, by name: what a finding has to be one of, or "something else"."""

from __future__ import annotations

import difflib
import re
import tomllib
from functools import cache
from pathlib import Path

from firstquery.core.errors import UserError, shown

SOMETHING_ELSE = "something else"


@cache
def all_of_them() -> dict[str, str]:
    """Each name with where a reader meets such a fault, in the order of the lesson."""
    return tomllib.loads((Path(__file__).parent / "families.toml").read_text(encoding="utf-8"))


def named(given: object) -> str:
    """The kind of that name, capitals, hyphens and a slip of the finger aside. Raises `UserError`."""
    keys = {_key(name): name for name in (*all_of_them(), SOMETHING_ELSE)}
    if isinstance(given, str) and (near := difflib.get_close_matches(_key(given), keys, n=1, cutoff=0.8)):
        return keys[near[0]]
    told = f"{shown(given)} is no kind of fault" if given else "This finding does not say which kind of fault it is"
    raise UserError(f'{told}. The kinds are: {", ".join(all_of_them())}. Where none fits: kind="{SOMETHING_ELSE}"')


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", name.casefold().replace("'", "").replace("’", "")).strip()
