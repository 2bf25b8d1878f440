"""`pull_request("0146")`: what is asked, what was said, the tests' result, and every changed line.

As HTML for a notebook, and as plain text: for a terminal, and for whoever listens to it line by line.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import count, groupby, zip_longest
from typing import Any

from markupsafe import Markup

from firstquery.core.errors import WIDTH, UserError, in_sentences, shown
from firstquery.pulls.changes import ChangedFile, Part, Row
from firstquery.pulls.pulls import PullRequest, load, numbers
from firstquery.pulls.render import Shown, coloured, render

LARGE = 160  # lines of a diff; above, a file comes folded
HOW = (
    "A finding names a file and a line: its new number. A removed line has an old number alone; write it with a minus: "
    "-12."
)
_shown = count(1)  # an address within the page belongs to one place alone, also when a cell is run again
Cell = tuple[Row, Markup]


@in_sentences('pull_request("0146") or pull_request("0146", only="description")')
def pull_request(number: object = None, only: object = None) -> Shown:
    """Shows a pull request: description, discussion, tests and changes. Without a number: those that there are.

    ``only`` shows a part of it: "description" all but the changed lines, "tests" the lines of its tests, and the path
    of a file the lines of that one.
    """
    if number is None:
        return _list()
    pull = load(number)
    return Shown(text(pull, only), html(pull, only))


def html(pull: PullRequest, only: object = None) -> str:
    """A pull request, or one part. Each file's changes stand twice, inline and side by side, one of them unfolded."""
    with_words, chosen = _chosen(pull, only)
    return render(
        "pull_request.html",
        pull=pull,
        with_words=with_words,
        commits=_commits(pull),
        size=_size(pull),
        all_files=[{"file": one, "how": _how(one)} for one in _in_order(pull)],
        files=[
            {
                "path": one.path,
                "counts": _counts(one),
                "is_open": len(one.rows) <= LARGE,
                "parts": [_part(part, one.path) for part in one.parts],
            }
            for one in chosen
        ],
        mark=f"fq-{pull.number}-{next(_shown)}",
        end=HOW if chosen else _not_shown(pull),
    )


def _part(part: Part, path: str) -> dict[str, Any]:
    """A run of changed lines as the template reads it: in order (``cells``), and beside each other (``pairs``)."""
    cells = list(zip(part.rows, coloured(part, path), strict=True))
    first = next((row.new or row.old or 1 for row in part.rows), 1)
    return {"first": first, "within": part.within, "cells": cells, "pairs": list(_pairs(cells))}


def _pairs(cells: list[Cell]) -> Iterator[tuple[Cell | None, Cell | None]]:
    """Lines beside each other: a run of removed lines beside the run of added ones that follows it."""
    removed: list[Cell] = []
    added: list[Cell] = []
    for one in cells:
        if one[0].kind == "-" and not added:
            removed.append(one)
        elif one[0].kind == "+":
            added.append(one)
        else:
            yield from zip_longest(removed, added)
            removed, added = ([one], []) if one[0].kind == "-" else ([], [])
            if one[0].kind == " ":
                yield one, one
    yield from zip_longest(removed, added)


def text(pull: PullRequest, only: object = None) -> str:
    """The same as plain text."""
    with_words, files = _chosen(pull, only)
    out = _words(pull) if with_words else [f"Pull request {pull.number}: {pull.request.title}"]
    for one in files:
        out += ["", f"{one.path} (old line, new line, change)"]
        for part in one.parts:
            out.append(f"  ...  {part.within}".rstrip())
            out += [f"{row.old or '':>5} {row.new or '':>5} {row.kind} {row.text}".rstrip() for row in part.rows]
    return "\n".join([*out, "", HOW if files else _not_shown(pull)])


def _words(pull: PullRequest) -> list[str]:
    """What was said about it, the tests' result, and a line for each of its files."""
    request = pull.request
    out = [
        f"Pull request {pull.number}: {request.title}",
        f"{request.author} asks to merge the branch {request.branch} into {request.base}. {_commits(pull)}".rstrip(),
        "",
        *_wrapped(request.description),
        "",
    ]
    for told in request.discussion:
        out += [f"{told.author} said:", *_wrapped(told.said, "  "), ""]
    out += [f"Tests: {pull.ci}.", "", _size(pull)]
    return out + [f"  {one.path}: {_counts(one)}, {_how(one)}" for one in _in_order(pull)]


def _chosen(pull: PullRequest, only: object) -> tuple[bool, list[ChangedFile]]:
    """Whether what was said about it is shown, and the files whose lines are. Raises `UserError`."""
    files = _in_order(pull)
    if only in (None, "description"):
        return True, files if only is None else []
    files = [one for one in files if one.path == only or (only == "tests" and one.path.startswith("tests/"))]
    if not files:
        paths = ", ".join(one.path for one in pull.files)
        raise UserError(f'only is "description", "tests" or one of its files: {paths}; and not: {shown(only)}')
    return False, files


def _in_order(pull: PullRequest) -> list[ChangedFile]:
    """Its files as they are read: what runs first, what is only told (the CHANGELOG, decisions) after it."""
    return sorted(pull.files, key=lambda one: one.path.endswith(".md"))


def _not_shown(pull: PullRequest) -> str:
    return f'The changed lines are not shown here. They are in pull_request("{pull.number}").'


def _commits(pull: PullRequest) -> str:
    return f"{len(pull.subjects)} commits: {'; '.join(pull.subjects)}." if len(pull.subjects) > 1 else ""


def _size(pull: PullRequest) -> str:
    added, removed = sum(one.added for one in pull.files), sum(one.removed for one in pull.files)
    return f"{_many(len(pull.files), 'file')}, {_many(added, 'line')} added, {removed} removed"


def _counts(one: ChangedFile) -> str:
    return f"{_many(one.added, 'line')} added, {one.removed} removed"


def _how(one: ChangedFile) -> str:
    return f"renamed from {one.before}" if one.how == "renamed" else one.how


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _wrapped(said: str, indent: str = "") -> list[str]:
    lines: list[str] = []
    for line in said.strip().splitlines():
        lines += textwrap.wrap(line, WIDTH, initial_indent=indent, subsequent_indent=indent) or [""]
    return lines


def _list() -> Shown:
    pulls = [load(one) for one in numbers()]
    if not pulls:
        raise UserError("There is no pull request in this copy of the course. Update it: `python3 start.py`.")
    rows, lines = [], []
    for _, alike in groupby(pulls, lambda pull: (pull.request.title, pull.request.author)):
        first, *others = alike
        number = f"{first.number} to {others[-1].number}" if others else first.number
        size = f"{1 + len(others)} variants, one for each learner: see capstone()" if others else _size(first)
        rows.append((number, first.request.title, first.request.author, size))
        lines.append(f"{number}  {first.request.title} ({first.request.author})" + (f": {size}" if others else ""))
    caption = f'{len(rows)} pull requests. pull_request("{pulls[0].number}") shows one.'
    tables = [(caption, ("Number", "Title", "Author", "Size"), rows)]
    table = render("table.html", headline="", tables=tables, said="")
    return Shown("\n".join([caption, *lines]), table)
