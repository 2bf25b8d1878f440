"""What weeks show, as it is seen: labels within their chart, code with its file's name."""

from __future__ import annotations

import json

import matplotlib.pyplot as plt
import nbformat

from firstquery.core import course
from tests.content.notebooks import ROOT


def test_no_label_of_the_frontier_runs_across_the_axis() -> None:
    """Drawn as week 21's frame draws it, from the chart of its key."""
    week = course.week(21, ROOT)
    key = json.loads(week.key.read_text(encoding="utf-8"))["exercises"]["w21-q5"]["expected"]["chart"]
    (panel,) = key["panels"]
    dots = next(one for one in panel["marks"] if one["kind"] == "scatter")["points"]
    fig, frontier = plt.subplots(figsize=(8, 4))
    frontier.set_xscale("symlog", linthresh=0.1)
    frontier.set_xlim(panel["x"]["low"], panel["x"]["high"])
    frontier.set_ylim(panel["y"]["low"], panel["y"]["high"])
    texts = [
        frontier.text(x, y, f"  {name}", rotation=-60, va="top")
        for (x, y, _), name in zip(dots, panel["texts"], strict=True)
    ]
    fig.canvas.draw()
    frame = frontier.get_window_extent()
    assert [one.get_text() for one in texts if one.get_window_extent().y0 < frame.y0] == []
    plt.close(fig)


def test_code_that_is_shown_for_a_review_has_its_files_name() -> None:
    notebook = nbformat.read(course.week(25, ROOT).practice, as_version=4)
    shown = next(cell for cell in notebook.cells if 'print("desk/revenue.py"' in cell.source)
    lines = "".join(one.get("text", "") for one in shown.outputs).splitlines()
    assert lines[0] == "desk/revenue.py" and {"desk/customers.py", "tests/test_customers.py"} <= {*lines}
