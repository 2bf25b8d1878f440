"""The two processes in which listed answers run: a fork of the warm server in a sandbox, or a plain one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, Any, Protocol


def environment(warehouse: str | Path, work: Path, course: Path) -> dict[str, str]:
    """The environment of a process that answers for the grader: nothing of the caller's course, only these places."""
    from firstquery.service.held_out import beside

    kept = {key: value for key, value in os.environ.items() if not key.startswith("FIRSTQUERY_")}
    service = beside(course, Path(warehouse)) if Path(warehouse).is_file() else None
    return {
        **kept,
        "FIRSTQUERY_COURSE": str(course),
        "FIRSTQUERY_GRADER": "1",
        **({"FIRSTQUERY_SERVICE": str(service)} if service else {}),
        "FIRSTQUERY_WAREHOUSE": str(warehouse),
        "FIRSTQUERY_WORK": str(work),
    }


class Shell(Protocol):
    """A process that runs the steps of a request (firstquery.grade.child)."""

    def ended(self, seconds: float) -> bool:
        """Waits for its end, ``seconds`` at most, and says whether it came."""

    def stop(self) -> None:
        """Ends it, if it runs, and lets go of everything."""

    def failure(self) -> str | None:
        """Why it ended before its last step, where that is known."""


class Forked:
    """A fork of the server, which sees ``place``, the data and nothing else. Raises `NoSandbox` and `NoFork`."""

    def __init__(self, request: dict[str, Any], place: Path, results: Path, warehouse: Path, course: Path) -> None:
        from firstquery.grade.sandbox import joined
        from firstquery.grade.sandbox.limits import Limits
        from firstquery.service.held_out import beside

        run = place.parent / "handed"
        run.mkdir()
        view = joined.view_of(run, course, warehouse, place, beside(course, warehouse))
        with tempfile.TemporaryFile() as told, results.open("ab") as out:
            told.write(json.dumps(request).encode())
            told.seek(0)
            sent = {"request": told.fileno(), "results": out.fileno()}
            self._box, self._fork = joined.start("shell", view, Limits(**request["limits"]), sent)

    def ended(self, seconds: float) -> bool:
        return self._fork.ended(seconds)

    def stop(self) -> None:
        self._box.close()
        self._fork.close()

    def failure(self) -> str | None:
        return None


class Plain:
    """A Python of its own, with the rights of whoever runs it."""

    def __init__(self, request: dict[str, Any], place: Path, results: Path, warehouse: Path, course: Path) -> None:
        asked, work = place.parent / "request.json", place.parent / "first-query"
        work.mkdir()
        asked.write_text(json.dumps(request), encoding="utf-8")
        self._said: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        self._process = subprocess.Popen(
            [sys.executable, "-m", "firstquery.grade.child", str(asked), str(results)],
            cwd=place,
            env={**environment(warehouse, work, course), "IPYTHONDIR": str(place.parent / "ipython")},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._said,
        )
        self._failure: str | None = None

    def ended(self, seconds: float) -> bool:
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def stop(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        elif self._process.returncode:
            self._said.seek(0)
            lines = self._said.read().decode("utf-8", "replace").strip().splitlines()
            last = lines[-1] if lines else f"exit code {self._process.returncode}"
            self._failure = f"It ended the process that ran it ({last})."
        self._said.close()

    def failure(self) -> str | None:
        return self._failure
