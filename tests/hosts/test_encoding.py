"""Text goes through files and pipes as UTF-8, also where the system would take another coding: see PLW1514 as well."""

from __future__ import annotations

import ast
import tomllib

from tests.conftest import ROOT

#: These run where a hub is: on Debian.
OF_DEBIAN = ("firstquery/cohort/hub/", "firstquery/cohort/rehearsal/")
STARTS = ("Popen", "call", "check_call", "check_output", "run")


def test_whatever_is_said_by_a_program_is_read_in_a_coding_that_is_named() -> None:
    found = []
    for path in sorted(ROOT.glob("firstquery/**/*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(OF_DEBIAN):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in STARTS:
                words = {word.arg for word in node.keywords}
                if words & {"text", "universal_newlines"} and "encoding" not in words:
                    found.append(f"{name}:{node.lineno}")
    assert found == []


def test_a_machine_looks_at_every_file_that_is_opened() -> None:
    said = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]["lint"]
    assert "PLW1514" in said["select"] and said["preview"]
    assert not [rules for rules in said["per-file-ignores"].values() if "PLW1514" in rules]
