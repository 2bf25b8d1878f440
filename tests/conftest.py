"""What every test shares: a learner's folder of its own, a repeatable Hypothesis, and `needs`.

`needs("chromium")` inside a test (or `@pytest.mark.needs("chromium")` above it) gives the path of a program that
not every machine has. Where it is missing the test is skipped; with CI=true in the environment it fails instead.
"""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
pytest_plugins = ["tests.slowest", "tests.kept"]

# One temporary home a test process: no test reads or writes the real learner's folder or Jupyter settings.
_HOME = Path(tempfile.mkdtemp(prefix="first-query-tests-"))
for _name in ("FIRSTQUERY_WAREHOUSE", "FIRSTQUERY_DATA", "FIRSTQUERY_GRADER", "PYTHONDONTWRITEBYTECODE"):
    os.environ.pop(_name, None)
os.environ["FIRSTQUERY_WORK"] = str(_HOME / "first-query")
os.environ["FIRSTQUERY_COURSE"] = str(ROOT)
os.environ["JUPYTER_CONFIG_DIR"] = str(_HOME / "jupyter")
os.environ["JUPYTER_DATA_DIR"] = str(_HOME / "jupyter-data")
os.environ["IPYTHONDIR"] = str(_HOME / "ipython")
# as start.py hands over: nbgrader starts `alembic` by its name
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])

# Thousands of tests and their parameters stay until the end: a collector that looks through them often finds nothing.
gc.set_threshold(50_000, 20, 50)

# Started in the background of a shell, a test run inherits that Ctrl-C is ignored, and so would all it starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# The same examples on every run, and no deadline: two busy cores are not a defect of the code.
settings.register_profile(
    "firstquery", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("firstquery")

#: Programs that a test may need: the names they go by, and where they stand when PATH does not hold them.
PROGRAMS: dict[str, tuple[str, ...]] = {
    "bubblewrap": ("bwrap",),
    "chromium": ("chromium", "chromium-browser", "google-chrome", "/usr/bin/chromium"),
    "gh": ("gh",),
    "git": ("git",),
    "jupyterlite": (str(ROOT / ".site" / "environment" / "bin" / "python"),),
    "postgresql": ("pg_ctl", "/usr/lib/postgresql/*/bin/pg_ctl", "/opt/homebrew/bin/pg_ctl"),
}


def find(name: str) -> Path | None:
    """The program called `name` in PROGRAMS (or on PATH), or None where this machine has none."""
    for candidate in PROGRAMS.get(name, (name,)):
        if "/" not in candidate:
            found = shutil.which(candidate)
            if found:
                return Path(found)
            continue
        pattern = Path(candidate).expanduser()
        for path in sorted(Path(pattern.anchor).glob(str(pattern.relative_to(pattern.anchor)))):
            if os.access(path, os.X_OK):
                return path
    return None


def is_ci() -> bool:
    """Whether `.ci/run` runs the tests."""
    return os.environ.get("CI", "").lower() == "true"


def needs(name: str) -> Path:
    """The path of a program; skips the test where it is missing, and fails it when CI=true."""
    found = find(name)
    if found is not None:
        return found
    sentence = f"{name} is not on this machine"
    if is_ci():
        pytest.fail(f"{sentence}, and CI=true asks for it: see .ci/run", pytrace=False)
    pytest.skip(sentence)


@pytest.fixture(name="needs")
def _needs() -> Callable[[str], Path]:
    return needs


@pytest.fixture(autouse=True)
def _needs_mark(request: pytest.FixtureRequest) -> None:
    for mark in request.node.iter_markers("needs"):
        for name in mark.args:
            needs(name)


@pytest.fixture(autouse=True)
def _no_week_is_open() -> Iterator[None]:
    """A test that runs `rebuild` leaves no week open behind it, and no data of one."""
    yield
    os.environ.pop("FIRSTQUERY_DATA", None)
    at_hand = sys.modules.get("firstquery.learner.session")
    if at_hand is not None:
        at_hand._current = None  # type: ignore[attr-defined]


@pytest.fixture(autouse=True, scope="module")
def _no_fork_server_is_shared() -> Iterator[None]:
    """A module that grades in its own process ends the server of `grade`, which has fewer libraries than others."""
    yield
    grading = sys.modules.get("firstquery.selfgrade.grade")
    if grading is not None:
        grading.end_server()
    forks = sys.modules.get("firstquery.sandbox.forks")
    assert forks is None or forks._address == "", "kernels of later tests would be forks of a server of this one"


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty learner's folder, known to the course through FIRSTQUERY_WORK."""
    folder = tmp_path / "first-query"
    folder.mkdir()
    monkeypatch.setenv("FIRSTQUERY_WORK", str(folder))
    yield folder


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "needs(*names): programs that this test runs; see tests/conftest.py")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what only root can do, for anyone else: `.ci/run` runs that apart. It runs benchmarks, too."""
    if not is_ci() and not any("benchmarks" in one for one in config.args):
        measured = [one for one in items if one.path.parent.name == "benchmarks"]
        config.hook.pytest_deselected(items=measured)
        items[:] = [one for one in items if one not in measured]
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        marked = [(one, one.get_closest_marker("root")) for one in items]
        config.hook.pytest_deselected(items=[one for one, mark in marked if mark and not mark.kwargs.get("too")])
        items[:] = [one for one, mark in marked if not mark or mark.kwargs.get("too")]


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(_HOME, ignore_errors=True)
    if config.getoption("numprocesses", None) is None or hasattr(config, "workerinput"):
        _end_what_is_left()


def _end_what_is_left() -> None:
    """A server that a failed test has left behind. Those of `multiprocessing` end with this process."""
    for one in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if "multiprocessing" not in " ".join(one.cmdline()):
                one.kill()
