"""What a kernel offers while a cell is written, asked the way JupyterLab asks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kernel.kernel import FIRST_CELL, WEEK_1, Kernel, kernel


@pytest.fixture(scope="module")
def open_kernel() -> Iterator[Kernel]:
    with kernel(WEEK_1) as one:
        one.run(FIRST_CELL)
        one.run('accounts = sql("SELECT name, region, seats FROM accounts")')
        yield one


def offered(kernel: Kernel, cell: str) -> list[str]:
    """What is offered where ``|`` stands, as whole words in the cell's own text."""
    cursor = cell.index("|")
    text = cell.replace("|", "")
    content = kernel.client.complete(text, cursor, reply=True, timeout=120)["content"]
    before = text[content["cursor_start"] : content["cursor_end"]]
    assert content["cursor_end"] == cursor
    assert all(one.lower().startswith(before.lower()) for one in content["matches"])
    found: list[str] = content["matches"]
    return found


def test_a_query_is_offered_its_tables_and_their_columns(open_kernel: Kernel) -> None:
    assert offered(open_kernel, "%%sql answer\nSELECT re|\nFROM accounts")[0] == "region"
    assert "invoices" in offered(open_kernel, "%%sql\nSELECT * FROM |")
    assert offered(open_kernel, "-- my query\n% SQL answer\nSELECT a.sea| FROM accounts AS a") == ["seats"]


def test_prose_and_a_first_line_are_offered_nothing(open_kernel: Kernel) -> None:
    assert offered(open_kernel, "%%text definition\nA customer who pays or pr|") == []
    assert offered(open_kernel, "%%choice reason\nA|") == []
    assert offered(open_kernel, "%%sql acc|\nSELECT 1") == []


def test_python_is_offered_the_names_of_the_course_and_the_columns(open_kernel: Kernel) -> None:
    assert {"tables", "hint"} <= {*offered(open_kernel, "tab|"), *offered(open_kernel, "hin|")}
    assert offered(open_kernel, 'accounts["reg|') == ["region"]


def test_a_week_of_reviews_is_offered_the_kinds_of_a_finding(open_kernel: Kernel) -> None:
    named = 'finding("a.py", 3, "blocker", "A token.", kind="sec|'
    assert offered(open_kernel, named) == []
    open_kernel.run('rebuild("week-25-review-a-pull-request")')
    assert "secret in code" in offered(open_kernel, named)
    assert offered(open_kernel, 'kind = "sec|') == []
    open_kernel.run('rebuild("week-01-first-query")')


def test_her_own_database_is_offered_where_a_cell_asks_it(open_kernel: Kernel, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "sales.sqlite") as own:
        own.execute("CREATE TABLE deals (deal_id INTEGER, worth REAL)")
    assert offered(open_kernel, "%%sql --own\nSELECT * FROM de|") == []
    open_kernel.run(f"own_database({str(tmp_path / 'sales.sqlite')!r})")
    assert offered(open_kernel, "%%sql --own\nSELECT * FROM de|") == ["deals"]
    assert offered(open_kernel, "%%sql --own\nSELECT wo| FROM deals") == ["worth"]
    assert offered(open_kernel, "%%sql\nSELECT * FROM dea|") == []
