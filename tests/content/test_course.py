"""The course reads itself from its folders, and its command line answers in sentences."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command
from typer.testing import CliRunner

from firstquery.cli.main import app, main
from firstquery.core import course
from firstquery.core.errors import UserError, in_sentences, quote_value

ROOT = Path(__file__).resolve().parents[2]


def firstquery(*arguments: str) -> int:
    """Runs the command as the shell does, in this process. Returns its exit code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["firstquery", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
    return int(left.value.code or 0)


def test_a_week_is_there_as_soon_as_its_folder_is(tmp_path: Path) -> None:
    shutil.copy(ROOT / "course.toml", tmp_path)
    for number, name in ((2, "two"), (10, "ten"), (1, "one")):
        folder = tmp_path / "source" / f"week-{number:02}-{name}"
        folder.mkdir(parents=True)
        said = f'{{"metadata": {{"firstquery": {{"title": "{name}", "needs": [1], "minutes": 55}}}}}}'
        (folder / f"{folder.name}.ipynb").write_text(said)
    (tmp_path / "source" / "notes").mkdir()
    (tmp_path / "source" / "week-11-broken").mkdir()
    found = course.weeks(tmp_path)
    assert [(week.number, week.title, week.month) for week in found[:3]] == [
        (1, "one", 1),
        (2, "two", 1),
        (10, "ten", 3),
    ]
    assert found[3].title == "" and found[0].minutes == 55 and found[0].needs == (1,)
    for which in (10, "10", "week-10-ten", "w10-q3", "w10-p1"):
        assert course.week(which, tmp_path).stem == "week-10-ten"


def test_a_week_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    (tmp_path / "source" / "week-01-one").mkdir(parents=True)
    with pytest.raises(UserError, match="week-01-one"):
        course.week(9, tmp_path)


def test_the_learners_folder_is_where_she_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FIRSTQUERY_WORK", str(tmp_path))
    assert course.work_folder() == tmp_path
    monkeypatch.delenv("FIRSTQUERY_WORK")
    assert course.work_folder() == Path.home() / "first-query"


def test_help_names_every_command_and_loads_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv[1:] = ['--help']; from firstquery.cli.main import main\n"
        "try: main()\nfinally: print([n for n in ('pandas', 'nbgrader', 'nbformat', 'sqlalchemy') if n in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.returncode == 0 and said.stdout.strip().endswith("[]"), said.stdout + said.stderr
    for command in ("lab", "weeks", "warehouse", "tidy", "test", "release", "prove"):
        assert f" {command} " in said.stdout


def test_every_command_tells_its_help_with_all_that_it_says() -> None:
    def told(command: object, *names: str) -> Iterator[tuple[str, ...]]:
        yield names
        for name, one in command.commands.items() if isinstance(command, TyperGroup) else ():
            yield from told(one, *names, name)

    listed = list(told(get_command(app)))
    assert ("hub", "up") in listed and ("review", "export") in listed
    for names in listed:
        said = CliRunner().invoke(app, [*names, "--help"], env={"COLUMNS": "100"})
        assert said.exit_code == 0 and "Usage:" in said.output, names
    assert "[/opt/first-query]" in CliRunner().invoke(app, ["hub", "up", "--help"], env={"COLUMNS": "100"}).output


def test_the_weeks_are_shown_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert firstquery("weeks") == 0
    said = capsys.readouterr().out
    for week in course.weeks():
        assert week.title.split()[0] in said


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("tidy", "nowhere"), "nowhere is neither a notebook nor a folder."),
        (("prove", "99"), "There is no week '99'"),
        (("release", "week-99-none"), "There is no week 'week-99-none'"),
        (("warehouse", "build", "--snapshot", "mine"), "There is no snapshot 'mine'"),
        (("warehouse", "build", "--url", "sqlite://", "--path", "a"), "not both"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_a_command_that_cannot_is_a_sentence(
    arguments: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert firstquery(*arguments) == 1
    said = capsys.readouterr()
    assert says in said.err
    assert "Traceback" not in said.err + said.out


@in_sentences("add(1, 2)")
def add(one: int, two: int) -> int:
    return one + two


def test_a_decorated_call_answers_in_sentences() -> None:
    assert add(1, 2) == 3
    for call in (lambda: add(1), lambda: add(1, 2, 3), lambda: add(1, two="x"), lambda: add(three=3)):  # type: ignore
        with pytest.raises(UserError, match=r"written like this: add\(1, 2\)") as said:
            call()
        assert said.value._render_traceback_() == [said.value.sentence]


def test_what_a_sentence_quotes_is_short_whatever_it_is() -> None:
    class Silent:
        def __repr__(self) -> str:
            raise RuntimeError

    assert quote_value(Silent()) == "something of type Silent"
    assert quote_value("a\n b") == "a b"
    assert len(quote_value(list(range(1000)))) == 40
