"""What the panel of tables is told by a kernel, asked as the panel asks: with nothing that runs."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

from firstquery.core import course
from firstquery.lab.server import PAGES
from tests.conftest import ROOT
from tests.kernel.kernel import FIRST_CELL, WEEK_1, Kernel, kernel


def told(kernel: Kernel) -> list[dict[str, Any]]:
    """The answer to the very expression that the panel sends."""
    panel = (PAGES / "first-query" / "static" / "tables.js").read_text(encoding="utf-8")
    (asked,) = re.findall(r'\{ schema: "(.+)" \}', panel)
    content = kernel.client.execute(
        "", silent=True, store_history=False, user_expressions={"schema": asked}, reply=True, timeout=120
    )["content"]
    found: list[dict[str, Any]] = content["user_expressions"]["schema"]["data"]["application/json"]
    return found


def test_the_panel_knows_what_a_notebook_asks_and_nothing_has_run_for_it(tmp_path: Path) -> None:
    with kernel(WEEK_1) as one:
        assert told(one) == []
        one.run(FIRST_CELL)
        (kestrel,) = told(one)
        tables = {table["name"]: table for table in kestrel["tables"]}
        assert tables["accounts"]["meaning"].startswith("One row an account")
        assert ["is_test", "whole number"] in [column[:2] for column in tables["accounts"]["columns"]]
        assert all(meaning for table in tables.values() for _, _, meaning in table["columns"])
        with sqlite3.connect(tmp_path / "sales.sqlite") as own:
            own.execute("CREATE TABLE deals (deal_id INTEGER, worth REAL)")
        one.run(f"own_database({str(tmp_path / 'sales.sqlite')!r})")
        assert told(one)[0] == kestrel
        assert told(one)[1]["tables"] == [
            {"name": "deals", "meaning": "", "columns": [["deal_id", "whole number", ""], ["worth", "number", ""]]}
        ]
        assert one.client.execute("1", reply=True, timeout=120)["content"]["execution_count"] == 3


def test_a_notebook_of_flights_is_told_of_flights() -> None:
    stem = next(week.stem for week in course.weeks() if course.data_of(week.stem))
    with kernel(ROOT / "release" / stem) as one:
        one.run(f'from firstquery import *\nrebuild("{stem}")')
        names = {table["name"] for table in told(one)[0]["tables"]}
        assert "flights" in names
        assert "accounts" not in names
