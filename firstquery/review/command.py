"""`git("log --oneline -5")`: real git in the learner's own copy of desk, without what waits for keys."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from firstquery.core import course, records
from firstquery.core.blank import Blank
from firstquery.core.errors import UserError, in_sentences, quote_value
from firstquery.review import copy, faults, history, program
from firstquery.sandbox.command import run as run_command

SECONDS = 60.0  # of a command; of a search that many for each version that it may try
USAGE = 'git("log --oneline -5")'
LISTED = 'git(["commit", "--amend", "-m", message])'
_SHELL = {"|", "||", "&&", "&", ";", ">", ">>", "<", "2>&1"}
_ELSEWHERE = re.compile(r"-[Cc]|--(git-dir|work-tree|exec-path|config-env|namespace|bare)(=.*)?")
_NETWORK = {"push": "sends commits to another machine", "pull": "asks another machine"}
_WINDOWS = ("gui", "citool", "difftool", "mergetool", "instaweb", "send-email")
_INTERACTIVE = ("-p", "--patch", "-i", "--interactive")
_INSTEAD = {
    "add": 'git("add desk/periods.py") takes a whole file.',
    "rebase": 'It changes commits that others may have. git("revert COMMIT") undoes a commit and keeps the history.',
    "commit": 'git("add desk/periods.py") takes a whole file, then git("commit -m \'Why it is so now\'") commits it.',
}
_MESSAGE = re.compile(r"-[a-z]*[mFC].*|--(message|file|fixup|reuse-message|no-edit|dry-run).*|-h")
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|[\x00-\x08\x0b-\x1f\x7f]")


class Output(str):
    """What git said, as text. ``lines`` are its lines; ``hint`` is a sentence of the course below it, or empty."""

    hint: str = ""

    @property
    def lines(self) -> list[str]:
        return self.splitlines()

    def __repr__(self) -> str:
        return f"{self}\n\n{self.hint}" if self.hint else str(self)


class GitStopped(UserError):
    """git said no: its own words, then a sentence with the way out. ``output`` is what git said.

    ``advice`` is that sentence alone, which a check repeats: the first line of git's words is seldom the reason.
    """

    def __init__(self, output: str, sentence: str) -> None:
        super().__init__(f"{output}\n\n{sentence}" if output else sentence)
        self.output = output
        self.advice = sentence


@in_sentences(USAGE)
def git(command: str | Sequence[str], *, seconds: float | None = None) -> Output:
    """Runs git in your own copy of desk and shows what it says. It ends after ``seconds``, a minute if not said.

    A command is a text, or a list of its words: a message with lines and quotation marks is then one word.
    Raises `GitStopped` where git refuses, and `UserError` for what does not run here.
    """
    words = split(command)
    if why := _refusal(words) or _of_a_colleague(" ".join(words)):
        raise UserError(why)
    place = copy.working_copy()
    if why := _is_somebody_elses(place, words):
        raise UserError(why)
    ended = _end_unfinished_revert(place, words)
    seconds = seconds or patience(place, words)
    ran = run_command([program.program(), *program.SETTINGS, *words], place, environment(place), seconds)
    text = _CONTROL.sub("", ran.text).rstrip("\n")
    if ran.is_cut:
        text += "\n… (there is more than is shown here)"
    if ran.code is None:
        (place / ".git" / "index.lock").unlink(missing_ok=True)  # which it has left behind
        written = f'"{command}"' if isinstance(command, str) else str(list(command))
        more = f"git({written}, seconds={seconds * 5:g})"
        raise GitStopped(
            text, f"git was still at work after {seconds:g} seconds and was stopped. With more time: {more}"
        )
    if ran.code and (ran.code != 1 or not faults.may_say_no(words)):
        raise GitStopped(text, faults.sentence(text, words))
    if why := faults.ran_nothing(text, words):
        raise GitStopped(text, why)
    output = Output(text)
    output.hint = faults.note(text, words) or ended
    return output


def patience(place: Path, words: Sequence[str]) -> float:
    """The seconds that a command has: a search halves what is left, and a slow machine may take long for each half."""
    if list(words[:2]) != ["bisect", "run"]:
        return SECONDS
    return SECONDS * int(program.run(place, "rev-list", "--count", "--all")).bit_length()


def _refusal(words: Sequence[str]) -> str | None:
    """Why this command is not run from a notebook, with how to write it; None where it is."""
    if not words:
        return 'Say what git should do, for example git("log --oneline -5").'
    if shell := next((word for word in words if word in _SHELL), None):
        return (
            f"{shell} belongs to a terminal, and git(...) has none: give one command of git at a time. The lines of "
            'its answer are a list: git("log --oneline").lines[0] is the first, and .lines[-1] the last.'
        )
    first, options = words[0], words[1:]
    if _ELSEWHERE.fullmatch(first):
        return f"git(...) works in your own copy of desk and with its settings alone: leave {first} out."
    if first == "help" or "--help" in words:
        topic = next((word for word in words if word not in ("help", "--help")), "log")
        return f'The manual opens in a program of its own. A short help is here: git("{topic} -h")'
    if first in _NETWORK:
        return f"git {first} {_NETWORK[first]}, and your copy of desk has none to go to. A commit is all that it takes."
    if first in _WINDOWS:
        return (
            f'git {first} opens a window of its own. In a notebook, look with git("diff"), git("log") or git("show").'
        )
    asks = next((one for one in options if one in _INTERACTIVE), None)
    if asks and first in ("add", "rebase", "checkout", "restore", "reset", "stash", "commit"):
        instead = _INSTEAD.get(first, f'Name the file instead, for example git("{first} -- desk/periods.py").')
        return f"git {first} {asks} asks at each step, and a notebook cannot answer. {instead}"
    if first == "commit" and not any(map(_MESSAGE.fullmatch, options)):
        return (
            "Without a message git opens an editor, and a notebook has none. Write the message behind -m: "
            "git(\"commit -m 'Count the last day of the month'\")"
        )
    return None


def _of_a_colleague(command: str) -> str:
    """The versions of the last pull request differ in their faults: side by side they would show them."""
    named = set(re.findall(r"\bpull/(\d{1,4})\b", command))
    if not named or records.at_the_grader():
        return ""
    from firstquery.review import capstone, variants

    others = sorted(one for one in named if variants.is_variant(one) and one.zfill(4) != capstone.own_number())
    if not others:
        return ""
    return f"{others[0]} is somebody else's pull request. capstone() shows yours, and git reads that one for you."


def _is_somebody_elses(place: Path, words: Sequence[str]) -> str:
    """``commit --amend`` puts a new commit in the place of the newest one: of a colleague's that is never meant."""
    if words[0] != "commit" or "--amend" not in words:
        return ""
    try:
        said = program.run(place, "log", "-1", "--format=%ce%x00%s", home=copy.home()).decode().strip()
    except UserError:  # no commit yet, or a damaged copy: git says so itself
        return ""
    whose, _, subject = said.partition("\0")
    if whose == dict(copy.identity())["user.email"]:
        return ""
    return (
        f"The newest commit here is a colleague's, not yours: {quote_value(subject, 60)}. --amend would put your "
        "message in its place. Make your own commit first, then run this cell again."
    )


def _end_unfinished_revert(place: Path, words: Sequence[str]) -> str:
    """A branch that begins anew (``switch -C``) leaves a revert behind that never came to its end; said in a hint."""
    anew = words[0] == "switch" and any(word in ("-C", "--force-create") for word in words)
    if not anew or not (place / ".git" / "REVERT_HEAD").is_file():
        return ""
    with contextlib.suppress(UserError):  # where it cannot be ended, git refuses to switch and says why
        program.run(place, "revert", "--abort", home=copy.home())
        return "An earlier revert was not finished. It was ended first, and nothing of it is left."
    return ""


def split(command: str | Sequence[str]) -> list[str]:
    """The words of a command, as a terminal splits it; a backslash is a letter like any other. Raises `UserError`.

    A list is those words already, and nothing in them is split.
    """
    if isinstance(command, list | tuple):
        words = _of_a_list(command)
    elif isinstance(command, str):
        words = _of_a_text(command)
    else:
        raise UserError(f"A command of git is a text between quotation marks: {USAGE}")
    if any("\x00" in word for word in words):
        raise UserError("There is a letter in this command that no file can hold (\\0). Write that part anew.")
    return words[1:] if words[:1] == ["git"] else words


def _of_a_list(command: Sequence[object]) -> list[str]:
    for word in command:
        if isinstance(word, Blank):
            raise UserError(
                "A word of this command has no answer yet: write it in its cell and run that, then this one."
            )
        if not isinstance(word, str):
            raise UserError(
                f"Each word of a command is a text between quotation marks, and {quote_value(word)} is none. "
                f"For instance: {LISTED}"
            )
    return [str(word) for word in command]


def _of_a_text(command: str) -> list[str]:
    reading = shlex.shlex(command, posix=True)
    reading.whitespace_split, reading.commenters, reading.escape = True, "", ""
    try:
        return list(reading)
    except ValueError:
        raise UserError(
            f"A quotation mark is opened and not closed in this command: {command}\n"
            f"A text with quotation marks or several lines of its own is one word of a list: {LISTED}"
        ) from None


def environment(place: Path) -> dict[str, str]:
    """What git and a program that it runs (`git bisect run python …`) are told. Python is the course's own."""
    from firstquery.sql.connect import choose_database

    told = program.environment(copy.home())
    database = choose_database()
    return {
        **told,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), told.get("PATH", os.defpath)]),
        "GIT_CEILING_DIRECTORIES": str(place.parent),  # where her copy is damaged, no other repository takes its place
        history.plan(history.folder_of(course.course_folder())).warehouse: str(database.path)
        if database and database.path
        else "",
        # Versions of one file follow each other within a second, and Python would take the wrong one from its cache.
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",  # desk needs none, and each step of a search would wait for them
        "MPLBACKEND": "agg",
    }
