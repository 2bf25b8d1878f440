"""`firstquery progress`: the same words in a terminal, for a person or for a machine."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from firstquery.learner.progress import progress, view
from firstquery.learner.progress.render import Kind, lines
from firstquery.learner.progress.state import Progress, Week
from firstquery.learner.progress.view import view_of

_STYLES: dict[Kind, str] = {"headline": "bold", "heading": "bold", "text": "", "row": "", "note": "dim"}


def show() -> None:
    """Prints how she stands; without colour where the output goes to a file or another program."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    for kind, line in lines(view()):
        console.print(Text(line, style=_STYLES[kind]))


def as_json() -> str:
    """The same as data: times in minutes, moments as ISO text."""
    return json.dumps(_data(progress()), indent=1)


def _data(found: Progress) -> dict[str, Any]:
    return {
        "version": 1,
        "headline": view_of(found).headline,
        "current": found.current.number if found.current else None,
        "done": found.done,
        "points": found.points,
        "most": found.most,
        "minutes": _minutes(found),
        "row": dataclasses.asdict(found.streak),
        "last": found.last.at.isoformat() if found.last else None,
        "days_away": found.away.days if found.away else 0,
        "weeks": [_week(one) for one in found.weeks],
    }


def _week(week: Week) -> dict[str, Any]:
    return {
        "week": week.number,
        "month": week.plan.month_title,
        "title": week.plan.title,
        "state": str(week.state),
        "left": list(week.left),
        "points": week.points,
        "most": week.most,
        "minutes": _minutes(week),
    }


def _minutes(of: Week | Progress) -> int:
    return round(of.time.total_seconds() / 60)
