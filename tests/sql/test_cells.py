"""The %%sql cell: what it binds, what it shows, and what it says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

from firstquery.checks.statement import statement_of
from firstquery.core.blank import Blank, Failed
from firstquery.kernel import magics as magic
from firstquery.sql.errors import QueryStopped
from firstquery.sql.query import own_database

BLANK = "-- Your query goes here, in place of this line."


@pytest.fixture
def shell(kestrel: Path) -> Iterator[InteractiveShell]:
    InteractiveShell.clear_instance()
    made = InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}))
    magic.register(made)
    yield made
    InteractiveShell.clear_instance()


def run(shell: InteractiveShell, cell: str) -> tuple[bool, str, list[object]]:
    """Whether the cell succeeded, what it printed, and what it displayed."""
    with capture_output() as captured:
        result = shell.run_cell(cell)
    return bool(result.success), captured.stdout + captured.stderr, list(captured.outputs)


def test_a_cell_shows_its_table_and_binds_its_name(shell: InteractiveShell) -> None:
    success, said, shown = run(shell, "%%sql west\nSELECT name FROM accounts WHERE region = 'West' ORDER BY name;")
    assert success
    assert said == ""
    assert len(shown) == 1
    made = shell.user_ns["west"]
    assert isinstance(made, pd.DataFrame)
    assert made.shape == (10, 1)
    assert (statement_of(made) or "").strip() == "SELECT name FROM accounts WHERE region = 'West' ORDER BY name"


def test_a_cell_without_a_name_shows_its_table(shell: InteractiveShell) -> None:
    success, _, shown = run(shell, "%%sql\nSELECT 1 AS one")
    assert success
    assert len(shown) == 1


def test_an_unanswered_cell_is_blank_and_succeeds(shell: InteractiveShell) -> None:
    for body in (BLANK, "", "/* later */\n;"):
        success, said, _ = run(shell, f"%%sql west\n{body}")
        assert success
        assert shell.user_ns["west"] == Blank()
        assert "There is no query in this cell yet" in said


def test_a_cell_that_could_not_run_fails_in_sentences_and_leaves_no_older_table(shell: InteractiveShell) -> None:
    run(shell, "%%sql west\nSELECT 1 AS one")
    success, said, _ = run(shell, "%%sql west\nSELECT regon\nFROM accounts")
    assert not success
    left = shell.user_ns["west"]
    assert isinstance(left, Failed)
    assert said.strip() == left.sentence
    assert "Did you mean region?" in left.sentence
    assert "Traceback" not in said
    assert "Did you mean region?" in repr(left)


def test_a_name_that_cannot_be_one_is_told(shell: InteractiveShell) -> None:
    shell.user_ns["rebuild"] = print
    shell.user_ns["pd"] = pd
    for line, hint in [
        ("paying customers", "%%sql paying_customers"),
        ("paying-customers", "%%sql paying_customers"),
        ("2025_revenue", "%%sql answer_2025_revenue"),
        ("class", "%%sql class_1"),
        ("list", "%%sql list_1"),
        ("check", "%%sql check_1"),
        ("sql", "%%sql sql_1"),
        ("rebuild", "%%sql rebuild_1"),
        ("pd", "%%sql pd_1"),
        ("SELECT name", "on the lines below"),
        ("west --mine", "Its one option is --own"),
        ("= 3", "cannot be a name"),
        ("'", "cannot be a name"),
    ]:
        success, said, _ = run(shell, f"%%sql {line}\nSELECT 1 AS one")
        assert not success
        assert hint in said, line
        assert "Traceback" not in said
    assert shell.user_ns["rebuild"] is print


def test_a_name_that_holds_a_method_by_a_slip_is_free(shell: InteractiveShell) -> None:
    run(shell, "%%sql fleet\nSELECT 1 AS seats")
    run(shell, 'fleet_seats = fleet["seats"].sum')
    success, said, _ = run(shell, "%%sql fleet_seats\nSELECT 2 AS seats")
    assert success, said
    assert shell.user_ns["fleet_seats"]["seats"].tolist() == [2]


def test_a_name_can_be_used_again(shell: InteractiveShell) -> None:
    assert run(shell, "%%sql west\nSELECT 1 AS one")[0]
    assert run(shell, "%%sql west\nSELECT 2 AS two")[0]
    assert list(shell.user_ns["west"].columns) == ["two"]


def test_an_own_cell_without_a_database_lets_the_lesson_go_on(
    shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FIRSTQUERY_WAREHOUSE")
    success, said, _ = run(shell, "%%sql mine --own\nSELECT 1 AS one")
    assert success
    assert "Optional: no database of your own is set" in said
    assert isinstance(shell.user_ns["mine"], Blank)


def test_an_own_cell_reads_the_own_database(
    shell: InteractiveShell, nycflights_postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_database(nycflights_postgres)
    success, _, _ = run(shell, "%%sql --own mine\nSELECT name FROM airlines")
    assert success
    assert len(shell.user_ns["mine"]) == 16
    assert not run(shell, "%%sql mine\nSELECT name FROM airlines")[0]  # the course's cells stay on the course's data
    monkeypatch.setenv("FIRSTQUERY_GRADER", "1")
    success, said, _ = run(shell, "%%sql --own mine\nSELECT name FROM airlines")
    assert success
    assert "Optional" in said


def test_the_exception_is_its_sentence() -> None:
    stopped = QueryStopped("First line.\nSecond line.")
    assert str(stopped) == stopped.sentence == "\n".join(stopped._render_traceback_())


def test_an_answer_kept_in_the_notebook_is_told_from_a_table_and_a_column(shell: InteractiveShell) -> None:
    run(shell, "%%sql sales_count\nSELECT COUNT(*) AS n FROM accounts")
    _, said, _ = run(shell, "%%sql\nSELECT * FROM sales_count")
    whole = "sales_count is an answer kept in this notebook, and no table of the database. FROM takes a table."
    assert whole in " ".join(said.split())
    for body in ("SELECT sales_count - 3", "SELECT name FROM accounts WHERE account_id NOT IN (sales_count)"):
        _, said, _ = run(shell, f"%%sql\n{body}")
        assert "sales_count is an answer kept in this notebook, and no column of the database." in said


@pytest.mark.parametrize(
    ("condition", "first"),
    [
        ("region = West", "A text goes between single quotes: 'West'."),
        ("accounts.region <> West", "A text goes between single quotes: 'West'."),
        ("region LIKE west", "A text goes between single quotes: 'west'."),
        ("region IN ('South', West)", "A text goes between single quotes: 'West'."),
    ],
)
def test_a_text_without_quotes_is_told_before_an_answer_of_the_same_name(
    shell: InteractiveShell, condition: str, first: str
) -> None:
    run(shell, "%%sql west\nSELECT name FROM accounts WHERE region = 'West'")
    _, said, _ = run(shell, f"%%sql\nSELECT name FROM accounts WHERE {condition}")
    assert 0 < said.index(first) < said.index("est is an answer kept in this notebook")


def test_a_text_without_quotes_is_told_where_a_column_begins_like_it(shell: InteractiveShell) -> None:
    _, said, _ = run(shell, "%%sql\nSELECT COUNT(*) FROM tickets WHERE status = open")
    assert "A text goes between single quotes: 'open'. If a column is meant: is it opened_at?" in said
    _, said, _ = run(shell, "%%sql\nSELECT COUNT(*) FROM tickets WHERE status = opend_at")
    assert "single quotes" not in said and "opened_at?" in said


@pytest.mark.parametrize(
    "condition", ["seats > west", "seats IN (west)", "signed_up_on < west", "region > seats - west"]
)
def test_what_is_compared_with_a_number_is_no_text_without_quotes(shell: InteractiveShell, condition: str) -> None:
    run(shell, "%%sql west\nSELECT 1 AS n")
    _, said, _ = run(shell, f"%%sql\nSELECT name FROM accounts WHERE {condition}")
    assert "west is an answer kept in this notebook" in said and "single quotes" not in said
