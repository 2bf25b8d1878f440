"""The *for your own data* cells of every lesson, on a database that nobody here made, in a real kernel."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.content.notebooks import LESSONS, name

# What a reader might paste below a lesson's cell, thinking of her own tables.
NOT_READING = (
    "DELETE FROM flights",
    "UPDATE planes SET seats = 0",
    "DROP TABLE airlines",
    "CREATE TABLE mine AS SELECT * FROM airlines",
    "INSERT INTO airlines VALUES ('ZZ', 'Nobody')",
    "SELECT * FROM airlines; DELETE FROM airlines",
    "WITH gone AS (DELETE FROM airlines RETURNING *) SELECT * FROM gone",
)


def own_cells(url: str) -> tuple[nbformat.NotebookNode, list[int], list[int]]:
    """One notebook of all lessons' own cells, with the address put in; then the places of reading and refused cells."""
    page = nbformat.v4.new_notebook()
    page.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    page.cells.append(nbformat.v4.new_code_cell('from firstquery import *\nrebuild("week-01-first-query")'))
    reading = []
    for lesson in LESSONS:
        for cell in nbformat.read(lesson, as_version=4).cells:
            if cell.cell_type != "code":
                continue
            if cell.source == "own_database(...)":
                page.cells.append(nbformat.v4.new_code_cell(f"own_database({url!r})"))
            elif "--own" in cell.source.partition("\n")[0] or "own=True" in cell.source:
                reading.append(len(page.cells))
                page.cells.append(nbformat.v4.new_code_cell(cell.source, metadata={"lesson": name(lesson)}))
    refused = []
    for statement in NOT_READING:
        refused.append(len(page.cells))
        page.cells.append(nbformat.v4.new_code_cell(f"%%sql mine --own\n{statement}"))
    page.cells.append(nbformat.v4.new_code_cell("%%sql still --own\nSELECT COUNT(*) AS airlines FROM airlines"))
    return page, reading, refused


def run(url: str, folder: Path) -> tuple[nbformat.NotebookNode, list[int], list[int]]:
    page, reading, refused = own_cells(url)
    NotebookClient(page, allow_errors=True, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    return page, reading, refused


def said(cell: nbformat.NotebookNode) -> str:
    parts = []
    for output in cell.outputs:
        if output.output_type == "stream":
            parts.append(output.text)
        elif output.output_type == "error":
            parts.append("\n".join([output.ename, *output.traceback]))
        else:
            parts.append(output.data.get("text/plain", ""))
    return "\n".join(parts)


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_the_cells_for_your_own_data_read_a_strangers_database_and_change_nothing(
    engine: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    where = request.getfixturevalue(f"nycflights_{engine}")
    url = f"sqlite:///{where}" if engine == "sqlite" else str(where)
    page, reading, refused = run(url, tmp_path)
    assert len(reading) >= 4 * 3
    for at in reading:
        cell = page.cells[at]
        assert not any(output.output_type == "error" for output in cell.outputs), f"{cell.source}\n{said(cell)}"
        assert " row" in said(cell), f"{cell.source}\n{said(cell)}"
        assert "No rows" not in said(cell), f"{cell.source} finds nothing"
    for at in refused:
        cell = page.cells[at]
        assert any(output.output_type == "error" for output in cell.outputs), f"{cell.source} was let through"
        assert "Traceback" not in said(cell)
    assert said(page.cells[-1]).split()[1] == "16"
