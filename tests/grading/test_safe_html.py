"""What a submission shows is cleaned: nothing in it runs or loads, and cleaning never takes long."""

from __future__ import annotations

import time
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode, validate
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from firstquery.grading.safe_html import NOT_SHOWN, clean, markdown2html, outputs, return_unchanged

FILTERS = {"markdown2html": markdown2html, "strip_files_prefix": return_unchanged}  # as grader_config.py has them


@pytest.mark.parametrize(
    "html",
    [
        "<script>x()</script>",
        '<img src="x" onerror="x()">',
        '<a href="java\nscript:x()">see</a>',
        '<a href="data:text/html,x">see</a>',
        "<svg><script>x()</script></svg>",
        '<iframe srcdoc="x"></iframe>',
        '<img src="http://elsewhere.example/x.png">',
        '<div style="position:fixed; background:url(http://elsewhere.example)">x</div>',
        '<span class="btn full-credit" id="w90-q1">x</span>',
    ],
)
def test_nothing_runs_loads_covers_or_poses_as_the_page(html: str) -> None:
    cleaned = clean(html)
    for word in ("script", "onerror", "src=", "href=", "srcdoc", "position", "url(", "btn", "id=", "<iframe", "<svg"):
        assert word not in cleaned


def test_a_pandas_table_stays_as_it_is() -> None:
    table = pd.DataFrame({"a": [1, 2]}).to_html()
    assert clean(table) == table


@pytest.mark.parametrize("many", ["<div>", "<b><i>", "<style ", "&", '<a href="', "<table></b>"])
def test_markup_made_to_take_for_ever_takes_no_time(many: str) -> None:
    begun = time.process_time()
    assert clean(many * 60_000).startswith("<pre>")
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    "many", ["\\begin{a}", "\\begin{a}\n", "\\\\(", "\\\\[", "\\(", "$a$ \\begin{x} ", "x" * 30, "["]
)
def test_a_text_made_to_take_for_ever_takes_no_time(many: str) -> None:
    exporter = HTMLExporter(filters=FILTERS)
    notebook = new_notebook(cells=[new_markdown_cell(many * 16_000), new_markdown_cell("$a$ and **kept**")])
    begun = time.process_time()
    page, _ = exporter.from_notebook_node(notebook)
    assert time.process_time() - begun < 4
    assert "<strong>kept</strong>" in page


_KEYS = [
    "output_type",
    "data",
    "text",
    "name",
    "traceback",
    "ename",
    "text/html",
    "image/png",
    "application/javascript",
]
JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=5),
    max_leaves=12,
)


@given(JSON)
def test_whatever_stands_in_place_of_outputs_comes_back_valid(submitted: Any) -> None:
    kinds = ["stream", "error", "display_data", "execute_result"]
    wrapped = [NotebookNode(output_type=kind, data=submitted, text=submitted, traceback=submitted) for kind in kinds]
    for given_outputs in (submitted, wrapped):
        validate(new_notebook(cells=[new_code_cell(outputs=outputs(given_outputs))]))


def test_what_is_no_text_and_no_picture_is_not_shown() -> None:
    (shown,) = outputs([{"output_type": "display_data", "data": {"application/javascript": "x()"}}])
    assert shown.data == {"text/plain": NOT_SHOWN}


def test_a_picture_that_is_not_in_the_notebook_any_more_costs_nobody_the_feedback() -> None:
    """nbconvert raises, and nbgrader then makes no page at all for the learner."""
    exporter = HTMLExporter(filters=FILTERS)
    notebook = new_notebook(cells=[new_markdown_cell("![mine](attachment:gone.png)"), new_markdown_cell("**kept**")])
    page, _ = exporter.from_notebook_node(notebook)
    assert "![mine](attachment:gone.png)" in page
    assert "<strong>kept</strong>" in page
