"""`python3 start.py`: whole or nothing, and one sentence for what stands in its way."""

from __future__ import annotations

import ast
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, needs
from tests.start.machine import Machine, index_that_never_answers

pytestmark = pytest.mark.skipif(os.name == "nt", reason="these machines are made with POSIX tools")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """A machine on which the first start has run; tests leave it as it is."""
    machine = Machine(tmp_path_factory.mktemp("ready"))
    first = machine.run("weeks", "1")
    assert first.returncode == 0, first.stdout
    assert "firstquery ['weeks', '1']" in first.stdout
    return machine


def in_one_sentence(run: subprocess.CompletedProcess[str], *words: str) -> None:
    """The run failed, its last line says all the words, and nothing in it is a traceback."""
    assert run.returncode == 1, run.stdout
    assert "Traceback" not in run.stdout
    last = run.stdout.strip().splitlines()[-1]
    assert all(word in last for word in words), last
    assert last.endswith("."), last


def is_not_trusted(machine: Machine) -> None:
    assert not (machine.course / ".venv").exists()


def without_venv(folder: Path) -> str:
    """A PYTHONPATH that makes Python as Debian has it without python3-venv: the module is not there."""
    gone = folder / "gone"
    gone.mkdir()
    (gone / "ensurepip.py").write_text("raise ModuleNotFoundError(\"No module named 'ensurepip'\")")
    return str(gone)


def test_the_second_start_installs_nothing(ready: Machine) -> None:
    before = ready.stamp.stat().st_mtime_ns
    again = ready.run("weeks", PIP_FIND_LINKS="")
    assert again.returncode == 0
    assert again.stdout.splitlines() == [f"firstquery ['weeks'] {ready.folder}"]
    assert ready.stamp.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("given", "passed"),
    [
        ([], ["lab"]),
        (["--no-browser"], ["lab", "--no-browser"]),
        (["test", "-x", "a b"], ["test", "-x", "a b"]),
        (["--help"], ["--help"]),
    ],
)
def test_arguments_go_to_firstquery_and_without_a_command_to_the_lab(
    ready: Machine, given: list[str], passed: list[str]
) -> None:
    assert ready.run(*given).stdout.startswith(f"firstquery {passed} ")


def test_a_file_of_the_learner_does_not_stand_in_for_pythons_own(ready: Machine) -> None:
    (ready.folder / "tiny.py").write_text("raise SystemExit('the wrong one')")
    (ready.folder / "json.py").write_text("raise SystemExit('the wrong one')")
    run = ready.run("weeks", PYTHONPATH=str(ready.folder / "nowhere"))
    assert run.returncode == 0, run.stdout


def test_a_course_that_cannot_be_written_to_starts_once_it_is_prepared(ready: Machine) -> None:
    bwrap = str(needs("bubblewrap"))
    run = ready.run("weeks", around=(bwrap, "--ro-bind", "/", "/", "--dev", "/dev"))
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("harm", ["moved", "lock changed", "python gone", "stamp cut short"])
def test_an_environment_that_is_no_longer_right_is_made_again(ready: Machine, tmp_path: Path, harm: str) -> None:
    machine = Machine(tmp_path)
    shutil.rmtree(machine.course)
    shutil.copytree(ready.course, machine.course, symlinks=True)
    stamp = json.loads(machine.stamp.read_text()) | {"folder": str(machine.course)}
    machine.stamp.write_text(json.dumps(stamp))
    if harm == "moved":
        machine.stamp.write_text(json.dumps(stamp | {"folder": str(ready.course)}))
    if harm == "lock changed":
        lock = machine.course / "requirements.lock"
        lock.write_text(lock.read_text() + "# another\n")
    if harm == "python gone":
        for name in ("python", "python3"):
            (machine.course / ".venv" / "bin" / name).unlink()
        (machine.course / ".venv" / "bin" / "python").symlink_to(tmp_path / "uninstalled")
    if harm == "stamp cut short":
        machine.stamp.write_text(machine.stamp.read_text()[:20])
    if harm != "python gone":  # one whole rebuild is enough: the others need only want it
        in_one_sentence(machine.run("weeks", PYTHONPATH=without_venv(tmp_path)), "no venv module")
        return
    run = machine.run("weeks")
    assert run.returncode == 0, run.stdout
    assert "Making the environment again" in run.stdout
    assert machine.run("weeks").stdout.splitlines() == [f"firstquery ['weeks'] {machine.folder}"]


def test_stopped_with_ctrl_c_it_says_so_and_trusts_nothing(machine: Machine) -> None:
    with index_that_never_answers() as (env, asked):
        start = machine.begin("weeks", **env)
        assert asked.wait(300)
        os.killpg(start.pid, signal.SIGINT)
        said, _ = start.communicate(timeout=300)
    assert start.returncode == 130, said
    assert said.strip().splitlines()[-1].startswith("Stopped."), said
    assert "Traceback" not in said
    is_not_trusted(machine)


def test_killed_midway_the_next_start_waits_for_what_is_left_and_builds_from_nothing(machine: Machine) -> None:
    with index_that_never_answers() as (env, asked):
        first = machine.begin("weeks", **env)
        assert asked.wait(300)
        first.kill()
        first.wait(60)
        assert not machine.stamp.exists()
        second = machine.begin("weeks")
        assert second.stdout is not None
        assert "waiting" in second.stdout.readline()  # for the installer that outlived the first
    said, _ = second.communicate(timeout=600)
    assert second.returncode == 0, said
    assert "firstquery ['weeks']" in said


def test_without_the_network_it_says_so(machine: Machine) -> None:
    run = machine.run(PIP_INDEX_URL="http://127.0.0.1:9/simple", PIP_NO_INDEX="0", PIP_FIND_LINKS="", PIP_RETRIES="1")
    in_one_sentence(run, "could not be downloaded", "network", "run this again")
    is_not_trusted(machine)


def test_a_package_with_another_hash_is_not_installed(machine: Machine) -> None:
    machine.lock("0" * 64)
    in_one_sentence(machine.run(), "not the one that requirements.lock names")
    is_not_trusted(machine)


def test_a_package_that_this_python_cannot_have_is_named_as_that(machine: Machine) -> None:
    (machine.wheels / "tiny-0.0.1-py3-none-any.whl").unlink()
    in_one_sentence(machine.run(), "not available for this Python", "3.13")


def test_a_full_disk_is_named(machine: Machine) -> None:
    bwrap, disk = str(needs("bubblewrap")), machine.folder / "disk"
    disk.mkdir()
    shell = f'cp -r "$0" {disk}/course && exec "$1" {disk}/course/start.py'
    command = [bwrap, "--dev-bind", "/", "/", "--size", str(4 << 20), "--tmpfs", str(disk), "sh", "-c", shell]
    command += [str(machine.course), machine.command()[0]]
    run = subprocess.run(
        command,
        env=machine.env,
        capture_output=True,
        text=True,
        timeout=600,
    )
    in_one_sentence(run, "The disk is full", "1 GB")


def test_a_folder_that_cannot_be_written_to_is_named(machine: Machine) -> None:
    run = machine.run(around=(str(needs("bubblewrap")), "--ro-bind", "/", "/", "--dev", "/dev"))
    in_one_sentence(run, str(machine.course), "cannot be written to", "folder of your own")


def test_a_python_without_venv_is_told_which_package_brings_it(machine: Machine) -> None:
    run = machine.run(PYTHONPATH=without_venv(machine.folder))
    wanted = f"python3.{sys.version_info.minor}-venv" if Path("/etc/debian_version").exists() else "python.org"
    in_one_sentence(run, "no venv module", wanted)
    is_not_trusted(machine)


def test_a_course_without_its_lock_is_told_so(machine: Machine) -> None:
    (machine.course / "requirements.lock").unlink()
    in_one_sentence(machine.run(), "requirements.lock is missing")


def test_every_python_since_3_6_can_read_start_py() -> None:
    ast.parse((ROOT / "start.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_an_old_python_is_told_which_one_to_get(machine: Machine) -> None:
    pretend = "import runpy, sys; sys.version_info = (3, 9, 0); runpy.run_path(sys.argv[1], run_name='__main__')"
    commands = [[sys.executable, "-c", pretend]]
    # and the real ones, where this machine has some
    commands += [[str(path)] for path in sorted(Path.home().glob(".pyenv/versions/3.[6-9].*/bin/python3"))]
    commands += [[path] for path in map(shutil.which, ("python3.6", "python3.8", "python3.9")) if path]
    for command in commands:
        run = subprocess.run([*command, str(machine.course / "start.py")], capture_output=True, text=True, timeout=300)
        if "command not found" in run.stderr:
            continue  # a version manager's stand-in for a Python that it has not
        in_one_sentence(run, "needs Python 3.11 or newer", "python.org")
    is_not_trusted(machine)
