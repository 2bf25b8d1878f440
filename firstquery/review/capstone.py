"""The pull request that one learner reviews at the end, drawn from variants of equal difficulty by the name she has.

The same name gives the same one on her computer and at the grader, which takes no review of another.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import platform
import re
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from firstquery.core import course, files, records
from firstquery.core.errors import WIDTH, UserError, in_sentences, quote_value, wrapped
from firstquery.review import variants
from firstquery.review.pulls import load
from firstquery.review.render import RichText, render
from firstquery.review.show import html, text
from firstquery.review.trying import desk_at

#: How a hub, or whoever sets up a computer for somebody, says under which name she hands in.
NAMED_BY = ("FIRSTQUERY_LEARNER", "JUPYTERHUB_USER")
LONGEST = 900  # characters of a result
NOT_WRITTEN = "not tried yet: what belongs in place of the dots is yours to write"
_RECORD = "capstone"
_HOW = 'capstone("the name under which you hand in")'
_NUMBER = re.compile(r"\s*(?:(?:pull request|pull|pr)\s*/?\s*)?#?(\d{4})\s*", re.IGNORECASE)


@in_sentences(_HOW)
def capstone(name: Any = ...) -> RichText | None:
    """Say which pull request is hers, and show it. Raises `UserError`. Silent at the grader.

    ``name`` is the one under which she hands in, as her facilitator has it. On a hub it is known; whoever learns alone
    needs none. An empty one forgets what she said before.
    """
    if records.at_the_grader():
        return None
    if name is not None and name is not ... and not isinstance(name, str):
        raise UserError(f"The name is a text in quotes, and this is {quote_value(name)}.")
    numbers = list_variants()
    if isinstance(name, str) and (found := _NUMBER.fullmatch(name)) and found[1] in numbers:
        raise UserError(
            f"{found[1]} is the number of a pull request. In the brackets stands the name under which you hand in, and "
            "it says which number is yours. If you learn alone, leave them empty."
        )
    who, alone = _student_name(name)
    number = draw(who, numbers)
    records.update(_RECORD, lambda kept: {"version": 1, "name": who, "number": number, "alone": alone})
    _keep_hers()
    print(f"Your pull request is {number}, chosen by chance for {'this computer' if alone else who}.")
    if alone:
        print(f"In a course with a facilitator, say your name: {_HOW}")
    pull = load(number)
    return RichText(text(pull), html(pull, is_folded=True))  # the description first: the lines are opened one by one


def draw(who: str, numbers: Sequence[str]) -> str:
    """The variant of whoever hands in under the name ``who``: capitals and spaces around it make no difference."""
    return variants.number_for(who.strip().casefold(), numbers)


def own_number() -> str:
    """Return the number that she was told last, or ""."""
    found = (records.read(_RECORD) or {}).get("number")
    return found if isinstance(found, str) else ""


def held_to(key: dict[str, Any], who: str = "") -> dict[str, Any]:
    """Return the expected half of a review, for one learner: of several pull requests hers alone is asked for.

    ``who``: the name under which she hands in; "" on her own computer, where it counts what she was told.
    """
    numbers = key.get("pull", ())
    if len(numbers) < 2:
        return key
    number = draw(who, numbers) if who else own_number()
    return {**key, "pull": [number], "of": who} if number in numbers else key


def keep_own_truth(key: bytes) -> bytes:
    """A key as it lies in her folder: of several pull requests it holds the truth of the one that was drawn alone."""
    made = json.loads(key) if b'"sealed"' in key else {"exercises": {}}
    several = [one["expected"] for one in made["exercises"].values() if len(one["expected"].get("pull", ())) > 1]
    for expected in several:
        number = own_number()
        expected["sealed"] = {one: text for one, text in expected["sealed"].items() if one == number}
    return (json.dumps(made, ensure_ascii=False) + "\n").encode() if several else key


def _keep_hers() -> None:
    """Put the truth of the pull request that was drawn into the key beside her practice, in place of another."""
    whole = {week.stem: week.key for week in course.weeks()}
    for path in (Path("key.json"), *(course.work_folder() / "practice").glob("*/key.json")):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            shipped = whole[json.loads(path.read_bytes())["week"]]
            content = shipped.read_bytes()
            if (held := keep_own_truth(content)) != content and not path.samefile(shipped):
                files.write(path, held)


def list_variants() -> list[str]:
    """Return the variants among which the practice draws. Raises `UserError`."""
    for week in sorted(course.weeks(), key=lambda one: -one.number):
        for path in (course.work_folder() / "practice" / week.stem / "key.json", week.key):
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
                for one in json.loads(path.read_text(encoding="utf-8"))["exercises"].values():
                    if len(one["expected"].get("pull", ())) > 1:
                        return [str(number) for number in one["expected"]["pull"]]
    raise UserError("This copy of the course has no capstone. Ask your facilitator for one.")


def _student_name(given: Any) -> tuple[str, bool]:
    """Return her name, and whether it is only that of this computer: said, known from a hub, or said before."""
    if isinstance(given, str) and given.strip():
        return given.strip(), False
    if known := next((said for one in NAMED_BY if (said := os.environ.get(one, "").strip())), ""):
        return known, False
    kept = (records.read(_RECORD) if given is ... else None) or {}
    if isinstance(kept.get("name"), str) and kept["name"]:
        return kept["name"], bool(kept.get("alone"))
    return _of_this_computer(), True


def _of_this_computer() -> str:
    """Something that differs from one learner's computer to the next, and stays."""
    user = ""
    with contextlib.suppress(OSError, KeyError, ImportError):  # no such user: containers run under any number
        user = getpass.getuser()
    return f"{user}@{platform.node()}"


@in_sentences('try_promises({"the token": "vendor_token()"})')
def try_promises(calls: Any) -> RichText | None:
    """Return what each of some calls gives on her pull request, beside its name. Raises `UserError`.

    Silent at the grader.
    """
    if records.at_the_grader():
        return None
    named = calls if isinstance(calls, dict) else {}
    if not named or not all(isinstance(one, str) for pair in named.items() for one in pair):
        raise UserError('Calls are texts between quotation marks, each with its name: {"the token": "vendor_token()"}.')
    if not (number := own_number()):
        raise UserError("Which pull request is yours? Run the cell with capstone() first, then this one.")
    rows = [(name, " ".join(call.split()), run_call(number, call)) for name, call in named.items()]
    caption = f"Tried on pull request {number}"
    lines = [caption]
    for name, call, found in rows:
        lines += ["", *wrapped(name), f"  {call}"]
        for line in found.splitlines():
            lines += textwrap.wrap(line, WIDTH, initial_indent="    ", subsequent_indent="    ") or [""]
    return RichText("\n".join(lines), render("calls.html", caption=caption, rows=rows))


def run_call(number: str, call: str) -> str:
    """Return the result in words: a number, a text, a table, or the error that it ends with."""
    if "…" in call or not call.strip(" ."):
        return NOT_WRITTEN
    try:
        found = desk_at(f"pull/{number}", call)
    except UserError as fault:
        return f"an error: {fault.sentence.partition('gives no answer to this: ')[2] or fault.sentence}"
    if hasattr(found, "to_string"):
        return str(found.to_string(index=False)) if len(found) else "a table without rows"
    text = "\n".join(map(str, found)) if isinstance(found, list) else str(found)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"
