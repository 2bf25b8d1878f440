"""``python -m firstquery.service.child``: tries one version of the service, in a process of its own.

It reads one JSON object from stdin and writes lines of JSON to what was its stdout. For ``{"kind": "expressions",
"tree": …, "warehouse": …, "texts": […]}`` there is one for each text as it is done; for ``{"kind": "pytest", "tree": …,
"tests": […]}`` there is one in all. What the service itself prints goes nowhere. `inside` does the same in a fork of
the grader's server, which is there sooner.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, Any

MOST_TEXT = 60_000  # characters of what pytest prints


def main() -> None:
    asked = json.loads(sys.stdin.buffer.readline())
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(null, stream)
    _bind(asked.get("memory", 0))
    _try(asked, out)


def forked(request: int, results: int) -> None:
    """As `main`, with open files, as a fork of `firstquery.service.spare`."""
    with os.fdopen(request, encoding="utf-8") as text:
        asked = json.load(text)
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.dont_write_bytecode = True  # a fork reads no environment as it starts
    _bind(asked.get("memory", 0))
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    _try(asked, os.fdopen(results, "w", encoding="utf-8"))


def inside(request: int, results: int) -> None:
    """As `main`, with open files, as a fork in a sandbox: bounded as a submission is."""
    from firstquery.grade.sandbox import calls
    from firstquery.grade.sandbox.limits import Limits

    with os.fdopen(request, encoding="utf-8") as text:
        asked = json.load(text)
    for process in Path("/proc").glob("[0-9]*"):
        Limits().apply(int(process.name))
    calls.forbid()
    os.environ.update(asked["environment"])
    _try(asked, os.fdopen(results, "w", encoding="utf-8"))


def _try(asked: dict[str, Any], out: IO[str]) -> None:
    tree = Path(asked["tree"])
    Path(os.environ.get("TMPDIR", tempfile.gettempdir())).mkdir(exist_ok=True)
    tempfile.tempdir = None
    os.chdir(tree)
    sys.path.insert(0, str(tree))
    if asked["kind"] == "pytest":
        _write(out, _pytest(asked["tests"]))
    else:
        _expressions(out, tree, asked)
    out.flush()
    os._exit(0)  # servers of a test double may still be at work


def _write(out: IO[str], line: dict[str, Any]) -> None:
    out.write(json.dumps(line) + "\n")
    out.flush()


def _expressions(out: IO[str], tree: Path, asked: dict[str, Any]) -> None:
    from firstquery.review.evaluate import evaluate
    from firstquery.review.expression import NotAllowed
    from firstquery.service.names import Names
    from firstquery.service.values import Encoder, TooLarge

    temporary = Path(tempfile.gettempdir())
    try:
        names = Names(tree, Path(asked["warehouse"]))
    except BaseException as fault:
        _write(out, {"broken": f"{type(fault).__name__}: {fault}"})
        return
    _write(out, {"ready": True})
    for text in asked["texts"]:
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
            line["error"] = "It returns more than anybody would compare. Show a part of it."
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


def _bind(memory: int) -> None:
    """The most memory that this process may take, where the system can say so; in a sandbox, all its limits."""
    if Path("/submission").is_dir() and os.environ.get("HOME") == "/home/learner":
        from firstquery.grade.sandbox.limits import Limits

        Limits().apply()
        return
    with contextlib.suppress(ImportError, OSError, ValueError, AttributeError):
        import resource

        if memory and sys.platform == "linux":
            _, hardest = resource.getrlimit(resource.RLIMIT_DATA)
            resource.setrlimit(resource.RLIMIT_DATA, (memory, hardest))
            resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 2**20, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


if __name__ == "__main__":
    main()
