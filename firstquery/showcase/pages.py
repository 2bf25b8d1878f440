"""The pages of a portfolio: files by name. They load nothing and run nothing, and read well on a phone and on paper."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from firstquery.core import course
from firstquery.html import page, templates
from firstquery.showcase.item import Item, Kind
from firstquery.showcase.picks import Picks

_HERE = Path(__file__).parent
# On the first page, in this order and under these headings; on the others, in this order.
_GROUPS: list[tuple[str, tuple[Kind, ...]]] = [
    ("Decisions and writing", ("memo", "review", "text")),
    ("Charts", ("chart",)),
    ("Questions answered from data", ("query", "code")),
    ("What went wrong, and what I do now", ("note",)),
    ("How I ask and how I predict", ("questions", "calibration")),
]
_ORDER = {kind: rank for rank, kind in enumerate(kind for _, kinds in _GROUPS for kind in kinds)}
_OF_KIND: dict[Kind, tuple[str, str]] = {
    "note": ("failures.html", "What went wrong, and what I do now"),
    "questions": ("questions.html", "Questions to ask the team"),
    "calibration": ("predictions.html", "How sure I was, and how often I was right"),
}


def _part(name: str) -> Any:
    return getattr(templates(_HERE / "templates").get_template("portfolio.html.j2").module, name)


def pages(items: list[Item], picks: Picks) -> dict[str, str]:
    """Every file of the portfolio, ``index.html`` among them. The same items and picks give the same pages."""
    grouped: dict[tuple[str, str], list[Item]] = {}
    for item in sorted(items, key=lambda one: (_place(one)[0].startswith("week") < 1, one.week, _ORDER[one.kind])):
        grouped.setdefault(_place(item), []).append(item)
    made = {"index.html": _first_page(items, picks)}
    for (file, title), some in grouped.items():
        made[file] = _page(file, title, some, list(grouped))
    return made


def _first_page(items: list[Item], picks: Picks) -> str:
    groups = []
    for heading, kinds in _GROUPS:
        some = [one for kind in kinds for one in items if one.kind == kind]
        if some:
            by_week = "query" in kinds
            weeks = sorted({one.week for one in some}, key=lambda number: number or 99) if by_week else []
            parts = [(_question(week), [_entry(one) for one in some if one.week == week]) for week in weeks]
            groups.append(
                {"heading": heading, "by_week": by_week, "parts": parts or [("", [_entry(one) for one in some])]}
            )
    return _whole(picks.title, _part("first")(groups), [picks.name, picks.about])


def _page(file: str, title: str, items: list[Item], all_pages: list[tuple[str, str]]) -> str:
    links = [("index.html", "All"), *(one for one in all_pages if one[0] != file)]
    alone = len(items) == 1 and items[0].title == title
    return _whole(
        title, _part("items")(items, not alone), [_question(items[0].week)] if file.startswith("week-") else [], links
    )


def _whole(title: str, body: str, intro: list[str], links: list[tuple[str, str]] | None = None) -> str:
    style, said = (_HERE / "portfolio.css").read_text(encoding="utf-8"), course.settings()
    foot = _part("foot")(links or [], said.title, said.warehouse.company)
    return page(title, body, intro=_part("intro")(intro), foot=foot, further_style=style)


def _entry(item: Item) -> dict[str, Any]:
    """An item on the first page: where it stands, and the line below it."""
    return {"item": item, "file": _place(item)[0], "about": _description(item)}


def _question(week: int) -> str:
    return next((one.question for one in course.weeks() if week and one.number == week), "")


def _place(item: Item) -> tuple[str, str]:
    """The file that an item stands in, and the title of that page."""
    if item.kind in _OF_KIND:
        return _OF_KIND[item.kind]
    if not item.week:
        return "own.html", "On questions of my own"
    title = next((one.title for one in course.weeks() if one.number == item.week), "")
    return f"week-{item.week:02}.html", f"Week {item.week}: {title}" if title else f"Week {item.week}"


def _description(item: Item) -> str:
    if item.kind in ("text", "memo", "review", "calibration"):
        plain = re.sub(r"(?m)^#+ .*$", "", item.text).strip()
        text = " ".join(re.split(r"\n\s*\n", plain)[0].split())
        return text if len(text) <= 180 else f"{text[:180].rsplit(' ', 1)[0]} …"
    if item.kind == "questions":
        return f"{item.text.count(chr(10) + '- ')} questions, by week."
    return ""
