"""Mutants: each operator makes the slip that it is named after, and what a check does not tell is found."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import nbformat
import pandas as pd
import pytest

from firstquery.checks.kind import kind
from firstquery.checks.payload import payload
from firstquery.core.course import COURSE
from firstquery.core.errors import UserError
from firstquery.grading import answers, keys
from firstquery.grading.judgement import judge_answer
from firstquery.grading.keys import Source
from firstquery.grading.mutants import (
    assert_operators,
    figure_operators,
    model_operators,
    python_operators,
    report,
    sql_operators,
    text_operators,
)
from firstquery.grading.mutants.answer import mutants_of, schema_of
from firstquery.grading.mutants.trial import EQUAL, NO_DATA, SAME, SURVIVOR, TOLD, TYPED_IN, Fate, Trial, try_mutants
from tests.grading.orders import DATA, HELD_OUT, LEARNING, STEM, Course, warehouse

SCHEMA = {
    "orders": {"id": "INTEGER", "customer": "TEXT", "city": "TEXT", "total": "REAL", "fee": "REAL", "paid_on": "DATE"}
}
QUERY = """SELECT city, COUNT(id) AS n, ROUND(100.0 * SUM(total) / COUNT(DISTINCT customer), 1) AS mean
FROM orders AS o LEFT JOIN visits AS v ON v.order_id = o.id
WHERE total >= 40 AND paid_on BETWEEN '2024-02-01' AND '2024-02-29' AND fee IS NOT NULL
GROUP BY city, paid_on HAVING COUNT(*) > 2
ORDER BY n DESC LIMIT 5"""


@pytest.mark.parametrize(
    "name, piece",
    [
        ("`>=` became `>`, line 3", "total > 40"),
        ("40 became 39, line 3", "total >= 39"),
        ("40 became 41, line 3", "total >= 41"),
        ("'2024-02-01' became 2024-01-31, line 3", "BETWEEN '2024-01-31' AND '2024-02-29'"),
        ("'2024-02-29' became 2024-03-01, line 3", "BETWEEN '2024-02-01' AND '2024-03-01'"),
        ("BETWEEN without '2024-02-29' itself, line 3", "(paid_on >= '2024-02-01' AND paid_on < '2024-02-29')"),
        ("`total >= 40` dropped, line 3", "WHERE paid_on BETWEEN"),
        ("`AND` became `OR`, line 3", "total >= 40 OR paid_on BETWEEN"),
        ("NOT dropped, line 3", "AND fee IS NULL"),
        ("LEFT JOIN became JOIN, line 2", "FROM orders AS o JOIN visits"),
        ("`HAVING COUNT(*) > 2` dropped, line 4", "GROUP BY city, paid_on ORDER BY"),
        ("paid_on dropped from GROUP BY, line 4", "GROUP BY city HAVING"),
        ("COUNT(column) became COUNT(*), line 1", "COUNT(*) AS n"),
        ("DISTINCT dropped, line 1", "COUNT(customer)"),
        ("`SUM` became `AVG`, line 1", "100.0 * AVG(total)"),
        ("ROUND dropped, line 1", "COUNT(DISTINCT customer) AS mean"),
        ("100.0 became 100, line 1", "ROUND(100 * SUM"),
        ("n sorted the other way, line 5", "ORDER BY n ASC LIMIT 5"),
        ("5 became 6, line 5", "LIMIT 6"),
        ("total became fee, line 1", "SUM(fee)"),
        ("city became customer, line 1", "SELECT customer, COUNT"),
    ],
)
def test_a_query_is_changed_in_one_place_and_the_change_is_named(name: str, piece: str) -> None:
    changes = {change.name: change.text for change in sql_operators.mutate(QUERY, SCHEMA)}
    assert piece in changes[name]


def test_a_row_that_is_asked_for_twice_in_a_set_is_no_other_question() -> None:
    text = "SELECT city FROM orders WHERE id IN (SELECT id FROM orders) AND NOT EXISTS (SELECT 1 FROM visits)"
    names = [change.name for change in sql_operators.mutate(text, SCHEMA)]
    assert names.count("DISTINCT put in, line 1") == 1 and not [name for name in names if name.startswith("1 became")]


@pytest.mark.parametrize(
    "value, around",
    [
        ("2024-12-31", ["2024-12-30", "2025-01-01"]),
        ("2024-12", ["2024-11", "2025-01"]),
        ("2024-02-29 23:59", ["2024-02-29 23:58", "2024-03-01 00:00"]),
        ("0.73", ["0.72", "0.74"]),
        ("10", ["9", "11"]),
        ("2024-02-30", []),
        ("South", []),
    ],
)
def test_a_literal_is_moved_by_one_step_of_its_own(value: str, around: list[str]) -> None:
    assert sql_operators.step(value) == around


@pytest.mark.parametrize(
    "cell, name, made",
    [
        ("x = a[a['n'] >= 25]", "`>=` became `>`, line 1", "x = a[a['n'] > 25]"),
        ("x = a[a['n'] >= 25]", "25 became 24, line 1", "x = a[a['n'] >= 24]"),
        ("x = a[(a.n > 2) & (a.m < 3)]", "`a.n > 2` dropped, line 1", "x = a[a.m < 3]"),
        ("x = a[(a.n > 2) & (a.m < 3)]", "`&` became `¦`, line 1", "x = a[(a.n > 2) | (a.m < 3)]"),
        ("x = a.dropna()['n'].sum()", "dropna() dropped, line 1", "x = a['n'].sum()"),
        ("x = a.n.sum()", "sum() became mean(), line 1", "x = a.n.mean()"),
        (
            "x = a.sort_values('n', ascending=False)",
            "False became True, line 1",
            "x = a.sort_values('n', ascending=True)",
        ),
        (
            "x = a.merge(b, on='id', how='left')",
            "how='left' became 'inner', line 1",
            "x = a.merge(b, on='id', how='inner')",
        ),
        ("x = a['total']", "'total' became 'fee', line 1", "x = a['fee']"),
        ("x = [n for n in a if n > 2]", "`if n > 2` dropped, line 1", "x = [n for n in a]"),
        ("try:\n    f()\nexcept OSError:\n    g()", "`except OSError` dropped, line 3", "if True:\n    f()"),
        ("for n in a:\n    f(n)", "the loop ends after its first round, line 1", "for n in a:\n    f(n)\n    break"),
        ("assert f(2) == 3", "`assert f(2) == 3` became always true, line 1", "assert True"),
        ('x = sql("SELECT 1 FROM orders LIMIT 5")', "LIMIT dropped, line 1", "x = sql('SELECT 1 FROM orders')"),
        ("%%sql x\nSELECT 1 FROM orders LIMIT 5", "LIMIT dropped, line 1", "%%sql x\nSELECT 1 FROM orders"),
    ],
)
def test_a_cell_is_changed_in_one_place_and_a_query_in_it_as_a_query(cell: str, name: str, made: str) -> None:
    assert {change.name: change.text for change in python_operators.mutate(cell, SCHEMA)}[name] == made


@pytest.mark.parametrize(
    "claim, dropped, turned, true",
    [
        ("assert f(2) == 3, 'late'", "pass", "assert not f(2) == 3, 'late'", "assert True"),
        ("assert not f(2) > 3", "pass", "assert f(2) > 3", "assert True"),
        ("self.assertEqual(f(2), 3)", "pass", "self.assertNotEqual(f(2), 3)", "assert True"),
        ("self.assertIsNotNone(f(2))", "pass", "self.assertIsNone(f(2))", "assert True"),
        ("self.assertCountEqual(f(2), [3])", "pass", None, "assert True"),
    ],
)
def test_a_claim_of_tests_is_dropped_turned_or_made_true(
    claim: str, dropped: str, turned: str | None, true: str
) -> None:
    cell = f"%%tests mine\ndef test_a(self):\n    {claim}\ndef test_b():\n    f(2)"
    names = {"dropped": dropped, "turned round": turned, "became always true": true}
    wanted = {
        f"`{claim}` {name}, line 2": cell.replace(claim, made).replace("\ndef test_b", "\n\ndef test_b")
        for name, made in names.items()
        if made
    }
    assert {change.name: change.text for change in assert_operators.mutate(cell)} == wanted


def test_each_claim_of_each_right_answer_is_changed_and_of_tests_alone() -> None:
    exercises = answers.read(COURSE / "source" / "week-09-functions-and-tests" / "answers.py")
    made, total = mutants_of(exercises["w09-q2"], "day_tests", {})
    claims = [one for one in made if one.is_claim]
    asserted = sum(
        cell.count("assert ") + cell.count("self.assert")
        for one in exercises["w09-q2"].by_role("right")
        for cell in one.cells
    )
    assert len(claims) == 3 * asserted and len(made) == len(claims) + 40 < total
    assert not any(one.is_claim for one in mutants_of(exercises["w09-q4"], "late_fee", {})[0])


def test_every_change_of_a_listed_answer_can_be_read_and_is_another_text_with_a_name_for_answers_py() -> None:
    exercises = answers.read(COURSE / "source" / "week-05-from-sql-to-python" / "answers.py")
    schema = schema_of(COURSE / "data" / "kestrel.sqlite")
    for exercise in exercises.values():
        made, total = mutants_of(exercise, "x", schema)
        assert len({one.answer.cells for one in made}) == len(made) == total
        for one in made:
            assert "|" not in one.change and "\n" not in one.change
            assert one.answer.cells != one.right.cells
            for cell in one.answer.cells:
                if not cell.startswith("%%"):
                    ast.parse(cell)
    again = [one.answer.name for one in mutants_of(exercises["w05-q1"], "launch", schema)[0]]
    assert again == [one.answer.name for one in mutants_of(exercises["w05-q1"], "launch", schema)[0]]


def bars() -> Any:
    axis = plt.subplots()[1]
    axis.barh(["a", "b", "c"], [1.0, 2.0, 3.0])
    axis.set(title="C leads", xlabel="tickets")
    return axis


def lines() -> Any:
    axis = plt.subplots()[1]
    axis.plot([1, 2, 3], [3.0, 2.0, 4.0], label="won")
    axis.plot([1, 2, 3], [1.0, 2.0, 2.0], label="lost")
    axis.legend()
    return axis


@pytest.mark.parametrize(
    "make, absent",
    [
        (bars, ["in the legend", "of the lines", "axes changed places", "line dropped", "no width", "legend dropped"]),
        (lines, ["names stand", "begin at zero", "title dropped", "axes dropped"]),
    ],
)
def test_each_change_of_a_figure_is_seen_in_it_or_unbinds_it(make: Callable[[], Any], absent: list[str]) -> None:
    missing = []
    for operator in figure_operators.OPERATORS:
        names = {"chart": make()}
        before = payload_of(names["chart"])
        try:
            figure_operators.change(operator, "chart", names)
            assert payload_of(names["chart"]) != before, operator
        except ValueError as fault:
            assert (str(fault), names) == (figure_operators.ABSENT, {})
            missing.append(operator)
        plt.close("all")
    assert len(missing) == len(absent) and all(part in name for part, name in zip(absent, missing, strict=True)), (
        missing
    )


def payload_of(answer: Any) -> dict[str, Any]:
    return kind("chart").payload(answer, None)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course.make(tmp_path)


def outcomes(course: Course) -> dict[str, tuple[str, str]]:
    """What became of each mutant of the right answer that has a bound, and where it would be told."""
    trials = try_mutants(Source(course.root / "source" / STEM, course.root), {"w90-q1"})
    fates = [fate for trial in trials for fate in trial.fates if fate.right == "with a bound"]
    return {fate.change: (fate.outcome, fate.where) for fate in fates}


def put_answer(course: Course, text: str) -> None:
    path = course.root / "source" / STEM / "answers.py"
    kept = path.read_text(encoding="utf-8")
    path.write_text(kept.replace("# %% w90-q2 exercise", f"{text}\n\n# %% w90-q2 exercise"), encoding="utf-8")


PRACTICE = [
    "import pandas as pd",
    'known = sql("SELECT * FROM orders")',
    'early = known[known["paid_on"] <= "2024-03-31"]\nlater = known[known["paid_on"] > "2024-06-30"]',
    "number = len(known)",
    "%%sql query\nSELECT 1",
    "drawn = known.sample(frac=0.3)\nrest = known.drop(drawn.index)",
]
FITTED = """columns = ["total", "fee"]
model = make_pipeline(LogisticRegression())
model.fit(early[columns], early["gone"])"""


def test_the_tables_of_a_practice_are_those_that_its_cells_name() -> None:
    assert model_operators.tables_of(PRACTICE) == ["known", "early", "later", "drawn", "rest"]


@pytest.mark.parametrize(
    "name, line",
    [
        ("early became known, line 3", 'model.fit(known[columns], known["gone"])'),
        ("early became rest, line 3", 'model.fit(rest[columns], rest["gone"])'),
        (
            "early became as many rows of known, by lot, line 3",
            "model.fit(known.sample(n=min(len(early), len(known)), random_state=3)[columns], "
            "known.sample(n=min(len(early), len(known)), random_state=3)['gone'])",
        ),
        (
            "labels shuffled, line 3",
            "model.fit(early[columns], __import__('numpy').random.default_rng(3).permutation(early['gone']))",
        ),
        ("column fee left out, line 1", "columns = ['total']"),
        ("column city put in, line 1", "columns = ['total', 'fee', 'city']"),
    ],
)
def test_a_model_learns_from_other_rows_labels_or_columns(name: str, line: str) -> None:
    tables = model_operators.tables_of(PRACTICE)
    made = {change.name: change.text for change in model_operators.mutate(FITTED, SCHEMA, tables)}
    assert ast.unparse(ast.parse(line)) in made[name].splitlines()
    assert len(set(made.values())) == len(made)


def test_models_alone_are_changed_as_models_are() -> None:
    for week, exercise, of_models in (("14-a-first-model", "w14-q4", True), ("14-a-first-model", "w14-q3", False)):
        listed = answers.read(COURSE / "source" / f"week-{week}" / "answers.py")[exercise]
        made, _ = mutants_of(listed, "model", SCHEMA, above=PRACTICE)
        assert any(one.change.startswith("labels shuffled") for one in made) is of_models


def test_a_bound_that_no_row_tells_survives_until_one_is_planted_or_the_author_says_why(course: Course) -> None:
    put_answer(
        course,
        "# %% w90-q1 right: with a bound\n"
        "%%sql paid_orders\nSELECT COUNT(*) FROM orders WHERE paid >= 1 AND total < 80000",
    )
    found = outcomes(course)
    assert found["`>=` became `>`, line 1"] == (TOLD, "")
    assert found["`paid >= 1` dropped, line 1"] == (TOLD, "")
    assert found["80000 became 79999, line 1"] == found["80000 became 80001, line 1"] == (SURVIVOR, NO_DATA)
    fresh = course.root / "fresh.sqlite"
    warehouse(fresh, [*HELD_OUT, ("Yew", 79999, 1)])
    fresh.replace(course.root / "held-out" / DATA.name)
    put_answer(course, "# %% w90-q1 same: 80000 became 80001 | No order is of 80000.")
    found = outcomes(course)
    assert found["80000 became 79999, line 1"] == (TOLD, "")
    assert found["80000 became 80001, line 1"] == (SAME, NO_DATA)


def test_what_is_right_on_held_out_data_and_wrong_on_the_learning_data_survives(course: Course) -> None:
    put_answer(course, "# %% w90-q1 right: with a bound\n%%sql paid_orders\nSELECT COUNT(*) FROM orders WHERE paid = 1")
    fresh = course.root / "fresh.sqlite"
    warehouse(fresh, [("Yew", 70911, 1), ("Oak", 70922, 0)])
    fresh.replace(course.root / "held-out" / DATA.name)
    assert outcomes(course)["`=` became `<>`, line 1"] == (SURVIVOR, "learning")


def test_the_command_shows_the_table_names_each_survivor_once_and_writes_the_page(course: Course) -> None:
    with_bound = "SELECT COUNT(*) FROM orders WHERE paid = 1 AND total < 80000"
    put_answer(
        course,
        f"# %% w90-q1 right: one\n%%sql paid_orders\n{with_bound}\n"
        f"# %% w90-q1 right: other\npaid_orders = sql({with_bound!r})\n"
        "# %% w90-q1 same: 7 became 8 | It is not there.",
    )
    done = subprocess.run(
        [Path(sys.executable).with_name("firstquery"), "prove", STEM, "--mutants"],
        cwd=course.root,
        env={**os.environ, "FIRSTQUERY_COURSE": str(course.root), "XDG_CACHE_HOME": str(course.root / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert done.stdout.count("80000 became 79999, in 'one' and 'other': no row of all the data tells it.") == 1
    assert "✗ w90-q1 same: 7 became 8: there is no such survivor. Take the line out." in done.stdout
    page = (course.root / "docs" / "truth.md").read_text(encoding="utf-8")
    assert report.hashes_of(page) == {STEM: report.hash_of(Source(course.root / "source" / STEM, course.root))}
    assert "- w90-q1: 80000 became 79999, in 'one' and 'other' (no data)" in page


@pytest.mark.parametrize(
    "line, told",
    [
        ("# %% w90-q1 same: 7 became 8", "is one line: name the change, and say why it asks the same"),
        ("# %% w90-q1 same: 7 became 8 | Why.\nx = 1", "is one line: name the change, and say why it asks the same"),
        ("# %% w90-q1 exact: adds up", "is one line: name a right answer, and say why"),
        ("# %% w90-q1 exact: nobody's | Why.", "w90-q1 names no one right answer as exact: nobody's."),
        ("# %% w90-q1 same: a | b\n# %% w90-q1 same: a | c", "`# %% w90-q1 same: a` is there twice. Keep one."),
    ],
)
def test_a_slip_in_what_is_called_the_same_or_exact_is_told_with_its_line(course: Course, line: str, told: str) -> None:
    put_answer(course, line)
    with pytest.raises(UserError, match=re.escape(told)) as failure:
        answers.read(course.root / "source" / STEM / "answers.py")
    assert "answers.py, line " in str(failure.value)


def test_the_key_has_the_values_from_before_the_solution_rounds_them(course: Course) -> None:
    path = course.root / "source" / STEM
    shares = "SELECT customer, {} AS share FROM orders ORDER BY customer"
    notebook = nbformat.read(path / f"{STEM}.ipynb", 4)
    solution = next(cell for cell in notebook.cells if "largest" in cell.source and "SOLUTION" in cell.source)
    solution.source = (
        f"### BEGIN SOLUTION\nlargest = sql({shares.format('ROUND(total / 16.0, 1)')!r})\n### END SOLUTION"
    )
    nbformat.write(notebook, path / f"{STEM}.ipynb")
    text = (path / "answers.py").read_text(encoding="utf-8")
    before, _, after = text.partition("# %% w90-q2 exercise")
    own = (
        "# %% w90-q2 exercise: table decimals=1 | Shares\n"
        f"# %% w90-q2 right: as they are\nlargest = sql({shares.format('total / 16.0')!r})\n"
        "# %% w90-q2 exact: as they are | 20 / 16 is 1.25: 1.3 in a database, 1.2 in Python.\n\n"
    )
    listed = f"{before}{own}# %% w90-q3 exercise{after.partition('# %% w90-q3 exercise')[2]}"
    (path / "answers.py").write_text(listed, encoding="utf-8")
    source = Source(path, course.root)
    key = keys.key(source, source.run("learning", course.root / DATA, answers={}))
    entry = key["exercises"]["w90-q2"]
    assert [1.25] in [row[1:] for row in entry["expected"]["answer"]["rows"]]
    frame = pd.DataFrame(
        {"customer": [name for name, *_ in LEARNING], "share": [total / 16 for _, total, _ in LEARNING]}
    )
    for rounded in (frame.round(1), frame.assign(share=[0.6, 2.5, 1.9, 1.3, 3.1]), frame):
        assert judge_answer(entry, {"state": "answered", "payload": payload(rounded)}).right
    assert not judge_answer(entry, {"state": "answered", "payload": payload(frame.assign(share=1.2))}).right


@pytest.mark.parametrize(
    "text, changes",
    [
        ('note = "1,746 of 46 left, 1,746 in all."', {"1,746 became 1,747": "1,747 of 46 left, 1,747 in all."}),
        ('note = "46 left."', {"46 became 47": "47 left."}),
        ('note = "3.9 million in 2025"', {"3.9 million became 3.8 million": "3.8 million in 2025"}),
        ('note = "Twelve of 46 left."', {"46 became 47": "Twelve of 47 left."}),
        ('note = "nobody"', {}),
    ],
)
def test_each_figure_of_a_text_is_one_off_in_a_change_of_its_own(text: str, changes: dict[str, str]) -> None:
    made = {one.name: one.text for one in text_operators.mutate(text)}
    assert {name: f'note = "{said}"' for name, said in changes.items()}.items() <= made.items()
    assert len(made) == len(set(re.findall(r"[\d,.]*\d", text)))


def test_a_figure_that_nobody_asks_for_is_told_from_one_that_the_key_has() -> None:
    expected = {"states": [{"values": [1746]}, {"values": ["Oak"]}]}
    assert text_operators.is_asked("1,746 became 1,747", expected)
    assert not text_operators.is_asked("46 became 47", expected)


def test_a_result_that_is_the_same_on_all_data_may_be_typed_in_and_survives(course: Course) -> None:
    def outcome() -> str:
        (trial,) = try_mutants(Source(course.root / "source" / STEM, course.root), {"w90-q1"})
        (fate,) = (one for one in trial.fates if one.change == TYPED_IN)
        return fate.outcome

    assert outcome() == TOLD
    shutil.copy(course.root / DATA, course.root / "held-out" / DATA.name)
    assert outcome() == SURVIVOR


def test_weeks_that_are_not_made_anew_keep_their_part_of_the_page() -> None:
    one = Trial("w01-q1", "table", 2, [Fate("w01-q1", "a", "b", TOLD, ""), Fate("w01-q1", "c", "b", EQUAL, "")])
    first = report.page({"week-01-one": ("0" * 16, [one]), "week-02-two": ("1" * 16, [one])}, "")
    again = report.page({"week-02-two": ("2" * 16, [one])}, first)
    assert report.hashes_of(again) == {"week-01-one": "0" * 16, "week-02-two": "2" * 16}
    assert report.page({}, again) == again and "| w01-q1 | table | 2 | 1 | 1 |  |  |  |" in again


def test_a_text_of_the_practice_makes_no_week_stale_and_its_code_does(course: Course) -> None:
    source = Source(course.root / "source" / STEM, course.root)
    before, text = report.hash_of(source), source.practice.read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    notebook.cells.append(nbformat.v4.new_markdown_cell("Another hint."))
    nbformat.write(notebook, source.practice)
    assert report.hash_of(source) == before
    notebook.cells.insert(0, nbformat.v4.new_code_cell("more = 1"))
    nbformat.write(notebook, source.practice)
    assert report.hash_of(source) != before


def test_the_page_is_about_the_weeks_and_the_data_as_they_are_now() -> None:
    page = (COURSE / "docs" / "truth.md").read_text(encoding="utf-8")
    for stem, made_from in report.hashes_of(page).items():
        now = report.hash_of(Source(COURSE / "source" / stem, COURSE))
        assert made_from == now, (
            f"docs/truth.md is of another {stem}: `firstquery prove {stem[5:7]} --mutants` makes it."
        )
