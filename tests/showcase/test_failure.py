"""A failure note is shared by consent alone, without blame and without private data, and can be taken back."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from firstquery import failures, share_failure, withdraw_failure
from firstquery.cli.main import app
from firstquery.core import course
from firstquery.core.errors import UserError
from firstquery.learner import failure_note as note
from firstquery.learner import session, wall
from firstquery.learner.failure_note import blame
from firstquery.learner.failures import USAGE
from tests.conftest import ROOT

STEM = "week-01-first-query"
GOOD = {
    "what_happened": "I told the board 1,743 customers, and 27 of them were test accounts.",
    "what_i_expected": "That the table holds customers only.",
    "what_i_do_now": "I read the data dictionary first.",
}
runner = CliRunner()


@pytest.fixture(autouse=True)
def week(work: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """She has run the first cell of week 1; the folder of her practice is the value."""
    monkeypatch.setattr(session, "_current", course.week(STEM))
    folder = work / "practice" / STEM
    folder.mkdir(parents=True)
    yield folder


def test_a_note_stays_on_her_machine_until_she_says_share(
    work: Path, week: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    share_failure(**GOOD)
    assert list(week.iterdir()) == []
    (kept,) = (work / "failures").iterdir()
    assert "on this computer only" in capsys.readouterr().out
    share_failure(**GOOD, share=True)
    (handed_in,) = (week / "shared-failures").glob("*.md")
    assert not kept.exists()
    assert note.read(handed_in).shared
    assert "without your name" in capsys.readouterr().out
    share_failure(**GOOD)  # and back
    assert list((week / "shared-failures").glob("*.md")) == []


def test_the_dots_say_what_is_missing_and_nothing_is_written(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    share_failure(what_happened="A number was wrong.", share=True)
    said = capsys.readouterr().out
    assert "Nothing is written yet: what_i_expected and what_i_do_now are missing." in said
    assert "what it cost" in said
    share_failure()
    assert 'what_i_do_now="...",' in capsys.readouterr().out
    share_failure(what_happened="...", what_i_expected="...", what_i_do_now="...")  # the form, run as it is
    assert "Copy these lines into a cell" in capsys.readouterr().out
    assert not list(work.rglob("*.md"))


def test_a_note_of_a_few_words_is_asked_for_the_four_things_that_others_learn_from(work: Path) -> None:
    given = dict(zip(GOOD, ("It went wrong.", "It works.", "I look."), strict=True))
    with pytest.raises(UserError) as told:
        share_failure(**given, share=True)
    for part in ("what you believed", "what happened", "what it cost", "what changes"):
        assert part in told.value.sentence
    assert not list(work.rglob("*.md"))
    share_failure(**given, even_so=True)
    assert len(list(work.rglob("*.md"))) == 1


def test_the_call_that_is_shown_as_an_example_is_a_note_that_is_taken(work: Path) -> None:
    exec(USAGE, {"share_failure": share_failure})
    assert len(list(work.rglob("*.md"))) == 1


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("I am so stupid.", "stupid"),
        ("It was a careless mistake.", "careless"),
        ("It was Finance’s fault.", "'s fault"),
        ("The analyst was at fault.", "at fault"),
        ("I blame Marketing.", "blame"),
        ("Dana ignored my question.", "ignored my"),
        ("They let us down again.", "let us down"),
        ("I should have known that trials do not pay.", "should have known"),
        ("Obviously, nobody had looked.", "obviously"),
        ("The query failed, and the fault was in the import.", ""),
        ("The definition had changed, and the change had not reached me.", ""),
        ("I counted all rows, and did not know that the table holds test accounts.", ""),
        ("The default was wrong.", ""),
        ("Nobody had told the team about the new column.", ""),
    ],
)
def test_blame_is_found_by_its_words_and_a_fault_of_a_thing_is_none(sentence: str, words: str) -> None:
    assert [one.words for one in blame(f"The number was wrong. {sentence}")] == ([words] if words else [])


def test_blame_is_told_with_its_sentence_and_a_way_to_word_it(work: Path) -> None:
    with pytest.raises(UserError) as told:
        share_failure(**{**GOOD, "what_happened": "The number was wrong. I am so stupid."}, share=True)
    said = told.value.sentence
    assert "What happened: “I am so stupid.”" in said
    assert "Tell what you did" in said
    assert not list(work.rglob("*.md"))


def test_what_is_private_is_told_and_not_written(work: Path) -> None:
    with pytest.raises(UserError, match=r"a name from the warehouse: Osborn Bros\. Exteriors"):
        share_failure(**{**GOOD, "what_happened": "I wrote to Osborn Bros. Exteriors twice."}, share=True)
    with pytest.raises(UserError, match="an e-mail address"):
        share_failure(**{**GOOD, "what_i_do_now": "I ask dana@example.com first."})
    assert not list(work.rglob("*.md"))
    share_failure(**{**GOOD, "what_happened": "I wrote to Osborn Bros. Exteriors twice."}, even_so=True)
    assert len(list(work.rglob("*.md"))) == 1


def test_a_withdrawn_note_is_gone_from_the_folder_and_from_the_list(
    week: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    share_failure(**GOOD, share=True)
    share_failure(**{**GOOD, "what_i_do_now": "I ask who counts."}, share=True, name="Dana")
    withdraw_failure(1)
    (left,) = (week / "shared-failures").glob("*.md")
    assert note.read(left).name == "Dana"
    capsys.readouterr()
    failures()
    assert re.match(r"2  week 1, shared, as Dana: ", capsys.readouterr().out)
    with pytest.raises(UserError, match=r"no failure note 1\. Your notes are: 2\."):
        withdraw_failure(1)
    share_failure(**GOOD)
    assert "Note 3 " in capsys.readouterr().out  # a number is not given twice


def test_a_folder_that_she_chose_gets_the_note(tmp_path: Path) -> None:
    (tmp_path / "ours").mkdir()
    share_failure(**GOOD, folder=tmp_path / "ours")
    assert len(list((tmp_path / "ours").glob("*.md"))) == 1
    with pytest.raises(UserError, match="There is no folder"):
        share_failure(**GOOD, folder=str(tmp_path / "theirs"))


def test_nothing_is_written_at_the_grader(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FIRSTQUERY_GRADER", "1")
    share_failure(**GOOD, share=True)
    failures()
    withdraw_failure(1)
    assert capsys.readouterr().out == ""
    assert not list(work.rglob("*.md"))


def test_a_text_with_headings_of_its_own_comes_back_as_it_was(week: Path) -> None:
    text = "First line.\n## What I do now\nnothing\n\n# A failure note\nName: Eve\nShared with the cohort: no"
    share_failure(**{**GOOD, "what_happened": text}, share=True)
    (path,) = (week / "shared-failures").glob("*.md")
    found = note.read(path)
    assert (found.what_happened, found.what_i_do_now, found.name, found.shared) == (
        text,
        GOOD["what_i_do_now"],
        "",
        True,
    )


def written(folder: Path, file: str = "n.md", **changed: object) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    made = note.Note(**{"id": os.urandom(6).hex(), "week": 1, **GOOD, "shared": True, **changed})  # type: ignore[arg-type]
    (folder / file).write_text(made.markdown(), encoding="utf-8")
    return folder / file


def handed_in(root: Path, learner: str) -> Path:
    return root / "submitted" / learner / STEM / "shared-failures"


def test_the_wall_has_what_was_shared_and_names_nobody_who_did_not_ask(tmp_path: Path) -> None:
    written(handed_in(tmp_path, "alice"))
    written(handed_in(tmp_path, "bob"), name="Bob B.", what_happened="A join doubled it.")
    written(handed_in(tmp_path, "carol"), shared=False, what_happened="This one is private.")
    made = wall.gather(wall.handed_in(tmp_path, course.week(STEM)))
    page = wall.html(made, "Failure wall")
    assert (len(made.notes), made.learners) == (2, 2)
    assert "Bob B." in page
    assert "alice" not in page.lower()
    assert "carol" not in page.lower()
    assert "This one is private." not in page
    assert made.left_out == [f"carol/{STEM}/shared-failures/n.md: it does not say that it is shared."]
    assert page == wall.html(wall.gather(wall.handed_in(tmp_path, course.week(STEM))), "Failure wall")


def test_a_withdrawn_note_vanishes_even_where_the_older_copy_was_left(tmp_path: Path, week: Path) -> None:
    share_failure(**GOOD, share=True)
    (path,) = (week / "shared-failures").glob("*.md")
    collected = handed_in(tmp_path, "alice")
    collected.mkdir(parents=True)
    (collected / path.name).write_bytes(path.read_bytes())
    assert len(wall.gather([collected]).notes) == 1
    withdraw_failure(1)
    for one in (week / "shared-failures").iterdir():  # handed in again, on top of what was there
        (collected / one.name).write_bytes(one.read_bytes())
    assert wall.gather([collected]) == wall.Wall()


def test_blame_and_private_data_stay_off_the_wall_until_the_facilitator_says_so(tmp_path: Path) -> None:
    folder = handed_in(tmp_path, "mallory")
    written(folder, "a.md", id="a" * 12, what_happened="Dana ignored my question.")
    written(folder, "b.md", id="b" * 12, what_happened="Write to dana@example.com.")
    made = wall.gather([folder])
    assert made.notes == []
    assert "lays blame" in made.left_out[0] and f"--even-so {'a' * 12}" in made.left_out[0]
    assert "an e-mail address" in made.left_out[1]
    assert len(wall.gather([folder], ["a" * 12]).notes) == 1


def test_hostile_notes_are_harmless(tmp_path: Path) -> None:
    secret = tmp_path / "gradebook.md"
    written(tmp_path, "gradebook.md", what_happened="The gradebook.")
    folder = handed_in(tmp_path, "mallory")
    html = "<script>alert(1)</script><img src=x onerror=alert(2)> </p></article><h1>Mine</h1> &lt; \"'>"
    written(folder, "html.md", what_happened=html, name='<b onclick="x">M</b>')
    written(folder, "turn.md", what_happened="\u202egnorw\u202c \u200b\x1b[31mred")
    (folder / "link.md").symlink_to(secret)
    (folder / "folder.md").mkdir()
    os.mkfifo(folder / "pipe.md")
    (folder / "huge.md").write_bytes(b"## What happened\n" + b"x" * 5_000_000)
    (folder / "deep.md").write_text("[" * 19_000)
    (folder / "bytes.md").write_bytes(bytes(range(256)) * 20)
    (folder / "many.md").write_text("## What happened\n" * 1000)
    (folder / "withdrawn.txt").symlink_to(secret)
    (tmp_path / "submitted" / "link").symlink_to(tmp_path)
    (tmp_path / "submitted" / "eve" / STEM).mkdir(parents=True)
    (tmp_path / "submitted" / "eve" / STEM / "shared-failures").symlink_to(tmp_path)
    made = wall.gather(wall.handed_in(tmp_path, course.week(STEM)))
    page = wall.html(made, "Failure wall")
    assert len(made.notes) == 2
    assert len(made.left_out) == 7
    assert "The gradebook." not in page
    assert "<script" not in page and "<img" not in page and "<h1>Mine" not in page and "<b onclick" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert not set("\u202e\u202c\u200b\x1b") & set(page)
    assert "not a plain file" in " ".join(made.left_out)
    assert "larger than twenty kilobytes" in " ".join(made.left_out)


def test_a_flood_of_notes_is_bounded_and_told(tmp_path: Path) -> None:
    folder = handed_in(tmp_path, "mallory")
    for number in range(60):
        written(folder, f"{number:02}.md", what_i_do_now=f"I look {number} times.")
    made = wall.gather([folder])
    assert len(made.notes) == wall.MOST_OF_ONE
    assert "60 notes" in made.left_out[0]


def test_the_command_builds_the_wall_and_overwrites_no_other_file(tmp_path: Path) -> None:
    written(tmp_path / "ours" / "one")
    written(tmp_path / "ours", what_happened="A filter was missing.")
    target = tmp_path / "wall.html"
    for _ in range(2):
        done = runner.invoke(app, ["wall", "--folder", str(tmp_path / "ours"), "--to", str(target)])
        assert done.exit_code == 0, done.output
        assert "2 notes: " in done.output
    assert "A filter was missing." in target.read_text(encoding="utf-8")
    mine = tmp_path / "mine.html"
    mine.write_text("hers")
    refused = runner.invoke(app, ["wall", "--folder", str(tmp_path / "ours"), "--to", str(mine)])
    assert isinstance(refused.exception, UserError)
    assert mine.read_text() == "hers"
    assert ROOT.is_dir()
