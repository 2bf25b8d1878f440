"""A program run in a stated situation, and what came of it as plain JSON: the behaviour.

A situation is a block of answers.py: its name and message, and literal assignments, all of them optional:

- ``arguments = ["--month", "2026-10"]``, where ``{warehouse}`` stands for the warehouse's path
- ``files = {"reports/2026-09.csv": "…"}``: what lies in the working folder before; ``stdin = "…"``
- ``environment = {"REPORT_TO": "board"}``
- ``warehouse = "there"`` (the default), ``"missing"``, or ``"empty"``: the tables are there, without a row
- ``runs = 2``: so many runs one after another in the same folder
- ``folder = "elsewhere"``: the program is started from another folder than the one it lies in
- ``says = ["no rows"]``: words of which one has to stand in what it prints, and none where all is well, if this is an
  end with an error; ``seconds = 10``
- ``only = True``: no other files than the expected ones may be there afterwards
- ``held_out = {"name": "for 24 March", "arguments": ["2025-03-24"]}``: what is another on held-out data, so that a
  program that knows the stated values alone is told there
"""

from __future__ import annotations

import ast
import re
import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from firstquery.checks.kind import Block, Trial
from firstquery.checks.kinds.chart import recording
from firstquery.checks.kinds.program import document
from firstquery.checks.source import fault_in, quote
from firstquery.core.errors import UserError

AT_ONCE = 3
MOST_FILES = 50
SECONDS = 10.0
_ON_PURPOSE = re.compile(r"\b(raise|assert)\b")
_QUOTED = re.compile(r"(?m)^(  File .*\n)(?:    .*\n)+")  # a traceback's lines of the program: nobody printed them
# No program ends so on purpose.
_ACCIDENT = re.compile(r"(?:AttributeError|IndentationError|NameError|SyntaxError|TypeError|UnboundLocalError)\b")
# Python runs the program's file as a program, after it has made a warehouse without rows where one is asked for.
START = """\
import os, pathlib, runpy, sqlite3, sys
path, emptied = sys.argv[1:3]
if emptied:
    address = pathlib.Path(os.environ["FIRSTQUERY_WAREHOUSE"]).as_uri()
    there = sqlite3.connect(f"{address}?mode=ro", uri=True)
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
    elsewhere: list[str] = Field(default_factory=list)  # what other situations have said, as `read` finds it


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


def read(blocks: Sequence[Block], form: type[Situation], snapshot: str) -> list[Situation]:
    """Return the situations of an exercise as answers.py states them for that snapshot. Raises `UserError`."""
    found = []
    for block in blocks:
        stated = {"name": block.name, "message": block.message, **literals(block)}
        other = stated.pop("held_out", {})
        try:
            found.append(form(**{**stated, **(dict(other) if snapshot == "held-out" else {})}))
        except ValidationError as fault:
            first = fault.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise UserError(f"The block `{block.role}: {block.name}` says {where} wrongly: {first['msg']}.") from None
    said = sorted({word for one in found for word in one.says})
    return [one.model_copy(update={"elsewhere": [word for word in said if word not in one.says]}) for one in found]


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
    outcome, secret = None, secrets.token_hex(16)
    for _ in range(situation.runs):
        outcome = trial(
            files={**files, recording.SECRET: secret} if charts else files,
            command=["python", "-c", start, up + name, emptied, *situation.arguments],
            folder=folder,
            environment=environment,
            stdin=situation.stdin,
            seconds=situation.seconds,
            warehouse=situation.warehouse != "missing",
            **more,
        )
        left = {path: content for path, content in files.items() if path not in outcome.gone}
        ours = (emptied, recording.SECRET) if charts else (emptied,)
        files = {path: content for path, content in {**left, **outcome.files}.items() if path not in ours}
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
    printed = f"{outcome.stdout}\n{_QUOTED.sub('', outcome.stderr)}".casefold()
    says = not situation.says or _stands(situation.says, printed)
    code = quote(source["text"], line)
    # An error ends a program on purpose where a line of it raises one, or where the error itself says why.
    raised = outcome.code == 1 and "Traceback (most recent call last)" in outcome.stderr
    meant = _ON_PURPOSE.search(code.partition("#")[0]) or _stands(situation.says, reason.casefold())
    return {
        "ends": outcome.stopped or ("well" if outcome.code == 0 else "with an error"),
        "files": documents,
        "says": says,
        "prints": [word for word in (*situation.says, *situation.elsewhere) if _stands([word], printed)],
        "line": line,
        "code": code,
        "reason": reason if outcome.code else "",
        **({"silent": True} if situation.says and not printed.strip() else {}),
        **({"stumbles": True} if situation.says and says and raised and not meant else {}),
        **({"accident": True} if raised and not meant and _ACCIDENT.match(reason) else {}),
        **({"charts": recording.read(saved, secret)} if charts else {}),
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
