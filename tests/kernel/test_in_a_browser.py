"""The weeks of SQL in the Python of a browser: no threads, no pandas, nothing compiled but pydantic; and nothing else.

A browser's own Python is not at hand in these tests: `browser` makes a process here what it is.
"""

from __future__ import annotations

import importlib.metadata
import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest

from firstquery.core import course
from firstquery.core.table import MissingPandas
from firstquery.grading.answers import Answer, read
from tests.content import notebooks as nb
from tests.kernel import browser

#: What a page has to load: pure Python, but for pydantic's core.
LIBRARIES = {"IPython", "annotated_types", "pydantic", "pydantic_core", "pygments", "sqlglot", "traitlets"}
LIBRARIES |= {"dateutil", "six", "typing_extensions", "typing_inspection"}
#: What a virtual environment, or the test's own, loads in each process.
OF_THIS_PLACE = {"_distutils_hack", "_virtualenv", "mypy_extensions", "editables"}
OF_A_TRACEBACK = {"asttokens", "executing", "pure_eval", "stack_data"}
WEEKS = [week for week in course.practices() if week.number <= 4]
PAGES = [
    nb.ROOT / "notebooks" / "start-here.ipynb",
    *(path for week in WEEKS for path in (nb.ROOT / "notebooks" / f"{week.stem}.ipynb", week.practice)),
]
ANSWERS = {week.stem: {name: one.answers for name, one in read(week.answers).items()} for week in WEEKS}
#: Modules of the learner's half that weeks with Python, the command line, an exchange or another database need.
ELSEWHERE = (
    *("firstquery.core.command", "firstquery.kernel.tutor.program"),
    *(f"firstquery.checks.kinds.{name}" for name in ("chart", "client", "model", "program")),
    *("firstquery.learner.exchange", "firstquery.learner.wall"),
    *("firstquery.sql.alchemy", "firstquery.sql.postgres", "firstquery.sql.frame"),
)
HALF = ("core", "sql", "checks", "learner", "kernel")


def stored(cell: nbformat.NotebookNode) -> tuple[str, list[dict[str, Any]]]:
    """What a page has of a cell, as pandas has made it: the printed text, and the displays."""
    printed = "".join(one.text for one in cell.outputs if one.output_type == "stream")
    return printed, [dict(one.data) for one in cell.outputs if "data" in one]


@pytest.mark.parametrize("page", [page for page in PAGES if page.is_file()], ids=nb.name)
def test_a_page_shows_there_what_it_shows_with_pandas_and_every_check_is_right(page: Path, tmp_path: Path) -> None:
    cells = [cell for cell in nb.read(page).cells if cell.cell_type == "code"]
    asked = {"folder": str(page.parent), "cells": [{"id": cell["id"], "source": cell.source} for cell in cells]}
    found = browser.run([asked], tmp_path, nb.environment(tmp_path))
    for cell, shown in zip(cells, found["pages"][0], strict=True):
        assert shown["error"] == ""
        assert (shown["printed"], shown["displays"]) == stored(cell), cell["id"]
    assert set(found["libraries"]) - OF_THIS_PLACE <= LIBRARIES
    checks = [cell["id"] for cell in cells if cell.source.startswith("check(")]
    kept = {path.stem for path in tmp_path.rglob(".records/w*-q*.json")}
    assert kept == set(checks), "what she did is kept where FIRSTQUERY_WORK says"


@cache
def told(stem: str, folder: Path) -> list[tuple[Answer, list[dict[str, Any]]]]:
    """Each listed answer of a week, with what its cells and then its check showed."""
    first = {"id": "rebuild", "source": f'from firstquery import *\nrebuild("{stem}")'}
    names = {name: one["name"] for name, one in key(stem)["exercises"].items()}
    listed = [one for name, answers in ANSWERS[stem].items() for one in answers if name in names]
    cells, ends = [first], []
    for one in listed:
        cells += [{"id": "", "source": source} for source in one.cells]
        cells.append({"id": "", "source": f'check("{one.exercise}", {names[one.exercise]})'})
        ends.append(len(cells))
    page = {"folder": str(nb.ROOT / "release" / stem), "cells": cells}
    shown = browser.run([page], folder, nb.environment(folder))["pages"][0]
    starts = [1, *ends[:-1]]
    return [(one, shown[start:end]) for one, start, end in zip(listed, starts, ends, strict=True)]


def key(stem: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((nb.ROOT / "release" / stem / "key.json").read_text(encoding="utf-8"))
    return found


def needs_pandas(shown: list[dict[str, Any]]) -> bool:
    said = str(MissingPandas("x")).partition(" is work for pandas")[2]
    return any(" ".join(said.split()) in " ".join(one["error"].split()) for one in shown)


@pytest.mark.parametrize("stem", [week.stem for week in WEEKS])
def test_listed_answers_are_told_there_what_they_are_told_with_pandas(
    stem: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    left_out, wrong = 0, 0
    for answer, shown in told(stem, tmp_path_factory.getbasetemp()):
        if needs_pandas(shown):
            left_out += 1
            continue
        said, where = " ".join(shown[-1]["error"].split()), f"{answer.exercise} {answer.role}: {answer.name}"
        if answer.role == "right":
            assert said == "", where
        elif answer.role == "wrong":
            wrong += 1
            assert " ".join(answer.message.split()) in said, where
    assert wrong >= 4 * len(ANSWERS[stem]) - left_out
    assert left_out <= 2 * len(ANSWERS[stem]), "few of the answers are written for pandas"


SLIPS = {
    "SELECT nam FROM accounts": "Did you mean name?",
    "SELEC name FROM accounts": "Did you mean SELECT?",
    "SELECT name FORM accounts": "Is FORM meant to be FROM?",
    "DELETE FROM accounts": "the data here stays as it is",
    "SELECT * FROM first_ten": "first_ten",
}


def test_slips_are_told_there_in_sentences(tmp_path: Path) -> None:
    stem = WEEKS[1].stem
    cells = [
        f'from firstquery import *\nrebuild("{stem}")',
        "%%sql first_ten\nSELECT account_id, name FROM accounts ORDER BY account_id LIMIT 12",
        *(f"%%sql bad\n{query}" for query in SLIPS),
        *("first_ten", 'first_ten["name"]', 'len(first_ten), first_ten.shape, list(first_ten), first_ten["name"][0]'),
        *("first_ten.head(2)", "first_ten + 1", 'first_ten["nope"]', "if first_ten: 1", "engine()", "grade_mine(1)"),
        *('hint("w01-q2")', 'solution("w01-q3")', 'glossary("grain")', "tables()", "where_am_i()", "help_me()"),
    ]
    page = {"folder": str(nb.ROOT / "release" / stem), "cells": [{"id": "", "source": cell} for cell in cells]}
    shown = browser.run([page], tmp_path, nb.environment(tmp_path))["pages"][0]
    by_cell = dict(zip(cells, shown, strict=True))
    for query, said in SLIPS.items():
        assert said in by_cell[f"%%sql bad\n{query}"]["error"]
    assert by_cell["first_ten"]["displays"][0]["text/plain"].endswith("12 rows, 2 columns; the first 10 rows are shown")
    assert "(12, (12, 2), ['account_id', 'name'], 'Osborn Bros. Exteriors')" in str(shown)
    for cell in ("first_ten.head(2)", "first_ten + 1"):
        assert needs_pandas([by_cell[cell]]), cell
    assert 'There is no column "nope" in this table. It has: account_id, name.' in by_cell['first_ten["nope"]']["error"]
    assert "how many rows it has" in by_cell["if first_ten: 1"]["error"]
    assert by_cell["engine()"]["error"].startswith(
        "engine() needs a library, sqlalchemy, that this page does not have."
    )
    for cell in cells[-6:]:
        assert by_cell[cell]["error"] == "", cell
    assert not any("Traceback" in one["error"] for one in shown)


def test_every_module_of_the_learners_half_is_imported_there() -> None:
    """It imports no compiled library, and none of those that take long, before something of theirs is used."""
    names = [
        ".".join(path.relative_to(nb.ROOT).with_suffix("").parts).removesuffix(".__init__")
        for room in HALF
        for path in sorted((nb.ROOT / "firstquery" / room).rglob("*.py"))
        if path.name != "startup_file.py"  # IPython runs it
    ]
    here = [name for name in names if not f"{name}.".startswith(tuple(f"{one}." for one in ELSEWHERE))]
    assert len(here) > 100
    code = (
        "import importlib, json, sys; from tests.kernel import browser; browser.become_browser()\n"
        "for name in json.loads(sys.argv[1]): importlib.import_module(name)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, json.dumps(here)], cwd=nb.ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]


def test_the_first_cells_of_a_practice_load_no_pandas_and_nothing_for_processes(tmp_path: Path) -> None:
    """On a laptop, too: a check of a letter waits for no library of tables."""
    code = (
        "from IPython.core.interactiveshell import InteractiveShell; shell = InteractiveShell.instance()\n"
        "from firstquery.kernel.startup import prepare; prepare(shell)\n"
        "for cell in ('from firstquery import *', f'rebuild({stem!r})', '%%choice top_five\\nC', check):\n"
        "    shell.run_cell(cell).raise_error()\n"
        "import sys; print(*sorted(set(sys.modules) & {'pandas', 'numpy', 'psutil', 'nbformat', 'markupsafe'}), 'END')"
    )
    stem = WEEKS[1].stem
    told = f"stem, check = {stem!r}, 'check(\"w01-q5\", top_five)'\n"
    environment = nb.environment(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", told + code],
        cwd=nb.ROOT / "release" / stem,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Right" in done.stdout and done.stdout.splitlines()[-1] == "END"


def test_what_a_page_has_to_load_is_pure_python_but_for_one_library() -> None:
    owners = importlib.metadata.packages_distributions()
    for name in sorted(LIBRARIES | OF_A_TRACEBACK):
        files = [file for one in owners[name] for file in importlib.metadata.files(one) or ()]
        compiled = [file for file in files if file.suffix in (".so", ".pyd") and file.parts[0] == name]
        assert bool(compiled) is (name == "pydantic_core"), name
