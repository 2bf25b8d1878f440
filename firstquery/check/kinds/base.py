"""What the kinds share: the sentences for what is no answer at all, and the memory for prepared keys."""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

from firstquery.check.verdict import Verdict, could_not_check, could_not_run, not_attempted, not_yet

T = TypeVar("T")
_memory: OrderedDict[tuple[str, int, str], tuple[Any, Any]] = OrderedDict()
REMEMBERED = 200
YES_OR_NO = "a yes or no (True or False)"
MOST_REASON = 160  # characters of an error that a check repeats
_FIRST_SENTENCE = re.compile(r"(?:`[^`]*`|[^`])+?[.!?](?=\s|$)")
# What Python calls a cell, as a file: a number that nobody has seen.
_OF_A_CELL = re.compile(r"\([^()\s]+(?:\.py|>), line (\d+)\)")
# An answer that is there under another name: no error, and its sentence says all (firstquery.blank.Failed holds it).
_NAMED_OTHERWISE = "the check looks for"


def remembered(what: str, thing: dict[str, Any], spec: dict[str, Any], make: Callable[[], T]) -> T:
    """``make()``, once for this very object and this spec. The object is held, so that its identity stays its own."""
    at = (what, id(thing), json.dumps(spec, sort_keys=True, default=str))
    if at not in _memory:
        _memory[at] = (thing, make())
        while len(_memory) > REMEMBERED:
            _memory.popitem(last=False)
    return _memory[at][1]  # type: ignore[no-any-return]


def not_an_answer(answer: dict[str, Any], asked: str) -> Verdict | None:
    """The verdict for what no kind can judge: nothing there, a query that failed, something that is no data."""
    kind = answer.get("type")
    if kind == "blank":
        return not_attempted(
            "If your answer stands in the answer cell above, run that cell; if it does not, write it there and run it. "
            "Then run this one."
        )
    if kind == "failed":
        return failed(str(answer.get("sentence") or "").strip())
    if kind == "missing":
        name = str(answer.get("name") or "")
        called = f"no answer called `{name}`" if name else "no answer"
        return not_attempted(f"There is {called} yet. Run the cell above that makes it, then this one.")
    if kind == "too-large":
        wanted = asked[:1].upper() + asked[1:]
        return not_yet(f"That is {answer.get('what', 'an answer')}: more than can be checked. {wanted} is asked for.")
    if kind == "unknown" or kind not in ("scalar", "text", "table"):
        return not_yet(f"That is {answer.get('what', 'an unknown object')}; {asked} is asked for.")
    if kind == "scalar" and answer.get("value") is None:
        return not_yet(f"There is nothing in that answer (NULL, or None in Python); {asked} is asked for.")
    return None


def failed(reason: str) -> Verdict:
    """What to say of a cell that gave no answer: why, where that is short, and what to do. Never a drawing in text."""
    if _NAMED_OTHERWISE in reason:
        return could_not_check(" ".join(reason.split()))
    line = _OF_A_CELL.sub(r"(line \1)", reason.partition("\n")[0].strip())
    sentence = _FIRST_SENTENCE.match(line)
    why = sentence[0] if sentence else f"{line}."
    short = len(line) > 0 and len(why) <= MOST_REASON and "^" not in why
    where = "The answer cell stopped with an error, which stands below that cell"
    return could_not_run(f"{where}{f': {why}' if short else '.'} Correct it there, run that cell, then this one.")


def described(answer: dict[str, Any]) -> str:
    """The payload in words, with its article and its size: ``a table of 3 rows and 2 columns``."""
    if answer["type"] == "text":
        return "a text"
    if answer["type"] == "scalar":
        value = answer["value"]
        if isinstance(value, bool):
            return YES_OR_NO
        return "a date" if isinstance(value, str) else "a number"
    if answer["type"] != "table":
        return str(answer.get("what", "an unknown object"))
    height, width = len(answer["rows"]), len(answer["columns"])
    if answer.get("from") in ("list", "set") and width == 1:
        return f"a {answer['from']} of {counted(height, 'value')}"
    return f"a table of {counted(height, 'row')} and {counted(width, 'column')}"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """``1 row``, ``2 rows``, ``1,200 rows``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def asked_for(number: int, noun: str = "") -> str:
    """``one decimal is asked for``, ``20 are asked for``: what the question wants, counted."""
    much = f"{'one' if number == 1 else f'{number:,}'} {noun if number == 1 or not noun else noun + 's'}".strip()
    return f"{much} {'is' if number == 1 else 'are'} asked for"


def listed(names: list[str], most: int = 5) -> str:
    """``a, b and c``; long lists end in ``and 4 more``."""
    shown = names[:most]
    if len(names) > most:
        return ", ".join(shown) + f" and {len(names) - most} more"
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1] if shown else ""
