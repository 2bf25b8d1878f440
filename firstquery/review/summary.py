"""What the summary of an approval names of a change. Its other words are not read."""

from __future__ import annotations

import re
from pathlib import Path

from firstquery.review.pulls import PullRequest

NAMED = 3  # functions, classes and files of the change that an approval has to name; of files one counts
CODE = re.compile(r"`([^`]+)`")
_NAME = re.compile(r"[A-Za-z]\w*_\w+|_\w+|[A-Z][a-z]+[A-Z]\w+")  # more than a word: made up by a programmer
_CLASS = re.compile(r"\bclass (\w+)")
_FUNCTION = re.compile(r"\bdef (\w+)")
_CALLED = re.compile(r"\b\w+(?=\()")


def named_share(pull: PullRequest, summary: str) -> float:
    """From 0 to 1: how many names of the change stand in ``summary``. Its files, which any list shows, count as one.

    A name is written as it is in the code. One that is a word as well (``def told``) is one where it is written as
    code: between backticks, or with a bracket behind it. What a call gave says nothing of what was read.
    """
    rows = [row for one in pull.files for row in one.rows]
    changed = " ".join(row.text for row in rows if row.kind != " ")
    around = " ".join(row.text for row in rows)  # with the function that a change is in
    functions = {*_FUNCTION.findall(around)}
    words = {_plain(name) for name in functions if not _NAME.fullmatch(name)}
    names = {_plain(name) for name in (*_NAME.findall(changed), *_CLASS.findall(around), *functions)} - words
    files = {_plain(Path(one.path).stem) for one in pull.files}
    said = CODE.sub(lambda found: "" if "==" in found[1] else found[0], summary)
    spoken = {_plain(word) for word in re.findall(r"\w+", said)}
    code = {*_CALLED.findall(said), *(word for one in CODE.findall(said) for word in re.findall(r"\w+", one))}
    read = (spoken & names) | ({_plain(word) for word in code} & words)
    return min(1.0, (len(read - files) + bool((spoken | read) & files)) / NAMED)


def _plain(name: str) -> str:
    return name.removeprefix("test_")
