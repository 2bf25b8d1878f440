"""A hostile submission as its row declares it, and the list of them all: one module an aim, one row an attack."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from nbformat import NotebookNode

#: The modules of attacks, and what those in them are after.
AIMS = {
    "mark": "forge a mark",
    "notebook": "forge a mark",
    "others": "read what is hidden",
    "held_out": "read the held-out data",
    "host": "harm the machine",
    "record": "damage what is kept",
    "page": "run a script in the browser",
    "limits": "take too much",
}
POINTS = {"q1": 2, "q2": 3, "q3": 1, "q4": 1}  # what can be earned without a person
#: Words that stand in what a submission must not see, each in one place alone.
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
#: Begins the answer of an attack that sends payloads by hand, in the form of `check`.
EMITS = """
from IPython.display import display
emits = check

def emit(exercise, payload, text="", **more):
    said = {"version": 1, "exercise": exercise, "state": "answered", "kind": "value", "payload": payload, **more}
    display({"application/vnd.firstquery.payload+json": said, "text/plain": text}, raw=True, metadata={text: text})
"""


@dataclass(frozen=True)
class Attack:
    """What is handed in, and when it is contained.

    ``q1`` to ``q4`` are answer cells. ``edit`` changes the notebook after that, ``files`` lie beside it, ``place`` puts
    there what is no file. Contained is: no mark in ``never``, exactly the marks of ``keeps``, where q1 is answered
    rightly unless the attack needs that cell, ``said`` in what whoever grades is told, and for every attack what
    `tests/attacks/test_attacks.py` holds the whole run to.
    """

    name: str
    title: str
    q1: str = ""
    q2: str = ""
    q3: str = ""
    q4: str = ""
    edit: Callable[[NotebookNode], None] | None = None
    files: Mapping[str, str] = field(default_factory=dict)
    place: Callable[[Path], None] | None = None
    never: tuple[str, ...] = ()
    keeps: Mapping[str, float] = field(default_factory=lambda: {"q1": 2})
    done: str = ""  # true where the harm was done: q3 is answered by that, and a mark for it shows the harm
    said: str = ""
    may_time_out: bool = False  # a machine under load may reach the limit of time before that of which ``said`` tells
    in_page: bool = False  # its feedback is opened in a browser

    def cells(self, right: Mapping[str, str]) -> dict[str, str]:
        """The answer cells that are written, by question; ``right`` are the right answers."""
        found = {question: getattr(self, question) for question in POINTS}
        if "q1" in self.keeps:
            found["q1"] = found["q1"] or right["q1"]
        if self.done:
            found["q3"] = f"{found['q3']}\nreason = 'B' if {self.done} else 'not done'"
        return {question: source for question, source in found.items() if source}

    @property
    def forbidden(self) -> tuple[str, ...]:
        """The questions for which there must be no mark."""
        return (*self.never, "q3") if self.done else self.never


def forgery(
    name: str,
    title: str,
    *,
    edit: Callable[[NotebookNode], None] | None = None,
    files: Mapping[str, str] | None = None,
    place: Callable[[Path], None] | None = None,
    keeps: Mapping[str, float] | None = None,
    **cells: str,
) -> Attack:
    """An attack that wants a mark: it gets those in ``keeps``, which are deserved, and no other."""
    kept = keeps or {}
    never = tuple(question for question in POINTS if question not in kept)
    return Attack(name, title, edit=edit, files=files or {}, place=place, never=never, keeps=kept, **cells)


def tests_of(notebook: NotebookNode) -> list[NotebookNode]:
    """The locked test cells of a notebook."""
    return [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("locked")]


def replace_tests(notebook: NotebookNode, make: Callable[[NotebookNode], NotebookNode]) -> None:
    for cell in tests_of(notebook):
        notebook.cells[notebook.cells.index(cell)] = make(cell)


def show(notebook: NotebookNode, outputs: list[NotebookNode]) -> None:
    """Stores ``outputs`` with every cell of code."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = outputs


@cache
def attacks() -> tuple[Attack, ...]:
    """All attacks."""
    return tuple(one for aim in AIMS for one in importlib.import_module(f"tests.attacks.{aim}").ATTACKS)
