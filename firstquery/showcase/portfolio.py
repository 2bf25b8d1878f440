"""Something to show: a folder of pages with what she made and picked. Private until she gives it away herself."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from typing import Any

from firstquery.core import records
from firstquery.core.course import example, work_folder
from firstquery.core.errors import UserError, in_sentences, quote_value, wrapped
from firstquery.learner.session import show
from firstquery.learner.summary import Link, Summary
from firstquery.learner.workspace import PICKS, gather

FIRST_PAGE = "portfolio/index.html"


def _example_call() -> str:
    """Return the call, with something that she has made."""
    from firstquery.showcase import build
    from firstquery.showcase.gather import items

    return build.example(items(work_folder()), True)


@in_sentences(_example_call)
def portfolio(*, include: Any = ..., mask: Any = (), even_so: Any = (), alt: Any = None) -> None:
    """Make ``portfolio/`` in her folder of what she picked, says what is in it and what is not, and link to both.

    ``include``: the ids of all that goes in, in place of what ``portfolio.toml`` says; left out, the file counts.
    ``mask`` and ``even_so``: ids that go in with what is private replaced, or as they stand. ``alt``: id of a chart to
    a sentence that says what it shows. Raises `UserError`. Silent at the grader.
    """
    if records.at_the_grader():
        return
    alt = {} if alt is None else alt
    if not isinstance(alt, dict) or not all(isinstance(part, str) for pair in alt.items() for part in pair):
        raise UserError(
            f'alt names a chart and says what it shows, as in alt={{"{example("q2")}": "Tickets a week, falling."}}'
        )
    chosen = None if include is ... else _ids("include", include)
    further = {"mask": _ids("mask", mask), "even so": _ids("even_so", even_so)}
    for line in run(chosen, further, alt, notebook=True):
        print("\n".join(wrapped(line)))
    made = Summary("It shows your notebooks as they were saved last.")
    for words, target in (("Your pages: ", FIRST_PAGE), ("What is picked, for you to change: ", PICKS)):
        if (work_folder() / target).is_file():
            made.closing.append((words, Link(target, target)))
    show(made)


def _ids(what: str, value: Any) -> list[str]:
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list | tuple | set) or not all(isinstance(one, str) for one in listed):
        raise UserError(
            f'{what} is a list of names between quotation marks, as in {what}=["{example("q7")}"], not '
            + quote_value(value)
        )
    return [one.strip() for one in listed]


def run(
    include: list[str] | None,
    further: Mapping[str, Sequence[str]],
    alt: Mapping[str, str] | None = None,
    *,
    notebook: bool = False,
) -> list[str]:
    """Build the portfolio and return what to say, in a ``notebook`` or in a terminal.

    ``include`` None: as ``portfolio.toml`` says. Raises UserError.
    """
    from firstquery.showcase import build
    from firstquery.showcase import picks as picking
    from firstquery.showcase.gather import items

    work = work_folder()
    if not work.is_dir():
        raise UserError(f"There is no folder {work} yet: `firstquery lab` makes it.")
    with contextlib.suppress(OSError):
        gather(work)
    found = items(work)
    kept = picking.read(work)
    picks = kept or picking.Picks()
    if include is not None:
        picks.include = {}
        build.pick(picks, found, {"yes": include})
    build.pick(picks, found, further)
    picks.alt |= {key: text.strip() for key, text in (alt or {}).items()}
    picking.write(work, picks, found)
    offered = build.offer(found, notebook)
    nothing = not any(picks.pick_of(one.id) != "no" for one in found)
    if not found or (kept is None and nothing):
        return offered
    said = build.build(found, picks, work / "portfolio", notebook)
    return [*said, *offered[1:]] if nothing else said
