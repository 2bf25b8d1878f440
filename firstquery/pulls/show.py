"""`pull_request("0146")` in a notebook: what is asked, what was said, the tests' result, and every changed line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, groupby, zip_longest

from markupsafe import Markup

from firstquery.core.errors import UserError, in_sentences
from firstquery.pulls import text
from firstquery.pulls.changes import ChangedFile, Part, Row
from firstquery.pulls.colours import coloured
from firstquery.pulls.pulls import PullRequest, load, number_of, numbers
from firstquery.pulls.render import Shown, render

LARGE = 160  # lines of a diff; above, a file comes folded
_shown = count(1)  # an address within the page belongs to one place alone, also when a cell is run again


@in_sentences('pull_request("0146") or pull_request("0146", only="description")')
def pull_request(number: object = None, only: object = None) -> Shown:
    """Shows a pull request: description, discussion, tests and changes. Without a number: those that there are.

    ``only`` shows a part of it: "description" all but the changed lines, "tests" the lines of its tests, and the path
    of a file the lines of that one.
    """
    if number is None:
        return _list()
    pull = load(number)
    return Shown(text.text(pull, only), html(pull, only))


@dataclass(frozen=True)
class Cell:
    """One line of a diff with its coloured code."""

    row: Row
    code: Markup


@dataclass(frozen=True)
class PartView:
    """A run of changed lines, in order (``cells``) and beside each other (``pairs``)."""

    first: int
    within: str
    cells: list[Cell]
    pairs: list[tuple[Cell | None, Cell | None]]


@dataclass(frozen=True)
class FileView:
    """One file of the change as the template reads it."""

    path: str
    how: str
    how_in_words: str
    added: int
    removed: int
    counts: str
    is_open: bool
    parts: list[PartView]


def html(pull: PullRequest, only: object = None) -> str:
    """A pull request, or one part. Each file's changes stand twice, inline and side by side, one of them unfolded."""
    with_words, chosen = text.chosen(pull, only)
    return render(
        "pull_request.html",
        pull=pull,
        with_words=with_words,
        commits=text.commits(pull),
        size=text.size(pull),
        all_files=[_file(one, []) for one in text.in_order(pull)],
        files=[_file(one, [_part(part, one.path) for part in one.parts]) for one in chosen],
        mark=f"fq-{pull.number}-{next(_shown)}",
        end=text.HOW if chosen else text.not_shown(pull),
    )


def _file(one: ChangedFile, parts: list[PartView]) -> FileView:
    how = text.how(one)
    return FileView(one.path, one.how, how, one.added, one.removed, text.counts(one), len(one.rows) <= LARGE, parts)


def _part(part: Part, path: str) -> PartView:
    cells = [Cell(row, code) for row, code in zip(part.rows, coloured(part, path), strict=True)]
    first = next((row.new or row.old or 1 for row in part.rows), 1)
    return PartView(first, part.within, cells, list(_pairs(cells)))


def _pairs(cells: list[Cell]) -> Iterator[tuple[Cell | None, Cell | None]]:
    """Lines beside each other: a run of removed lines beside the run of added ones that follows it."""
    removed: list[Cell] = []
    added: list[Cell] = []
    for one in cells:
        if one.row.kind == "-" and not added:
            removed.append(one)
        elif one.row.kind == "+":
            added.append(one)
        else:
            yield from zip_longest(removed, added)
            removed, added = ([one], []) if one.row.kind == "-" else ([], [])
            if one.row.kind == " ":
                yield one, one
    yield from zip_longest(removed, added)


def _list() -> Shown:
    pulls = [load(one) for one in numbers()]
    if not pulls:
        raise UserError("There is no pull request in this copy of the course. Update it: `python3 start.py`.")
    alike = [list(some) for _, some in groupby(pulls, lambda pull: (pull.request.title, pull.request.author))]
    rows, lines = [], []
    for some in alike:
        first, many = some[0], len(some)
        number = first.number if many == 1 else f"{first.number} to {some[-1].number}"
        size = text.size(first) if many == 1 else f"{many} variants, one for each learner: see capstone()"
        rows.append((number, first.request.title, first.request.author, size))
        lines.append(f"{number}  {first.request.title} ({first.request.author})" + (f": {size}" if many > 1 else ""))
    caption = f'{len(alike)} pull requests. pull_request("{number_of(pulls[0].number)}") shows one.'
    heads = ("Number", "Title", "Author", "Size")
    table = render("table.html", caption=caption, heads=heads, rows=rows)
    return Shown("\n".join([caption, *lines]), table)
