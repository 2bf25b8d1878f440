"""Who is where: each state is told from every other, on a gradebook that the real grader wrote."""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
from pathlib import Path

import pytest

from benchmarks.facilitator import make
from firstquery.cohort import arrivals, overview, reading, roster
from firstquery.core import course
from firstquery.core.errors import UserError
from firstquery.grading import files
from firstquery.grading.run import standings
from tests.cohort.conftest import DUE, ON_TIME, TOO_LATE, by_name, listed
from tests.conftest import needs
from tests.grading.orders import STEM
from tests.run.bench import Run
from tests.sql.servers import postgres


def test_each_learner_is_in_her_own_state(graded_cohort: Run) -> None:
    found = listed(graded_cohort)
    states = {name: (one.state, one.is_late, one.ungraded > 0, one.unread) for name, one in by_name(found).items()}
    assert states == {
        "ann": ("graded", False, False, 0),
        "ben": ("graded", False, False, 1),
        "cy": ("waiting", True, False, 0),
        "dan": ("unreadable", False, True, 0),
        "eve": ("missing", False, False, 0),
        "fay": ("graded", True, True, 1),
        "lin": ("waiting", False, False, 1),
    }
    assert found.strangers == ["zoe"]


def test_points_count_those_by_hand_and_what_nobody_could_read_has_none(graded_cohort: Run) -> None:
    points = {name: one.points for name, one in by_name(listed(graded_cohort)).items()}
    assert points["ann"] == 2 + 3 + 1 + 1 + 3.5
    assert points["ben"] == 3 + 1 + 1
    assert points["cy"] is points["dan"] is points["eve"] is None
    assert by_name(listed(graded_cohort))["fay"].fault == "kernel died"
    assert {one.most for one in listed(graded_cohort).entries} == {11.0}


def test_times_are_those_of_the_exchange_and_of_a_file_placed_by_hand(graded_cohort: Run) -> None:
    found = by_name(listed(graded_cohort))
    assert found["ann"].handed_in == ON_TIME
    assert found["cy"].handed_in == found["fay"].handed_in == TOO_LATE
    assert found["eve"].handed_in is None
    assert {one.due for one in found.values()} == {DUE}


def test_a_time_that_is_still_to_come_is_none(tmp_path: Path) -> None:
    folder = tmp_path / "ann" / STEM
    folder.mkdir(parents=True)
    (folder / f"{STEM}.ipynb").write_text("{}")
    os.utime(folder / f"{STEM}.ipynb", (ON_TIME.timestamp(), ON_TIME.timestamp()))
    soon = dt.datetime.now(dt.UTC).replace(microsecond=0) + dt.timedelta(hours=20)
    for stated, at in ((f"{soon:%Y-%m-%d %H:%M:%S} UTC", soon), ("2099-01-01 09:00:00.000000 UTC", ON_TIME)):
        (folder / "timestamp.txt").write_text(stated)
        assert arrivals.find(tmp_path, [STEM])["ann", STEM].at == at
        assert files.is_time(folder / "timestamp.txt") is (at == soon)


def test_before_it_is_due_nobody_is_missing(graded_cohort: Run) -> None:
    assert by_name(listed(graded_cohort, now=DUE - dt.timedelta(hours=1)))["eve"].state == "open"


def test_an_extension_and_the_due_date_of_the_gradebook_count(changing: Run) -> None:
    (changing.root / "cohort.toml").unlink()
    changing.change("UPDATE assignment SET duedate = NULL")  # grading had entered the one of cohort.toml
    assert not any(one.is_late for one in listed(changing).entries)
    changing.change("UPDATE assignment SET duedate = ?", "2026-01-19 09:00:00.000000")
    assert by_name(listed(changing))["fay"].is_late
    hours = "1970-01-01 03:00:00.000000"  # as SQLAlchemy keeps three hours
    changing.change("UPDATE submitted_assignment SET extension = ? WHERE student_id = 'fay'", hours)
    assert not by_name(listed(changing))["fay"].is_late


def test_the_same_files_placed_anew_are_no_new_submission(changing: Run) -> None:
    """A copy of the whole course, as from a backup, has new times of change and the same submissions."""
    states = {name: one.state for name, one in by_name(listed(changing)).items()}
    assert states["ann"] == "graded" and states["lin"] == "waiting"


def test_a_link_and_a_stray_notebook_are_seen(changing: Run) -> None:
    submitted = changing.root / "submitted"
    (submitted / "eve").mkdir()
    (submitted / "eve" / STEM).symlink_to(submitted / "ann" / STEM)
    assert by_name(listed(changing))["eve"].state == "unreadable"
    (submitted / "eve" / STEM).unlink()
    (submitted / "eve" / f"{STEM} (1).ipynb").write_bytes((submitted / "ann" / STEM / f"{STEM}.ipynb").read_bytes())
    assert by_name(listed(changing))["eve"].state == "waiting"


def test_without_a_roster_everybody_who_is_known_is_in_it(changing: Run) -> None:
    (changing.root / "roster.csv").unlink()
    assert set(by_name(listed(changing))) == {"ann", "ben", "cy", "dan", "fay", "lin", "zoe"}


def test_the_command_shows_them_and_writes_both_files(graded_cohort: Run, tmp_path: Path) -> None:
    ended = graded_cohort.firstquery(
        "roster", "90", "--csv", str(tmp_path / "r.csv"), "--json", str(tmp_path / "r.json")
    )
    assert ended.code == 0, ended.said
    assert "Eve E miss" in ended.said and "Fay F" in ended.said and "10.5" in ended.said
    assert "Not in roster.csv, and left out: zoe." in ended.said
    with (tmp_path / "r.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["name"]: row for row in csv.DictReader(file)}
    assert rows["eve"]["points"] == "" and rows["ann"]["points"] == "10.5"
    assert rows["ben"]["display name"].startswith("'=")
    assert rows["fay"]["late"] == "late" and rows["fay"]["handed in"] == "2026-01-19T11:00:00+00:00"
    said = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert [one["state"] for one in said["entries"] if one["name"] == "dan"] == ["unreadable"]
    assert said["strangers"] == ["zoe"]


def test_grading_the_list_and_reading_count_the_same(changing: Run, tmp_path: Path) -> None:
    """Points by hand are in the table of `grade`, and nothing of Dan's damaged file waits to be read."""
    ended = changing.firstquery("grade", "90", "--force")
    lines = {
        cells[1].strip(): [one.strip() for one in cells[2:6]] for cells in map(_cells, ended.err.splitlines()) if cells
    }
    entries = by_name(listed(changing))
    for name in ("ann", "ben", "dan", "fay", "lin"):
        counts = [str(number or "") for number in (entries[name].ungraded, entries[name].unread)]
        assert lines[name] == [f"{entries[name].points or 0:g}", f"{entries[name].most:g}", *counts], name
    assert lines["ann"][0] == "10.5" and lines["dan"][3] == ""
    waiting = reading.find_unread(changing.db_url, STEM)
    assert f"Written answers to read: {len(waiting)}, of {len(waiting)} learners." in ended.said
    assert sorted(one.student for one in waiting) == ["ben", "cy", "fay", "lin", "zoe"]
    assert sum(one.unread for one in entries.values()) == len(waiting) - 1  # Zoe is in no roster.csv


def _cells(line: str) -> list[str]:
    found = line.replace("\u2502", "|").replace("\u2503", "|").split("|")
    return found if len(found) > 6 else []


def test_a_gradebook_in_postgresql_says_the_same(graded_cohort: Run) -> None:
    from nbgrader.api import Base
    from sqlalchemy import create_engine, insert, select

    from firstquery.grading.run.grades import MARKS, tables

    with postgres(needs("postgresql")) as address:
        url = address.replace("postgresql:", "postgresql+psycopg:")
        here, there = create_engine(graded_cohort.db_url), create_engine(url)
        with here.connect() as source, there.begin() as target:
            for known in (Base.metadata, tables):
                known.create_all(target)
                for table in known.sorted_tables:
                    rows = [dict(row) for row in source.execute(select(table)).mappings()]
                    if rows:
                        target.execute(insert(table), rows)
            assert target.execute(select(MARKS.c.student)).first()
        here.dispose()
        there.dispose()
        ours, theirs = standings.read(graded_cohort.db_url), standings.read(url)
    assert theirs == ours


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("who,email\nann,a@example.com\n", "needs a column called name"),
        ("name\nann\nann\n", "line 3: ann is in the list already"),
        ("name;email\n;a@example.com\n", "line 2: the name is missing"),
        ('name,display name\nann,"Ann\nben,Ben\ncy,Cy\n', r'line 2: a quotation mark \("\) is opened there'),
        ('name,display name\nann,Ann\nben,"Ben\ncy,"Cy"\n', r"line 3: .* Close it, or take it out"),
        ('name,email,section\nann,a@x,"A\nben,b@x,B"\n', "line 2: a quotation mark"),
        ('name,display name,email\nann,Ann,a@x\nben,"Ben,b@x', "line 3: a quotation mark"),
        ('name,"display\nann,Ann\n', "line 1: a quotation mark"),
        ('name,display name\nann,"Ann' + "\nben,Ben" * 30_000, "line 2: a quotation mark"),
    ],
)
def test_a_roster_that_is_none_is_told_with_its_line(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=says):
        roster.read(path)


def test_a_roster_as_a_spreadsheet_saves_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(
        "\ufeffName;Display Name;E-Mail;SIS User ID\r\nben;Bén;b@example.com;7\r\n;;;\r\nann;;;\r\n".encode()
    )
    ann, ben = roster.read(path)
    assert (ann.display_name, ben.display_name, ben.email, ben.more["sis user id"]) == (
        "ann",
        "Bén",
        "b@example.com",
        "7",
    )


def test_a_name_in_quotation_marks_with_a_comma_or_a_mark_in_it_is_a_name(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text('name,display name\r\n"ann","Smith, Ann ""Annie"""\r\nben,"Ben"', encoding="utf-8", newline="")
    assert [one.display_name for one in roster.read(path)] == ['Smith, Ann "Annie"', "Ben"]


def test_a_roster_that_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    ann = roster.Member("ann", "Ann, of Sales", "", {"sis user id": "7"})
    ben = roster.Member("ben", "", "b@example.com", {"section": "B"})
    path.write_text(roster.to_csv([ben, ann]), encoding="utf-8")
    assert path.read_text(encoding="utf-8").startswith("name,display name,email,section,sis user id\nann,")
    once = roster.read(path)
    assert [(one.display_name, one.email) for one in once] == [("Ann, of Sales", ""), ("ben", "b@example.com")]
    path.write_text(roster.to_csv(once), encoding="utf-8")
    assert roster.read(path) == once


def test_without_a_gradebook_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="No week is in the gradebook yet"):
        listed(Run(tmp_path))
    assert not (tmp_path / "gradebook.db").exists()


def test_a_week_that_is_not_released_is_told(graded_cohort: Run) -> None:
    with pytest.raises(UserError, match="week-91-later is not in the gradebook yet"):
        overview.build(graded_cohort.root, graded_cohort.db_url, [STEM, "week-91-later"])


def test_of_a_large_cohort_the_terminal_shows_for_whom_something_waits(tmp_path: Path) -> None:
    run = Run(make(tmp_path / "large", 230, course.weeks()[:1]))
    ended = run.firstquery("roster", "--json", str(tmp_path / "r.json"))
    assert ended.code == 0, ended.said
    entries = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["entries"]
    waiting = [one for one in entries if one["state"] in ("missing", "unreadable") or one["ungraded"] or one["unread"]]
    assert len(entries) == 230 and 0 < len(waiting) < 200
    assert f"These are {len(waiting)} of 230 learners" in ended.said
    assert all((one["display name"] in ended.said) == (one in waiting) for one in entries)
