"""Slips with names: not there yet, spelt otherwise, without quotation marks, not imported."""

from __future__ import annotations

import ast
import builtins
import importlib.metadata
import pkgutil
import sys

import firstquery
from firstquery.kernel.first_line import FIRST, missing_line
from firstquery.kernel.tutor.fault import Fault, tables
from firstquery.kernel.tutor.page_cells import line_that_makes, missing_cell
from firstquery.kernel.tutor.registry import slip
from firstquery.kernel.tutor.words import is_a, near
from firstquery.learner.exercises import cells_of, running_cell
from firstquery.learner.session import shell

IMPORTS = {
    "pd": "import pandas as pd",
    "np": "import numpy as np",
    "plt": "import matplotlib.pyplot as plt",
    "text": "from sqlalchemy import text",
    "Path": "from pathlib import Path",
    "datetime": "from datetime import datetime",
    "date": "from datetime import date",
    "timedelta": "from datetime import timedelta",
    "Decimal": "from decimal import Decimal",
    "roc_auc_score": "from sklearn.metrics import roc_auc_score",
    "LogisticRegression": "from sklearn.linear_model import LogisticRegression",
    "train_test_split": "from sklearn.model_selection import train_test_split",
    "make_pipeline": "from sklearn.pipeline import make_pipeline",
    "Counter": "from collections import Counter",
}
#: What a name of SQL or of a spreadsheet is in Python.
ELSEWHERE = {
    **dict.fromkeys(("count", "length", "size", "rows"), "How many there are says `len(…)`"),
    **dict.fromkeys(("average", "avg", "mean"), 'A column has `table["column"].mean()`'),
    "median": 'A column has `table["column"].median()`',
    **dict.fromkeys(("concat", "concatenate"), "Texts are joined with `+`"),
    "null": "Nothing at all is `None` in Python",
    **dict.fromkeys(("upper", "lower"), "A text has `text.upper()` and `text.lower()`"),
}
LIBRARIES = ("os", "sys", "json", "math", "re", "random", "time", "csv", "sqlite3", "httpx", "openai", "statistics")


@slip("UnboundLocalError")
def given_later(fault: Fault) -> str:
    name = getattr(fault.error, "name", None) or (fault.node.id if isinstance(fault.node, ast.Name) else "")
    function = fault.place.frame.f_code.co_name
    return (
        f"`{name}` has no value yet at this line. The function `{function}` gives `{name}` a value of its own in"
        " another line, so the one outside does not count in it. Give it a value higher up in the function, or hand it"
        " over in the brackets."
        if name
        else ""
    )


@slip("NameError")
def unknown_name(fault: Fault) -> str:
    """A name that nothing has: which is meant, or what makes it."""
    name = getattr(fault.error, "name", None)
    if type(fault.error) is not NameError or not name:
        return ""
    missing = f"there is nothing called `{name}` here"
    if name in firstquery.__all__:
        return FIRST
    if (cell := running_cell(shell())) is not None and cell.magic in ("text", "choice"):
        return missing_line()
    made = [one.name for one in cells_of() if one.magic]
    if told := missing_cell(name):
        return told
    parent = fault.place.parents.get(fault.node)
    if isinstance(parent, ast.Dict) and fault.node in parent.keys:
        return f'{missing}. Left of the colon stands a name in quotation marks: `"{name}"`.'
    for written, table in tables(fault):
        if name in table.columns and not isinstance(fault.node, ast.Call):
            return f'{missing}. {written} has a column of that name: a column stands in quotation marks, `"{name}"`.'
    own = [one for one in fault.names if not one.startswith("_")]
    known = [*own, *made, *firstquery.__all__, *dir(builtins)]
    alike = near(name, known, 0.8)
    if alike and alike.casefold() == name.casefold():
        return f"{missing}. Python tells capitals from small letters. Do you mean `{alike}`?"
    if line := _line_below(fault, name):
        return (
            f"`{name}` is made only in line {line}, below this one. Python reads from top to bottom: move that line up."
        )
    if name in IMPORTS:
        return (
            f"`{name}` is not imported yet. Run the cell that imports it, or write `{IMPORTS[name]}` above this line."
        )
    if name.strip("_") in ("file", "name"):
        return f"`{name}` has two underscores on either side: `__{name.strip('_')}__`."
    if fault.call is not None and isinstance(fault.call.func, ast.Name) and fault.call.func.id == "predict":
        return f"{missing}. A prediction is a number, written in figures."
    if name in LIBRARIES:
        return f"the library `{name}` is not imported yet. Write `import {name}` above this line."
    if any(one.name == name and one.is_answer for one in cells_of()):
        return f"`{name}` is not there yet. It is asked of you in this page: run the cell in which you write it first."
    if told := _frame_of_this_cell(fault, name):
        return told
    if line_of_cell := line_that_makes(name):
        return (
            f"`{name}` is not there yet. The cell of this page that makes it begins with `{line_of_cell}`: run it, then"
            " this one."
        )
    is_called = isinstance(parent, ast.Call) and parent.func is fault.node
    if (is_called or name == "NULL") and (word := ELSEWHERE.get(name.casefold())):
        return f"{missing}. {word}."
    if alike:
        return f"{missing}. Do you mean `{alike}`?"
    having = [one for one in own if is_a(fault.names[one], "DataFrame") and name in fault.names[one].columns]
    if having:
        return f'{missing}. `{having[0]}` has a column of that name: write `{having[0]}["{name}"]`.'
    text = f"{missing}. If it is a text, put quotation marks around it."
    if shell() is None:  # in a program
        return f"{text} If it is a value of yours, a line above this one has to make it."
    return f"{text} If it is a table or a number of yours, run the cell that makes it, then this one."


def _frame_of_this_cell(fault: Fault, name: str) -> str:
    """Say which name the frame of a chart has in this cell, where lines that draw into another one were copied."""
    drawn = fault.place.parents.get(fault.node)
    stored = {
        node.id for node in ast.walk(fault.place.tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    frames = sorted(one for one in stored if one in fault.names and is_a(fault.names[one], "Axes"))
    if not isinstance(drawn, ast.Attribute) or len(frames) != 1 or not hasattr(fault.names[frames[0]], drawn.attr):
        return ""
    return (
        f"there is nothing called `{name}` here. The frame that this cell makes is called `{frames[0]}`: write "
        f"`{frames[0]}.{drawn.attr}`."
    )


def _line_below(fault: Fault, name: str) -> int:
    stored = [
        node.lineno
        for node in ast.walk(fault.place.tree)
        if (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id == name)
        or (isinstance(node, ast.FunctionDef) and node.name == name)
    ]
    return min((one for one in stored if one > fault.place.line), default=0)


@slip("ModuleNotFoundError")
def no_library(fault: Fault) -> str:
    """A library that is not there, or is written otherwise."""
    name = getattr(fault.error, "name", None) or ""
    if not name or (fault.below and not fault.is_in("importlib", "_frozen_importlib")):
        return ""
    first = name.partition(".")[0]
    known = {*sys.stdlib_module_names, *importlib.metadata.packages_distributions()}
    if first in known and first != name:
        inside = [one.name for one in pkgutil.iter_modules(getattr(sys.modules.get(first), "__path__", None) or [""])]
        if part := near(name[len(first) + 1 :], inside):
            return f"the library `{first}` has no part called `{name[len(first) + 1 :]}`. Do you mean `{first}.{part}`?"
        return (
            f"the library `{first}` is here, and has no part called `{name[len(first) + 1 :]}`. Look at its spelling."
        )
    meant = near(first, [one for one in known if not one.startswith("_")], 0.75)
    return (
        f"there is no library called `{first}` here. {f'Do you mean `{meant}`?' if meant else 'Look at its spelling.'}"
    )


@slip("ImportError")
def not_in_library(fault: Fault) -> str:
    """A library that is there, without the name that is asked of it."""
    statement = fault.place.statement
    if (
        not isinstance(statement, ast.ImportFrom)
        or fault.is_in("importlib")
        or isinstance(fault.error, ModuleNotFoundError)
    ):
        return ""
    module = sys.modules.get(statement.module or "")
    missing = [one.name for one in statement.names if not hasattr(module, one.name)]
    if module is None or not missing:
        return ""
    meant = near(missing[0], dir(module))
    return (
        f"`{statement.module}` has nothing called `{missing[0]}`."
        f" {f'Do you mean `{meant}`?' if meant else 'Look at its spelling.'}"
    )
