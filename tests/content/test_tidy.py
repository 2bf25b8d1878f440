"""firstquery tidy: one form for every notebook, the same the second time, and nothing lost that a reader sees."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode

from firstquery.authoring import run_sheet as facilitator
from firstquery.authoring.tidy import ANSWER, WRITTEN, mark, new_learner, notebooks, tidy
from firstquery.core import course
from firstquery.core.errors import UserError
from firstquery.core.notebook_form import format_notebook


def notebook(*cells: dict[str, Any], **metadata: Any) -> str:
    said = {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": list(cells)}
    return json.dumps(said)


def code(source: str, outputs: list[Any] | None = None, **rest: Any) -> dict[str, Any]:
    said = {"cell_type": "code", "source": source, "metadata": {}, "outputs": outputs or [], "execution_count": None}
    return {**said, **rest}


def text(source: str, **rest: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "source": source, "metadata": {}, **rest}


def stream(said: str) -> dict[str, str]:
    return {"output_type": "stream", "name": "stdout", "text": said}


def ids(tidy_text: str) -> list[str]:
    return [cell["id"] for cell in json.loads(tidy_text)["cells"]]


METADATA = st.fixed_dictionaries(
    {},
    optional={
        "tags": st.just([]) | st.just(["raises-exception"]),
        "firstquery": st.just({"minutes": 4}),
        "nbgrader": st.just({"grade_id": "w01-q1"}),
        **{name: st.just({}) for name in ("collapsed", "ExecuteTime", "vscode", "scrolled")},
    },
)
CELLS = st.one_of(
    st.builds(
        lambda source, metadata, count, outputs: code(
            source, [stream(one) for one in outputs], metadata=metadata, execution_count=count
        ),
        st.text(max_size=30) | st.sampled_from(["%%sql x\nSELECT 1", "a = 1\r\n", "\n\n"]),
        METADATA,
        st.none() | st.integers(0, 99),
        st.lists(st.text(max_size=5), max_size=3),
    ),
    st.builds(
        lambda source, name: text(source, **({"id": name} if name else {})),
        st.text(max_size=30) | st.sampled_from(["# A heading", "## Ünïcode é", "## 1,2,3", "same", "## A heading"]),
        st.sampled_from(["", "same", "a-heading", "0123abcd", "Über", "x"]),
    ),
)


@given(cells=st.lists(CELLS, max_size=6), outputs=st.booleans())
@settings(max_examples=80)
def test_tidy_twice_is_tidy_once_and_valid(cells: list[dict[str, Any]], outputs: bool) -> None:
    once = format_notebook(notebook(*cells, trusted=True, widgets={}), outputs=outputs)
    assert format_notebook(once, outputs=outputs) == once
    assert once.endswith("}\n") and not once.endswith("\n\n")
    assert not any("\r" in "".join(cell["source"]) for cell in json.loads(once)["cells"])
    names = ids(once)
    assert len(set(names)) == len(names)
    nbformat.validate(nbformat.reads(once, as_version=4))


def test_nothing_of_an_editor_is_left() -> None:
    cell = code("1", metadata={"ExecuteTime": {"a": 1}, "collapsed": True, "tags": [], "nbgrader": {"grade_id": "q"}})
    made = json.loads(format_notebook(notebook(cell, vscode={}, firstquery={"week": 1}, language_info={"name": "r"})))
    assert sorted(made["metadata"]) == ["firstquery", "kernelspec", "language_info"]
    assert "version" not in made["metadata"]["language_info"]
    assert made["cells"][0]["metadata"] == {"nbgrader": {"grade_id": "q"}}


def test_code_that_nobody_has_to_read_stays_folded_and_nothing_else_of_an_editor() -> None:
    hidden = code("1", metadata={"jupyter": {"source_hidden": True, "outputs_hidden": True}})
    shown = code("2", metadata={"jupyter": {"source_hidden": False, "outputs_hidden": True}})
    made = json.loads(format_notebook(notebook(hidden, shown)))
    assert [cell["metadata"] for cell in made["cells"]] == [{"jupyter": {"source_hidden": True}}, {}]


def test_an_exercise_without_points_is_folded_below_its_heading() -> None:
    def check(points: int) -> dict[str, Any]:
        return code("check()", metadata={"nbgrader": {"grade": True, "solution": False, "points": points}})

    by_hand = {"jp-MarkdownHeadingCollapsed": True}
    cells = (text("## One", metadata=by_hand), check(1), text("## Two"), text("asked"), check(0), text("## Done"))
    made = json.loads(format_notebook(notebook(*cells)))
    folded = [cell["source"] for cell in made["cells"] if cell["metadata"].get("jp-MarkdownHeadingCollapsed")]
    assert folded == [["## Two"]]


def test_outputs_are_kept_as_of_one_run_from_the_top() -> None:
    result = {"output_type": "execute_result", "data": {"text/plain": "1"}, "metadata": {}, "execution_count": 41}
    cells = (
        code("1", [stream("a"), stream("b"), result], execution_count=41),
        text("words"),
        code("2", execution_count=3),
    )
    made = json.loads(format_notebook(notebook(*cells)))["cells"]
    assert [cell["execution_count"] for cell in made if cell["cell_type"] == "code"] == [1, 2]
    assert ["".join(one.get("text", "")) for one in made[0]["outputs"]] == ["ab", ""]
    assert made[0]["outputs"][1]["execution_count"] == 1


def test_a_drawn_picture_has_the_words_of_its_cell() -> None:
    drawn = {"output_type": "display_data", "data": {"image/png": "aGk="}, "metadata": {}}
    cell = code("plt.show()", [drawn]) | {"metadata": {"firstquery": {"alt": "A line that rises."}}}
    (made,) = json.loads(format_notebook(notebook(cell)))["cells"]
    assert made["outputs"][0]["metadata"] == {"image/png": {"alt": "A line that rises."}}


def test_a_traceback_does_not_say_where_libraries_stand_on_this_machine() -> None:
    lines = [
        "\x1b[36mFile \x1b[39m\x1b[32m~/course/.venv/lib/python3.13/site-packages/pandas/core/frame.py:9330\x1b[39m"
    ]
    error = {"output_type": "error", "ename": "KeyError", "evalue": "'seats'", "traceback": lines}
    (made,) = json.loads(format_notebook(notebook(code("x", [error]))))["cells"]
    assert made["outputs"][0]["traceback"] == [
        "\x1b[36mFile \x1b[39m\x1b[32m…/site-packages/pandas/core/frame.py:9330\x1b[39m"
    ]


def test_a_release_keeps_no_outputs() -> None:
    made = json.loads(format_notebook(notebook(code("1", [stream("a")], execution_count=4)), outputs=False))["cells"]
    assert made[0]["outputs"] == [] and made[0]["execution_count"] is None


def test_an_id_is_kept_when_it_can_be_read_and_derived_when_not() -> None:
    cells = (
        text("# Week 1 · First query", id="banner"),
        text("## What to remember", id="0a1b2c3d"),
        code("%%sql first_look\nSELECT 1", id="b" * 36),
        code("check('w01-q1', x)", metadata={"nbgrader": {"grade_id": "w01-q1"}}, id="banner"),
        code("finish()"),
        code("finish()"),
    )
    assert ids(format_notebook(notebook(*cells))) == [
        "banner",
        "what-to-remember",
        "first-look",
        "w01-q1",
        "what-to-remember-code",
        "what-to-remember-code-2",
    ]


def test_a_new_cell_never_takes_the_id_of_another() -> None:
    assert ids(format_notebook(notebook(text("## Try"), text("## Try", id="try")))) == ["try-2", "try"]


def test_check_changes_nothing_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(notebook(text("# A", id="a")), encoding="utf-8")
    before = path.read_bytes()
    assert tidy(path, check=True) and path.read_bytes() == before
    assert tidy(path) and not tidy(path) and not tidy(path, check=True)
    assert [one.name for one in tmp_path.iterdir()] == ["a.ipynb"]


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b'{"nbformat": 3}', b"not json"])
def test_what_is_no_notebook_is_a_sentence_and_stays_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.ipynb"
    path.write_bytes(content)
    with pytest.raises(UserError, match="is not a notebook in order"):
        tidy(path)
    assert path.read_bytes() == content


def test_a_path_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="neither a notebook nor a folder"):
        notebooks([tmp_path / "nothing"])


def test_run_stores_what_a_new_learner_sees(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(
        notebook(code("import os\nprint(sorted(os.listdir(os.path.dirname(os.environ['FIRSTQUERY_WORK']))))"))
    )
    assert tidy(path, run=True)
    (output,) = json.loads(path.read_text())["cells"][0]["outputs"]
    assert "first-query" not in "".join(output["text"]), "her folder is not there yet"
    assert float(new_learner(tmp_path)["FIRSTQUERY_PATIENCE"]) > 60, "what is stored depends on how busy we are"
    path.write_text(notebook(code("ready = 1"), code("1/0", id="division")))
    with pytest.raises(UserError, match="'division' stopped with ZeroDivisionError"):
        tidy(path, run=True)


ANSWERS = """# %% w01-q1 exercise: value | How many
# %% w01-q1 right: counted
n = sql("SELECT COUNT(*) FROM accounts")
# %% w01-q1 wrong: all | That is all. Which ones?
n = sql(
    "SELECT a || b "
    "FROM accounts"
)
# %% w01-q1 typed: typed in | It was right here.
"""


def test_the_mistakes_are_typed_once_and_shown_to_the_facilitator(tmp_path: Path) -> None:
    folder = tmp_path / "source" / "week-01-first-query"
    folder.mkdir(parents=True)
    (folder / "answers.py").write_text(ANSWERS, encoding="utf-8")
    page = folder / "facilitator.md"
    page.write_text("# A\n\n<!-- mistakes -->\nold\n<!-- /mistakes -->\n\n## After\n", encoding="utf-8")
    (week,) = course.weeks(tmp_path)
    assert facilitator.tidy(week, check=True) and "old" in page.read_text()
    assert facilitator.tidy(week) and not facilitator.tidy(week)
    text = page.read_text(encoding="utf-8")
    assert "| w01-q1 | all | `SELECT a \\|\\| b FROM accounts` | That is all. Which ones? |" in text
    assert "the result, typed in by hand" in text and "## After\n\n## Appendix" in text and "old" not in text
    assert text.index("- all. *That is all. Which ones?*") < text.index("## After") < text.index("| w01-q1 | all |")
    page.write_text("# A\n", encoding="utf-8")
    with pytest.raises(UserError, match="mistakes"):
        facilitator.tidy(week)


def exercise(name: str, source: str, **known: object) -> list[NotebookNode]:
    """An answer and its check. ``known`` is what nbgrader knows of the answer."""
    answer = nbformat.v4.new_code_cell(source, metadata={"nbgrader": known})
    return [answer, nbformat.v4.new_code_cell(f'check("{name}", it)')]


def marked(*cells: list[NotebookNode]) -> list[dict[str, object]]:
    made = nbformat.v4.new_notebook(cells=[one for pair in cells for one in pair])
    mark(made)
    return [dict(one.metadata.nbgrader) for one in made.cells[::2]]


def test_an_answer_that_became_one_of_words_has_points_for_a_person() -> None:
    """The cells of another exercise were copied, or its kind changed: nbgrader knows it as what it is now."""
    copied = exercise("w01-q2", "%%text it\nSo.", **{**ANSWER, "grade_id": "w01-q1-answer"})
    changed = exercise("w01-q3", "%%text it\nSo.", **{**ANSWER, "grade_id": "w01-q3-answer"})
    tidied_before = exercise("w01-q4", "%%text it\nSo.", **{**WRITTEN, "grade": False, "grade_id": "w01-q4-answer"})
    author_said = exercise("w01-q5", "%%text it\nSo.", **{**WRITTEN, "points": 7, "grade_id": "w01-q5-answer"})
    assert marked(copied, changed, tidied_before, author_said) == [
        {**WRITTEN, "grade_id": "w01-q2-answer"},
        {**WRITTEN, "grade_id": "w01-q3-answer"},
        {**WRITTEN, "grade_id": "w01-q4-answer"},
        {**WRITTEN, "points": 7, "grade_id": "w01-q5-answer"},
    ]


def test_an_answer_that_is_one_of_words_no_longer_has_points_for_nobody() -> None:
    written = exercise("w01-q1", "%%text it\nSo.", **{**WRITTEN, "grade_id": "w01-q1-answer"})
    copied = exercise("w01-q2", "%%sql it\nSELECT 1", **{**WRITTEN, "grade_id": "w01-q1-answer"})
    changed = exercise("w01-q3", "%%choice it\nB", **{**WRITTEN, "grade_id": "w01-q3-answer"})
    assert marked(written, copied, changed)[1:] == [
        {**ANSWER, "grade_id": "w01-q2-answer"},
        {**ANSWER, "grade_id": "w01-q3-answer"},
    ]


def test_an_answer_that_its_author_has_a_person_read_keeps_its_points() -> None:
    """A review, as of week 25, is no %%text. It keeps its points under the new id of a later release, too."""
    known = {**WRITTEN, "points": 2, "grade_id": "w25-q3-answer"}
    assert marked(exercise("w25-q3", "it = review()", **known)) == [known]
    later = {**known, "grade_id": "w25-q3v2-answer"}
    assert marked(exercise("w25-q3v2", "it = review()", **known)) == [later]
