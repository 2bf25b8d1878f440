"""What she may pick, by its names, and the lines that pick it, ready to be copied."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Literal

from firstquery.showcase.portfolio.item import Item

MOST = 12
NOTHING = "There is nothing to show yet: what you make in the practices is offered here, once its check is right."
FIRST = "Nothing is in your portfolio yet: you pick what goes in. This is what you have made, each with its name:"
HOW = "The name stands first. This line, in a cell, picks one; several names stand with commas between them:"
HOW_THERE = "The name stands first. This picks one, and --include may be given several times:"
FILE = (
    "Or open portfolio.toml in your folder, write true in place of false for what you want to show, save it, and run "
    "this again."
)


def lines(items: Sequence[Item], notebook: bool) -> list[str]:
    """What to say as long as nothing is picked: all there is, and how one of it is picked."""
    if not items:
        return [NOTHING]
    every = [f"  {one.id}  {one.called}" for one in items]
    return [FIRST, *every, HOW if notebook else HOW_THERE, f"  {example(items, notebook)}", FILE]


def example(items: Sequence[Item], notebook: bool = True) -> str:
    """The line that picks the first thing of hers: no failure note, and nothing private in it, where there is one."""
    if not items:
        return "portfolio()"
    good = (one for one in items if one.kind != "note" and not one.trouble and not one.findings())
    return call("include", [next(good, items[0]).id], notebook)


def call(pick: Literal["include", "mask", "even_so"], names: Sequence[str], notebook: bool) -> str:
    """The line that picks these: a call in a notebook, a command in a terminal."""
    if notebook:
        return f"portfolio({pick}={json.dumps(list(names))})"
    option = pick.replace("_", "-")
    return " ".join(["firstquery portfolio", *(f"--{option} {name}" for name in names)])


def of_names(names: Sequence[str], notebook: bool) -> list[str]:
    """What the scan means by names from the warehouse, and how these things go in all the same."""
    if not names:
        return []
    things = "1 thing was" if len(names) == 1 else f"{len(names)} things were"
    them = "it" if len(names) == 1 else "them"
    return [
        f"{things} left out for names from the warehouse: customers and people, as a query shows them in its table. "
        f"Those of Kestrel are invented, and can be shown. Those of a database of your own are real, and that is "
        "why you are asked.",
        f"To put {them} in with the names as they are:",
        f"  {call('even_so', names, notebook)}",
        f"To put {them} in with each name replaced by [a name from the warehouse]:",
        f"  {call('mask', names, notebook)}",
    ]


def pickable(items: Sequence[Item]) -> str:
    """The names that can be picked, in a sentence."""
    return f"You can pick {listed([one.id for one in items])}." if items else NOTHING


def listed(names: Sequence[str]) -> str:
    """At most twelve names."""
    more = f" and {len(names) - MOST} more, which portfolio.toml lists" if len(names) > MOST else ""
    return f"{', '.join(names[:MOST])}{more}"
