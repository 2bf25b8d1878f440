#!/usr/bin/env python3
"""First Query, from a bare machine: `python3 start.py` makes the environment and opens the first week.

    python3 start.py                 opens JupyterLab on "start here"
    python3 start.py --no-browser    the same, and prints the address instead
    python3 start.py doctor          says what is wrong with the installation, and makes nothing
    python3 start.py ARGS            passes ARGS to the command `firstquery` (for example: test)

The environment stands in .venv beside this file, from the versions and hashes of requirements.lock. It is used only
when its stamp, which is written last, says that it is whole; anything else is made again from nothing.
FIRSTQUERY_INSTALLER=pip leaves uv aside. This file needs the standard library alone, and its syntax is that of
Python 3.6, so that an old Python can still read which Python to get.
"""

import contextlib
import errno
import hashlib
import json
import os
import queue
import re
import shutil
import subprocess
import sys
import threading
import time
from typing import Dict, Iterator, List, Optional

NEEDED = (3, 11)
SCHEME = 2  # raise it when this file builds environments differently: those in use are then made again
ROOT = os.path.dirname(os.path.abspath(__file__))
LOCK = os.path.join(ROOT, "requirements.lock")
VENV = os.path.join(ROOT, ".venv")
STAMP = os.path.join(VENV, "first-query.json")
LOG = os.path.join(ROOT, "start.log")
WINDOWS = os.name == "nt"
BIN = os.path.join(VENV, "Scripts" if WINDOWS else "bin")
PYTHON = os.path.join(BIN, "python.exe" if WINDOWS else "python")
AGAIN = "then run this again"
BY = "py start.py" if WINDOWS else "python3 start.py"
TOO_OLD = (
    "First Query needs Python 3.11 or newer and this is Python %d.%d: install a newer one from python.org, "
    "then run this file with it (for example: python3.13 start.py)."
)

#: What an installer's output means, first match first: (pattern, the sentence for the learner).
MEANINGS = (
    (
        r"No space left on device|os error 28|not enough space on the disk|(os error|WinError) 112|Disk quota exceeded",
        "The disk is full: First Query needs about 1 GB, so free some room, " + AGAIN + ".",
    ),
    (
        r"Long Path support|(os error|WinError) 206",
        "The folder %s lies too deep for Windows, which allows 260 letters for the path of a file: move the course to "
        "a shorter place, such as C:\\first-query, %s." % (ROOT, AGAIN),
    ),
    (
        r"(os error|WinError) 32\b",
        "Another program has a file of the course open: close JupyterLab, and what was started in it, %s." % AGAIN,
    ),
    (
        r"DO NOT MATCH THE HASHES|[Hh]ash mismatch",
        "A downloaded package is not the one that requirements.lock names, so it was not installed: "
        "try again on another network, and if that does not help, report it to whoever gave you the course.",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLError|invalid peer certificate|UnknownIssuer",
        "The package index could not be trusted (its certificate is unknown here), as happens on a company's network: "
        "ask your IT team how Python packages are installed there, " + AGAIN + ".",
    ),
    (
        r"NewConnectionError|Timeout|ProxyError|[Cc]onnection (reset|refused|aborted|broken)|name resolution|dns error|"
        r"getaddrinfo|[Nn]etwork is unreachable|error sending request|Failed to fetch|timed out|ncomplete.?[Dd]ownload",
        "The packages could not be downloaded: check that this machine is on the network, " + AGAIN + ".",
    ),
    (
        r"Permission denied|os error 13|Read-only file system|os error 30|Access is denied|(os error|WinError) 5\b",
        "The folder %s cannot be written to: move the course to a folder of your own, %s." % (ROOT, AGAIN),
    ),
    (
        r"No matching distribution found|has no (usable )?wheels|is not a supported wheel",
        "Some packages are not available for this Python (%d.%d on %s): install Python 3.11, 3.12 or 3.13 from "
        "python.org, then run this file with it." % (sys.version_info[0], sys.version_info[1], sys.platform),
    ),
)


class Stop(Exception):
    """One sentence for the person at the keyboard: what is wrong, and how to mend it."""


def main(args: List[str]) -> int:
    """Make the environment where it is missing, then hand over to `firstquery`. Returns the exit code."""
    try:
        if sys.version_info < NEEDED:
            raise Stop(TOO_OLD % sys.version_info[:2])
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(errors="replace")  # a folder's name may hold letters the terminal has not
        if args[:1] == ["doctor"]:
            return examine(args[1:])
        if not whole():
            with only_one_at_a_time() as handle:
                if not whole():
                    build(handle)
        return hand_over(args)
    except Stop as stop:
        say(str(stop))
    except KeyboardInterrupt:
        say("Stopped. Nothing is half done: run this again to go on.")
        return 130
    except OSError as error:
        say(meaning("[Errno %s] %s" % (error.errno, os.strerror(error.errno or 0))) or "Could not go on: %s." % error)
    return 1


def say(text: str) -> None:
    print(text, flush=True)


def wanted() -> Dict[str, object]:
    """What the stamp of a whole environment says, but for its Python."""
    try:
        with open(LOCK, "rb") as file:
            digest = hashlib.sha256(file.read().replace(b"\r\n", b"\n")).hexdigest()
    except FileNotFoundError:
        raise Stop("requirements.lock is missing beside start.py: get the whole course again, %s." % AGAIN) from None
    # The commands and files that the course itself puts into the environment are named in pyproject.toml.
    with open(os.path.join(ROOT, "pyproject.toml"), "rb") as file:
        course = hashlib.sha256(file.read().replace(b"\r\n", b"\n")).hexdigest()
    # the folder too: an environment does not survive being moved; on Windows, C: and c: are one
    return {"scheme": SCHEME, "lock": digest, "course": course, "folder": os.path.normcase(ROOT)}


def whole() -> bool:
    """Whether .venv was finished, from this lock, in this folder, and its Python still is the one it was made with."""
    try:
        with open(STAMP, encoding="utf-8") as file:
            stamp = json.load(file)
    except (OSError, ValueError):
        return False
    return isinstance(stamp, dict) and stamp == dict(wanted(), python=python_of_venv())


def python_of_venv() -> Optional[str]:
    """The version of .venv's Python as it answers now, such as "3.13"; None when it does not start."""
    try:
        code = "import sys; print('%d.%d' % sys.version_info[:2])"
        return subprocess.check_output([PYTHON, "-I", "-S", "-c", code], stderr=subprocess.DEVNULL).decode().strip()
    except (OSError, subprocess.CalledProcessError):
        return None


@contextlib.contextmanager
def only_one_at_a_time() -> Iterator[int]:
    """Holds a lock file, so that two starts never build into the same folder; the second one waits.

    The installers inherit the handle: a start that was killed leaves the lock to its installer until that ends too.
    """
    handle = os.open(os.path.join(ROOT, ".venv.lock"), os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if not take(handle):
            say("Another start is making the environment; waiting for it (Ctrl-C to stop waiting).")
            while not take(handle):
                time.sleep(0.5)
        yield handle
    finally:
        os.close(handle)


def take(handle: int) -> bool:
    """Whether the lock is ours now. A file system that knows no locks gives it to everyone."""
    try:
        if WINDOWS:
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
    return True


def build(handle: int) -> None:
    """Make .venv from nothing. The stamp comes last; whatever stops before it leaves nothing that is trusted."""
    stamp = wanted()
    began = time.time()
    uv = None if os.environ.get("FIRSTQUERY_INSTALLER") == "pip" else shutil.which("uv")
    if not uv:
        check_venv_module()
    if os.path.lexists(VENV):
        say("Making the environment again: the one in .venv is unfinished, or made for another version or place.")
        clear()
    say("Preparing First Query with %s, once, in %s (a few minutes at most)." % ("uv" if uv else "pip", VENV))
    if os.path.exists(LOG):
        os.remove(LOG)
    try:
        if uv:
            install = [uv, "pip", "install", "--compile-bytecode", "--python", PYTHON]
            step(handle, "Making an environment", [uv, "venv", "--no-project", "--python", sys.executable, VENV])
        else:
            install = [PYTHON, "-m", "pip", "install", "--progress-bar", "off"]
            # venv would run ensurepip itself, and keep to itself what that says (a full disk, for one)
            step(handle, "Making an environment", [sys.executable, "-I", "-m", "venv", "--without-pip", VENV])
            step(handle, "Adding pip to it", [PYTHON, "-I", "-m", "ensurepip", "--default-pip"])
        # Compiled once, here: else every kernel on a machine that keeps no bytecode compiles all of pandas anew.
        checked = [*install, "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", LOCK]
        step(handle, "Installing packages", checked, packages_in_lock())
        step(handle, "Installing the course", [*install, "--no-deps", "--no-build-isolation", "-e", ROOT])
        python = python_of_venv()
        if python is None:
            raise Stop("The new environment's Python does not start: install Python again, " + AGAIN + ".")
        with open(STAMP + ".new", "w", encoding="utf-8") as file:
            json.dump(dict(stamp, python=python), file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(STAMP + ".new", STAMP)
    except BaseException:
        with contextlib.suppress(Stop):  # it has no stamp, and why it was not finished is what there is to say
            clear()
        raise
    say("Ready after %s. The next start takes seconds." % clock(time.time() - began))


def check_venv_module() -> None:
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        version = "%d.%d" % sys.version_info[:2]
        debian = "install it with: sudo apt install python%s-venv" % version
        other = "install your system's package for it, or Python from python.org"
        mend = debian if os.path.exists("/etc/debian_version") else other
        raise Stop("This Python %s has no venv module: %s, %s." % (version, mend, AGAIN)) from None


def clear() -> None:
    """Remove .venv, the stamp first, so that even half a removal is never trusted."""
    used = "The old environment could not be removed: close JupyterLab, delete %s, %s." % (VENV, AGAIN)
    aside = VENV + ".old"
    if WINDOWS and os.path.lexists(VENV):
        # What runs there holds its files: only a whole environment has its name changed, and a used one stays whole.
        shutil.rmtree(aside, ignore_errors=True)
        try:
            os.rename(VENV, aside)
        except OSError:
            raise Stop(used) from None
        shutil.rmtree(aside, ignore_errors=True)
    for path in [STAMP, VENV] if os.path.islink(VENV) else [STAMP]:
        if os.path.lexists(path):
            os.remove(path)
    shutil.rmtree(VENV, ignore_errors=True)
    if os.path.lexists(os.path.join(VENV, "pyvenv.cfg")):
        raise Stop(used)


def packages_in_lock() -> int:
    """How many packages the lock has, for all systems together."""
    with open(LOCK, encoding="utf-8") as file:
        return len(re.findall(r"(?m)^[a-zA-Z0-9]", file.read()))


def step(handle: int, title: str, command: List[str], total: int = 0) -> None:
    """Run one long command quietly, with one live line of progress; its output goes to start.log. Raises Stop."""
    env = dict(clean(), PYTHONUNBUFFERED="1", PIP_USER="0", PIP_NO_INPUT="1", PIP_DISABLE_PIP_VERSION_CHECK="1")
    held = [] if WINDOWS else [handle]
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    process = subprocess.Popen(command, env=env, cwd=ROOT, pass_fds=held, **pipes)  # type: ignore[call-overload]
    output = []  # type: List[str]
    progress = Progress(title, total)
    try:
        for line in lines_of(process):
            if line:
                output.append(line)
            progress.show(line)
        code = process.wait()
    except BaseException:
        process.terminate()
        process.wait()
        raise
    finally:
        progress.end()
        with contextlib.suppress(OSError):  # a full disk must not hide its own sentence
            with open(LOG, "a", encoding="utf-8", errors="replace") as file:
                file.write("$ %s\n%s\n" % (" ".join(command), "\n".join(output)))
    if code:
        text = "\n".join(output)
        errors = re.findall(r"\w*[Ee]rror: .+", text) or ["exit code %d" % code]
        unknown = "%s did not work (%s): the whole story is in %s." % (title, errors[0].strip(" ."), LOG)
        raise Stop(meaning(text) or unknown)


def lines_of(process: "subprocess.Popen[bytes]") -> Iterator[str]:
    """The lines of a running command as they come, and an empty one every second in which none does."""
    arrived = queue.Queue()  # type: queue.Queue[Optional[bytes]]

    def read() -> None:
        for line in process.stdout or ():
            arrived.put(line)
        arrived.put(None)

    threading.Thread(target=read, daemon=True).start()
    while True:
        try:
            line = arrived.get(timeout=1)
        except queue.Empty:
            yield ""
            continue
        if line is None:
            return
        yield line.decode("utf-8", "replace").rstrip()


class Progress:
    """One line that counts on a terminal; a line now and then where the output goes to a file."""

    def __init__(self, title: str, total: int) -> None:
        self.title, self.total, self.done, self.phase = title, total, 0, ""
        self.began, self.told, self.live = time.time(), 0.0, sys.stdout.isatty()

    def show(self, line: str) -> None:
        if line.startswith("Ignoring "):
            self.total -= 1
        elif self.total and line.startswith("Collecting "):
            self.done += 1
            self.phase = ": %d of %d downloaded" % (self.done, self.total)
        elif self.total and line.startswith("Installing collected packages"):
            self.phase = ": %d, now copied into place" % self.total
        if time.time() - self.told >= (0.2 if self.live else 15):
            self.told = time.time()
            self.write("" if self.live else "\n")

    def write(self, end: str) -> None:
        text = "  %s%s (%s)" % (self.title, self.phase, clock(time.time() - self.began))
        sys.stdout.write(("\r" + text.ljust(76) if self.live else text) + end)
        sys.stdout.flush()

    def end(self) -> None:
        if self.live:
            self.write("\n")


def clock(seconds: float) -> str:
    return "%d:%02d" % divmod(int(seconds), 60)


def meaning(text: str) -> Optional[str]:
    """The sentence for what an installer or the system said; None when it is not one of the known troubles."""
    return next((sentence for pattern, sentence in MEANINGS if re.search(pattern, text)), None)


def clean() -> Dict[str, str]:
    """The environment variables without those that would lead .venv's Python to other places' packages."""
    away = ("PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV", "__PYVENV_LAUNCHER__")
    return {name: value for name, value in os.environ.items() if name not in away}


def hand_over(args: List[str]) -> int:
    """Become `firstquery ARGS`; without a subcommand, `firstquery lab`."""
    if not args or (args[0].startswith("-") and args[0] not in ("-h", "--help", "--version")):
        args = ["lab", *args]
    env = dict(clean(), VIRTUAL_ENV=VENV, PATH=BIN + os.pathsep + os.environ.get("PATH", os.defpath))
    if WINDOWS:
        env.setdefault("PYTHONUTF8", "1")  # or a folder with an accent in its name is not found by Python 3.11 and 3.12
    # -P: a file random.py in the current folder is the learner's, not Python's
    code = "import sys; sys.argv[0] = 'firstquery'; from firstquery.cli.entry import main; sys.exit(main())"
    command = [PYTHON, "-P", "-c", code, *args]
    if not WINDOWS:
        os.execve(PYTHON, command, env)
    process = subprocess.Popen(command, env=env)  # exec on Windows returns to the prompt at once
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the child was told too, and ends in its own way


def examine(args: List[str]) -> int:
    """`firstquery doctor`, with whatever Python there is: it makes nothing, and needs no library."""
    python = PYTHON
    if python_of_venv() is None:
        python = sys.executable
        say("There is no working environment in %s: `%s` makes one. This Python examines the rest." % (VENV, BY))
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); from firstquery.doctor.run import main; "
    code += "sys.exit(main(sys.argv[1:]))"
    return subprocess.call([python, "-P", "-c", code, ROOT, *args], env=clean())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
