"""`git(...)` is git itself in her own copy: nothing of hers is read or written, nothing waits, errors are sentences."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from firstquery import git
from firstquery.core.blank import Blank
from firstquery.core.errors import UserError
from firstquery.review import faults
from firstquery.review.command import GitStopped, environment, patience, split

from .history import git as in_terminal

pytestmark = pytest.mark.needs("git")


def test_what_git_says_is_text_with_lines_and_no_colours(desk: Path) -> None:
    said = git("log --oneline -2")
    assert repr(said) == str(said) and "\x1b" not in said
    assert [line.partition(" ")[2] for line in said.lines] == [
        'Revert "Simplify the bounds of a month (#0003)"',
        "A better name",
    ]
    assert git("git log -1 --format='%an – %s' main~5") == "Édith Ono – Fees, as Mira Sol asked – at last (#0002)"
    assert git("log --color=auto -1 --format=%Cred%s main~7") == "Begin with the months (#0001)"
    assert git("tag") == "week-23"
    assert git("branch --format=%(refname:short)").lines == ["main", "pull/0142", "pull/0143"]
    assert "+    return round(amount * days / 200, 2)" in git("diff main...pull/0142").lines


def test_words_are_split_as_in_a_terminal_and_a_backslash_is_a_letter() -> None:
    assert split(r'''show "C:\Users\her name\x.py" 'a "b"' --format="%an: %s"''') == [
        "show",
        r"C:\Users\her name\x.py",
        'a "b"',
        "--format=%an: %s",
    ]
    assert split("git log # 5") == ["log", "#", "5"]
    with pytest.raises(UserError, match="A quotation mark is opened and not closed"):
        split("commit -m 'why")
    with pytest.raises(UserError, match="is a text between quotation marks"):
        split(5)  # type: ignore[arg-type]


#: What no single text can hold without being quoted anew.
MESSAGE = """Revert "Simplify the bounds of a month": the last day was missing

It's Finance who saw it; | and > and \\ are letters here.
# Neither is this line a comment, nor pull/1.
"""


def test_a_list_is_the_words_themselves_so_that_a_message_may_hold_anything(desk: Path) -> None:
    git(["commit", "--allow-empty", "-m", "x"])
    git(("git", "commit", "--amend", "--allow-empty", "-m", MESSAGE))
    assert git(["log", "-1", "--format=%B"]).strip() == MESSAGE.strip()
    assert git("log -2 --format=%s").lines == [
        MESSAGE.splitlines()[0],
        'Revert "Simplify the bounds of a month (#0003)"',
    ]


def test_a_list_is_refused_what_a_text_is_refused(desk: Path) -> None:
    for words, told in (
        (["commit", "--amend"], "Without a message git opens an editor"),
        (["push"], "your copy of desk has none to go to"),
        (["log", "|", "head"], "| belongs to a terminal"),
        (["-C", "/tmp", "log"], "leave -C out"),
        ([], "Say what git should do"),
        (["commit", "-m", 5], "Each word of a command is a text between quotation marks, and 5 is none"),
        (["commit", "-m", None], "and None is none"),
        (["commit", "-m", Blank()], "A word of this command has no answer yet"),
        (["commit", "-m", "a\0b"], "a letter in this command that no file can hold"),
    ):
        with pytest.raises(UserError) as refused:
            git(words)  # type: ignore[arg-type]
        assert told in refused.value.sentence, words
    with pytest.raises(UserError, match=r'is one word of a list: git\(\["commit", "--amend", "-m", message\]\)'):
        git("commit -m 'It's late'")
    assert not desk.exists()


def test_she_commits_and_reverts_without_a_configuration_of_hers_and_none_is_written(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hers = tmp_path / ".gitconfig"
    hers.write_text("[user]\nname = Her\nemail = her@home.example\n[alias]\nlog = !echo alias\n[core]\npager = false\n")
    before = hers.read_bytes()
    for name, value in {"HOME": str(tmp_path), "GIT_AUTHOR_NAME": "Somebody", "GIT_DIR": "/x"}.items():
        monkeypatch.setenv(name, value)
    git("log -1")
    (desk / "notes.md").write_text("mine\n")
    git("add notes.md")
    git("commit -m 'A note of mine'")
    assert git("log -1 --format='%an <%ae>'") == "A learner <learner@firm.example>", "as history.toml says"
    git("revert HEAD")
    assert git("log -1 --format=%s") == 'Revert "A note of mine"' and not (desk / "notes.md").exists()
    git("config --global user.name Other")
    assert environment(desk)["GIT_CONFIG_GLOBAL"].startswith(str(desk.parent))
    assert hers.read_bytes() == before
    # In a terminal, with her own configuration, it is the same repository and the same identity.
    ran = subprocess.run(
        ["git", "commit", "--allow-empty", "-qm", "x"], cwd=desk, env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    )
    assert ran.returncode == 0
    assert git("log -1 --format='%an'") == "A learner"


def test_no_hook_and_no_program_of_a_configuration_runs(desk: Path) -> None:
    git("status")
    hook = desk / ".git" / "hooks" / "post-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\ntouch hooked\n")
    hook.chmod(0o755)
    in_terminal(desk, "config", "core.pager", "touch paged")
    in_terminal(desk, "config", "core.fsmonitor", "touch monitored")
    git("commit --allow-empty -m x")
    git("log")
    git("status")
    assert not [path.name for path in desk.iterdir() if path.name in ("hooked", "paged", "monitored")]


def test_bisect_run_finds_the_commit_with_the_courses_own_python(desk: Path) -> None:
    git("bisect start week-23 main~7")
    code = "import sys; from desk.periods import last_day; sys.exit(last_day('2025-01') != 31)"
    said = git(f'bisect run python -c "{code}"')
    assert "is the first bad commit" in said and "Simplify the bounds of a month (#0003)" in said
    git("bisect reset")
    git("bisect start week-23 main~7")
    (desk / "test_found.py").write_text(
        "def test():\n    from desk.periods import last_day as d\n    assert d('') == 31\n"
    )
    again = git("bisect run python -m pytest -q test_found.py")
    assert "Simplify the bounds of a month (#0003)" in again
    assert "main" in git("bisect reset") and not list(desk.rglob("*.pyc"))


def test_a_search_led_by_a_file_that_is_not_there_is_stopped_and_said(desk: Path) -> None:
    git("bisect start week-23 main~7")
    with pytest.raises(GitStopped) as stopped:
        git("bisect run python mrach.py")
    assert "is the first bad commit" in stopped.value.output
    told = stopped.value.sentence.rpartition("\n\n")[2]
    assert told.startswith("The test was not there: Python found no file mrach.py, and git took that for")
    assert told.endswith('What it found is wrong: begin again after git("bisect reset").')
    git("bisect reset")
    on_windows = r"running 'python' 'm.py'" "\n" r"can't open file 'C:\\Her\\desk\\m.py': [Errno 2] No such file"
    assert "found no file m.py, and" in faults.ran_nothing(on_windows, ["bisect", "run", "python", "m.py"])


def test_a_search_in_which_every_try_ended_in_an_error_of_python_is_asked_about(desk: Path) -> None:
    for code, error in (("import desk.nothing", "ModuleNotFoundError"), ("1 +", "SyntaxError"), ("x.y", "NameError")):
        git("bisect start week-23 main~7")
        with pytest.raises(GitStopped, match="What does the test say on the version that was right") as stopped:
            git(["bisect", "run", "python", "-c", code])
        assert f"Every try ended in an error of Python ({error})" in stopped.value.sentence
        git("bisect reset")
    last = "from desk.periods import last_day as d; "
    for code in (f"{last}assert d('') == 31", "assert False", f"{last}print('ValueError: none'); 1 / (d('') - 30)"):
        git("bisect start week-23 main~7")
        assert "is the first bad commit" in git(["bisect", "run", "python", "-c", code])
        git("bisect reset")


#: What she writes, words of git's own, and words of the sentence below. Some stand after other commands.
FAULTS: dict[str, tuple[list[str], str, str, str]] = {
    "unknown revision": ([], "log mian", "unknown revision", "There is no commit, branch, tag or file called mian."),
    "a letter": ([], "lgo", "is not a git command", 'Is a letter wrong? Perhaps it is git("log")'),
    "nothing to commit": ([], "commit -m x", "nothing to commit", "There is no change to commit yet."),
    "conflict": ([], "revert main~5 main~4 main~7", "conflict", 'git("revert --abort") in a cell of its own'),
    "reverted before": ([], "revert --no-edit main~4", "nothing to commit", "This branch has that change no longer"),
    "switched in the middle": (
        ["!revert main~5 main~4 main~7"],
        "switch pull/0143",
        "while reverting",
        'git("revert --abort") puts everything back as it was; then run this cell again.',
    ),
    "ends the wrong way round": (
        [],
        "bisect start main~7 week-23",
        "not ancestors of the bad rev",
        "first the one that is wrong, then the one that was right",
    ),
    "nothing found yet": ([], "log -1 refs/bisect/bad", "unknown revision", "No search has found anything yet"),
    "nothing guilty to take back": ([], "revert --no-edit guilty", "bad revision", "Nothing is called guilty yet"),
    "half a bisect": (["bisect start"], "bisect run python -c 1", "^$|need to", "The search needs both ends first"),
    "bisect of nothing": (
        ["bisect start main main~7"],
        "bisect run no-such-program",
        "bisect run failed|bogus exit code|no-such-program: not found",
        'The command behind "bisect run" could not run.',
    ),
    "overwritten": (["+README.md"], "switch pull/0143", "would be overwritten", 'git("restore .") throws it away.'),
    "two words behind -S": ([], "log -S <> void main", "unknown revision", "Behind -S stands one text."),
    "no such file": ([], "restore desk/perods.py", "did not match", "no file, branch or commit called desk/perods.py"),
    "unknown option": ([], "log --onelien", "unrecognized argument", "git log knows no --onelien. Is a letter wrong?"),
    "branch exists": ([], "branch pull/0142", "already exists", 'git("switch pull/0142") goes there'),
    "network": ([], "fetch https://example.com/x.git", "not allowed", "has no other machine to go to"),
    "damaged": (["-.git/HEAD"], "log", "not a git repository", "fresh_copy() puts it back"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_an_error_shows_gits_own_words_and_one_sentence_of_what_to_do(name: str, desk: Path) -> None:
    before, command, words, sentence = FAULTS[name]
    git("status")
    for step in before:
        if step[0] == "+":
            (desk / step[1:]).write_text("mine\n")
        elif step[0] == "-":
            (desk / step[1:]).unlink()
        elif step[0] == "!":
            with pytest.raises(GitStopped):
                git(step[1:])
        else:
            git(step)
    with pytest.raises(GitStopped) as stopped:
        git(command)
    own, _, told = stopped.value.sentence.rpartition("\n\n")
    assert own == stopped.value.output and re.search(words, own), own
    assert sentence in told and told.endswith("."), told


def test_a_search_of_the_history_that_finds_nothing_says_what_stands_behind_the_dashes(desk: Path) -> None:
    assert "with its folder, as in desk/revenue.py" in git("log -S void main -- revenue.py").hint
    assert "git took --reverse for one" in git("log main -- desk/periods.py --reverse").hint
    assert git("log --reverse main -- desk/periods.py").hint == ""


def test_a_search_has_a_minute_for_each_version_that_it_may_try(desk: Path) -> None:
    """It is bounded by what there is to do, so that a slow machine comes to its end."""
    count = len(git("log --all --oneline").lines)
    assert patience(desk, ["bisect", "run", "python", "m.py"]) >= 60 * (count.bit_length() - 1)
    assert patience(desk, ["bisect", "start"]) == 60


def test_a_branch_that_begins_anew_ends_a_revert_that_was_not_finished(desk: Path) -> None:
    with pytest.raises(GitStopped, match="Is it the commit that you meant"):
        git("revert main~5 main~4 main~7")
    assert "was ended first" in git("switch -C mine week-23").hint
    git("revert --no-edit main~4")
    git("switch -C mine week-23")
    git("revert -n main~4")
    assert "was ended first" in git("switch --force-create mine week-23").hint
    assert git("status --porcelain") == "" and git("rev-parse mine") == git("rev-parse week-23")
    assert git("switch -C mine week-23").hint == ""


def test_the_commit_of_a_colleague_is_not_given_another_message(desk: Path) -> None:
    git("switch -C mine week-23")
    before = git("rev-parse mine")
    for command in ("commit --amend -m 'All mine'", "commit --amend --no-edit", ["commit", "--amend", "-m", MESSAGE]):
        with pytest.raises(UserError, match="The newest commit here is a colleague's, not yours: A better name"):
            git(command)
    assert git("rev-parse mine") == before
    git("revert --no-edit main~4")
    git(["commit", "--amend", "-m", MESSAGE])
    git("switch -C mine week-23")
    git("cherry-pick main")  # by a colleague, and put here by her
    git(["commit", "--amend", "-m", MESSAGE])
    assert git("log -1 --format=%s") == MESSAGE.splitlines()[0]


def test_what_would_wait_for_keys_is_told_how_to_write_it(desk: Path) -> None:
    waits = {
        "commit": "Write the message behind -m: git(\"commit -m 'Count the last day",
        "commit -a": "Without a message git opens an editor",
        "commit --amend": "Without a message git opens an editor",
        "rebase -i main~3": 'git("revert COMMIT") undoes a commit and keeps the history',
        "add -p": 'git("add desk/periods.py") takes a whole file.',
        "checkout --patch main": "a notebook cannot answer",
        "difftool": "opens a window of its own",
        "help log": 'git("log -h")',
        "log --help": 'git("log -h")',
        "push": "your copy of desk has none to go to",
        "pull": "your copy of desk has none to go to",
        "log | head": "| belongs to a terminal",
        "log && status": "&& belongs to a terminal",
        "log > file.txt": "> belongs to a terminal",
        "-C /tmp log": "leave -C out",
        "--git-dir=/x log": "leave --git-dir=/x out",
        "": 'Say what git should do, for example git("log --oneline -5").',
    }
    for command, told in waits.items():
        with pytest.raises(UserError) as refused:
            git(command)
        assert told in refused.value.sentence, command
    assert not desk.exists()


def test_what_has_its_message_runs(desk: Path) -> None:
    git("commit --allow-empty -qam x")
    git("commit --allow-empty --message=x")
    (desk / "README.md").write_text("# mine\n")
    git("commit -am 'Mine'")
    git("commit --amend --no-edit")
    assert git("log -3 --format=%s").lines == ["Mine", "x", "x"]


def test_a_commit_that_is_not_there_is_told_where_git_takes_it_for_a_file(desk: Path) -> None:
    assert git("bisect start week-23 main~77").hint.startswith(
        "git knows no commit called main~77 and took it for a file"
    )
    git("bisect reset")
    assert git("bisect start week-23 main~7").hint == ""


def test_nothing_found_is_an_answer_and_an_old_version_is_told_the_way_back(desk: Path) -> None:
    assert git("grep nothing-like-it") == ""
    assert git("diff --exit-code main week-23").lines
    said = git("checkout week-23")
    assert said.hint == 'You are looking at an old version now. git("switch main") leads back to today.'
    assert repr(said).endswith(said.hint) and said.hint not in str(said)
    assert git("switch main").hint == ""


def test_git_that_does_not_end_is_stopped_with_all_that_it_started(desk: Path) -> None:
    git("bisect start week-23 main~7")
    code = "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(300)']); "
    begun = time.monotonic()
    with pytest.raises(GitStopped, match=r"still at work after 1\.5 seconds and was stopped") as stopped:
        git(f'bisect run python -c "{code}print(4567, flush=True); time.sleep(300)"', seconds=1.5)
    assert time.monotonic() - begun < 10 and "4567" in stopped.value.output
    left = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert "print(4567, flush=True)" not in left
    assert git("bisect reset") is not None


def test_without_git_the_way_out_is_told(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(UserError, match=r"has no git, .* `xcode-select --install`"):
        git("log")
    assert not desk.exists()


def test_importing_the_course_starts_nothing() -> None:
    code = (
        "import sys, firstquery; print(*sorted(n for n in sys.modules if n.startswith('firstquery') or n == 'pandas'))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["firstquery"]
