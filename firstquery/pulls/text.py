"""A pull request as plain text: for a terminal, and for whoever listens to it line by line."""

from __future__ import annotations

import textwrap

from firstquery.core.errors import WIDTH, UserError, shown
from firstquery.pulls.changes import ChangedFile
from firstquery.pulls.pulls import PullRequest

HOW = (
    "A finding names a file and a line: its new number. A removed line has an old number alone; write it with a minus: "
    "-12."
)
_SIGNS = {"+": "+", "-": "-", " ": " "}


def chosen(pull: PullRequest, only: object = None) -> tuple[bool, tuple[ChangedFile, ...]]:
    """Whether what was said about it is shown, and the files whose lines are: all of it, or one part. Raises."""
    if only is None:
        return True, tuple(in_order(pull))
    if only == "description":
        return True, ()
    are_tests = only == "tests"
    files = tuple(one for one in in_order(pull) if (one.path.startswith("tests/") if are_tests else one.path == only))
    if not files:
        paths = ", ".join(one.path for one in pull.files)
        raise UserError(f'only is "description", "tests" or one of its files: {paths}; and not: {shown(only)}')
    return False, files


def not_shown(pull: PullRequest) -> str:
    return f'The changed lines are not shown here. They are in pull_request("{pull.number}").'


def text(pull: PullRequest, only: object = None) -> str:
    with_words, files = chosen(pull, only)
    out = _words(pull) if with_words else [f"Pull request {pull.number}: {pull.request.title}"]
    for one in files:
        out += ["", f"{one.path} (old line, new line, change)"]
        for part in one.parts:
            out.append(f"  ...  {part.within}".rstrip())
            out += [
                f"{row.old or '':>5} {row.new or '':>5} {_SIGNS[row.kind]} {row.text}".rstrip() for row in part.rows
            ]
    return "\n".join([*out, "", HOW if files else not_shown(pull)])


def _words(pull: PullRequest) -> list[str]:
    """What was said about it, the tests' result, and a line for each of its files."""
    request = pull.request
    out = [
        f"Pull request {pull.number}: {request.title}",
        f"{request.author} asks to merge the branch {request.branch} into {request.base}. {commits(pull)}".rstrip(),
        "",
        *_wrapped(request.description),
        "",
    ]
    for told in request.discussion:
        out += [f"{told.author} said:", *_wrapped(told.said, "  "), ""]
    out += [f"Tests: {pull.ci}.", "", size(pull)]
    return out + [f"  {one.path}: {counts(one)}, {how(one)}" for one in in_order(pull)]


def in_order(pull: PullRequest) -> list[ChangedFile]:
    """Its files as they are read: what runs first, what is only told (the CHANGELOG, decisions) after it."""
    return sorted(pull.files, key=lambda one: one.path.endswith(".md"))


def commits(pull: PullRequest) -> str:
    subjects = pull.subjects
    if len(subjects) < 2:
        return ""
    return f"{len(subjects)} commits: {'; '.join(subjects)}."


def size(pull: PullRequest) -> str:
    added, removed = sum(one.added for one in pull.files), sum(one.removed for one in pull.files)
    return f"{_many(len(pull.files), 'file')}, {_many(added, 'line')} added, {removed} removed"


def counts(one: ChangedFile) -> str:
    return f"{_many(one.added, 'line')} added, {one.removed} removed"


def how(one: ChangedFile) -> str:
    return f"renamed from {one.before}" if one.how == "renamed" else one.how


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _wrapped(said: str, indent: str = "") -> list[str]:
    lines: list[str] = []
    for line in said.strip().splitlines():
        lines += textwrap.wrap(line, WIDTH, initial_indent=indent, subsequent_indent=indent) or [""]
    return lines
