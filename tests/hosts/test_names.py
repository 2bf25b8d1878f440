"""No module asks for a name of Python that Windows lacks, but those that run on Linux, or on a Mac, alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT
from tests.hosts.windows import ABSENT, MISSING

#: The sandbox and what forks: `box.is_available`, `host.is_linux` or `forks.NoFork` stands before each use of them.
OF_LINUX = {
    *(
        f"firstquery/sandbox/{name}.py"
        for name in ("box", "forks", "launch", "limits", "monitor", "mounts", "namespaces")
    ),
    *(f"firstquery/sandbox/{name}.py" for name in ("pool", "process", "program", "provisioner", "seccomp", "zygote")),
    "firstquery/review/named_tests.py",
}
#: A facilitator's: the commands that say so on Windows (firstquery/cli/main.py).
OF_A_COHORT = ("firstquery/cohort/", "firstquery/grading/run/", "firstquery/grading/repair/stage.py")


def asked(path: Path) -> Iterator[str]:
    """Names that a module asks for and does not look for before."""
    text = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name in MISSING)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "",) if node.module in MISSING else ())
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            name = f"{node.value.id}.{node.attr}"
            looked_for = f'hasattr({node.value.id}, "{node.attr}")' in text
            if node.attr in ABSENT.get(node.value.id, ()) and not looked_for:
                yield name


def test_what_windows_lacks_is_asked_for_where_it_is_not_run() -> None:
    found: dict[str, set[str]] = {}
    for path in sorted(ROOT.glob("firstquery/**/*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name not in OF_LINUX and not name.startswith(OF_A_COHORT) and (names := set(asked(path))):
            found[name] = names
    # in `limit.py`, an AttributeError is awaited
    assert found == {"firstquery/checks/limit.py": {"time.clock_gettime", "time.pthread_getcpuclockid"}}
