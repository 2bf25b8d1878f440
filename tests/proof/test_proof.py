"""The proof of the grader: every list of answers holds on both snapshots, and the proof itself can fail."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import nbformat
import pytest

from firstquery.authoring import retire, solutions
from firstquery.checks.kind import Material, Mistake, kind
from firstquery.core.course import COURSE, weeks
from firstquery.core.errors import UserError
from firstquery.grading import keys
from firstquery.grading.answers import Answer
from firstquery.grading.keys import Source
from firstquery.grading.prove import Proof, prove
from tests.grading.orders import STEM, Course

STEMS = sorted(path.parent.name for path in COURSE.glob("source/week-*/answers.py"))
#: Nobody is marked on the others, and on some cohorts' data (seed 6964096728933654) one of their mistakes is right.
GRADED = {week.source.name for week in weeks(COURSE)}


@pytest.fixture(scope="module")
def proofs(request: pytest.FixtureRequest) -> dict[str, Proof]:
    """Those of the weeks that are to be proven: others are kept from before, or not asked for."""
    here = (one for one in request.session.items if one.path == request.path and hasattr(one, "callspec"))
    asked = {one.callspec.params["stem"] for one in here}
    present = [Source(COURSE / "source" / stem, COURSE) for stem in STEMS if stem in asked]
    sources = [one for source in present for one in (source, *source.former())]
    made = prove(sources, solutions=lambda source: [*solutions.answers(source), *retire.answers(source)])
    return {proof.week: proof for proof in made}


@pytest.mark.parametrize("stem", STEMS)
def test_every_right_answer_is_accepted_and_every_wrong_one_refused_with_its_own_message(
    stem: str, proofs: dict[str, Proof]
) -> None:
    proof = proofs[stem]
    former = [case for name, one in proofs.items() if name.startswith(f"{stem}/") for case in one.failures]
    assert [
        f"{c.exercise} {c.role}: {c.name} ({c.snapshot}): {c.why}. Said: {c.said}" for c in (*proof.failures, *former)
    ] == []
    assert proof.lacks == []
    assert {case.snapshot for case in proof.cases} == {"learning", *(["held-out"] if stem in GRADED else [])}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Source:
    course = Course.make(tmp_path_factory.mktemp("tiny"))
    return Source(course.root / "source" / STEM, course.root)


def test_the_key_keeps_the_hint_that_a_mistake_names(tmp_path: Path) -> None:
    course = Course.make(tmp_path)
    folder = course.root / "source" / STEM
    listed = (folder / "answers.py").read_text(encoding="utf-8")
    header = next(line for line in listed.splitlines() if line.startswith("# %% w90-q1 wrong:"))
    (folder / "answers.py").write_text(listed.replace(header, f"{header} | hint 2"), encoding="utf-8")
    name = header.removeprefix("# %% w90-q1 wrong:").partition("|")[0].strip()
    mistakes = keys.learning_key(Source(folder, course.root))["exercises"]["w90-q1"]["expected"]["mistakes"]
    assert {one["name"]: one.get("hint") for one in mistakes if one.get("hint")} == {name: 2}
    (one,) = [one for one in mistakes if one["name"] == name]
    assert one["message"] == header.partition("|")[2].strip()


def test_a_worked_solution_is_held_to_the_held_out_key(tiny: Source) -> None:
    """A right block that is refused there, and a wrong one that is accepted, are not as stated."""
    blocks = {
        "right": "SELECT COUNT(*) FROM orders WHERE paid <> 0",
        "wrong": "SELECT COUNT(*) FROM orders",
    }
    listed = [
        Answer("w90-q1", role, f"{role} {whose}", "", (f"%%sql paid_orders\n{code}",), 0)
        for role in blocks
        for whose, code in blocks.items()
    ]
    (proof,) = prove([tiny], solutions=lambda source: listed)
    said = {case.name: (case.snapshot, case.why) for case in proof.cases if case.name in {one.name for one in listed}}
    assert said == {
        "right right": ("held-out", ""),
        "right wrong": ("held-out", "should be right"),
        "wrong right": ("held-out", "should be refused"),
        "wrong wrong": ("held-out", ""),
    }


def other(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.py"
    path.write_text(text, encoding="utf-8")
    return path


def test_another_list_is_held_to_the_same_key(tiny: Source, tmp_path: Path) -> None:
    """What cannot run, leaves Python or takes the process down is one answer's result and costs the others nothing."""
    (proof,) = prove(
        [tiny],
        ["held-out"],
        other(
            tmp_path,
            '# %% w90-q1 right: mine\npaid_orders = sql("SELECT COUNT(id) FROM orders WHERE paid <> 0")\n'
            "# %% w90-q1 right: typed\npaid_orders = 3\n"
            "# %% w90-q1 wrong: leaves\nraise SystemExit\n"
            "# %% w90-q1 wrong: no Python\npaid orders = 3\n"
            "# %% w90-q1 wrong: crashes\nimport os; os._exit(3)\n"
            '# %% w90-q2 wrong: all of them\nlargest = sql("SELECT customer, total FROM orders ORDER BY total DESC")\n'
            "# %% w90-q9 right: nowhere\nx = 1\n",
        ),
    )
    said = {case.name: (case.ok, case.outcome, case.why) for case in proof.cases}
    assert said["mine"] == (True, "right", "")
    assert said["typed"] == (False, "not-yet", "should be right")
    assert said["all of them"] == (True, "not-yet", "")
    for name in ("leaves", "no Python", "crashes"):
        assert said[name] == (False, "could-not-run", "could not be run"), name
    assert proof.lacks == ["mine.py, line 13: there is no exercise w90-q9 here."]


def test_an_endless_answer_is_stopped_and_the_next_one_runs(tiny: Source) -> None:
    from firstquery.grading import shell

    endless = Answer("w90-q1", "right", "endless", "", ("while True:\n    pass",), 1)
    fine = Answer("w90-q1", "right", "fine", "", ("paid_orders = 3",), 2)
    data = tiny.course / "data" / "orders.sqlite"
    _, results = shell.run(tiny.practice, data, {"w90-q1": [endless, fine]}, course=tiny.course, seconds=2)
    assert results[endless].state == "failed"
    assert results[endless].failure == "It ran for more than 2 seconds and was stopped."
    assert results[fine].state == "answered"


def test_what_an_answer_does_to_a_table_of_the_practice_is_not_there_for_the_next(tiny: Source, tmp_path: Path) -> None:
    from firstquery.grading import shell

    practice = tmp_path / tiny.practice.name
    notebook = nbformat.read(tiny.practice, as_version=4)
    made = "import pandas as pd\nshared = pd.DataFrame({'n': [1, 2]})\ncolumn = shared['n']"
    at = next(n for n, one in enumerate(notebook.cells) if one.metadata.get("nbgrader", {}).get("grade_id") == "w90-q1")
    notebook.cells.insert(at, nbformat.v4.new_code_cell(made))
    nbformat.write(notebook, practice)
    spoils = "shared.loc[0, 'n'] = 90\nshared['more'] = 1\ncolumn[1] = 70\nshared.sort_values('n', inplace=True)\n"
    looks = "paid_orders = f'{shared.to_dict(\"list\")} {column.tolist()}'"
    asked = [
        Answer("w90-q1", "wrong", str(line), "", (code + looks,), line) for line, code in enumerate([spoils, ""], 1)
    ]
    _, results = shell.run(practice, tiny.course / "data" / "orders.sqlite", {"w90-q1": asked}, course=tiny.course)
    said = [one.payload["value"] if one.payload else one.failure for one in (results[answer] for answer in asked)]
    assert said == ["{'n': [2, 90], 'more': [1, 1]} [1, 70]", "{'n': [1, 2]} [1, 2]"]


def test_two_mistakes_that_give_one_number_are_alike_whatever_their_columns_are_called() -> None:
    """On drawn data that happens: neither is named to a learner then."""

    def table(name: str, *columns: str, rows: list[list[float]]) -> dict[str, Any]:
        made = {"type": "table", "columns": list(columns), "rows": rows, "index": 0, "sorted_by_query": None}
        return {"name": name, "message": name, "payload": made}

    one, other = table("one", "COUNT(*)", rows=[[674]]), table("other", "silent", rows=[[674]])
    wide, wider = (table(name, "a", name, rows=[[1, 2]]) for name in ("wide", "wider"))
    more = table("more", "n", rows=[[675]])
    assert keys.alike({"expected": {"mistakes": [one, more, wide, other, wider]}}) == [("one", "other")]


def test_a_mistake_that_is_taken_for_another_on_drawn_data_is_told_from_it_by_nobody() -> None:
    value = kind("value")

    def payload(number: float) -> dict[str, Any]:
        return value.payload(number, None)

    made = [Mistake(name, "Why?", payload(number)) for name, number in (("one", 5.25), ("near", 5.251), ("far", 7.5))]
    key = value.build_key(value.Options(decimals=2), payload(6.0), made, Material())
    assert keys.taken({"kind": "value", "expected": key}) == [("one", "near")]


def test_what_an_answer_does_to_a_list_of_the_practice_is_not_there_for_the_next(tiny: Source, tmp_path: Path) -> None:
    """A list, a dict in it and a list that another name has are as new, and still one."""
    from firstquery.grading import shell

    practice = tmp_path / tiny.practice.name
    notebook = nbformat.read(tiny.practice, as_version=4)
    made = "names = ['a', 'b']\nalso = names\nbook = {'of': names, 'more': {1, 2}}"
    at = next(n for n, one in enumerate(notebook.cells) if one.metadata.get("nbgrader", {}).get("grade_id") == "w90-q1")
    notebook.cells.insert(at, nbformat.v4.new_code_cell(made))
    nbformat.write(notebook, practice)
    spoils = "names.append('c')\nbook['of'].pop(0)\nbook['more'].clear()\n"
    looks = "paid_orders = f'{names} {also is names} {book}'"
    asked = [
        Answer("w90-q1", "wrong", str(line), "", (code + looks,), line) for line, code in enumerate([spoils, ""], 1)
    ]
    _, results = shell.run(practice, tiny.course / "data" / "orders.sqlite", {"w90-q1": asked}, course=tiny.course)
    said = [one.payload["value"] if one.payload else one.failure for one in (results[answer] for answer in asked)]
    assert said == [
        "['b', 'c'] True {'of': ['b', 'c'], 'more': set()}",
        "['a', 'b'] True {'of': ['a', 'b'], 'more': {1, 2}}",
    ]


def test_what_a_wrong_answer_breaks_behind_the_last_test_costs_nothing(tiny: Source, tmp_path: Path) -> None:
    from firstquery.grading import shell

    practice = tmp_path / tiny.practice.name
    notebook = nbformat.read(tiny.practice, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("raise ValueError('paid_orders is gone')"))
    nbformat.write(notebook, practice)
    wrong = Answer("w90-q1", "wrong", "breaks what follows", "", ("paid_orders = 4",), 1)
    data = tiny.course / "data" / "orders.sqlite"
    references, results = shell.run(practice, data, {"w90-q1": [wrong]}, course=tiny.course)
    assert results[wrong].state == "answered" and references["w90-q1"].state == "answered"


def test_a_listed_answer_after_which_a_cell_of_the_practice_fails_is_one_row_of_the_matrix(tmp_path: Path) -> None:
    """It changes what all cells share. Every other answer of the week has its verdict all the same."""
    course = Course.make(tmp_path)
    source = Source(course.root / "source" / STEM, course.root)
    notebook = nbformat.read(source.practice, as_version=4)
    at = next(n for n, one in enumerate(notebook.cells) if one.metadata.get("nbgrader", {}).get("grade_id") == "w90-q1")
    notebook.cells.insert(at + 1, nbformat.v4.new_code_cell("import math\n\nround(math.pi, 2)"))
    nbformat.write(notebook, source.practice)
    (before,) = prove([source], ["learning"])
    text = source.answers.read_text(encoding="utf-8")
    breaks = "# %% w90-q1 wrong: breaks a cell | It breaks.\nimport math\nmath.pi = 'gone'\npaid_orders = 77\n"
    start, mark, rest = text.partition("# %% w90-q1 wrong:")
    source.answers.write_text(start + breaks + mark + rest, encoding="utf-8")
    (proof,) = prove([source], ["learning"])
    rows = {case.name: (case.outcome, case.said) for case in proof.cases}
    outcome, said = rows.pop("breaks a cell")
    assert outcome == "could-not-run" and "cell 5 of the practice could not run: TypeError" in said
    assert rows == {case.name: (case.outcome, case.said) for case in before.cases}


def test_blocks_that_are_evaluated_give_their_values_on_the_snapshot(tiny: Source) -> None:
    from firstquery.checks.kind import Block
    from firstquery.grading import shell

    code = 'questions = [("Ash", sql("SELECT customer, total FROM orders ORDER BY id LIMIT 2"))]'
    data = tiny.course / "data" / "orders.sqlite"
    blocks = {"w90-q1": [Block("questions", "two rows", "", code)]}
    ((name, frame),) = shell.values(tiny.practice, data, blocks, course=tiny.course)["w90-q1"]["questions"]
    assert name == "Ash" and frame.to_dict("list") == {"customer": ["Ash", "Birch"], "total": [10, 40]}
    with pytest.raises(UserError, match="w90-q1 questions: empty gives nothing by the name questions"):
        shell.values(
            tiny.practice, data, {"w90-q1": [Block("questions", "empty", "", "other = 1")]}, course=tiny.course
        )


#: The user that runs it, whether the libraries were there from the start, and whether the course can be seen.
WHERE = """
import os, sys
paid_orders = f"{os.getuid()} {'sklearn' in sys.modules} {os.path.exists(%r)}"
"""


def where(tiny: Source) -> str:
    from firstquery.grading import shell

    asks = Answer("w90-q1", "right", "asks", "", (WHERE % str(tiny.answers),), 1)
    data = tiny.course / "data" / "orders.sqlite"
    _, results = shell.run(tiny.practice, data, {"w90-q1": [asks]}, course=tiny.course)
    assert results[asks].state == "answered", results[asks].failure
    payload = results[asks].payload
    assert payload is not None
    return str(payload["value"])


@pytest.mark.needs("bubblewrap")
def test_the_proof_uses_forks_of_the_zygote_in_a_sandbox(tiny: Source) -> None:
    assert where(tiny) == "1000 True False"


def test_where_there_is_no_sandbox_the_proof_runs_in_plain_processes(
    tiny: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    from firstquery.sandbox import box

    monkeypatch.setattr(box, "is_available", lambda: False)
    assert where(tiny) == f"{os.getuid()} False True"


def test_the_proof_tells_what_a_list_lacks_and_has_twice(tiny: Source, tmp_path: Path) -> None:
    text = tiny.answers.read_text(encoding="utf-8")
    broken = text.replace("# %% w90-q1 right: adds up", "# %% w90-q1 wrong: not wrong | Never.")
    broken = broken.replace("FROM orders WHERE paid = 0", "FROM orders")
    assert broken != text
    tiny.answers.write_text(broken, encoding="utf-8")
    try:
        (proof,) = prove([tiny], ["learning"])
    finally:
        tiny.answers.write_text(text, encoding="utf-8")
    assert ("not wrong", "should be refused") in {(case.name, case.why) for case in proof.failures}
    assert "w90-q1: 'everything' and 'the unpaid' are the same answer." in proof.lacks
    assert "w90-q1: 2 right answers; it needs 3 in different styles." in proof.lacks
