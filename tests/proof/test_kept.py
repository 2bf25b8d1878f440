"""Slow tests are kept by what they depend on: each input is one, a failure is never kept, and what was kept is said."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import grimp
import pytest

from firstquery.core.course import COURSE
from firstquery.grading import shell
from firstquery.grading.answers import Answer
from tests import inputs, kept
from tests.grading.orders import DATA, STEM, Course

FILES = {
    "requirements.lock": "pandas==3.0.0\n",
    "pyproject.toml": (
        "[tool.pytest.ini_options]\npythonpath = ['.']\naddopts = ['--import-mode=importlib']\n"
        "[project.entry-points.'firstquery.kinds']\nreview = 'firstquery.review.kind:KIND'\n"
        "[project.entry-points.'firstquery.names']\ngit = 'firstquery.review.command:git'\n"
    ),
    "course.toml": "",
    "start.py": "",
    "grader_config.py": "CLASS = 'firstquery.grading.exporter.Exporter'\n",
    "firstquery/__init__.py": "LATER = 'firstquery.kernel.later'\nfrom firstquery.core import rooms\n",
    "firstquery/core/__init__.py": "",
    "firstquery/core/rooms.py": "",
    "firstquery/review/__init__.py": "",
    "firstquery/review/command.py": "",
    "firstquery/review/kind.py": "",
    "firstquery/core/files.py": (COURSE / "firstquery" / "core" / "files.py").read_text(encoding="utf-8"),
    "firstquery/core/host.py": (COURSE / "firstquery" / "core" / "host.py").read_text(encoding="utf-8"),
    "firstquery/kernel/later.py": "",
    "firstquery/grading/__init__.py": "",
    "firstquery/grading/prove.py": "from firstquery.grading import (\n    judge,\n)\nCHILD = '.child:run'\n",
    "firstquery/grading/judge.py": "MODULE = 'firstquery.sandbox.box'\n",
    "firstquery/grading/child.py": "NAME = 'grader_config.py'\n",
    "firstquery/grading/exporter.py": "",
    "firstquery/grading/words.toml": "",
    "firstquery/kernel/__init__.py": "",
    "firstquery/sandbox/__init__.py": "",
    "firstquery/sandbox/box.py": "",
    "firstquery/cohort/__init__.py": "",
    "firstquery/cohort/report.py": "",
    "firstquery/checks/__init__.py": "",
    "firstquery/checks/faults.py": "",
    "firstquery/checks/kinds/__init__.py": "",
    "firstquery/checks/kinds/table.py": "",
    "firstquery/checks/kinds/chart/__init__.py": "def judge():\n    from ... import faults\n    from . import axes\n",
    "firstquery/checks/kinds/chart/axes.py": "",
    "firstquery/checks/kinds/chart/messages.en.toml": "",
    "source/week-01-one/answers.py": "# %% w01-q1 exercise: table ordered=day | One\n%%sql one\nSELECT 1\n",
    "source/week-01-one/week-01-one.ipynb": "{}",
    "source/week-02-two/answers.py": (
        "# %% w02-q1 exercise: chart kinds=bar | Two\n# %% w02-q2 exercise: review pull=1 | Two\n"
    ),
    "release/week-01-one/key.json": "{}",
    "notebooks/week-01-one.ipynb": '{"metadata": {"firstquery": {"week": 1}}, "cells": []}',
    "notebooks/week-02-two.ipynb": '{"metadata": {"firstquery": {"week": 2}}, "cells": []}',
    "data/warehouse.sqlite": "rows",
    "tests/conftest.py": (
        "import os\npytest_plugins = ['tests.kept']\nPROGRAMS = {}\n"
        "def find(name): pass\ndef is_ci(): return bool(os.environ['CI'])\n"
    ),
    "tests/proof/helper.py": "",
    "tests/proof/test_other.py": "def test_it(): pass\n",
    "tests/proof/test_proof.py": (
        "import os, pathlib, pytest\nfrom firstquery.grading.prove import CHILD\n"
        "@pytest.mark.parametrize('stem', ['week-01-one', 'week-02-two'])\n"
        "def test_every_right_answer(stem):\n"
        "    with open(os.environ['RAN'], 'a') as ran: print(stem, file=ran)\n"
        "    assert 'wrong' not in pathlib.Path('source', stem, 'answers.py').read_text()\n"
    ),
}
ONE, TWO = (f"tests/proof/test_proof.py::test_every_right_answer[week-{week}]" for week in ("01-one", "02-two"))
BOTH = {ONE, TWO}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A course of two weeks, one with a table and one with a chart, with a proof of each."""
    for name, text in FILES.items():
        path = tmp_path / "course" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name in ("inputs.py", "kept.py", "reads.py"):
        shutil.copy(COURSE / "tests" / name, tmp_path / "course" / "tests")
    return tmp_path / "course"


@pytest.fixture
def records(root: Path, monkeypatch: pytest.MonkeyPatch):
    """The results on record that would count for the two proofs, as the files are now."""
    monkeypatch.setattr(inputs, "ROOT", root)

    def asked() -> dict[str, Path | None]:
        forget()
        return {one: kept.record(one) for one in BOTH}

    yield asked
    forget()


def forget() -> None:
    for one in [kept.machine, *vars(inputs).values()]:
        if hasattr(one, "cache_clear"):
            one.cache_clear()


@pytest.mark.parametrize(
    ("name", "again"),
    [
        ("source/week-01-one/answers.py", {ONE}),
        ("source/week-01-one/week-01-one.ipynb", {ONE}),
        ("source/week-01-one/solutions.md", {ONE}),
        ("release/week-01-one/key.json", {ONE}),
        ("data/warehouse.sqlite", BOTH),
        ("held-out/warehouse.sqlite", BOTH),
        ("requirements.lock", BOTH),
        ("firstquery/grading/prove.py", BOTH),
        ("firstquery/grading/judge.py", BOTH),
        ("firstquery/grading/child.py", BOTH),
        ("firstquery/grading/words.toml", BOTH),
        ("grader_config.py", BOTH),
        ("firstquery/grading/exporter.py", BOTH),
        ("firstquery/grading/__init__.py", BOTH),
        ("firstquery/sandbox/box.py", BOTH),
        ("firstquery/checks/kinds/chart/__init__.py", {TWO}),
        ("firstquery/checks/kinds/chart/axes.py", {TWO}),
        ("firstquery/checks/kinds/chart/messages.en.toml", {TWO}),
        ("firstquery/checks/faults.py", {TWO}),
        ("firstquery/checks/kinds/table.py", {ONE}),
        ("firstquery/review/kind.py", {TWO}),
        ("firstquery/review/command.py", BOTH),
        ("course.toml", BOTH),
        ("firstquery/cohort/report.py", set()),
        ("firstquery/kernel/later.py", set()),
        ("tests/conftest.py", BOTH),
        ("tests/proof/test_proof.py", BOTH),
        ("tests/proof/helper.py", BOTH),
        ("tests/proof/test_other.py", set()),
    ],
)
def test_a_change_of_an_input_makes_the_proofs_run_again_that_depend_on_it(
    root: Path, records, name: str, again: set[str]
) -> None:
    before = records()
    path = root / name
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    now = records()
    assert {one for one in BOTH if now[one] != before[one]} == again


def test_a_lesson_is_an_input_of_its_week_and_what_it_says_of_itself_one_of_every_week(root: Path, records) -> None:
    lesson = root / "notebooks" / "week-01-one.ipynb"
    said = json.loads(lesson.read_text(encoding="utf-8"))
    before = records()
    lesson.write_text(json.dumps({**said, "cells": [{"source": "A hint"}]}), encoding="utf-8")
    now = records()
    assert now[ONE] != before[ONE] and now[TWO] == before[TWO]
    lesson.write_text(json.dumps({**said, "metadata": {"firstquery": {"week": 7}}}), encoding="utf-8")
    assert records()[TWO] != now[TWO]


@pytest.mark.parametrize(
    ("module", "what", "answer"),
    [(platform, "node", "another"), (platform, "platform", "another"), (kept, "find", COURSE / "start.py")],
)
def test_on_another_machine_and_with_another_program_all_runs(
    records, module: ModuleType, what: str, answer: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = records()
    monkeypatch.setattr(module, what, lambda *_: answer)
    now = records()
    assert now[ONE] != before[ONE] and now[TWO] != before[TWO]


def run(root: Path, *options: str, **env: str) -> tuple[list[str], str]:
    """The weeks that a run of the tests has proven, and what it said. Its user has a cache beside the course."""
    ran = root.parent / "ran"
    ran.unlink(missing_ok=True)
    ran.touch()
    own = {"HOME": str(root.parent), "XDG_CACHE_HOME": str(root.parent / "cache"), "RAN": str(ran), "CI": ""}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options]
    done = subprocess.run(
        command, cwd=root, env={**os.environ, **own, **env}, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return ran.read_text(encoding="utf-8").split(), done.stdout


def test_what_passed_is_kept_and_said_and_what_failed_runs_until_it_passes(root: Path) -> None:
    first, said = run(root)
    assert first == ["week-01-one", "week-02-two"]
    assert f"Proofs: 2 run, 0 kept from before ({kept.ANEW}=1 runs all)." in said
    second, said = run(root, "-n", "2")
    assert second == []
    assert "Proofs: 0 run, 2 kept from before" in said and "2 kept" in said.splitlines()[-1]
    answers = root / "source" / "week-02-two" / "answers.py"
    right = answers.read_text(encoding="utf-8")
    answers.write_text(f"{right}# wrong\n", encoding="utf-8")
    for _ in range(2):
        third, said = run(root)
        assert third == ["week-02-two"]
        assert "Proofs: 1 run, 1 kept from before" in said and "1 failed" in said
    answers.write_text(right, encoding="utf-8")
    assert run(root)[0] == [], "what it was has passed"


def test_all_runs_under_ci_and_where_it_is_asked_for(root: Path) -> None:
    assert len(run(root, CI="true")[0]) == len(run(root)[0]) == 2
    ran, said = run(root, CI="true")
    assert len(ran) == 2 and "Nothing is kept" in said
    assert len(run(root, **{kept.ANEW: "1"})[0]) == 2
    assert run(root)[0] == []
    assert len(run(root, XDG_CACHE_HOME=str(root.parent / "another"))[0]) == 2


def test_an_input_that_changes_meanwhile_leaves_no_result(root: Path) -> None:
    proof = root / "tests" / "proof" / "test_proof.py"
    changes = "    pathlib.Path('data', 'warehouse.sqlite').write_text(stem)\n"
    proof.write_text(proof.read_text(encoding="utf-8") + changes, encoding="utf-8")
    run(root)
    assert run(root)[0] == ["week-01-one", "week-02-two"]


def test_what_fails_as_it_is_torn_down_keeps_none_of_its_file(root: Path) -> None:
    proof = root / "tests" / "proof" / "test_proof.py"
    fixture = "@pytest.fixture(autouse=True, scope='module')\ndef ends():\n    yield\n    assert not 'left'\n"
    proof.write_text(proof.read_text(encoding="utf-8") + fixture, encoding="utf-8")
    run(root)
    assert len(run(root)[0]) == 2


def test_no_import_of_ours_is_overlooked() -> None:
    """Each import that import-linter's own reader finds, those in functions too."""
    graph = grimp.build_graph("firstquery", cache_dir=None)
    for importer in graph.modules:
        path = inputs._module(importer)
        assert path is not None
        found = inputs._named(path, 0, 0).imports
        assert {inputs._module(one) for one in graph.find_modules_directly_imported_by(importer)} - {path} <= found


def test_what_a_kernel_of_a_proof_has_loaded_is_an_input_of_it(tmp_path: Path) -> None:
    tiny = Course.make(tmp_path)
    asks = "import sys\npaid_orders = ' '.join(one for one in sys.modules if one.startswith('firstquery'))"
    answer = Answer("w90-q1", "right", "asks", "", (asks,), 1)
    practice = tiny.root / "source" / STEM / f"{STEM}.ipynb"
    _, results = shell.run(practice, tiny.root / DATA, {"w90-q1": [answer]}, course=tiny.root)
    payload = results[answer].payload
    assert payload is not None
    loaded = {inputs._module(one) for one in str(payload["value"]).split()}
    # A fork has every kind, and what they import. Those that no exercise has are asked for nothing.
    kinds = {path for path in loaded if path and "kinds" in path.parts}
    theirs = {path for kind in kinds for path in inputs._reached(kind)}
    assert len(loaded) > 50
    assert loaded - theirs <= inputs.closure("tests/proof/test_proof.py")
