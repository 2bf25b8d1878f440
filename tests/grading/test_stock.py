"""The rest of stock nbgrader from the course root: `nbgrader validate`, and the formgrader over HTTP."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from .orders import STEM, Course


def validated(course: Course, notebook: Path) -> dict[str, list[dict[str, str]]]:
    """What the Validate button answers as JSON (the command of nbgrader 0.9 has no ``--json``)."""
    code = (
        "import json, sys; from nbgrader.validator import Validator; "
        "print(json.dumps(Validator().validate(sys.argv[1])))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, notebook.name],
        cwd=notebook.parent,
        env={**os.environ, "FIRSTQUERY_COURSE": str(course.root), "FIRSTQUERY_WORK": str(course.root / "work")},
        capture_output=True,
        text=True,
        timeout=180,
        check=True,
    )
    return json.loads(done.stdout.strip().splitlines()[-1])


def test_validate_passes_the_solutions(course: Course) -> None:
    assert validated(course, course.root / "source" / STEM / f"{STEM}.ipynb") == {}


def test_validate_fails_every_blank_of_the_release_with_a_sentence(course: Course) -> None:
    failed = validated(course, course.root / "release" / STEM / f"{STEM}.ipynb")["failed"]
    checks = [cell for cell in failed if cell["source"].startswith("check(")]
    assert [cell["source"][7:13] for cell in checks] == ["w90-q1", "w90-q2", "w90-q3", "w90-q4"]
    assert [cell["source"].split()[0] for cell in failed if cell not in checks] == ["%%text"]
    assert all("Traceback" not in cell["raw_error"] for cell in failed)
    assert all("Not attempted yet" in cell["raw_error"] for cell in checks)


def test_the_formgrader_answers_with_this_course(course: Course) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "jupyter_server", "--no-browser", f"--port={port}", "--ServerApp.port_retries=0"),
            *("--IdentityProvider.token=", "--ServerApp.password=", "--allow-root", "--ip=127.0.0.1"),
            *("--ServerApp.jpserver_extensions", "nbgrader.server_extensions.formgrader=True"),
        ],
        cwd=course.root,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        page = _get(f"http://127.0.0.1:{port}/formgrader/manage_assignments", server)
        assert "formgrader" in page.lower()
        (assignment,) = json.loads(_get(f"http://127.0.0.1:{port}/formgrader/api/assignments", server))
        assert assignment["name"] == STEM
        assert assignment["status"] == "draft" or assignment["status"] == "released"
        assert assignment["max_score"] == 11
    finally:
        server.terminate()
        server.communicate(timeout=30)


def _get(address: str, server: subprocess.Popen[str], seconds: float = 90) -> str:
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:
                return answer.read().decode()
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() > deadline or server.poll() is not None:
                raise
            time.sleep(0.3)
