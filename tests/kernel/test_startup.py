"""Before the first cell has run: a fresh kernel of the installed course says which cell comes first."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import firstquery
from firstquery.kernel.first_line import FIRST
from tests.conftest import ROOT
from tests.kernel.kernel import FIRST_CELL, WEEK_1, Kernel, kernel

STARTUP = "etc/ipython/startup/50-first-query.py"


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment of its own, into which the course was installed the way everyone installs it."""
    place = tmp_path_factory.mktemp("environment")
    venv.EnvBuilder(symlinks=sys.platform != "win32").create(place)
    paths = {"base": str(place), "platbase": str(place)}
    library = Path(sysconfig.get_path("purelib", "venv", paths))
    # the packages are those of these tests
    line = f"import site; site.addsitedir({sysconfig.get_path('purelib')!r})\n"
    (library / "packages.pth").write_text(line, encoding="utf-8")
    built = tmp_path_factory.mktemp("built")
    build = f"import hatchling.build; hatchling.build.build_editable({str(built)!r})"
    subprocess.run([sys.executable, "-c", build], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as files:
        (data,) = [name for name in files.namelist() if ".data/data/" in name]
        assert data.endswith(f".data/data/{STARTUP}"), "where an installer puts it is etc/ of the environment"
        (place / STARTUP).parent.mkdir(parents=True)
        (place / STARTUP).write_bytes(files.read(data))
    return Path(sysconfig.get_path("scripts", "venv", paths)) / ("python.exe" if sys.platform == "win32" else "python")


@pytest.fixture(scope="module")
def fresh(python: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    """One kernel in which no first cell has run."""
    with kernel(WEEK_1, python, FIRSTQUERY_WORK=str(tmp_path_factory.mktemp("work"))) as made:
        yield made


@pytest.mark.parametrize(
    "cell",
    [
        "%%sql first_ten\nSELECT 1 AS one",
        "%% SQL first_ten\nSELECT 1 AS one",
        "%%sql first_ten",
        "%%text footnote\nAn account.",
        "%%choice top_five\nc",
        'predict("w01-p1", 1500, confidence=60)',
        'predict("w01-p1", 1500, confidence=60%)',
        'predict("w01-p1", ..., confidence=...)',
        'check("w01-q1", first_ten)',
        'rows = sql("SELECT 1")',
        *(f"{name}()" for name in firstquery.__all__),
    ],
)
def test_a_cell_run_before_the_first_one_says_so(fresh: Kernel, cell: str) -> None:
    shown = fresh.run(cell)
    assert shown.text == shown.error == FIRST


def test_a_fresh_kernel_is_pythons_own_otherwise(fresh: Kernel) -> None:
    left = "[name for name in dir() if 'first' in name.lower() or name == 'prepare'], __doc__"
    assert fresh.run(left).text == "([], 'Automatically created module for IPython interactive environment')"
    assert fresh.run("'pandas' in __import__('sys').modules").text == "False"
    for cell, error in [("tables", "NameError"), ("print(check)", "NameError"), ("x = = 3", "SyntaxError")]:
        assert error in fresh.run(cell).error
    assert fresh.run("1 + 1").text == "2"
    assert "UsageError" in fresh.run("%%nothing\nx").text


def test_a_call_before_its_function_is_there_is_none_of_ipythons_commands(fresh: Kernel) -> None:
    said = " ".join(fresh.run("run(report)").error.split())
    assert "nothing called `run`" in said or "`run` is not there yet" in said


@pytest.mark.parametrize("cell", ["help()", "help"])
def test_help_without_a_name_is_the_courses_and_waits_for_nobody(fresh: Kernel, cell: str) -> None:
    said = fresh.run(cell).text
    assert "help_me()" in said and 'hint("w01-q3")' in said
    assert "len(obj" in fresh.run("help(len)").text
    assert fresh.run("1 + 1").text == "2"


def test_a_query_without_its_first_line_is_told_before_the_first_cell_too(fresh: Kernel) -> None:
    assert "has to be %%sql first_ten" in fresh.run("SELECT 1", "w01-q1-answer").error
    assert fresh.run("SELECT 1").error.startswith("This is a query")


def test_the_first_cell_makes_all_of_it_work(python: Path, tmp_path: Path) -> None:
    with kernel(WEEK_1, python, FIRSTQUERY_WORK=str(tmp_path)) as lab:
        assert lab.run("%%sql first_ten\nSELECT 1 AS one", "w01-q1-answer").error == FIRST
        mistyped = lab.run(FIRST_CELL.replace('"', "”"), "rebuild")
        assert mistyped.text == "Ready for week 1, First query. Kestrel's data is open, for reading only.\n"
        assert lab.run("%%sql first_ten\nSELECT 1 AS one", "w01-q1-answer").error == ""
        assert lab.run("%%text footnote\nAn account.", "w01-q7-answer").text == "Kept in `footnote`: 2 words.\n"
        assert "60% sure" in lab.run('predict("w01-p1", 1500, confidence=60%)').text


def test_nothing_is_prepared_at_the_grader(python: Path, tmp_path: Path) -> None:
    with kernel(tmp_path, python, FIRSTQUERY_GRADER="1") as grader:
        assert "not found" in grader.run("%%sql first_ten\nSELECT 1").text
        assert "NameError" in grader.run('check("w01-q1", 3)').error


def test_a_kernel_starts_in_silence_where_the_course_is_not_importable(python: Path, tmp_path: Path) -> None:
    broken = tmp_path / "firstquery"
    broken.mkdir()
    (broken / "__init__.py").write_text("raise RuntimeError('half installed')", encoding="utf-8")
    with kernel(tmp_path, python, PYTHONPATH=str(tmp_path)) as other:
        assert other.run("1 + 1").text == "2"
        assert "not found" in other.run("%%sql first_ten\nSELECT 1").text
        assert "RuntimeError" in other.run("import firstquery").error
