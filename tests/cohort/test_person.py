"""One person's data in a facilitator's course: told, handed over as one file, erased, and found nowhere afterwards."""

from __future__ import annotations

import json
import re
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from firstquery.cohort import person
from tests.run.bench import Run

from ..grading.orders import STEM
from .exchange import Cohort


def everything(run: Run) -> dict[str, bytes]:
    """Each file of the course that is not hers, with its bytes; the gradebook apart."""
    return {
        str(path.relative_to(run.root)): path.read_bytes()
        for path in sorted(run.root.rglob("*"))
        if path.is_file() and "ann" not in path.parts and path.name not in ("gradebook.db", "roster.csv", "lock")
    }


def named(run: Run) -> set[str]:
    """Everybody of whom a table of the gradebook has a row."""
    columns = {"student": "id", "submitted_assignment": "student_id", "firstquery_marks": "student"}
    with closing(sqlite3.connect(run.root / "gradebook.db")) as book:
        return {name for table, column in columns.items() for (name,) in book.execute(f"SELECT {column} FROM {table}")}


def rows(run: Run) -> dict[str, int]:
    with closing(sqlite3.connect(run.root / "gradebook.db")) as book:
        names = [name for (name,) in book.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: book.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0] for name in names}


def test_what_is_held_is_told_and_nothing_is_changed(changing: Run) -> None:
    before = rows(changing)
    said = changing.firstquery("person", "ann")
    assert said.code == 0
    for word in ("roster.csv", "submitted", "autograded", "the gradebook, 13 rows", "--erase"):
        assert word in said.said
    assert rows(changing) == before


def test_she_gets_all_of_it_as_one_file_that_nobody_else_may_read(changing: Run, tmp_path: Path) -> None:
    file = tmp_path / "ann.zip"
    assert changing.firstquery("person", "ann", "--export", str(file)).code == 0
    assert file.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(file) as archive:
        said = json.loads(archive.read(person.RECORD))
        names = archive.namelist()
        handed_in = archive.read(f"submitted/{STEM}/{STEM}.ipynb")
    assert said["roster"]["email"] == "ann@example.com"
    written = next(row for row in said["gradebook"]["grade"] if row["exercise"] == "w90-q4-answer")
    assert (written["manual_score"], written["extra_credit"]) == (3.0, 0.5)
    assert said["gradebook"]["submitted_assignment"][0]["assignment"] == STEM
    assert f"autograded/{STEM}/{STEM}.ipynb" in names
    assert handed_in == (changing.root / "submitted" / "ann" / STEM / f"{STEM}.ipynb").read_bytes()
    assert "ben" not in json.dumps(said)
    again = changing.firstquery("person", "ann", "--export", str(file))
    assert again.code != 0
    assert "name another file" in again.said


def test_erased_she_is_in_no_file_and_no_table_and_everybody_else_is_as_before(changing: Run) -> None:
    before, others = everything(changing), named(changing) - {"ann"}
    said = changing.firstquery("person", "ann", "--erase", "--yes")
    assert said.code == 0, said.said
    assert "none names her any more" in said.said
    assert named(changing) == others
    for path in changing.root.rglob("*"):
        assert "ann" not in path.parts
    book = (changing.root / "gradebook.db").read_bytes()
    assert b"ann@example.com" not in book
    assert b"Ann A" not in book + (changing.root / "roster.csv").read_bytes()
    with closing(sqlite3.connect(changing.root / "gradebook.db")) as rest:
        assert rest.execute("PRAGMA foreign_key_check").fetchall() == []
    assert everything(changing) == before
    assert "Ann" not in changing.firstquery("roster").said
    gone = changing.firstquery("person", "ann")
    assert gone.code != 0
    assert "Nothing of ann is held here" in gone.said


def test_an_answer_is_asked_for_before_anything_goes(changing: Run) -> None:
    before = rows(changing)
    changing.firstquery("person", "ann", "--erase")  # no terminal: nobody has said yes
    assert rows(changing) == before
    assert (changing.root / "submitted" / "ann").is_dir()


def test_a_file_of_the_facilitators_that_names_her_is_told(changing: Run) -> None:
    changing.firstquery("export", str(changing.root / "marks.csv"))
    (changing.root / "downloaded").mkdir()
    with zipfile.ZipFile(changing.root / "downloaded" / "all.zip", "w") as archive:
        archive.writestr("Ann A_12_file/practice.ipynb", "{}")
    (changing.root / "annex.txt").write_text("annex, joann, ann-marie", encoding="utf-8")
    said = changing.firstquery("person", "ann", "--erase", "--yes").said
    assert "marks.csv" in said
    assert "all.zip" in said
    assert "annex.txt" not in said, "a word counts as a whole"


def test_her_files_in_the_exchange_go_and_the_others_stay(cohort: Cohort) -> None:
    ann, ben = cohort.learner("ann"), cohort.learner("ben")
    for learner in (ann, ann, ben):
        learner.write()
        learner.submit()
    assert cohort.run.firstquery("collect", "90").code == 0
    assert cohort.run.firstquery("grade", STEM).code == 0
    cohort.run.nbgrader("release_feedback", STEM)
    pages = cohort.exchange / "first-query" / "feedback"
    assert len(list(pages.glob("*.html"))) == 2
    (cohort.inbound / f".submitting-ann+{STEM}+half").mkdir()
    said = cohort.run.firstquery("person", "ann", "--erase", "--yes")
    assert said.code == 0, said.said
    assert ann.inbound() == []
    assert len(ben.inbound()) == 1
    assert len(list(pages.glob("*.html"))) == 1
    assert not [path for path in cohort.inbound.iterdir() if "ann+" in path.name]


def test_a_link_that_she_handed_in_leads_nowhere(changing: Run, tmp_path: Path) -> None:
    (kept := tmp_path / "kept.txt").write_text("another's", encoding="utf-8")
    (changing.root / "submitted" / "ann" / STEM / "link.txt").symlink_to(kept)
    (changing.root / "submitted" / "ann" / "folder").symlink_to(tmp_path)
    file = tmp_path / "ann.zip"
    said = changing.firstquery("person", "ann", "--export", str(file))
    assert "is a link" in said.said
    with zipfile.ZipFile(file) as archive:
        assert not [name for name in archive.namelist() if "link.txt" in name or "kept" in name]
    changing.firstquery("person", "ann", "--erase", "--yes")
    assert kept.read_text(encoding="utf-8") == "another's"


@pytest.mark.parametrize("name", ["..", "../ben", "*", "", " ann", "nobody"])
def test_another_name_is_a_sentence_and_changes_nothing(changing: Run, name: str) -> None:
    before = rows(changing)
    said = changing.firstquery("person", "--erase", "--yes", "--", name)
    assert said.code != 0
    assert said.said
    assert rows(changing) == before


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        *(("/user/ann/lab", True), ("?next=%2Fuser%2Fann", True), ("jupyterhub-user-ann", True), ("ann+week", True)),
        *(("\x1b[33mann\x1b[0m", True), ("joann", False), ("ann-marie", False), ("anna", False), ("Ann", False)),
    ],
)
def test_a_name_is_found_where_it_stands_alone(text: str, is_named: bool) -> None:
    assert bool(re.search(person.whole_word("ann"), text)) is is_named
