"""A right answer that is typed in is told what it stays on other data; one that comes from the data never is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.kernel.kernel import FIRST_CELL, WEEK_1, Kernel, kernel

COUNT = "SELECT COUNT(*) FROM accounts WHERE status = 'active' AND is_test = 0"
NEWEST = "SELECT name, signed_up_on FROM accounts WHERE is_test = 0 ORDER BY signed_up_on DESC LIMIT 5"
CHECK, RIGHT = 'check("w01-q4", paying_customers)', "Right. 3 of 3 points."
ROWS = "sql(\"SELECT 1 FROM accounts WHERE status = 'active' AND is_test = 0\")"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    with kernel(WEEK_1, FIRSTQUERY_WORK=str(tmp_path_factory.mktemp("work"))) as made:
        made.run(FIRST_CELL, "rebuild")
        yield made


@pytest.mark.parametrize(
    "cell",
    [
        "paying_customers = 1716",
        "count = sql('SELECT COUNT(*) FROM accounts')\npaying_customers = 1_716  # read off",
        "paying_customers = 1752 - 36",
        "kept = paying_customers = int('1716')",
        "%%sql paying_customers\nSELECT 1716",
        "%%sql paying_customers\n-- from the lesson\nSELECT 1752 - 36 AS paying",
        "%%sql paying_customers\nWITH seen AS (SELECT 1716 AS n) SELECT n FROM seen",
    ],
)
def test_a_number_that_is_typed_in_is_right_here_alone(here: Kernel, cell: str) -> None:
    here.run(cell)
    said = " ".join(here.run(CHECK).text.split())
    assert said == (
        "Right here. On other data this stays 1,716: it is typed in, and marks are given on data that nobody has seen."
    )


def test_a_table_that_is_typed_in_stays_as_it_is(here: Kernel) -> None:
    here.run(f'seen = sql("""{NEWEST}""")')
    literal = here.run("print(seen.to_dict('list'))").text.strip()
    here.run(f"import pandas as pd\nnewest_five = pd.DataFrame({literal})")
    said = here.run('check("w01-q3", newest_five)').text
    assert said.startswith("Right here. On other data this stays as it is: it is typed in")


@pytest.mark.parametrize(
    "cell",
    [
        f"%%sql paying_customers\n{COUNT}",
        f"%%sql paying_customers\nWITH here AS ({COUNT}) SELECT * FROM here",
        f"%%sql paying_customers\nSELECT ({COUNT})",
        f'paying_customers = sql("{COUNT}")',
        f'paying_customers = sql("{COUNT}").iloc[0, 0]',
        f'paying_customers = float(sql("{COUNT}").iloc[0, 0])',
        f"paying_customers = len({ROWS})",
        f"paying_customers = 0\nfor _ in range(len({ROWS})):\n    paying_customers += 1",
        "everybody = sql('SELECT * FROM accounts')\n"
        "paying_customers = ((everybody.status == 'active') & (everybody.is_test == 0)).sum()",
        f"none = 0\npaying_customers = len({ROWS}) - none",
        f'number = int(sql("{COUNT}").iloc[0, 0])\npaying_customers = number',
        f'paying_customers = 1716\npaying_customers = sql("{COUNT}")',
        f'paying_customers = [0]\npaying_customers[0] = int(sql("{COUNT}").iloc[0, 0])',
    ],
)
def test_an_answer_that_comes_from_the_data_is_right_without_a_word_more(here: Kernel, cell: str) -> None:
    assert here.run(cell).error == ""
    assert here.run(CHECK).text == RIGHT


def test_a_literal_that_another_cell_has_filled_is_computed(here: Kernel) -> None:
    here.run("paying_customers = []")
    here.run(f'paying_customers.append(int(sql("{COUNT}").iloc[0, 0]))')
    assert here.run(CHECK).text == RIGHT


def test_a_cell_that_no_tree_is_made_of_leaves_a_doubt(here: Kernel) -> None:
    here.run("paying_customers = 1716")
    assert here.run(f"%time paying_customers = len({ROWS})").error == ""
    assert here.run(CHECK).text == RIGHT


def test_what_was_typed_in_before_says_nothing_of_the_query_that_took_its_place(here: Kernel) -> None:
    here.run("paying_customers = 1716")
    here.run(f"%%sql paying_customers\n{COUNT}")
    assert here.run(CHECK).text == RIGHT


def test_a_typed_in_answer_that_is_not_right_is_told_what_every_other_is(here: Kernel) -> None:
    here.run("paying_customers = 1752")
    assert "own test accounts" in " ".join(here.run(CHECK).error.split())
