"""`firstquery new`: from a database to a course that is proven and graded, and what it says where it can't."""

from __future__ import annotations

import copy
import json
import os
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import nbformat
import psycopg
import pytest
from nbgrader.api import Gradebook

from tests.commands import Command
from tests.grading.former import commit
from tests.grading.orders import cell_of
from tests.sql.flights import postgres_url  # noqa: F401 (a fixture)

STEM = "week-01-count-by-group"
SHOPS = [(1, "Ash", "FR"), (2, "Birch", "DE"), (3, "Cedar", None)]
ORDERS = [(n, 1 + n % 3, ("open", "paid", "paid", "late", None)[n % 5]) for n in range(1, 41)]
LINES = [(n, 1 + n % 40, ("pump", "valve", "pipe")[n % 7 % 3], n % 4 == 0) for n in range(1, 101)]
TABLES = """
CREATE TABLE shops (id INTEGER PRIMARY KEY, name TEXT, country TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, shop_id INTEGER REFERENCES shops (id), status TEXT);
CREATE TABLE lines (id INTEGER PRIMARY KEY, order_id INTEGER REFERENCES orders (id), product TEXT, gift {boolean});
"""
RIGHT = "%%sql counts\nSELECT COUNT(*) AS how_many, product FROM lines GROUP BY product"
WRONG = "%%sql counts\nSELECT DISTINCT product FROM lines"


def run(folder: Path, module: str, *arguments: str) -> tuple[int, str]:
    """Give a command in ``folder``, as an author does; return its exit code and what it printed."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("FIRSTQUERY_")}
    done = Command(module, arguments, folder, {**env, "FIRSTQUERY_WORK": str(folder.parent / "work")})
    said = "".join(done.communicate(600))
    return done.returncode, said


def ours(folder: Path, *arguments: str) -> tuple[int, str]:
    return run(folder, "firstquery.cli.main", *arguments)


def sqlite(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as database:
        database.executescript(TABLES.format(boolean="INTEGER"))
        for table, rows in (("shops", SHOPS), ("orders", ORDERS), ("lines", LINES)):
            database.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
        database.commit()
    return path


def postgresql(url: str) -> str:
    with psycopg.connect(url) as database:
        database.execute(TABLES.format(boolean="BOOLEAN"))
        database.execute("ALTER TABLE shops ADD since TIMESTAMPTZ DEFAULT '2026-01-02 03:04+00', ADD tags TEXT[]")
        database.execute(
            "ALTER TABLE orders ADD total NUMERIC(9, 2) DEFAULT 12.50, ADD note JSONB DEFAULT '{\"a\": 1}'"
        )
        with database.cursor() as cursor:
            for table, rows in (("shops", SHOPS), ("orders", ORDERS), ("lines", LINES)):
                columns = {"shops": "id, name, country", "orders": "id, shop_id, status"}.get(table)
                into = f"{table} ({columns})" if columns else table
                cursor.executemany(f"INSERT INTO {into} VALUES ({', '.join(['%s'] * len(rows[0]))})", rows)
    return url


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def course(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course that was just made on three tables, and what `new` printed in a file beside it."""
    place = tmp_path_factory.mktemp("new")
    if request.param == "sqlite":
        data = str(sqlite(place / "shop.sqlite"))
    else:
        data = postgresql(request.getfixturevalue("postgres_url"))
    code, said = ours(place, "new", "our shop", "--data", data, "--title", 'The "shop"')
    assert code == 0, said
    (place / "said.txt").write_text(said, encoding="utf-8")
    return place / "our shop"


def test_a_new_course_is_released_and_proven_at_once_and_says_how_to_go_on(course: Path) -> None:
    said = (course.parent / "said.txt").read_text(encoding="utf-8")
    assert "counts the rows of lines by product" in said
    assert "3 right answers are accepted, 3 wrong ones refused with their own message, 1 typed-in one refused" in said
    for command in ("firstquery lab", "firstquery release 1", "firstquery prove 1"):
        assert f"\n  {command} " in said
    assert sorted(path.name for path in (course / "release" / STEM).iterdir()) == ["key.json", f"{STEM}.ipynb"]


def test_the_data_of_a_new_course_are_all_tables_with_their_keys(course: Path) -> None:
    with closing(sqlite3.connect(course / "data" / "our-shop.sqlite")) as database:
        assert database.execute("SELECT id, name, country FROM shops ORDER BY id").fetchall() == SHOPS
        assert database.execute("SELECT id, shop_id, status FROM orders ORDER BY id").fetchall() == ORDERS
        assert database.execute("SELECT * FROM lines ORDER BY id").fetchall() == LINES
        refers = [database.execute(f"PRAGMA foreign_key_list({one})").fetchone()[2:5] for one in ("orders", "lines")]
        assert refers == [("shops", "shop_id", "id"), ("orders", "order_id", "id")]


@pytest.mark.parametrize("command", ["lint", "tidy --check", "doctor", "weeks", "progress", "prove", "page --all"])
def test_a_command_of_ours_works_in_a_new_course(course: Path, command: str) -> None:
    code, said = ours(course, *command.split())
    assert code == 0, said
    assert f"Course: {course}\n" in said
    assert "estrel" not in said


def test_a_practice_of_a_new_course_earns_the_same_marks_by_our_grader_and_by_nbgrader(
    course: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "course"
    shutil.copytree(course, folder)
    with closing(sqlite3.connect(folder / "data" / "our-shop.sqlite")) as database:
        rows = database.execute("SELECT product, COUNT(*) FROM lines GROUP BY product").fetchall()
    typed = f"import pandas\ncounts = pandas.DataFrame({rows!r}, columns=['product', 'how_many'])"
    for learner, answer in {"right": RIGHT, "wrong": WRONG, "typed": typed}.items():
        submitted = folder / "submitted" / learner / STEM
        shutil.copytree(folder / "release" / STEM, submitted)
        notebook = nbformat.read(submitted / f"{STEM}.ipynb", as_version=4)
        cell_of(notebook, "w01-q1-answer").source = answer
        nbformat.write(notebook, submitted / f"{STEM}.ipynb")
    stock = tmp_path / "stock"
    shutil.copytree(folder, stock)
    code, said = ours(folder, "grade", "1")
    assert code == 0, said
    code, said = run(stock, "nbgrader", "autograde", STEM)
    assert code == 0, said
    assert marks(folder) == marks(stock) == {"right": 1.0, "wrong": 0.0, "typed": 0.0}


def test_an_exercise_of_a_new_course_is_changed_and_who_has_the_former_one_keeps_it(
    course: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "course"
    shutil.copytree(course, folder)
    commit(folder)
    before = nbformat.read(folder / "release" / STEM / f"{STEM}.ipynb", as_version=4)
    code, said = ours(folder, "retire", "1")
    assert code == 0, said
    assert f"source/{STEM}/former/1" in said
    for name in ("answers.py", "solutions.md", f"{STEM}.ipynb"):
        path = folder / "source" / STEM / name
        text = path.read_text(encoding="utf-8").replace("w01-q1", "w01-q1v2")
        path.write_text(text.replace("product", "gift"), encoding="utf-8")
    for command in ("release 1", "tidy --run", "release 1", "lint 1", "prove 1"):
        code, said = ours(folder, *command.split())
        assert code == 0, said
    assert f"{STEM}/former/1" in said
    now = nbformat.read(folder / "release" / STEM / f"{STEM}.ipynb", as_version=4)
    for learner, (notebook, answer) in {
        "before": (before, RIGHT),
        "now": (now, RIGHT.replace("product", "gift")),
        "wrong": (before, WRONG),
    }.items():
        submitted = folder / "submitted" / learner / STEM / f"{STEM}.ipynb"
        submitted.parent.mkdir(parents=True)
        one = copy.deepcopy(notebook)
        next(cell for cell in one.cells if cell.id.endswith("-answer")).source = answer
        nbformat.write(one, submitted)
    code, said = ours(folder, "grade", "1")
    assert code == 0, said
    assert marks(folder) == {"before": 1.0, "now": 1.0, "wrong": 0.0}


def marks(folder: Path) -> dict[str, float]:
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        return {one.student.id: one.score for one in gradebook.assignment_submissions(STEM)}


def test_held_out_data_leave_out_rows_of_what_nothing_refers_to_and_differ_by_seed(
    course: Path, tmp_path: Path
) -> None:
    found = []
    for seed in ("1", "1", "2"):
        code, said = ours(
            course, "warehouse", "build", "--snapshot", "held-out", "--seed", seed, "--path", f"{tmp_path}/x"
        )
        assert code == 0, said
        with closing(sqlite3.connect(tmp_path / "x")) as database:
            found.append([database.execute(f"SELECT * FROM {one}").fetchall() for one in ("shops", "orders", "lines")])
    assert [len(rows) for rows in found[0]] == [3, 40, 75]
    assert found[0] == found[1] != found[2]


def test_two_extracts_are_one_to_learn_on_and_one_to_be_graded_on(course: Path, tmp_path: Path) -> None:
    folder = tmp_path / "course"
    shutil.copytree(course, folder)
    settings = (folder / "course.toml").read_text(encoding="utf-8")
    line = next(line for line in settings.splitlines() if line.startswith("module"))
    (folder / "course.toml").write_text(settings.replace(line, 'held_out = "later.sqlite"'), encoding="utf-8")
    shutil.copy(folder / "data" / "our-shop.sqlite", folder / "later.sqlite")
    code, said = ours(folder, "prove", "1", "--json")
    [proof] = json.JSONDecoder().raw_decode(said)[0]["weeks"]
    amiss = [one["name"] for one in proof["cases"] if not one["ok"]]
    assert code == 1
    assert amiss == ["typed in"], "the same data are no held-out data"
    with closing(sqlite3.connect(folder / "later.sqlite")) as database:
        database.execute("DELETE FROM lines WHERE id > 50")
        database.commit()
    code, said = ours(folder, "prove", "1")
    assert code == 0, said


def test_a_table_with_many_rows_is_cut_and_that_is_said(tmp_path: Path) -> None:
    data = sqlite(tmp_path / "shop.sqlite")
    code, said = ours(tmp_path, "new", "shop", "--data", str(data), "--table", "orders", "--rows", "30")
    assert code == 0, said
    assert "orders: only the first 30 rows were taken. --rows takes more." in said
    with closing(sqlite3.connect(tmp_path / "shop" / "data" / "shop.sqlite")) as database:
        assert database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall() == [("orders",)]
        assert database.execute("SELECT COUNT(*) FROM orders").fetchone() == (30,)


def test_five_rows_of_one_table_with_names_that_need_quotes_are_enough(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "few.sqlite")) as database:
        database.execute('CREATE TABLE "order" ("kind of" TEXT)')
        database.executemany('INSERT INTO "order" VALUES (?)', [("a",), ("a",), ("b",), (None,), ("b",)])
        database.commit()
    code, said = ours(tmp_path, "new", "few", "--data", "few.sqlite")
    assert code == 0, said
    assert "1 typed-in one refused on held-out data" in said


@pytest.mark.parametrize(
    ("data", "more", "sentence"),
    [
        ("none.sqlite", (), "There is no file none.sqlite."),
        ("text.sqlite", (), "text.sqlite is no SQLite file, or it is damaged."),
        ("cut.sqlite", (), "cut.sqlite is no SQLite file, or it is damaged."),
        ("empty.sqlite", (), "The database has no table."),
        ("few.sqlite", (), "so an exercise needs such a table with five rows or more"),
        (
            "shop.sqlite",
            ("--table", "sales"),
            "The database has no table 'sales'. Its tables are: lines, orders, shops.",
        ),
        ("postgresql://u:secret@127.0.0.1:1/x", (), "No database server answers at this address."),
        ("mssql+pymssql://u:secret@127.0.0.1/x", (), "the Python package pymssql is needed"),
        ("nosuch://u:secret@127.0.0.1/x", (), 'of the kind "nosuch", which SQLAlchemy does not know'),
    ],
)
def test_data_that_cannot_be_taken_are_refused_in_a_sentence_and_nothing_is_made(
    tmp_path: Path, data: str, more: tuple[str, ...], sentence: str
) -> None:
    whole = sqlite(tmp_path / "shop.sqlite")
    (tmp_path / "text.sqlite").write_text("id,name\n1,Ash\n", encoding="utf-8")
    (tmp_path / "cut.sqlite").write_bytes(whole.read_bytes()[:9000])
    for name, rows in {"empty.sqlite": [], "few.sqlite": [("a",), ("a",), ("b",)]}.items():
        with closing(sqlite3.connect(tmp_path / name)) as database:
            database.execute("VACUUM")
            if rows:
                database.execute("CREATE TABLE few (kind TEXT)")
                database.executemany("INSERT INTO few VALUES (?)", rows)
            database.commit()
    code, said = ours(tmp_path, "new", "course", "--data", data, *more)
    assert code == 1
    assert sentence in said
    assert "Traceback" not in said
    assert "secret" not in said
    assert not (tmp_path / "course").exists()


def test_a_folder_that_is_not_empty_is_refused_and_stays_as_it_is(tmp_path: Path) -> None:
    data = sqlite(tmp_path / "shop.sqlite")
    code, said = ours(tmp_path, "new", ".", "--data", str(data))
    assert code == 1
    assert "is there already and is not empty" in said
    assert [path.name for path in tmp_path.iterdir()] == ["shop.sqlite"]


def test_a_week_is_added_and_a_copied_exercise_of_another_kind_is_proven_after_tidy(
    course: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "course"
    shutil.copytree(course, folder)
    code, said = ours(folder, "add-week", "Gifts & more", "--question", "How many gifts?")
    assert code == 0, said
    assert "Week 2 is in notebooks/ and source/, under the name week-02-gifts-more." in said
    week = folder / "source" / "week-02-gifts-more"
    notebook = nbformat.read(week / "week-02-gifts-more.ipynb", as_version=4)
    place = next(at for at, cell in enumerate(notebook.cells) if cell.source.startswith("## Exercise 1"))
    copies = nbformat.from_dict(
        [dict(cell, id=f"0000000{at}") for at, cell in enumerate(notebook.cells[place : place + 3])]
    )
    for cell, source in zip(copies, CHOICE, strict=True):
        cell.source = source
    notebook.cells[place + 3 : place + 3] = copies
    nbformat.write(notebook, week / "week-02-gifts-more.ipynb")
    with (week / "answers.py").open("a", encoding="utf-8") as answers:
        answers.write(CHOICES)
    (week / "solutions.md").unlink()
    for command in ("tidy", "release 2", "tidy --run", "prove", "lint"):
        code, said = ours(folder, *command.split())
        assert code == 0, said


CHOICE = ("## Exercise 2 · A gift\n\n- **A.** One.\n- **B.** Two.", "%%choice gift\nB", 'check("w02-q2", gift)')
CHOICES = """
# %% w02-q2 exercise: choice options=A,B right=B | A gift
# %% w02-q2 right: the notebook's
# %% w02-q2 right: small
gift = "b"
# %% w02-q2 right: large
gift = "B"
# %% w02-q2 wrong: A | Is it one?
gift = "A"
"""


def test_a_table_in_parents_loses_rows_with_all_that_refer_to_them(course: Path, tmp_path: Path) -> None:
    folder = tmp_path / "course"
    shutil.copytree(course, folder)
    module = folder / "data" / "held_out.py"
    text = module.read_text(encoding="utf-8")
    module.write_text(text.replace("PARENTS: tuple[str, ...] = ()", 'PARENTS = ("orders",)'), encoding="utf-8")
    code, said = ours(folder, "warehouse", "build", "--snapshot", "held-out", "--seed", "1", "--path", f"{tmp_path}/x")
    assert code == 0, said
    with closing(sqlite3.connect(tmp_path / "x")) as database:
        counts = [database.execute(f"SELECT COUNT(*) FROM {one}").fetchone()[0] for one in ("shops", "orders", "lines")]
        assert counts[:2] == [3, 30]
        assert counts[2] < 75
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize(
    "command", ["add-week T --question Q", "release 1", "prove 1", "tidy", "lint", "warehouse build"]
)
def test_a_command_that_changes_a_course_is_refused_where_there_is_none(tmp_path: Path, command: str) -> None:
    """It would change First Query's own course in its place."""
    code, said = ours(tmp_path, *command.split())
    assert code == 1
    assert said == (
        f"There is no course.toml in {tmp_path} or above it. Go to the folder of your course, then give "
        f"`firstquery {command.split()[0]}` again.\n"
    )


@pytest.mark.parametrize(
    "old, new, told",
    [
        (
            "random.Random(seed)",
            "random.Random(sed)",
            "data/held_out.py, line {line}: NameError: name 'sed'",
        ),
        ("draw, drawn =", "draw, drawn = =", "data/held_out.py, line {line}: SyntaxError: invalid syntax"),
        ("import random", "import randon", "data/held_out.py, line {line}: ModuleNotFoundError: No module named"),
        ("PARENTS: tuple[str, ...] = ()", "PARENTS = ('order',)", "names 'order'. The tables: lines, orders, shops."),
    ],
)
def test_an_error_in_what_draws_the_data_is_a_sentence_with_its_line(
    course: Path, tmp_path: Path, old: str, new: str, told: str
) -> None:
    folder = tmp_path / "course"
    shutil.copytree(course, folder)
    module = folder / "data" / "held_out.py"
    text = module.read_text(encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    module.write_text(text.replace(old, new), encoding="utf-8")
    code, said = ours(folder, "prove")
    assert code == 1 and "Traceback" not in said, said
    assert told.format(line=line) in said


def test_a_written_answer_that_was_copied_is_proven_and_has_points_for_a_person_to_give(
    course: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "course"
    shutil.copytree(course, folder)
    week = folder / "source" / STEM
    notebook = nbformat.read(week / f"{STEM}.ipynb", as_version=4)
    at = next(n for n, cell in enumerate(notebook.cells) if cell.source.startswith("check("))
    copies = copy.deepcopy(notebook.cells[at - 2 : at + 1])
    for cell, source in zip(copies, WRITTEN, strict=True):
        cell.id, cell.source = f"copy-{cell.id}", source
    notebook.cells[at + 1 : at + 1] = copies
    nbformat.write(notebook, week / f"{STEM}.ipynb")
    [listed] = [block for block in PAGE.split("```") if "exercise: text" in block.partition("|")[0]]
    with (week / "answers.py").open("a", encoding="utf-8") as answers:
        answers.write(f"\n{listed.strip()}\n{RIGHT_WRITTEN}".replace("w02-q3", "w01-q2"))
    for command in ("tidy", "release 1", "prove 1"):
        code, said = ours(folder, *command.split())
        assert code == 0, said
    for practice in (week / f"{STEM}.ipynb", folder / "release" / STEM / f"{STEM}.ipynb"):
        marks = cell_of(nbformat.read(practice, as_version=4), "w01-q2-answer").metadata.nbgrader
        assert (marks.grade, marks.points, marks.solution) == (True, 3, True)


PAGE = (Path(__file__).parents[2] / "docs" / "your-own-course.md").read_text(encoding="utf-8")
REASON = (
    "The status of an order says whether it is late. It says nothing of the customer, nor of that customer's others."
)
WRITTEN = ("## Exercise 2 · What the status says\n\nSay it.", f"%%text reason\n{REASON}", 'check("w01-q2", reason)')
RIGHT_WRITTEN = f"""# %% w02-q3 right: the notebook's
# %% w02-q3 right: over two lines
reason = {REASON.replace(". ", f".{chr(10)}")!r}
# %% w02-q3 right: a word more
reason = "So: {REASON}"
"""


def test_what_learners_get_shows_worked_solutions_where_these_alone_go_along(course: Path, tmp_path: Path) -> None:
    six = re.findall(r"`(.*?)`", PAGE.partition("of your course six things: ")[2].partition(". ")[0])
    assert len(six) == 6
    hers = tmp_path / "hers"
    for name in six:
        (hers / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(course / name, hers / name) if name.endswith("/") else shutil.copy(course / name, hers)
    code, said = ours(hers, "solution", "1", "1")
    assert code == 1
    assert "The worked solutions of week 1 are not here" in said
    (hers / "source" / STEM).mkdir(parents=True)
    shutil.copy(course / "source" / STEM / "solutions.md", hers / "source" / STEM)
    code, said = ours(hers, "solution", "1", "1")
    assert code == 0, said
    assert "GROUP BY product" in said
    for command in ("doctor", "progress", "weeks"):
        code, said = ours(hers, command)
        assert code == 0, said
