"""The pages of a portfolio: files by name. They load nothing and run nothing, and read well on a phone and on paper."""

from __future__ import annotations

import base64
import re
from html import escape

from firstquery import course
from firstquery.learner.numbers import written
from firstquery.learner.portfolio.item import Item, Kind, Picture, Table
from firstquery.learner.portfolio.picks import Picks
from firstquery.page import page

_STYLE = """
.item { margin: 2.4rem 0; }
.words { border-left: 4px solid var(--line); padding-left: 1rem; }
.words > :first-child { margin-top: 0; }
.words p { white-space: pre-line; overflow-wrap: anywhere; max-width: 38rem; }
.one { font-size: 2.2rem; line-height: 1.2; margin: 0.6rem 0; overflow-wrap: anywhere; }
.one span { display: block; font-size: 1rem; color: var(--quiet); }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
.code { break-inside: avoid-page; }
.wide caption { caption-side: bottom; }
td.number, th.number { text-align: right; padding-right: 1.2rem; }
/* On a phone a row of six is two lines of three, each number under its own heading. */
@media screen and (max-width: 30rem) {
  .calibration thead { position: absolute; left: -100rem; }
  .calibration table, .calibration caption, .calibration tbody { display: block; }
  .calibration tr { display: grid; grid-template-columns: repeat(3, 1fr); border-bottom: 1px solid var(--line); }
  .calibration td { border: 0; text-align: left; padding-right: 0.4rem; overflow-wrap: anywhere; }
  .calibration td::before { content: attr(data-head); display: block; color: var(--quiet); font-size: 0.85rem; }
}
figure img { display: block; background: #ffffff; }
.made { list-style: none; padding: 0; margin: 0.4rem 0 1.4rem; }
.made li { padding: 0.5rem 0; break-inside: avoid; }
.made.apart li { border-top: 1px solid var(--line); padding: 0.8rem 0; }
.made p { margin: 0.1rem 0 0; color: var(--quiet); }
nav ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; }
"""
_FOOT = (
    "<p>Made with First Query, a course for leaders who had never programmed. Figures are about Kestrel, an invented "
    "company, unless it says otherwise.</p>"
)
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
    intro = "".join(f"<p>{escape(text)}</p>" for text in (picks.name, picks.about) if text)
    body = []
    for heading, kinds in _GROUPS:
        some = [one for kind in kinds for one in items if one.kind == kind]
        if some:
            body.append(f"<h2>{heading}</h2>")
            body += _by_week(some) if "query" in kinds else [_list(some, "made apart")]
    return page(picks.title, "\n".join(body), intro=intro, foot=_FOOT, further_style=_STYLE)


def _by_week(items: list[Item]) -> list[str]:
    """The question of each week as a heading, and below it what she answered it with."""
    made = []
    for week in sorted({one.week for one in items}, key=lambda number: number or 99):
        if question := _question(week):
            made.append(f"<h3>{escape(question)}</h3>")
        made.append(_list([one for one in items if one.week == week], "made"))
    return made


def _list(items: list[Item], look: str) -> str:
    return f'<ul class="{look}">{"".join(map(_line, items))}</ul>'


def _line(item: Item) -> str:
    link = f'<a href="{_place(item)[0]}#{escape(item.id)}">{escape(item.title)}</a>'
    about = f"<p>{escape(said)}</p>" if (said := _about(item)) else ""
    picture = item.pictures[0] if item.pictures else None
    # Where the link says the same already, a screen reader does not say it twice.
    shown = _picture(picture, "" if picture.alt == item.title else picture.alt) if picture else ""
    return f"<li>{link}{about}{shown}</li>"


def _page(file: str, title: str, items: list[Item], all_pages: list[tuple[str, str]]) -> str:
    question = _question(items[0].week) if file.startswith("week-") else ""
    intro = f"<p>{escape(question)}</p>" if question else ""
    others = [("index.html", "All"), *(one for one in all_pages if one[0] != file)]
    links = "".join(f'<li><a href="{name}">{escape(called)}</a></li>' for name, called in others)
    foot = f'<nav class="screen" aria-label="Other pages"><ul>{links}</ul></nav>{_FOOT}'
    alone = len(items) == 1 and items[0].title == title
    body = "\n".join(_item(one, headed=not alone) for one in items)
    return page(title, body, intro=intro, foot=foot, further_style=_STYLE)


def _question(week: int) -> str:
    return next((one.question for one in course.weeks() if week and one.number == week), "")


def _item(item: Item, headed: bool) -> str:
    name = escape(item.id)
    parts = [f'<h2 id="{name}-title">{escape(item.title)}</h2>'] if headed else []
    if item.kind in ("memo", "review", "note", "questions"):
        parts.append(f'<div class="words">{_markdown(item.text, 3 if headed else 2)}</div>')
    elif item.text:
        parts.append(f'<div class="words">{_paragraphs(item.text)}</div>')
    parts += [_picture(one, one.alt) for one in item.pictures]
    parts.append(item.figure)
    if item.table:
        parts.append(_one(item.table) or _table(item.table, item.title))
    if item.code:
        called = "The query" if item.kind == "query" else "The cell that made it"
        level = 3 if headed else 2
        parts.append(
            f'<div class="code"><h{level}>{called}</h{level}><pre><code>{escape(item.code)}</code></pre></div>'
        )
    labelled = f' aria-labelledby="{name}-title"' if headed else ""
    look = "item calibration" if item.kind == "calibration" else "item"
    return f'<section class="{look}" id="{name}"{labelled}>{"".join(parts)}</section>'


def _picture(one: Picture, alt: str) -> str:
    data = base64.b64encode(one.data).decode()
    return f'<figure><img src="data:{one.mime};base64,{data}" alt="{escape(alt)}"></figure>'


def _one(table: Table) -> str:
    """A table of one cell is a number to be read from afar."""
    if len(table.rows) != 2 or len(table.rows[1]) != 1:
        return ""
    value = table.rows[1][0]
    number = float(value) if re.fullmatch(r"-?\d{1,12}(?:\.\d{1,9})?", value) else None
    shown = value if number is None else written(number)
    return f'<p class="one">{escape(shown)}<span>{escape(table.rows[0][0])}</span></p>'


def _table(table: Table, title: str) -> str:
    head, *rows = table.rows
    right = [
        bool(rows) and all(re.fullmatch(r"[-+−]?[\d.,]*%?|NULL", row[at].strip()) for row in rows)
        for at in range(len(head))
    ]
    marks = [' class="number"' if one else "" for one in right]
    heads = "".join(f'<th scope="col"{mark}>{escape(cell)}</th>' for cell, mark in zip(head, marks, strict=True))
    cells = [
        "".join(
            f'<td{mark} data-head="{escape(name)}">{escape(cell)}</td>'
            for cell, name, mark in zip(row, head, marks, strict=True)
        )
        for row in rows
    ]
    lines = "".join(f"<tr>{row}</tr>" for row in cells)
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    return (
        f'<div class="wide" role="region" aria-label="Table: {escape(title)}" tabindex="0">'
        f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(part.strip())}</p>" for part in re.split(r"\n\s*\n", text) if part.strip())


def _markdown(text: str, level: int) -> str:
    """Headings, lists and paragraphs; any other sign of Markdown stands as it was written."""
    made = []
    for block in re.split(r"\n\s*\n|\n(?=#+ )|(?<=\n)(?=[-*] )|(?<=\n)(?=\d+[.)] )", text):
        block = block.strip()
        if heading := re.match(r"(#+) (.+?)#*(?:\n|$)", block):
            depth = min(level + max(len(heading[1]) - 2, 0), 6)
            made.append(f"<h{depth}>{escape(heading[2].strip())}</h{depth}>")
            block = block[heading.end() :].strip()
        if point := re.match(r"(?:[-*]|\d+[.)]) ", block):
            kind = "ol" if point[0][0].isdigit() else "ul"
            line = f"<li>{escape(block[point.end() :].strip())}</li></{kind}>"
            if made and made[-1].endswith(f"</li></{kind}>"):
                made[-1] = made[-1].removesuffix(f"</{kind}>") + line
            else:
                made.append(f"<{kind}>{line}")
        elif block:
            made.append(f"<p>{escape(block)}</p>")
    return "".join(made)


def _place(item: Item) -> tuple[str, str]:
    """The file that an item stands in, and the title of that page."""
    if item.kind in _OF_KIND:
        return _OF_KIND[item.kind]
    if not item.week:
        return "own.html", "On questions of my own"
    title = next((one.title for one in course.weeks() if one.number == item.week), "")
    return f"week-{item.week:02}.html", f"Week {item.week}: {title}" if title else f"Week {item.week}"


def _about(item: Item) -> str:
    """The line below an item on the first page."""
    if item.kind in ("text", "memo", "review", "calibration"):
        plain = re.sub(r"(?m)^#+ .*$", "", item.text).strip()
        text = " ".join(re.split(r"\n\s*\n", plain)[0].split())
        return text if len(text) <= 180 else f"{text[:180].rsplit(' ', 1)[0]} …"
    if item.kind == "questions":
        return f"{item.text.count(chr(10) + '- ')} questions, by week."
    return ""
