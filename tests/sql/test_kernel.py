"""In a real kernel, as JupyterLab runs it: a failed cell shows sentences alone, and Run all stops there."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from tests.conftest import ROOT

CELLS = [
    "from firstquery.kernel import magics\nmagics.register(get_ipython())",
    "%%sql west\nSELECT name, industry FROM accounts WHERE region = 'West' ORDER BY account_id",
    "west.shape",
    "%%sql mine --own\nSELECT 1",
    "%%sql blank\n-- Your query goes here, in place of this line.",
    "blank",
    "%%sql west\nSELECT name\nFROM acounts",
    "print('not reached')",
]


def run_all(tmp_path_factory: pytest.TempPathFactory, kestrel_file: Path) -> nbformat.NotebookNode:
    """The notebook as it stands after Run all."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    course = tmp_path_factory.mktemp("course")
    shutil.copytree(ROOT / "data", course / "data", ignore=shutil.ignore_patterns("*.sqlite"))
    shutil.copy(ROOT / "course.toml", course)
    (course / "data" / "kestrel.sqlite").write_bytes(kestrel_file.read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("FIRSTQUERY_WAREHOUSE", raising=False)
        patch.setenv("FIRSTQUERY_COURSE", str(course))
        patch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
        with pytest.raises(CellExecutionError) as caught:
            NotebookClient(notebook, kernel_name="python3", timeout=60).execute(cwd=str(course))
    assert caught.value.ename == "QueryStopped"
    return notebook


def test_run_all_in_a_real_kernel(tmp_path_factory: pytest.TempPathFactory, kestrel_file: Path) -> None:
    cells = run_all(tmp_path_factory, kestrel_file).cells
    (table,) = cells[1].outputs
    assert table.output_type == "display_data"
    assert table.data["text/html"].startswith("<table")
    lines = table.data["text/plain"].splitlines()
    assert lines[0].split() == ["name", "industry"] and lines[-1] == "10 rows, 2 columns"
    assert cells[2].outputs[0].data["text/plain"] == "(10, 2)"
    # What is optional or not answered does not stop it.
    assert "Optional" in cells[3].outputs[0].text
    assert cells[5].outputs[0].data["text/plain"] == "Not answered yet."
    # What failed shows its sentences and nothing else, and there it stops.
    (error,) = cells[6].outputs
    assert error.output_type == "error"
    text = "\n".join(error.traceback)
    assert text == error.evalue
    assert text.startswith('The database says: no such table: acounts\nLine 3, at "acounts":\n  FROM acounts\n')
    assert "Did you mean accounts?" in text
    assert "\x1b" not in text and "File " not in text
    assert cells[7].outputs == []
