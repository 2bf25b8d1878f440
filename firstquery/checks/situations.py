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
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from firstquery.checks import document
from firstquery.checks.kind import Block, Trial
from firstquery.checks.source import fault_in, quote
from firstquery.checks.verdict import Finding, Verdict, mistake, not_yet, right
from firstquery.core.errors import UserError

AT_ONCE = 3
MOST_FILES = 50
SECONDS = 10.0
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


def run(source: Mapping[str, Any], situation: Situation, trial: Trial, **more: Any) -> dict[str, Any]:
    """The behaviour of a program in one situation. Never raises for the program."""
    name = source["name"]
    folder = "elsewhere" if situation.folder else ""
    files: dict[str, str | bytes] = {name: source["text"], **situation.files}
    emptied = "empty.db" if situation.warehouse == "empty" else ""
    environment = {"PYTHONDONTWRITEBYTECODE": "1", **situation.environment, **more.pop("environment", {})}
    outcome = None
    for _ in range(situation.runs):
        outcome = trial(
            files=files,
            command=["python", "-c", START, f"../{name}" if folder else name, emptied, *situation.arguments],
            folder=folder,
            environment=environment,
            stdin=situation.stdin,
            seconds=situation.seconds,
            warehouse=situation.warehouse != "missing",
            **more,
        )
        files = {path: content for path, content in {**files, **outcome.files}.items() if path != emptied}
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
    return {
        "ends": outcome.stopped or ("well" if outcome.code == 0 else "with an error"),
        "files": documents,
        "says": not situation.says or any(word.casefold() in printed for word in situation.says),
        "line": line,
        "code": quote(source["text"], line),
        "reason": reason if outcome.code else "",
    }


def run_all(stated: Sequence[Situation], run: Callable[[Situation], dict[str, Any]]) -> list[dict[str, Any]]:
    """The behaviour in each situation. What does not end in the first is not waited for in the others."""
    first = run(stated[0])
    if first["ends"] == "time":
        return [first] * len(stated)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [first, *pool.map(run, stated[1:])]


def judge(given: Sequence[Mapping[str, Any]], stated: Sequence[Situation], expected: Mapping[str, Any]) -> Verdict:
    """The verdict on a program's behaviours: the first that is not as expected is said, after a known mistake."""
    each = list(zip(given, stated, expected["behaviours"], strict=True))
    wrong = [(one, found) for mine, one, wanted in each if (found := difference(mine, wanted, one))]
    if not wrong:
        return right()
    for known in expected["mistakes"]:
        if all(map(_same, given, known["behaviours"], stated, expected["behaviours"])):
            return mistake(known["name"], known["message"])
    one, (code, data) = wrong[0]
    hint = [Finding(code="hint", data={"message": one.message})] if one.message else []
    more = [Finding(code=other[0], data=_told(also, other[1])) for also, other in wrong[1:]]
    return not_yet(code, *hint, *more, **_told(one, data))


def _told(situation: Situation, data: Mapping[str, Any]) -> dict[str, Any]:
    """A finding's data with the situation's name, and in words where the error stands."""
    code, reason = data.get("code"), data.get("reason")
    where = (f" in {code}" if code else "") + (f": {reason.rstrip('.')}" if reason else "")
    return {**data, "situation": situation.name[:1].upper() + situation.name[1:], "where": where}


def _same(
    given: Mapping[str, Any], known: Mapping[str, Any], situation: Situation, expected: Mapping[str, Any]
) -> bool:
    """Whether two behaviours are one: they end and ask alike, leave the same expected files, and say what is asked."""
    lack_the_same = all((path in given["files"]) == (path in known["files"]) for path in expected["files"])
    asked_alike = given.get("log") == known.get("log")
    return lack_the_same and asked_alike and difference({**given, "fault": None}, known, situation) is None


def difference(
    given: Mapping[str, Any], expected: Mapping[str, Any], situation: Situation
) -> tuple[str, dict[str, Any]] | None:
    """The first thing in which a behaviour is not the expected one, as a finding's code and data; None: nothing."""
    if given.get("fault"):
        return given["fault"][0], given["fault"][1]
    if given["ends"] != expected["ends"]:
        if given["ends"] == "time":
            return "too_slow", {"seconds": situation.seconds}
        if given["ends"] not in ("well", "with an error"):
            return "stopped", {"limit": given["ends"]}
        if given["ends"] == "well":
            return "quiet_failure", {}
        return "fails", {"line": given["line"], "code": given["code"], "reason": given["reason"]}
    for path, wanted in expected["files"].items():
        found = given["files"].get(path)
        if found is None:
            return "file_missing", {"file": path}
        if not document.agree(found, wanted):
            if path in situation.files and document.agree(wanted, document.read(path, situation.files[path].encode())):
                return "file_overwritten", {"file": path}
            return ("file_broken" if found["type"] == "broken" else "file_differs"), {"file": path}
    if expected["ends"] == "with an error":
        written = [path for path in given["files"] if path not in expected["files"]]
        if written:
            return "file_in_spite", {"file": sorted(written)[0]}
    elif situation.only and (extra := sorted(set(given["files"]) - set(expected["files"]))):
        return "file_extra", {"file": extra[0]}
    if expected["says"] and not given["says"]:
        return "says_nothing", {"words": ", ".join(situation.says)}
    return None
