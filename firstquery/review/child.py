"""The process that tries one version of the service: a trial of ``firstquery.review.child.main`` in its folder.

It reads JSON from stdin and writes lines of JSON to stdout. For ``{"kind": "expressions", "texts": [...]}`` there is
one for each text when it is done; for ``{"kind": "pytest", "tests": [...]}`` it is one in all. What the service itself
prints goes nowhere.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, Any

MOST_TEXT = 60_000  # characters of what pytest prints
MOST_BYTES = 1_000_000  # of what an expression gives, as JSON: whoever judges holds some of them at a time
_TOO_LARGE = {"error": "It returns more than anybody would compare. Show a part of it."}


def main() -> None:
    """Answers what is asked, and ends the process."""
    asked = json.load(sys.stdin)
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    sys.path.insert(0, str(Path.cwd()))
    if asked["kind"] == "pytest":
        _write(out, _pytest(asked["tests"]))
    else:
        _expressions(out, Path.cwd(), asked["texts"])
    out.flush()
    os._exit(0)  # servers of a test double may still be at work


def _write(out: IO[str], line: dict[str, Any]) -> None:
    text = json.dumps(line)
    out.write((text if len(text) <= MOST_BYTES else json.dumps(_TOO_LARGE)) + "\n")
    out.flush()


def _expressions(out: IO[str], tree: Path, texts: list[str]) -> None:
    from firstquery.review.database import connect
    from firstquery.review.evaluate import evaluate
    from firstquery.review.expression import NotAllowed
    from firstquery.review.names import Names
    from firstquery.review.values import Encoder, TooLarge

    temporary = Path(tempfile.gettempdir())
    sqlite3.connect = connect  # type: ignore[assignment]  # desk calls it as well
    try:
        names = Names(tree, Path(os.environ["FIRSTQUERY_WAREHOUSE"]))
    except BaseException as fault:
        _write(out, {"broken": f"{type(fault).__name__}: {fault}"})
        return
    _write(out, {"ready": True})
    for text in texts:
        began = time.monotonic()
        names.fresh()
        line: dict[str, Any] = {}
        places: dict[str, str] = {}
        try:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                found = evaluate(text, names, [temporary])
                places = names.places()
                line["ok"] = Encoder(places).value(found)
        except TooLarge:
            line |= _TOO_LARGE
        except BaseException as fault:
            line["refused"] = isinstance(fault, NotAllowed)
            said = str(fault) if line["refused"] else f"{type(fault).__name__}: {fault}"
            line["error"] = Encoder(places or names.places()).text(said)[:600]
        line["seconds"] = round(time.monotonic() - began, 3)
        _write(out, line)


def _pytest(tests: list[str]) -> dict[str, Any]:
    import pytest

    class Results:
        """What became of each test: the worst of its three phases."""

        def __init__(self) -> None:
            self.by_name: dict[str, str] = {}

        def pytest_runtest_logreport(self, report: Any) -> None:
            worse = "failed" if report.when == "call" else "error"
            if report.failed:
                self.by_name[report.nodeid] = worse
            elif report.skipped:
                self.by_name.setdefault(report.nodeid, "skipped")
            elif report.when == "call":
                self.by_name.setdefault(report.nodeid, "passed")

        def pytest_collectreport(self, report: Any) -> None:
            if report.failed:
                self.by_name[report.nodeid or "tests"] = "error"

    results, said = Results(), io.StringIO()
    began = time.monotonic()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        options = ["-q", "--color=no", "-p", "no:cacheprovider", "--tb=short", "--rootdir=."]
        code = pytest.main([*options, *tests], plugins=[results])
    text = said.getvalue()
    cut = text if len(text) <= MOST_TEXT else f"{text[:MOST_TEXT]}\n…"
    return {"code": int(code), "tests": results.by_name, "text": cut, "seconds": round(time.monotonic() - began, 3)}
