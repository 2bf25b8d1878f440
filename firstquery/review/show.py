"""`pull_request("0146")`: what is asked, what was said, the tests' result, and every changed line.

As HTML for a notebook, and as plain text: for a terminal, and for whoever listens to it line by line.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from itertools import count, groupby
from pathlib import Path
from typing import Any

from markupsafe import Markup

from firstquery.core import course, records
from firstquery.core.errors import WIDTH, UserError, in_sentences, quote_value
from firstquery.review import trees
from firstquery.review.changes import ChangedFile, Part, Row, functions_around
from firstquery.review.pairs import changed_within, pairs
from firstquery.review.pulls import Comment, PullRequest, folder_of_pulls, load, numbers
from firstquery.review.render import RichText, Spans, highlight_rows, render

LARGE = 160  # lines of a diff; above, a file comes folded
HOW = (
    "A finding names a file and a line: its new number. A removed line has an old number alone; write it with a minus: "
    "-12."
)
_shown = count(1)  # an address within the page belongs to one place alone, also when a cell is run again


@in_sentences('pull_request("0146") or pull_request("0146", only="description")')
def pull_request(number: object = None, only: object = None) -> RichText:
    """Show a pull request: description, discussion, tests and changes. Without a number: those that there are.

    ``only`` shows a part of it: "description" all but the changed lines, "tests" the lines of its tests, and the path
    of a file the lines of that one.
    """
    if number is None:
        return _list()
    pull = load(number)
    return RichText(text(pull, only), html(pull, only))


def html(pull: PullRequest, only: object = None, *, is_folded: bool = False) -> str:
    """Return a pull request, or one part, its files open unless ``is_folded`` or large.

    Each file's changes stand twice, line by line and side by side, one of them seen.
    """
    with_words, chosen = _select_files(pull, only)
    tree = _head(pull)
    return render(
        "pull_request.html",
        pull=pull,
        with_words=with_words,
        agreements=_agreements(tree) if with_words else "",
        size=_size(pull),
        all_files=[{"file": one, "how": _change_label(one)} for one in _in_order(pull)],
        files=[
            {
                "path": one.path,
                "counts": _counts(one),
                "is_open": not is_folded and len(one.rows) <= LARGE,
                "parts": [_part(part, one, _source(tree, one.path)) for part in one.parts],
                "said": _comments_by_line(pull, one),
            }
            for one in chosen
        ],
        mark=f"fq-{pull.number}-{next(_shown)}",
        end=HOW if chosen else _not_shown(pull),
    )


def _part(part: Part, file: ChangedFile, source: str) -> dict[str, Any]:
    """A run of changed lines as the template reads it: in order (``cells``), and beside each other (``pairs``)."""
    cells = _cells(part.rows, file.path, changed_within(part.rows))
    beside = [tuple(None if place is None else cells[place] for place in pair) for pair in pairs(part.rows)]
    first = next((row.new or row.old or 1 for row in part.rows), 1)
    there = {row.new for row in part.rows if row.new}
    around = functions_around(source, there)
    wholes = [(name, _cells(rows, file.path, {})) for name, rows in around if not {row.new for row in rows} <= there]
    return {"first": first, "within": part.within, "cells": cells, "pairs": beside, "wholes": wholes}


def _cells(rows: Sequence[Row], path: str, within: dict[int, Spans]) -> list[tuple[Row, Markup, int]]:
    """Each row with its colours, and how many characters stand before its first word: there a wrapped line goes on."""
    lines = highlight_rows(rows, path, within)
    return [(row, code, len(row.text) - len(row.text.lstrip())) for row, code in zip(rows, lines, strict=True)]


def _comments_by_line(pull: PullRequest, file: ChangedFile) -> dict[int, list[Comment]]:
    """Return the comments that stand at a line of this file, by its number."""
    found: dict[int, list[Comment]] = {}
    for one in pull.request.discussion:
        if line := one.line(file):
            found.setdefault(line, []).append(one)
    return found


def _head(pull: PullRequest) -> Path | None:
    """The folder of its head; None where the repository is not at hand, and at the grader, where nobody looks."""
    if records.at_the_grader() or pull.folder.parent != folder_of_pulls():
        return None
    try:
        return trees.tree(pull.head_commit)
    except (UserError, OSError):
        return None


def _source(tree: Path | None, path: str) -> str:
    """Return the text of a module after the change; "" of any other file."""
    file = tree / path if tree and path.endswith(".py") else None
    return file.read_text(encoding="utf-8") if file and file.is_file() else ""


def _agreements(tree: Path | None) -> str:
    """Return what README.md says that all who write in it have agreed on, as Markdown."""
    text = (tree / "README.md").read_text(encoding="utf-8") if tree else ""
    found = re.search(r"(?ms)^## Agreements\n(.*?)(?=^## |\Z)", text)
    return found[1].strip() if found else ""


def text(pull: PullRequest, only: object = None) -> str:
    """Return the same as plain text."""
    with_words, files = _select_files(pull, only)
    out = _words(pull) if with_words else [f"Pull request {pull.number}: {pull.request.title}"]
    for one in files:
        out += ["", f"{one.path} (old line, new line, change)"]
        said = _comments_by_line(pull, one)
        for part in one.parts:
            out.append(f"  ...  {part.within}".rstrip())
            for row in part.rows:
                out.append(f"{row.old or '':>5} {row.new or '':>5} {row.kind} {row.text}".rstrip())
                for told in said.pop(row.new, ()) if row.new else ():
                    out += _wrap(f"{told.author} said of this line: {told.said}", " " * 14)
    return "\n".join([*out, "", HOW if files else _not_shown(pull)])


def _words(pull: PullRequest) -> list[str]:
    """Return what was said about it, the tests' result, and a line for each of its files."""
    request = pull.request
    out = [
        f"Pull request {pull.number}: {request.title}",
        f"{request.author} asks to merge the branch {request.branch} into {request.base}.",
        "",
        *_wrap(request.description),
        "",
    ]
    for told in request.discussion:
        out += [f"{told.author} said:", *_wrap(told.said, "  "), ""]
    out += [f"Tests: {pull.ci}.", "", "Commits:", *(f"  {day}: {subject}" for day, subject in pull.commits)]
    out += ["", _size(pull)]
    return out + [f"  {one.path}: {_counts(one)}, {_change_label(one)}" for one in _in_order(pull)]


def _select_files(pull: PullRequest, only: object) -> tuple[bool, list[ChangedFile]]:
    """Return whether what was said about it is shown, and the files whose lines are. Raises `UserError`."""
    files = _in_order(pull)
    if only in (None, "description"):
        return True, files if only is None else []
    files = [one for one in files if one.path == only or (only == "tests" and one.path.startswith("tests/"))]
    if not files:
        paths = ", ".join(one.path for one in pull.files)
        raise UserError(f'only is "description", "tests" or one of its files: {paths}; and not: {quote_value(only)}')
    return False, files


def _in_order(pull: PullRequest) -> list[ChangedFile]:
    """Return its files as they are read: what runs first, what is only told (the CHANGELOG, decisions) after it."""
    return sorted(pull.files, key=lambda one: one.path.endswith(".md"))


def _not_shown(pull: PullRequest) -> str:
    return f'The changed lines are not shown here. They are in pull_request("{pull.number}").'


def _size(pull: PullRequest) -> str:
    added, removed = sum(one.added for one in pull.files), sum(one.removed for one in pull.files)
    return f"{_many(len(pull.files), 'file')}, {_many(added, 'line')} added, {removed} removed"


def _counts(one: ChangedFile) -> str:
    return f"{_many(one.added, 'line')} added, {one.removed} removed"


def _change_label(one: ChangedFile) -> str:
    return f"renamed from {one.before}" if one.how == "renamed" else one.how


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _wrap(said: str, indent: str = "") -> list[str]:
    lines: list[str] = []
    for line in said.strip().splitlines():
        lines += textwrap.wrap(line, WIDTH, initial_indent=indent, subsequent_indent=indent) or [""]
    return lines


def _list() -> RichText:
    pulls = [load(one) for one in numbers()]
    if not pulls:
        raise UserError(f"There is no pull request in this copy of the course. Update it: `{course.opening()}`.")
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
    return RichText("\n".join([caption, *lines]), table)
