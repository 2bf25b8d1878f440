"""Slips with what is outside: files, JSON, dates, databases, servers, and claims that do not hold."""

from __future__ import annotations

import ast
import difflib
from pathlib import Path
from typing import Any

from firstquery.kernel.tutor.fault import UNKNOWN, Fault
from firstquery.kernel.tutor.page_cells import is_given
from firstquery.kernel.tutor.registry import slip
from firstquery.kernel.tutor.words import is_a, listed, many


@slip("FileNotFoundError")
def no_file(fault: Fault) -> str:
    """A file that is not there, and what lies there instead."""
    name = getattr(fault.error, "filename", None)
    if not isinstance(name, str | Path) or not str(name):
        return ""
    path = Path(name)
    folder = path.parent
    if not folder.is_dir():
        return (
            f"there is no folder `{folder}`, so there is no file `{path.name}` in it. Look at the way to it, from"
            f" `{Path.cwd().name}` on."
        )
    there = sorted(one.name for one in folder.iterdir() if not one.name.startswith("."))
    meant = difflib.get_close_matches(path.name, there, 1, 0.6)
    if meant:
        return f"there is no file `{path.name}` here. Do you mean `{meant[0]}`?"
    return f"there is no file `{path.name}` in the folder `{folder.resolve().name}`. " + (
        f"There lie: {listed(there)}." if there else "That is empty."
    )


@slip("IsADirectoryError")
def is_a_folder(fault: Fault) -> str:
    return f"`{getattr(fault.error, 'filename', '')}` is a folder, and a file is asked for."


@slip("PermissionError")
def not_allowed(fault: Fault) -> str:
    return (
        f"`{getattr(fault.error, 'filename', '')}` may not be opened so by you. Is it open in another program, or"
        " read-only?"
    )


@slip("JSONDecodeError")
def no_json(fault: Fault) -> str:
    """A text that is no JSON."""
    text = str(getattr(fault.error, "doc", ""))
    at = int(getattr(fault.error, "pos", 0))
    if not text.strip():
        return (
            "this text is read as JSON, and it is empty. Look at where it comes from: did the server answer with"
            " something?"
        )
    shown = " ".join(text[:40].split())
    if text.lstrip().startswith("<"):
        return (
            f"this text is read as JSON, and it is a page of HTML: it begins with `{shown}`. Look at the address, and"
            " at the status of the answer."
        )
    if at == 0:
        return f"this text is read as JSON, and it is none: it begins with `{shown}`."
    if "'" in text[max(0, at - 1) : at + 2]:
        return (
            "JSON wants double quotation marks, and here stand single ones:"
            f" `{' '.join(text[max(0, at - 5) : at + 20].split())}`."
        )
    return (
        f"this text is read as JSON, and cannot be read at sign {at:,}:"
        f" `{' '.join(text[max(0, at - 15) : at + 15].split())}`."
    )


@slip("TypeError")
def not_for_json(fault: Fault) -> str:
    """A value that JSON has no form for."""
    if fault.method not in ("dumps", "dump") or not fault.is_in("json"):
        return ""
    found = _odd(fault.value(fault.argument(0, "obj")))
    if found is None:
        return (
            "JSON has texts, plain numbers, lists and dictionaries, and one value here is of another kind. A number out"
            " of a table becomes plain with `int(…)` or `float(…)`; of anything else a text is made with `str(…)`."
        )
    way = (
        "`.item()` makes a plain number of it"
        if is_a(found, "generic")
        else (
            "`.to_dict()` makes a dictionary of it"
            if is_a(found, "Series", "DataFrame")
            else "make a text of it: `str(…)`"
        )
    )
    return (
        f"JSON has texts, numbers, lists and dictionaries, and no form for {type(found).__name__}. For this value,"
        f" {way}."
    )


def _odd(value: Any) -> Any:
    """Return the first value that JSON has no form for; None where there is none."""
    if value is UNKNOWN or value is None or isinstance(value, str | bool | int | float):
        return None
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return next((one for one in map(_odd, value) if one is not None), None)
    return value


@slip("ValueError", "TypeError", "OutOfBoundsDatetime", "DateParseError")
def no_date(fault: Fault) -> str:
    """A text that is not the date it is read as."""
    name = fault.method
    if (
        name not in ("strptime", "fromisoformat", "to_datetime", "Timestamp", "date", "datetime")
        or fault.node is not fault.call
    ):
        return ""
    piece = fault.argument(0, "arg", "date_string", "ts_input")
    value = fault.value(piece)
    if piece is None:
        return ""
    if name == "strptime" and isinstance(value, str):
        return (
            f'"{value}" is not written as its form says, {fault.quote(fault.argument(1, "format"))}. The form of'
            ' 2025-01-31 is "%Y-%m-%d", that of 31.01.2025 "%d.%m.%Y".'
        )
    if name == "fromisoformat" and isinstance(value, str):
        return f'"{value}" is no date with its year first, as in "2025-01-31", or there is no such day.'
    if name in ("date", "datetime") and isinstance(value, str):
        return (
            f"`{name}` takes numbers: `{name}(2025, 1, 31)`. A text is read with"
            f" `{name}.fromisoformat({fault.quote(piece)[1:-1]})`."
        )
    if name in ("date", "datetime") and isinstance(value, int):
        return (
            "there is no such day: the order is year, month (1 to 12), day."
            if isinstance(fault.error, ValueError)
            else ""
        )
    if name == "to_datetime" and is_a(value, "Series"):
        import pandas as pd

        bad = value[pd.to_datetime(value, errors="coerce", format="ISO8601").isna() & value.notna()]
        if len(bad) and fault.argument(-1, "format") is None:
            size, first = many(len(bad), "text"), str(bad.iloc[0])[:30]
            return (
                f'{fault.quote(piece)} holds {size} not read as a date; the first is "{first}". Name their form, such'
                ' as `format="%d.%m.%Y"`, or take `errors="coerce"` and look at the gaps.'
            )
    return (
        f'"{value[:30]}" is not read as a date. With the year first it is: "2025-01-31".'
        if isinstance(value, str)
        else ""
    )


@slip("AssertionError")
def claim(fault: Fault) -> str:
    """A claim of hers that does not hold."""
    statement = fault.place.statement
    if not isinstance(statement, ast.Assert) or fault.below:
        return ""
    said = f"the claim {fault.quote(statement.test)} does not hold."
    if isinstance(statement.test, ast.Compare) and len(statement.test.ops) == 1:
        left = statement.test.left
        value = fault.value(left)
        if isinstance(left, ast.Name) and value is not UNKNOWN and len(repr(value)) < 60:
            return f"{said} `{left.id}` is {value!r} here."
        if isinstance(left, ast.Call):
            return f"{said} Run {fault.quote(left)} alone, and look at what it gives."
    return f"{said} Either it is wrong, or what it is about is."


@slip("Exception")
def raised_here(fault: Fault) -> str:
    """A line of hers that says `raise` itself."""
    if not isinstance(fault.place.statement, ast.Raise) or fault.below:
        return ""
    said = " ".join(str(fault.error).split())[:160]
    if said and is_given(fault.place):
        return f"{said.rstrip('.')}."
    told = f", and says: {said.rstrip('.')}" if said else ""
    return f"this line stops the cell on purpose, with `raise`{told}. Look at when it does so."


@slip("UnicodeDecodeError")
def other_signs(fault: Fault) -> str:
    return (
        "the file is not written in the usual signs (UTF-8), so its letters cannot be read. An export of Excel is often"
        ' read with `encoding="cp1252"`.'
    )


@slip("EmptyDataError")
def empty_file(fault: Fault) -> str:
    return "the file is there, and it is empty. Look at the program that should have written it."


@slip("InvalidIndexError", "IndexError", "StopIteration")
def nothing_left(fault: Fault) -> str:
    if fault.method == "next" and isinstance(fault.error, StopIteration):
        return "`next` asks for one more, and there is none left."
    return ""
