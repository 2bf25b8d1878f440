"""The calls of the course in a Python cell, mistyped: understood where the meaning is plain, else told in a sentence.

Only a statement that calls one of the course's functions is looked at. Every other syntax error stays Python's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import firstquery
from firstquery.course import STEM
from firstquery.learner.exercises import exercises_of
from firstquery.learner.rebuild import current_week
from firstquery.notebook import shipped
from firstquery.notebook.as_meant import WORTH_A_LOOK, as_meant, in_small_letters
from firstquery.notebook.python import compiles
from firstquery.sentence import Sentence

_CALL = re.compile(rf"({'|'.join(firstquery.__all__)})[ \t]*(?=[(\"'“”„‘’«])", re.IGNORECASE)
_APART = re.compile(r"""("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\#[^\n]*)""")
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
_PERCENT = re.compile(rf"({_NUMBER})\s*(?:%|per\s?cent\b|pct\b)", re.IGNORECASE)
_MONEY = re.compile(r"[$€£~≈]\s*(?=\d)")
_SPACED = re.compile(r"(?<![\w.])\d{1,3}(?: \d{3})+(?![\w.])")
_LONGEST = 100  # lines; a longer cell is not one of the course's

#: The functions whose first argument is a text.
TEXT_FIRST = (
    "check",
    "columns",
    "glossary",
    "hint",
    "outcome",
    "own_database",
    "predict",
    "rebuild",
    "solution",
    "sql",
)

#: Those whose first argument is the number of a pull request.
PULL_FIRST = ("pull_request", "review", "run_tests", "try_on_data")

#: The functions whose usage is not on the function itself.
USAGE = {
    "check": 'check("w01-q3", paying_customers)',
    "columns": 'columns("accounts")',
    "own_database": 'own_database("sales.sqlite")',
    "sql": 'sql("SELECT name FROM accounts")',
    "tables": "tables()",
}


def install(ip: Any) -> None:
    """Puts `understand` after IPython's own cleaning, which takes away indentation and prompts."""
    if understand not in ip.input_transformers_cleanup:
        ip.input_transformers_cleanup.append(understand)


def understand(lines: list[str]) -> list[str]:
    """The cell with its mistyped call as it was meant; every other cell as it is. Raises `Sentence`."""
    text = "".join(lines)
    if not WORTH_A_LOOK.search(text) and not any(_CALL.match(line) for line in lines):
        return lines
    if text.rstrip().endswith("?"):
        return lines
    if compiles(text):
        return as_meant(text).splitlines(keepends=True)
    at = _mistyped(lines)
    if at is None:
        return lines
    before, call = "".join(lines[:at]), in_small_letters("".join(lines[at:]))
    match = _CALL.match(call)
    assert match is not None
    if match[1] not in firstquery.__all__:
        return lines
    name = match[1]
    mended = mend(name, call)
    if compiles(before + mended):
        return as_meant(before + mended).splitlines(keepends=True)
    raise Sentence(f"{_what_is_wrong(name, mended)} {name} is written like this: {usage(name, call)}")


understand.has_side_effects = True  # type: ignore[attr-defined]  # it raises; IPython then keeps it out of guesses


def usage(name: str, call: str = "") -> str:
    """How a function of the course is written, with the exercise or the prediction that ``call`` is about."""
    known = getattr(getattr(firstquery, name), "usage", None)
    text = USAGE.get(name) or (str(known()) if known else f"{name}()")
    if name == "check" and (week := current_week()) and (exercises := exercises_of(week)):
        text = f'check("{exercises[0].id}", {exercises[0].name})'
    if name == "own_database" and "://" in call:
        return 'own_database("postgresql://reader@db.example.com/sales")'  # hers may hold a password
    if name == "rebuild" and (stem := re.search(STEM, call)):
        return f'rebuild("{stem[0]}")'
    said = re.search(r"\bw\d\d-[qp]\d+\b", call)
    if said and (example := re.search(r"w\d\d-[qp]\d+", text)) and example[0][4] == said[0][4]:
        text = text.replace(example[0], said[0])
        answers = {one.id: one.name for one in shipped.cells_of(f"{said[0]}-answer")} if name == "check" else {}
        text = re.sub(r"\w+(?=\)$)", lambda found: answers.get(f"{said[0]}-answer", found[0]), text)
    return text


def mend(name: str, call: str) -> str:
    """The call with straight quotes and plain numbers: ``60%``, ``$60``, ``60...`` and ``1 500`` in what predicts."""

    def plain(text: str) -> str:
        text = _DOTS.sub(lambda found: found[1] or found[2], text)
        if name in ("predict", "outcome"):
            text = _MONEY.sub("", _PERCENT.sub(r"\1", text))
            text = _SPACED.sub(lambda found: found[0].replace(" ", ""), text)
        return text

    return _outside_texts(_outside_texts(call, lambda text: text.translate(_LOOKALIKES)), plain)


def _outside_texts(code: str, change: Callable[[str], str]) -> str:
    return "".join(part if number % 2 else change(part) for number, part in enumerate(_APART.split(code)))


def _mistyped(lines: list[str]) -> int | None:
    """The line where the call begins that Python cannot read; None where the fault is elsewhere."""
    at = 0
    while at < len(lines) <= _LONGEST:
        end = next((end for end in range(at + 1, len(lines) + 1) if compiles("".join(lines[at:end]))), None)
        if end is None:
            return at if _CALL.match(lines[at]) else None
        at = end
    return None


def _what_is_wrong(name: str, call: str) -> str:
    code = "".join(_APART.split(call)[::2])  # without its texts and comments
    if "(" not in code:
        return f"The brackets are missing: one after {name}, one at the end."
    if '"' in code or "'" in code:
        return "A quotation mark is missing: a text has one before it and one after it."
    if name in TEXT_FIRST and '"' not in call and "'" not in call:
        thing = "the address" if name == "own_database" else "what stands first between the brackets"
        return f"Quotation marks are missing: {thing} has one before it and one after it."
    if name in PULL_FIRST and (number := re.search(r"\(\s*(0\d+)", code)):
        return f'A number that begins with 0 has a quotation mark before it and one after it: "{number[1]}".'
    if code.count("(") > code.count(")"):
        return "The closing bracket at the end is missing."
    if code.count("(") < code.count(")"):
        return "There is a closing bracket too many."
    if "%" in code:
        return "A percent sign cannot stand here: a number is written alone."
    if points := re.search(r"\b\d{1,3}(?:\.\d{3}){2,}\b", code):
        return f"A number is written without points between its digits: {points[0].replace('.', '')} for {points[0]}."
    if comma := re.search(r"\b(\d+),(0\d?)(?!\d)", code):
        return f"A decimal is written with a point: {comma[1]}.{comma[2]}"
    if grouped := re.search(r"\b\d{1,3}(?:,\d{3})+\b", code):
        return f"A number is written without commas: {grouped[0].replace(',', '')} for {grouped[0]}."
    if two := re.search(r"\b([^\W\d]\w*)[ \t]+([^\W\d]\w*)", code):
        return f"A name is one word, and here stand two: {two[0]}. Is it {two[1]}_{two[2]}?"
    return "Python cannot read this call: a comma, a bracket or a sign is not in its place."
