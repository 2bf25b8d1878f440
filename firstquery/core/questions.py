"""The ungraded questions of a lesson, as an author writes them.

A question is a text with its options in a list, and its answers folded below: one line for each option says why, and
the right one says so. The code cell under it, ``%%ask wNN-rN``, takes a letter.

    Which of them are paying customers?

    - **A.** all accounts
    - **B.** accounts with an invoice

    <details><summary>The answers</summary>

    - **A.** A trial is an account as well.
    - **B. Right.** Who pays gets an invoice.

    </details>

The course has all of it in one place. In the learner's copy the answers are left out, and on a page they stand last.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

_ASK = re.compile(r"\A\s*%%ask[ \t]+(\S+)[ \t]*$", re.MULTILINE)
_DETAILS = re.compile(r"\n*<details>.*?</details>[ \t]*", re.DOTALL)
_TAGS = re.compile(r"</?details>|<summary>.*?</summary>", re.DOTALL)
_OPTION = re.compile(r"^- \*\*([A-Z])\.( Right\.)?\*\*[ \t]*(.*(?:\n[ \t]+\S.*)*)$", re.MULTILINE)


@dataclass(frozen=True)
class Option:
    """One option, by its ``letter``; or what is said of it, and then whether it ``is_right``."""

    letter: str
    text: str
    is_right: bool = False


@dataclass(frozen=True)
class Question:
    """A question as a lesson has it: its ``text``, the options, and what is said of each (``answers``)."""

    id: str
    text: str
    options: tuple[Option, ...] = ()
    answers: dict[str, Option] = field(default_factory=dict)

    @property
    def letters(self) -> list[str]:
        return [one.letter for one in self.options]


def read(name: str, text: str) -> Question:
    """Return the question called ``name`` that a cell of text asks."""
    asked, answers = split(text)
    return Question(name, asked, _options(asked), {one.letter: one for one in _options(answers)})


def split(text: str) -> tuple[str, str]:
    """Return what a cell of text asks, and its answers in Markdown, with nothing that folds them."""
    answers = "\n".join(_TAGS.sub("", found[0]).strip() for found in _DETAILS.finditer(text))
    return _DETAILS.sub("", text).strip(), answers


def _options(text: str) -> tuple[Option, ...]:
    found = _OPTION.finditer(text)
    return tuple(Option(one[1], " ".join(one[3].split()), bool(one[2])) for one in found)


def asked_in(source: str) -> str:
    """Return the name of the question that a code cell asks; empty for every other cell."""
    found = _ASK.match(source)
    return found[1].lower() if found else ""


def places(cells: Sequence[dict[str, Any]]) -> list[int]:
    """Return where the texts of questions stand among the cells of a notebook: each right above its ``%%ask``."""
    return [
        at
        for at, (above, cell) in enumerate(itertools.pairwise(cells))
        if above["cell_type"] == "markdown" and cell["cell_type"] == "code" and asked_in("".join(cell["source"]))
    ]
