"""A hostile submission as its file declares it, and the list of them all.

One file an attack, `tests/attacks/attacks/NAME.py`: the docstring is its title, ``ATTACK`` what is handed in. The same
submission goes to stock nbgrader and to ours; ``stock`` replaces cells where the two have nothing in common.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from nbformat import NotebookNode

Aim = Literal["forge", "read", "harm"]
FOLDER = Path(__file__).parent / "attacks"
POINTS = {"q1": 2, "q2": 3, "q3": 1, "q4": 1}  # what can be earned without a person
#: Words that stand in what a submission must not see, each in one place alone (see `secrets`).
SECRETS = {
    "source": "secret-of-the-source",
    "key": "secret-of-the-key",
    "gradebook": "secret-of-the-gradebook",
    "another submission": "secret-of-a-neighbour",
    "environment": "secret-of-the-environment",
    "home": "secret-of-the-home",
}
PORT = 47391  # of this machine, on the loopback: a server of the facilitator's that nothing may reach
SOCKET = "hostile-test-socket"  # an abstract socket of this machine
MARK = "hostile-"  # on the command line of every process and in the name of every file that an attack leaves


@dataclass(frozen=True)
class Attack:
    """What is handed in, and when it is contained.

    ``q1`` to ``q4`` are answer cells; "" leaves the blank, and None means: blank in a forgery, and otherwise the right
    answer for q1 and blanks for the rest. ``edit`` changes the notebook after that, ``files`` lie beside it, ``place``
    puts there what is no file, or takes long to make. Contained is: no mark in ``never`` (q1 to q4 for a forgery),
    exactly the marks of ``keeps`` (the right q1 elsewhere), and for every attack what
    `tests/attacks/test_attacks.py` holds all runs to.
    """

    aim: Aim
    q1: str | None = None
    q2: str | None = None
    q3: str | None = None
    q4: str | None = None
    edit: Callable[[NotebookNode], None] | None = None
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    place: Callable[[Path], None] | None = None
    stock: Mapping[str, str] = field(default_factory=dict)
    never: tuple[str, ...] | None = None
    keeps: Mapping[str, float] | None = None
    proof: str | None = None  # the answer that is right only if the harm was done: a mark for it shows that
    is_bomb: bool = False  # graded with low limits, so that it costs seconds
    in_page: bool = False  # its feedback is opened in a browser
    contained_by: str | None = None  # a part of the grader that is still to come; until then it is in no run
    contained: str = ""  # in a sentence, where the marks do not say it all

    def cells(self, right: Mapping[str, str], stock: bool = False) -> dict[str, str]:
        """The answer cells that are written, by question; ``right`` are the right answers of that course."""
        found = {question: getattr(self, question) for question in POINTS}
        if stock:
            found |= self.stock
        if found["q1"] is None and self.aim != "forge":
            found["q1"] = right["q1"]
        return {question: source for question, source in found.items() if source}

    @property
    def earned_nowhere(self) -> tuple[str, ...]:
        if self.never is not None:
            return self.never
        return tuple(POINTS) if self.aim == "forge" else (self.proof,) if self.proof else ()

    @property
    def kept_marks(self) -> dict[str, float]:
        if self.keeps is not None:
            return dict(self.keeps)
        return {} if self.aim == "forge" or self.q1 is not None else {"q1": POINTS["q1"]}

    @property
    def deserved(self) -> float:
        return sum(self.kept_marks.values())


@dataclass(frozen=True)
class Listed:
    """An attack with its name and its title."""

    name: str
    title: str
    attack: Attack


@cache
def attacks() -> tuple[Listed, ...]:
    """All attacks, by name."""
    found = []
    for path in sorted(FOLDER.glob("*.py")):
        module = importlib.import_module(f"tests.attacks.attacks.{path.stem}")
        found.append(Listed(path.stem.replace("_", "-"), (module.__doc__ or "").strip(), module.ATTACK))
    return tuple(found)
