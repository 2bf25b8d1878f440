"""What was noted of cells that ran stays on the machine: nothing that is shown or handed on holds any of it."""

from __future__ import annotations

import time
from pathlib import Path

import nbformat
import pytest

from firstquery.learner.portfolio import run
from firstquery.learner.recovered import recover
from firstquery.notebook import ran
from tests.show import folder

SECRET = "zanzibar-4711"


def test_no_portfolio_holds_what_was_only_run(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.fill(work)
    practice = work / "practice" / folder.STEM / f"{folder.STEM}.ipynb"
    monkeypatch.setenv("JPY_SESSION_NAME", str(practice))
    journal = ran.Journal(work)
    journal.note("w01-q7-answer", f"%%text footnote\n{SECRET}")
    journal.note("her-own", f"# Decision: {SECRET}")
    run([*folder.ALL], {})
    journal.holding.close()
    assert len(recover(work)) == 1
    copies = list((work / "kept").glob("*.ipynb"))
    assert [SECRET in path.read_text() for path in copies] == [True]
    run([*folder.ALL], {})
    pages = [path for path in sorted((work / "portfolio").rglob("*")) if path.is_file()]
    assert any(b"vendor" in path.read_bytes() for path in pages)
    assert not [path.name for path in pages if SECRET.encode() in path.read_bytes()]


@pytest.mark.parametrize(
    "cell",
    [
        f'own_database("postgresql://reader:{SECRET}@server/company")',
        f"own_database('mysql+pymysql://reader:{SECRET}@10.0.0.1:3306/company')",
        f'password = "{SECRET}"',
        f"connect(host='server', password='{SECRET}')",
        f'{{"api_key": "x", "token": "{SECRET}"}}',
        f'own_database("postgresql://reader:at@{SECRET}@server/company")',
        f'own_database("postgresql://server/company?user=reader&password={SECRET}")',
        f'connect("host=server password={SECRET} dbname=company")',
        f'DB_PASSWORD = "it\'s {SECRET}"',
        f'os.environ["PGPASSWORD"] = "{SECRET}"',
    ],
)
def test_a_password_in_a_cell_is_not_noted_and_not_brought_up_where_the_cell_is_saved(
    work: Path, monkeypatch: pytest.MonkeyPatch, cell: str
) -> None:
    folder.fill(work)
    practice = work / "practice" / folder.STEM / f"{folder.STEM}.ipynb"
    monkeypatch.setenv("JPY_SESSION_NAME", str(practice))
    journal = ran.Journal(work)
    journal.note("own-connect", cell)
    assert SECRET not in journal.path.read_text() and "..." in journal.path.read_text()
    notebook = nbformat.read(practice, 4)
    notebook.cells.append(nbformat.v4.new_code_cell(cell, id="own-connect"))
    nbformat.write(notebook, practice)
    journal.holding.close()
    assert recover(work) == []


@pytest.mark.parametrize(
    "cell",
    [
        "connect(host, password=asked)",
        "connect(password=getpass())",
        "%%sql\nSELECT name FROM accounts WHERE status = 'active'",
        'page = "https://example.com/a:b"',
        'print("a password: the word alone")',
        'compass = "north"',
    ],
)
def test_what_holds_no_password_is_noted_as_it_stands(cell: str) -> None:
    assert ran.without_passwords(cell) == cell


@pytest.mark.parametrize("piece", ["x", "a.", "password ", "://a:", "password=a"])
def test_pasted_data_costs_no_time(piece: str) -> None:
    begun = time.process_time()
    ran.without_passwords(piece * (ran.LONGEST // len(piece)))
    assert time.process_time() - begun < 2
