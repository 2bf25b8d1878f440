"""The calls of the course in a Python cell, mistyped: understood where the meaning is plain, else told in a sentence.

Only a statement that calls one of the course's functions is looked at. Every other syntax error stays Python's.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from types import FunctionType
from typing import Any

import firstquery
from firstquery.core import course, records
from firstquery.core.course import STEM
from firstquery.core.errors import UserError
from firstquery.kernel.first_line import compiles
from firstquery.learner.exercises import exercises_of
from firstquery.learner.numbers import ask_about_comma, ask_about_point
from firstquery.learner.predict import predict_usage
from firstquery.learner.session import current_week

_CALL = re.compile(rf"({'|'.join(firstquery.__all__)})[ \t]*(?=[(\"'“”„‘’«])")
_CODE_AND_TEXTS = re.compile(r"""("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\#[^\n]*)""")
_LOOKALIKES = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‘’‚‛´`", "'"),
        **dict.fromkeys("\u00a0\u2007\u202f", " "),
        **dict.fromkeys("\u200b\ufeff"),
        "…": "...",
    }
)
_NUMBER = r"\d+(?:\.\d+)?"
_DOTS = re.compile(rf"(?:\.{{2,}}\s*|(?<![\w.]))({_NUMBER})\s*\.{{2,}}|\.{{2,}}\s*({_NUMBER})")
_UNIT = re.compile(r"[$€£~≈]\s*(?=\d)|(?<=\d)\s*(?:%|per\s?cent\b)", re.IGNORECASE)
_SPACED = re.compile(r"(?<![\w.])\d{1,3}(?: \d{3})+(?![\w.])")
_LONGEST = 100  # lines; a longer cell is not one of the course's

#: The functions whose first argument is a text.
TEXT_FIRST = (
    *("check", "columns", "glossary", "hint", "outcome", "own_database"),
    *("predict", "rebuild", "service", "solution", "sql"),
)
#: The functions whose usage is not on the function itself.
USAGE = {
    "columns": 'columns("accounts")',
    "own_database": 'own_database("sales.sqlite")',
    "sql": 'sql("SELECT name FROM accounts")',
    "tables": "tables()",
}


def install(ip: Any) -> None:
    """Put `understand` after IPython's own cleaning, which takes away indentation and prompts.

    Away from the grader, a function typed without its brackets shows how it is run.
    """
    if understand in ip.input_transformers_cleanup:
        return
    ip.input_transformers_cleanup.append(understand)
    if not records.at_the_grader():
        _show_usage_of_functions(ip)


def understand(lines: list[str]) -> list[str]:
    """Return the cell with its mistyped call as it was meant; every other cell as it is. Raises `UserError`."""
    text = "".join(lines)
    if not _CALL.search(text) or text.rstrip().endswith("?"):
        return lines
    if compiles(text):
        _ask_about_numbers(text)
        return lines
    at = _find_mistyped(lines)
    if at is None:
        return lines
    before, call = "".join(lines[:at]), "".join(lines[at:])
    match = _CALL.match(call)
    assert match is not None
    name = match[1]
    mended = mend(name, call)
    if compiles(before + mended):
        _ask_about_numbers(before + mended)
        return (before + mended).splitlines(keepends=True)
    raise UserError(f"{_fault(name, mended)} {name} is written like this: {usage(name, call)}")


understand.has_side_effects = True  # type: ignore[attr-defined]  # it raises; IPython then keeps it out of guesses


def usage(name: str, call: str = "") -> str:
    """How a function of the course is written, with the exercise, the prediction or the week that ``call`` names."""
    known = getattr(getattr(firstquery, name), "usage", None)
    text = USAGE.get(name) or (str(known()) if known else f"{name}()")
    said = re.search(r"\bw\d\d-[qp]\d+\b", call)
    if name == "check":
        here, wanted = (None, said[0]) if said else (current_week(), course.example())
        week = here or next((one for one in course.practices() if one.number == int(wanted[1:3])), current_week())
        exercises = exercises_of(week) if week else []
        one = next((one for one in exercises if one.id == wanted), next(iter(exercises), None))
        return f'check("{one.id}", {one.name})' if one else f'check("{wanted}", NAME)'
    if name == "rebuild" and (stem := re.search(STEM, call)):
        return f'rebuild("{stem[0]}")'
    example = re.search(r"w\d\d-[qp]\d+", text)
    return text.replace(example[0], said[0]) if said and example and example[0][4] == said[0][4] else text


def mend(name: str, call: str) -> str:
    """The call with straight quotes and plain numbers: ``60%``, ``$60``, ``60...`` and ``1 500`` in what predicts."""

    def plain(text: str) -> str:
        text = _DOTS.sub(lambda found: found[1] or found[2], text)
        if name in ("predict", "outcome"):
            text = _SPACED.sub(lambda found: found[0].replace(" ", ""), _UNIT.sub("", text))
        return text

    return _outside_texts(_outside_texts(call, lambda text: text.translate(_LOOKALIKES)), plain)


def _outside_texts(code: str, change: Callable[[str], str]) -> str:
    return "".join(part if number % 2 else change(part) for number, part in enumerate(_CODE_AND_TEXTS.split(code)))


def _find_mistyped(lines: list[str]) -> int | None:
    """Return the line where the call begins that Python cannot read; None where the fault is elsewhere."""
    at = 0
    while at < len(lines) <= _LONGEST:
        end = next((end for end in range(at + 1, len(lines) + 1) if compiles("".join(lines[at:end]))), None)
        if end is None:
            return at if _CALL.match(lines[at]) else None
        at = end
    return None


def _fault(name: str, call: str) -> str:
    code = "".join(_CODE_AND_TEXTS.split(call)[::2])  # without its texts and comments
    if "(" not in code:
        return f"The brackets are missing: one after {name}, one at the end."
    if '"' in code or "'" in code:
        return "A quotation mark is missing: a text has one before it and one after it."
    if name in TEXT_FIRST and '"' not in call and "'" not in call:
        thing = "the address" if name == "own_database" else "what stands first between the brackets"
        return f"Quotation marks are missing: {thing} has one before it and one after it."
    if code.count("(") != code.count(")"):
        missing = code.count("(") > code.count(")")
        return "The closing bracket at the end is missing." if missing else "There is a closing bracket too many."
    if number := re.search(r"\(\s*(0\d+)", code):
        return f'A number that begins with 0 has a quotation mark before it and one after it: "{number[1]}".'
    if grouped := re.search(r"\b\d{1,3}(?:[.,]\d{3})+\b", code):
        digits = re.sub("[.,]", "", grouped[0])
        return f"A number is written without commas or points between its digits: {digits} for {grouped[0]}."
    return "Python cannot read this call: a comma, a bracket or a sign is not in its place."


def _ask_about_numbers(text: str) -> None:
    """Raise `UserError` where Python reads a predicted number otherwise than it was meant: 1.500, ~1500, 12,5.

    Python keeps no trace of how a number was typed, so the cell is read before it runs.
    """
    if records.at_the_grader() or "predict" not in text:
        return
    for call in ast.walk(ast.parse(text)):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or call.func.id != "predict":
            continue
        typed = [ast.get_source_segment(text, one) or "" for one in call.args]
        if len(typed) > 1 and (ask := ask_about_point(typed[1])):
            raise UserError(ask)
        if len(typed) > 1 and re.fullmatch(r"~\s*\d+", typed[1]):
            raise UserError(f"Python reads ~ as another number. Write {typed[1].lstrip('~ ')} alone.")
        # Two numbers without a space between them were meant as one.
        if len(typed) == 3 and not call.keywords and all(one.isdecimal() for one in typed[1:]):
            name = call.args[0].value if isinstance(call.args[0], ast.Constant) else ""
            if f"{typed[1]},{typed[2]}" in text and f", {typed[1]}," in text:
                ask = ask_about_comma(typed[1], typed[2:], predict_usage(str(name)))
                raise UserError(f"{ask}. If {typed[2]} is how sure you are, write confidence={typed[2]}")


def _show_usage_of_functions(ip: Any) -> None:
    """A printer of IPython's: the functions themselves stay plain functions, for `help` and for whoever reads them."""

    def print_function(value: Any, printer: Any, cycle: bool) -> None:
        name = str(getattr(value, "__name__", ""))
        if name in firstquery.__all__ and str(value.__module__).startswith("firstquery."):
            printer.text(f"{name} is something to run, with its brackets: {usage(name)}")
        else:
            earlier(value, printer, cycle)

    formatter = ip.display_formatter.formatters["text/plain"]
    formatter.for_type(firstquery.LazyFunction, print_function)
    earlier = formatter.for_type(FunctionType, print_function)
