"""Every page runs: lessons and solutions as they are stored, a release until its first blank, which it tells kindly."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from firstquery.authoring.lint.unit import PageCell
from firstquery.kernel.bindings import open_places
from tests.commands import Command
from tests.content import notebooks as nb
from tests.content import warm

WITH_CODE = [page for page in (*nb.LESSONS, *nb.PRACTICES) if any(cell.type == "code" for cell in nb.cells(page))]


def environment(folder: Path) -> dict[str, str]:
    """As a new learner has it, with the address of what forks her kernels."""
    return {**nb.environment(folder), warm.KERNELS: warm.address()}


@pytest.mark.parametrize("page", WITH_CODE, ids=nb.name)
def test_a_page_gives_its_stored_outputs_again(page: Path, tmp_path: Path) -> None:
    options = ["--nbval", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-o", "addopts=", "--noconftest", "-x"]
    ran = Command("pytest", [*options, "-p", warm.__name__, str(page)], page.parent, environment(tmp_path))
    said = "".join(ran.communicate(600))
    assert ran.returncode == 0, f"{nb.name(page)} (after a change: firstquery tidy --run)\n{said[-4000:]}"
    code = [cell for cell in nb.read(page).cells if cell.cell_type == "code"]
    assert f"{len(code)} passed" in said
    assert all(cell.execution_count for cell in code), "nbval compares no outputs of a cell without a count"


def holds_what_is_to_be_mended(failed: nbformat.NotebookNode, frame: PageCell, first_check: PageCell) -> None:
    """Where the cell holds something broken: it stops with a sentence, or its check says what is not right yet."""
    assert failed["id"] in (frame.id, first_check.id)
    shown = "\n".join(next(one for one in failed.outputs if one.output_type == "error").traceback)
    assert "site-packages" not in shown
    if failed["id"] == frame.id:
        assert re.match(r"Line \d+: Python stopped at ", shown), shown
    else:
        assert shown.startswith("Not yet.") and "Traceback" not in shown and len(shown) < 400, shown


@pytest.mark.parametrize("page", nb.RELEASES, ids=nb.name)
def test_a_release_runs_until_the_first_unanswered_check_and_says_so_kindly(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / page.parent.name
    shutil.copytree(page.parent, here)
    notebook = nbformat.read(here / page.name, as_version=4)
    env = environment(tmp_path)
    monkeypatch.setenv(warm.KERNELS, env[warm.KERNELS])
    client = NotebookClient(
        notebook,
        timeout=60,
        kernel_name="python3",
        kernel_manager_class=warm.ForkedAsync,
        resources={"metadata": {"path": str(here)}},
    )
    with pytest.raises(CellExecutionError) as stopped:
        client.execute(env=env)
    failed = next(cell for cell in notebook.cells if any(one.output_type == "error" for one in cell.get("outputs", ())))
    first_check = next(cell for cell in nb.cells(page) if cell.is_check)
    frame = next(cell for cell in nb.cells(page) if cell.graded.get("solution"))
    if open_places(frame.source):  # it stops there, and says what to do
        assert failed["id"] in (frame.id, first_check.id), f"{failed['id']}: {stopped.value}"
        shown = "\n".join(next(one for one in failed.outputs if one.output_type == "error").traceback)
        assert re.search(r"dots .*still stand there|dots in lines? .*stand for something", shown, re.DOTALL), shown
        assert "site-packages" not in shown
        return
    if " goes here, in place of this line" not in frame.source:
        holds_what_is_to_be_mended(failed, frame, first_check)
        return
    assert failed["id"] == first_check.id, f"{failed['id']}: {stopped.value}"
    (error,) = failed.outputs
    assert error.ename == "NotYet"
    shown = "\n".join(error.traceback)
    assert shown.startswith("Not attempted"), shown
    assert "Traceback" not in shown and len(shown) < 400
