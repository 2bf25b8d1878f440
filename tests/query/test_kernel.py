"""In a real kernel, as JupyterLab runs it: a failed cell shows sentences alone, and Run all stops there."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

CELLS = [
    "from firstquery.kernel import sql_magic\nsql_magic.register(get_ipython())",
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
    (course / "data").mkdir()
    (course / "data" / "kestrel.sqlite").write_bytes(kestrel_file.read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("FIRSTQUERY_WAREHOUSE", raising=False)
        patch.setenv("FIRSTQUERY_COURSE", str(course))
        patch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
        with pytest.raises(CellExecutionError) as caught:
            NotebookClient(notebook, kernel_name="python3", timeout=60).execute(cwd=str(course))
    assert caught.value.ename == "QueryStopped"
    return notebook


def _a_table_comes_as_html_and_as_plain_text(run_all: nbformat.NotebookNode) -> None:
    (output,) = run_all.cells[1].outputs
    assert output.output_type == "display_data"
    assert output.data["text/html"].startswith("<table")
    assert output.data["text/plain"].splitlines()[0].split() == ["name", "industry"]
    assert output.data["text/plain"].splitlines()[-1] == "10 rows, 2 columns"
    assert run_all.cells[2].outputs[0].data["text/plain"] == "(10, 2)"


def _what_is_optional_or_unanswered_does_not_stop_run_all(run_all: nbformat.NotebookNode) -> None:
    assert "Optional" in run_all.cells[3].outputs[0].text
    assert run_all.cells[5].outputs[0].data["text/plain"] == "Not answered yet."


def _a_failed_cell_shows_its_sentences_and_nothing_else(run_all: nbformat.NotebookNode) -> None:
    (output,) = run_all.cells[6].outputs
    assert output.output_type == "error"
    text = "\n".join(output.traceback)
    assert text == output.evalue
    assert text.startswith('The database says: no such table: acounts\nLine 3, at "acounts":\n  FROM acounts\n')
    assert "Did you mean accounts?" in text
    assert "\x1b" not in text
    assert "File " not in text


def _run_all_stops_at_the_failed_cell(run_all: nbformat.NotebookNode) -> None:
    assert run_all.cells[7].outputs == []


def test_run_all_in_a_real_kernel(tmp_path_factory: pytest.TempPathFactory, kestrel_file: Path) -> None:
    notebook = run_all(tmp_path_factory, kestrel_file)  # one kernel for all four: starting one is what takes time
    _a_table_comes_as_html_and_as_plain_text(notebook)
    _what_is_optional_or_unanswered_does_not_stop_run_all(notebook)
    _a_failed_cell_shows_its_sentences_and_nothing_else(notebook)
    _run_all_stops_at_the_failed_cell(notebook)
