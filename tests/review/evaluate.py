"""Evaluates expressions of the evidence language in several trees of the service, all in one process of its own.

    python evaluate.py  <  {"db": path, "trees": {name: {"folder": path, "expressions": [...]}}}  >  {name: [outcome]}

An outcome is text: what came out, or "Error: why". Two that are equal came out alike.
"""

from __future__ import annotations

import contextlib
import datetime
import gc
import importlib
import io
import json
import os
import pkgutil
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

SECONDS = 600
PATIENCE = 5  # seconds for one expression: not to end is an outcome as well


def outcomes(db: Path, trees: Mapping[str, tuple[Path, list[str]]]) -> dict[str, list[str]]:
    """What each tree's expressions come to, by the tree's name."""
    asked = {name: {"folder": str(folder), "expressions": said} for name, (folder, said) in trees.items()}
    told = {"PYTHONDONTWRITEBYTECODE": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "OMP_NUM_THREADS": "1"}
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR") if name in os.environ}
    ran = subprocess.run(
        [sys.executable, __file__],
        input=json.dumps({"db": str(db), "trees": asked}),
        env={**kept, **told},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    found: dict[str, list[str]] = json.loads(ran.stdout)
    return found


def _forget() -> None:
    for name in [one for one in sys.modules if one.partition(".")[0] in ("desk", "tests", "conftest")]:
        del sys.modules[name]
    for name in [one for one in sys.modules if one.startswith("test_")]:
        del sys.modules[name]


def _modules(folder: Path) -> list[Any]:
    _forget()
    sys.path[0] = str(folder)
    names = sorted(one.name for one in pkgutil.iter_modules([str(folder / "desk")]))
    return [importlib.import_module(f"desk.{name}") for name in names]


def _tests(folder: Path, name: str, broken: str = "") -> str:
    """Whether that test passes; with ``broken`` while that function returns None wherever it is used."""
    import pytest

    for module in _modules(folder):
        if broken and hasattr(module, broken):
            setattr(module, broken, lambda *_, **__: None)
    before = Path.cwd()
    os.chdir(folder)
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            ended = pytest.main(["-q", "-p", "no:cacheprovider", name])
    finally:
        os.chdir(before)
        _forget()
    return {0: "passed", 1: "failed"}.get(int(ended), f"ended with {int(ended)}")


def _late(*_: object) -> None:
    raise TimeoutError("still running")


def _found(folder: Path, path: str, pattern: str) -> list[str]:
    """The lines of a file that a regular expression finds."""
    return [line for line in (folder / path).read_text(encoding="utf-8").splitlines() if re.search(pattern, line)]


def _one(expression: str, names: dict[str, Any]) -> str:
    signal.signal(signal.SIGALRM, _late)
    with tempfile.TemporaryDirectory() as place, contextlib.redirect_stdout(io.StringIO()):
        signal.alarm(PATIENCE)
        try:
            value = eval(expression, {**names, "tmp": Path(place)})
        except Exception as fault:
            return f"{type(fault).__name__}: {fault}".replace(place, "tmp")
        finally:
            signal.alarm(0)
    return value.to_json(orient="split") if hasattr(value, "to_json") else repr(value).replace(place, "tmp")


def _of(folder: Path, db: str, expressions: list[str]) -> list[str]:
    names: dict[str, Any] = {"date": datetime.date, "datetime": datetime.datetime, "Decimal": Decimal}
    for module in _modules(folder):
        names |= {key: value for key, value in vars(module).items() if not key.startswith("_")}
    names["found"] = lambda path, pattern: _found(folder, path, pattern)
    names |= {"db": names["connect"](db), "small": names["small_warehouse"]()}
    tests = [one for one in expressions if one.startswith("tests(")]
    found = {one: _one(one, names) for one in expressions if one not in tests}
    here = {"tests": lambda name, broken="": _tests(folder, name, broken)}
    return [found[one] if one in found else _one(one, here) for one in expressions]


def _main() -> None:
    import httpx  # noqa: F401
    import pytest  # noqa: F401
    import sklearn.linear_model  # noqa: F401

    gc.freeze()  # pytest collects garbage whenever it ends: what the service imports stays, and is not looked through
    given = json.load(sys.stdin)
    made = {name: _of(Path(one["folder"]), given["db"], one["expressions"]) for name, one in given["trees"].items()}
    print(json.dumps(made))


if __name__ == "__main__":
    _main()
