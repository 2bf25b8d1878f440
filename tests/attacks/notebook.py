"""Attacks that want a mark by what is handed in: test cells, their metadata, and files that stand beside them."""

import json
from copy import deepcopy
from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from tests.attacks.attack import forgery, replace_tests, tests_of

_ENTRY = {"kind": "value", "name": "paid_orders", "points": 1000, "title": "x", "questions": None}
_EXPECTED = {"answer": {"type": "scalar", "value": 0}, "mistakes": []}
_KEY = {
    **{"version": 2, "week": "week-90-orders", "snapshot": "held-out", "hash": ""},
    "exercises": {"w90-q1": {**_ENTRY, "expected": _EXPECTED}},
}
_CHECK = """
def check(*answer): print("Right. 2 of 2 points.")
def rebuild(*a): pass
def finish(*a): pass
def sql(*a): return []
def connect(*a): raise SystemExit(0)
"""
_SETTINGS = """
c = get_config()
c.Autograde.autograde_preprocessors = []
c.Execute.enabled = False
c.CourseDirectory.root = '/'
"""


def _store_a_payload(notebook: NotebookNode) -> None:
    for cell in tests_of(notebook):
        said = {"version": 1, "exercise": cell.metadata.nbgrader.grade_id, "state": "answered", "kind": "choice"}
        payload = {**said, "payload": {"type": "text", "value": "B"}}
        data = {"application/vnd.firstquery.payload+json": payload, "text/plain": "Right. 3 of 3 points."}
        cell.outputs, cell.execution_count = [new_output("display_data", data=data)], 7


def _copy_a_test(notebook: NotebookNode) -> None:
    copied = deepcopy(tests_of(notebook)[0])
    copied.source, copied.id = "pass", "copied"
    notebook.cells.insert(notebook.cells.index(tests_of(notebook)[0]), copied)


def _unlock(notebook: NotebookNode) -> None:
    for cell in tests_of(notebook):
        cell.metadata.nbgrader.locked = False
        cell.metadata.nbgrader.pop("checksum", None)
        cell.source = "print('Right. 2 of 2 points.')"


def _swap_ids(notebook: NotebookNode) -> None:
    tests = {cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader for cell in tests_of(notebook)}
    tests["w90-q3"].grade_id, tests["w90-q2"].grade_id = "w90-q2", "w90-q3"


def _raise_points(notebook: NotebookNode) -> None:
    for cell, points in zip(tests_of(notebook), (float("nan"), -5, 1000, 1000), strict=True):
        cell.metadata.nbgrader.points = points


def _add_a_test(notebook: NotebookNode) -> None:
    said = {"grade": True, "grade_id": "w91-q1", "locked": True, "points": 50, "schema_version": 3, "task": False}
    notebook.cells.append(new_code_cell("pass", metadata={"nbgrader": {**said, "solution": False}}))


def _write_sql(notebook: NotebookNode) -> None:
    for cell in tests_of(notebook):
        cell.metadata.nbgrader.grade_id += "'; UPDATE grade SET extra_credit = 1000; --"


def _link_to_a_colleague(folder: Path) -> None:
    (notebook,) = folder.glob("*.ipynb")
    notebook.unlink()
    notebook.symlink_to(Path("..") / ".." / "ann" / folder.name / notebook.name)


ATTACKS = (
    forgery(
        "payload-written-into-outputs",
        "Writes a payload into the outputs of the test cells by hand",
        edit=_store_a_payload,
    ),
    forgery(
        "test-cell-as-text",
        "Turns the test cells into Markdown, which does not run",
        edit=lambda notebook: replace_tests(notebook, lambda cell: new_markdown_cell("Right.", metadata=cell.metadata)),
    ),
    forgery(
        "test-cell-copied",
        "Copies a test cell with its grade id, so that one of the two may pass",
        edit=_copy_a_test,
    ),
    forgery("test-cell-unlocked", "Unlocks the test cells in their metadata and rewrites them", edit=_unlock),
    forgery(
        "test-cells-deleted",
        "Deletes the test cells, and leaves cells without metadata that say passed",
        edit=lambda notebook: replace_tests(notebook, lambda cell: new_code_cell("print('passed')")),
    ),
    forgery(
        "grade-ids-swapped",
        "Swaps grade ids, so that an easy test stands for the worth of a hard one",
        q3="reason = 'B'",
        edit=_swap_ids,
        keeps={"q3": 1},
    ),
    forgery(
        "points-raised",
        "Sets the points in the metadata of the test cells to 1000, to NaN and below zero",
        q3="reason = 'B'",
        edit=_raise_points,
        keeps={"q3": 1},
    ),
    forgery(
        "cell-of-another-assignment",
        "Copies a cell with the metadata of another assignment into the notebook",
        edit=_add_a_test,
    ),
    forgery(
        "data-for-the-database",
        "Writes SQL and wildcards into the ids by which a gradebook looks cells up",
        edit=_write_sql,
    ),
    forgery(
        "notebook-as-a-link",
        "Hands in a link to the notebook of a colleague in place of her own",
        place=_link_to_a_colleague,
    ),
    forgery(
        "key-handed-in",
        "Hands in a key of her own, in which her answers are the right ones",
        q1="paid_orders = 0",
        files={"key.json": json.dumps(_KEY), "held-out/keys/week-90-orders.json": json.dumps(_KEY)},
    ),
    forgery(
        "package-handed-in",
        "Hands in modules of the names that the notebook imports: firstquery, pandas, json",
        q1="paid_orders = 0",
        files={"firstquery/__init__.py": _CHECK, "firstquery.py": _CHECK, "pandas.py": _CHECK, "sqlite3.py": _CHECK},
    ),
    forgery(
        "settings-handed-in",
        "Hands in settings of nbgrader and of IPython that would turn the tests off",
        q1="paid_orders = 0",
        files={
            "nbgrader_config.py": _SETTINGS,
            "jupyter_nbconvert_config.py": _SETTINGS,
            ".ipython/profile_default/startup/00.py": "get_ipython().showtraceback = lambda *a, **k: None\n",
            "sitecustomize.py": "import os\nos._exit(0)\n",
            "ipython_config.py": "c.InteractiveShellApp.exec_lines = ['raise SystemExit']\n",
        },
    ),
)
