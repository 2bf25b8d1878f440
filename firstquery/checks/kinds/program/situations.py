"""A program run in a stated situation, and what came of it as plain JSON: the behaviour.

A situation is a block of answers.py: its name and message, and literal assignments, all of them optional:

- ``arguments = ["--month", "2026-10"]``, where ``{warehouse}`` stands for the warehouse's path
- ``files = {"reports/2026-09.csv": "…"}``: what lies in the working folder before; ``stdin = "…"``
- ``environment = {"REPORT_TO": "board"}``
- ``warehouse = "there"`` (the default), ``"missing"``, or ``"empty"``: the tables are there, without a row
- ``runs = 2``: so many runs one after another in the same folder
- ``folder = "elsewhere"``: the program is started from another folder than the one it lies in
- ``says = ["no rows"]``: words of which one has to stand in what it prints; ``seconds = 10``
- ``only = True``: no other files than the expected ones may be there afterwards
"""

from __future__ import annotations

import ast
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from firstquery.checks.kind import Block, Trial
from firstquery.checks.kinds.chart import recording
from firstquery.checks.kinds.program import document
from firstquery.checks.source import fault_in, quote
from firstquery.checks.verdict import Finding, Verdict, mistake, not_yet, right
from firstquery.core.errors import UserError

AT_ONCE = 3
MOST_FILES = 50
SECONDS = 10.0
_ON_PURPOSE = re.compile(r"\b(raise|assert)\b")
_ACCIDENT = re.compile(r"(?:AttributeError|NameError|TypeError|UnboundLocalError)\b")  # no program ends so on purpose
# Python runs the program's file as a program, after it has made a warehouse without rows where one is asked for.
START = """\
import os, runpy, sqlite3, sys
path, emptied = sys.argv[1:3]
if emptied:
    there = sqlite3.connect(f"file:{os.environ['FIRSTQUERY_WAREHOUSE']}?mode=ro", uri=True)
    with sqlite3.connect(emptied) as copy:
        for (made,) in there.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'"):
            copy.execute(made)
    os.environ["FIRSTQUERY_WAREHOUSE"] = emptied
sys.argv[:] = [path, *sys.argv[3:]]
sys.path[0] = os.path.dirname(os.path.abspath(path))
runpy.run_path(path, run_name="__main__")
"""
# What comes before it where charts are asked for. It stands apart: what a command names, the zygote imports.
RECORD = """\
from pathlib import Path
from firstquery.checks.kinds.chart.recording import record
record(Path("{}").resolve())
"""


class Situation(BaseModel):
    """Surroundings of one run, as answers.py states them (see the module)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    message: str = ""
    arguments: list[str] = Field(default_factory=list)
    files: dict[str, str] = Field(default_factory=dict)
    stdin: str = ""
    environment: dict[str, str] = Field(default_factory=dict)
    warehouse: str = Field("there", pattern="^(there|missing|empty)$")
    runs: int = Field(1, ge=1, le=3)
    folder: str = Field("", pattern="^(|elsewhere)$")
    says: list[str] = Field(default_factory=list, max_length=12)
    seconds: float = Field(SECONDS, gt=0, le=60)
    only: bool = False


def literals(block: Block) -> dict[str, Any]:
    """The literal assignments of a block. Raises `UserError`."""
    said: dict[str, Any] = {}
    try:
        for line in ast.parse(block.code).body:
            if not (isinstance(line, ast.Assign) and len(line.targets) == 1 and isinstance(line.targets[0], ast.Name)):
                raise ValueError("not an assignment")
            said[line.targets[0].id] = ast.literal_eval(line.value)
    except (SyntaxError, ValueError):
        raise UserError(
            f"The block `{block.role}: {block.name}` holds assignments of plain values alone, "
            'such as `arguments = ["--month", "2026-10"]`.'
        ) from None
    return said


def read(blocks: Sequence[Block], form: type[Situation]) -> list[Situation]:
    """The situations that answers.py states for an exercise. Raises `UserError`."""
    found = []
    for block in blocks:
        try:
            found.append(form(name=block.name, message=block.message, **literals(block)))
        except ValidationError as fault:
            first = fault.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise UserError(f"The block `{block.role}: {block.name}` says {where} wrongly: {first['msg']}.") from None
    return found


def run(
    source: Mapping[str, Any], situation: Situation, trial: Trial, *, charts: bool = False, **more: Any
) -> dict[str, Any]:
    """The behaviour of a program in one situation, with the ``charts`` that it saved. Never raises for the program."""
    name = source["name"]
    folder = "elsewhere" if situation.folder else ""
    files: dict[str, str | bytes] = {name: source["text"], **situation.files}
    emptied = "empty.db" if situation.warehouse == "empty" else ""
    up = "../" if folder else ""
    start = RECORD.format(up + recording.FILE) + START if charts else START
    environment = {"PYTHONDONTWRITEBYTECODE": "1", **situation.environment, **more.pop("environment", {})}
    outcome = None
    for _ in range(situation.runs):
        outcome = trial(
            files=files,
            command=["python", "-c", start, up + name, emptied, *situation.arguments],
            folder=folder,
            environment=environment,
            stdin=situation.stdin,
            seconds=situation.seconds,
            warehouse=situation.warehouse != "missing",
            **more,
        )
        left = {path: content for path, content in files.items() if path not in outcome.gone}
        files = {path: content for path, content in {**left, **outcome.files}.items() if path != emptied}
        saved = files.pop(recording.FILE, None) if charts else None
        if outcome.stopped:
            break
    assert outcome is not None
    there = {path: content for path, content in files.items() if path != name and path.count("/") < 4}
    documents = {}
    for path, content in sorted(there.items())[:MOST_FILES]:
        as_bytes = content.encode() if isinstance(content, str) else content
        # Beside the program, or where it was started: both are fine.
        path = path.removeprefix(f"{folder}/") if folder else path
        documents[path] = document.read(path, as_bytes)
    line, reason = fault_in(name, outcome.stderr)
    printed = f"{outcome.stdout}\n{outcome.stderr}".casefold()
    says = not situation.says or _stands(situation.says, printed)
    code = quote(source["text"], line)
    # An error ends a program on purpose where a line of it raises one, or where the error itself says why.
    raised = outcome.code == 1 and "Traceback (most recent call last)" in outcome.stderr
    meant = _ON_PURPOSE.search(code) or _stands(situation.says, reason.casefold())
    return {
        "ends": outcome.stopped or ("well" if outcome.code == 0 else "with an error"),
        "files": documents,
        "says": says,
        "line": line,
        "code": code,
        "reason": reason if outcome.code else "",
        **({"stumbles": True} if situation.says and says and raised and not meant else {}),
        **({"accident": True} if raised and not meant and _ACCIDENT.match(reason) else {}),
        **({"charts": recording.read(saved)} if charts else {}),
    }


def _stands(words: Sequence[str], text: str) -> bool:
    return any(word.casefold() in text for word in words)


def run_all(
    stated: Sequence[Situation], run: Callable[[Situation], dict[str, Any]], at_once: int = AT_ONCE
) -> list[dict[str, Any]]:
    """The behaviour in each situation. What does not end in the first is not begun in those that wait."""
    is_over, first_ended = threading.Event(), threading.Event()

    def begin(one: Situation) -> dict[str, Any]:
        if is_over.is_set():
            return {}
        try:
            found = run(one)
            if one is stated[0] and found["ends"] == "time":
                is_over.set()  # here: this thread takes the next one as soon as this returns
        finally:
            if one is stated[0]:
                first_ended.set()
        if found["ends"] == "time":
            first_ended.wait()  # it began a moment later, and ends as this one does
        return found

    with ThreadPoolExecutor(min(AT_ONCE, at_once)) as pool:
        found = list(pool.map(begin, stated))
    return [found[0]] * len(stated) if is_over.is_set() else found


def judge(given: Sequence[Mapping[str, Any]], stated: Sequence[Situation], expected: Mapping[str, Any]) -> Verdict:
    """The verdict on a program's behaviours: the first that is not as expected is said, after a known mistake."""
    given = with_faults(given, expected["behaviours"], expected["facts"])
    each = list(zip(given, stated, expected["behaviours"], strict=True))
    wrong = [(one, found) for mine, one, wanted in each if (found := difference(mine, wanted, one))]
    if not wrong:
        return right()
    for known in expected["mistakes"]:
        if all(map(_same, given, known["behaviours"], stated, expected["behaviours"])):
            return mistake(known["name"], known["message"])
    one, (first, *why) = wrong[0]
    hint = [Finding(code="hint", data={"message": one.message})] if one.message else []
    # One error in several situations is one thing to mend.
    others = [(also, other[0]) for also, other in wrong[1:] if not first.data.get("line") or other[0] != first]
    more = [Finding(code=other.code, data=_told(also, other.data)) for also, other in others]
    return not_yet(first.code, *why[:1], *hint, *why[1:], *more, **_told(one, first.data))


def with_faults(
    given: Sequence[Mapping[str, Any]], expected: Sequence[Mapping[str, Any]], facts: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Behaviours with what is wrong with their charts (``chart``) in place of the charts."""
    rules = facts.get("chart")
    return [
        {
            **{name: value for name, value in mine.items() if name != "charts"},
            "chart": recording.fault(mine, wanted, rules),
        }
        if rules
        else dict(mine)
        for mine, wanted in zip(given, expected, strict=True)
    ]


def _told(situation: Situation, data: Mapping[str, Any]) -> dict[str, Any]:
    """A finding's data with the situation's name, and in words where the error stands."""
    code, reason = data.get("code"), data.get("reason")
    if reason and "U+2026" in reason:
        reason = "the three dots (…) still stand there, and what belongs in their place is yours to write"
    elif reason and reason.startswith("TypeError") and "NoneType" in reason:
        reason = f"{reason.rstrip('.')} (a value there is None; a function without return hands None back)"
    where = (f" in {code}" if code else "") + (f": {reason.rstrip('.')}" if reason else "")
    return {**data, "situation": situation.name[:1].upper() + situation.name[1:], "where": where}


def _same(
    given: Mapping[str, Any], known: Mapping[str, Any], situation: Situation, expected: Mapping[str, Any]
) -> bool:
    """Whether two behaviours are one: they end and ask alike, leave the same expected files, and say what is asked.

    A program that ends itself and one that Python stops on a line of it do not end alike.
    """
    lack_the_same = all((path in given["files"]) == (path in known["files"]) for path in expected["files"])
    fault, other = ((one.get("fault") or ("",))[0] for one in (given, known))
    asked_alike = given.get("log") == known.get("log") and fault == other
    stops_alike = given["ends"] == "well" or bool(given["line"]) == bool(known["line"])
    told = ("stumbles", "accident") if expected["ends"] == "with an error" else ("stumbles",)
    alike = asked_alike and stops_alike and all(given.get(one) == known.get(one) for one in told)
    if not lack_the_same or not alike or difference({**given, "fault": None}, known, situation):
        return False
    pages = [path for path in expected["files"] if known["files"].get(path, {}).get("type") == "page"]
    return all(document.agree(known["files"][path], given["files"][path]) for path in pages)  # nor has it more


def difference(given: Mapping[str, Any], expected: Mapping[str, Any], situation: Situation) -> list[Finding]:
    """The first thing in which a behaviour is not the expected one, and what explains it; nothing where it is."""
    if given.get("fault"):
        return _found(given["fault"][0], **given["fault"][1])
    if given["ends"] != expected["ends"]:
        if given["ends"] == "time":
            return _found("too_slow", seconds=situation.seconds)
        if given["ends"] not in ("well", "with an error"):
            return _found("stopped", limit=given["ends"])
        if given["ends"] == "well":
            return _found("quiet_failure")
        return _found("fails", line=given["line"], code=given["code"], reason=given["reason"])
    for path, wanted in expected["files"].items():
        found, before = given["files"].get(path), situation.files.get(path)
        stays = before is not None and document.agree(wanted, document.read(path, before.encode()))
        if found is None:
            return _found("file_removed" if stays else "file_missing", file=path)
        if not document.agree(found, wanted):
            if stays:
                return _found("file_overwritten", file=path)
            if found["type"] == "broken":
                return _found("file_broken", file=path)
            return [*_found("file_differs", file=path), *document.unlike(found, wanted)]
    if expected["ends"] == "with an error":
        written = [path for path in given["files"] if path not in expected["files"]]
        if written:
            return _found("file_in_spite", file=sorted(written)[0])
    elif situation.only and (extra := sorted(set(given["files"]) - set(expected["files"]))):
        return _found("file_extra", file=extra[0])
    chart = given.get("chart")
    if not recording.alike(chart, expected.get("chart")):
        return [*_found("chart"), *([Finding(code=chart["code"], data=chart["data"])] if chart else [])]
    if expected["says"] and not given["says"]:
        return _found("says_nothing", words=", ".join(situation.says))
    for code in ("stumbles", "accident") if expected["ends"] == "with an error" else ():
        if given.get(code) and not expected.get(code):
            return _found(code, line=given["line"], code=given["code"], reason=given["reason"])
    return []


def _found(code: str, /, **data: Any) -> list[Finding]:
    return [Finding(code=code, data=data)]
