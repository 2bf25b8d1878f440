"""`firstquery lab` opens one server on one folder, and takes no other program's server for its own."""

from __future__ import annotations

import http.server
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from firstquery.core import course
from firstquery.core.errors import UserError
from firstquery.lab import lab, opening, ports, server

TOKEN = "a" * 48


@contextmanager
def stranger(status: int, body: str) -> Iterator[int]:
    """A server of somebody else's, which answers everything in one way; its port."""

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer((ports.HOST, 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


def test_a_port_that_is_taken_is_passed_over_and_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server((ports.HOST, 0)) as other:
        taken = other.getsockname()[1]
        monkeypatch.setattr(ports, "FIRST_PORT", taken)
        monkeypatch.setattr(ports, "LAST_PORT", taken + 50)
        assert next(ports.candidates(None)) > taken
        assert f"Port {taken} is taken by another program" in capsys.readouterr().out


def test_a_port_that_she_asked_for_and_that_is_taken_is_a_sentence(work: Path) -> None:
    with socket.create_server((ports.HOST, 0)) as other:
        taken = other.getsockname()[1]
        with pytest.raises(UserError, match=f"Port {taken} is taken by another program: leave --port out"):
            lab(["--no-browser", "--port", str(taken)])


@pytest.mark.parametrize(
    ("status", "body"),
    [(403, '{"message": "Forbidden"}'), (200, "<html>Welcome</html>"), (200, '{"version": "2.0"}'), (200, "[]")],
)
def test_the_server_of_a_stranger_is_not_taken_for_ours(work: Path, status: int, body: str) -> None:
    with stranger(status, body) as port:
        ports.remember(work, port, TOKEN)
        assert ports.running(work) is None


def test_a_server_that_is_gone_or_a_damaged_note_is_no_server(work: Path) -> None:
    with socket.create_server((ports.HOST, 0)) as other:
        port = other.getsockname()[1]
    ports.remember(work, port, TOKEN)
    assert ports.running(work) is None
    note = work / ".records" / "lab" / "server.json"
    for damaged in ("", "{cut sho", "[]", '{"port": "x", "token": 1}'):
        note.write_text(damaged)
        assert ports.running(work) is None


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps a user's folder from other users by itself")
def test_the_token_is_for_its_owner_alone(work: Path) -> None:
    ports.remember(work, 8888, TOKEN)
    assert (work / ".records" / "lab" / "server.json").stat().st_mode & 0o077 == 0


def test_a_folder_that_would_mix_with_the_course_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "course"
    root.mkdir()
    monkeypatch.setattr(course, "COURSE", root)
    monkeypatch.setenv("FIRSTQUERY_WORK", str(root / "mine"))
    with pytest.raises(UserError, match=r"is inside the folder of the course.*FIRSTQUERY_WORK"):
        lab(["--no-browser"])
    assert not list(root.iterdir())


def test_a_terminal_in_jupyterlab_knows_the_word_firstquery(work: Path) -> None:
    env = server.environment(work, TOKEN)
    assert env["PATH"].split(os.pathsep)[0] == str(Path(sys.executable).parent)
    assert (env["FIRSTQUERY_WORK"], env["FIRSTQUERY_COURSE"]) == (str(work), str(course.COURSE))
    # a log-in shell would set PATH anew
    assert os.name != "posix" or "'-l'" not in " ".join(server.command(work, 8888, False))
    assert os.name != "posix" or "shell_command" in " ".join(server.command(work, 8888, False))


def test_her_letters_and_her_side_bar_stay_and_what_was_open_is_not_opened_again(work: Path) -> None:
    opening.lend(work)
    lent = work / ".records" / "lab"
    (lent / opening.THEMES).write_text('{"theme": "JupyterLab Dark"}')
    kept = json.loads((lent / opening.WORKSPACE).read_text())
    kept["data"][opening.LAYOUT]["left"]["collapsed"] = True
    kept["data"][opening.LAYOUT]["main"] = {"current": "notebook:week-01.ipynb"}
    kept["data"]["notebook:week-01.ipynb"] = {"data": {"path": "week-01.ipynb"}}
    kept["data"][opening.PLACES] = {"1": {"path": "week-01.ipynb", "cell": "seats"}}
    (lent / opening.WORKSPACE).write_text(json.dumps(kept))
    opening.lend(work)
    again = json.loads((lent / opening.WORKSPACE).read_text())["data"]
    assert again[opening.LAYOUT]["left"]["collapsed"] is True
    assert again[opening.LAYOUT]["main"] == {"dock": None}
    assert "notebook:week-01.ipynb" not in again
    assert again[opening.PLACES] == kept["data"][opening.PLACES]  # where she goes on
    assert (lent / opening.THEMES).read_text() == '{"theme": "JupyterLab Dark"}'
    (lent / opening.WORKSPACE).write_text("{cut sho")
    opening.lend(work)
    assert json.loads((lent / opening.WORKSPACE).read_text())["data"][opening.LAYOUT]["left"]["collapsed"] is False


def test_a_side_bar_from_before_the_panel_of_the_course_shows_it_once(work: Path) -> None:
    opening.lend(work)
    there = work / ".records" / "lab" / opening.WORKSPACE
    ours = json.loads(there.read_text())["data"][opening.LAYOUT]["left"]
    assert ours["current"] == opening.COURSE
    older = json.loads(there.read_text())
    older["data"][opening.LAYOUT]["left"] = {"collapsed": False, "current": "filebrowser", "widgets": ["filebrowser"]}
    there.write_text(json.dumps(older))
    opening.lend(work)
    assert json.loads(there.read_text())["data"][opening.LAYOUT]["left"] == ours


def test_started_twice_at_the_same_moment_there_is_one_server_and_it_asks_no_node(tmp_path: Path) -> None:
    node, asked = tmp_path / "bin" / "node", tmp_path / "asked"
    node.parent.mkdir()
    node.write_text(f"#!/bin/sh\ntouch '{asked}'\n")
    node.chmod(0o755)
    env = os.environ | {"FIRSTQUERY_WORK": str(tmp_path / "mine"), "HOME": str(tmp_path)}
    env["PATH"] = os.pathsep.join([str(node.parent), env["PATH"]])
    command = [sys.executable, "-m", "firstquery.cli.main", "lab", "--no-browser"]
    both = [subprocess.Popen(command, env=env, cwd=tmp_path, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    try:
        said: dict[int, tuple[str, str]] = {}

        def listen(number: int) -> None:
            for line in both[number].stdout or ():
                if found := re.search(r"First Query is (at|open already, at) (http://\S+)", line):
                    said[number] = (found[1], found[2])
                    return

        listeners = [threading.Thread(target=listen, args=(number,)) for number in range(2)]
        for one in listeners:
            one.start()
        for one in listeners:
            one.join(300)
        assert sorted(how for how, _ in said.values()) == ["at", "open already, at"]
        assert len({address for _, address in said.values()}) == 1
        (second,) = [both[number] for number, (how, _) in said.items() if how == "open already, at"]
        assert second.wait(120) == 0
    finally:
        for one in both:
            if one.poll() is None:
                one.send_signal(signal.SIGTERM)
        codes = [one.wait(120) for one in both]
    assert codes == [0, 0]
    assert not asked.exists(), "nothing of JupyterLab is built here, so Node has nothing to say"
    # closed is closed: the port is free again, and no server is found
    assert ports.running(tmp_path / "mine") is None


@pytest.mark.root(too=True)
def test_stopped_in_the_moment_it_opens_no_server_is_left_running(tmp_path: Path) -> None:
    env = os.environ | {"FIRSTQUERY_WORK": str(tmp_path / "mine"), "HOME": str(tmp_path)}
    command = [sys.executable, "-m", "firstquery.cli.main", "lab", "--no-browser"]
    process = subprocess.Popen(command, env=env, cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    for line in process.stdout or ():
        if "First Query is at" in line:
            break
    process.send_signal(signal.SIGTERM)
    assert "First Query has stopped" in (process.stdout.read() if process.stdout else "")
    # An interrupt that is caught outside of an exec, as those by which modules make dataclasses, ends Python by SIGINT.
    assert process.wait(300) in (0, -signal.SIGINT)
    assert ports.running(tmp_path / "mine") is None


def test_a_server_that_has_stopped_waits_for_no_thread_that_is_left() -> None:
    """As those that read files for it: where it stops while one works, nobody tells it to end."""
    code = (
        "import threading\n"
        "from jupyterlab.labapp import LabApp\n"
        "from firstquery.lab import program\n"
        "def served():\n"
        "    threading.Thread(target=threading.Event().wait).start()\n"
        "    print('has served')\n"
        "LabApp.launch_instance = served\n"
        "program.main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout) == (0, "has served\n"), done.stderr
