"""What git's own words mean: one plain sentence of what to do, for what goes wrong most often (faults.toml)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

#: Commands for which exit code 1 is an answer: nothing found, or something differs.
_ANSWERS = {"grep", "diff", "diff-index", "diff-tree", "merge-base", "show-ref", "config", "check-ignore", "cherry"}
UNKNOWN = "git refused that, in its own words above. Read the line that begins with fatal or error."
WITHOUT_A_LINE = 'git refused that, in its own words above. git("status") says where your copy of desk stands.'
REVERTED = (
    "This branch has that change no longer, so there is nothing to take back: somebody reverted it already, or the "
    'branch begins elsewhere than you meant. git("status") says which branch it is.'
)
SEVERAL = "Behind -S stands one text. One with spaces has quotation marks of its own: -S \"status <> 'void'\"."
DETACHED = 'You are looking at an old version now. git("switch main") leads back to today.'

_NO_FILE = re.compile(r"can't open file '[^'\n]+': \[Errno 2\]")
_ERROR = re.compile(r'(?ms)^(?:Traceback \(most recent|  File ").*?^(?:\w+\.)*(\w+(?:Error|Exception))(?=:|$)')


@cache
def table() -> tuple[tuple[re.Pattern[str], str], ...]:
    """A pattern in what git says, and the sentence to it; the first that fits is told."""
    said = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["fault"]
    flags = re.IGNORECASE | re.MULTILINE
    return tuple(
        (re.compile(pattern, flags), " ".join(one["sentence"].split())) for one in said for pattern in one["says"]
    )


def sentence(said: str, words: list[str]) -> str:
    """What to do about it, as one sentence or two."""
    if words[:2] == ["bisect", "run"] and not said:  # git ends without a word where an end of the search is missing
        said = "need to give me at least one"
    if words[0] == "revert" and re.search(r"nothing (?:added )?to commit", said):
        return REVERTED
    behind = next((at for at, word in enumerate(words) if word in ("-S", "-G")), len(words)) + 2
    if re.search("(?:bad|unknown) revision", said) and any(f"'{word}'" in said for word in words[behind : behind + 1]):
        return SEVERAL
    for pattern, told in table():
        if match := pattern.search(said):
            return told.format(first=words[0], **match.groupdict())
    return UNKNOWN if re.search(r"(?m)^(?:fatal|error):", said) else WITHOUT_A_LINE


def ran_nothing(said: str, words: list[str]) -> str:
    """A sentence where a search was led by a test that is not there or never ran: git takes either for "bad"."""
    if words[:2] != ["bisect", "run"]:
        return ""
    if missing := _NO_FILE.search(said):
        return f'{sentence(missing[0], words)} What it found is wrong: begin again after git("bisect reset").'
    # A failed ``assert`` is no error of Python's own: many a test says no that way.
    tries = re.split(r"(?m)^running .*$", said)[1:]
    errors = [found[1] for one in tries if (found := _ERROR.search(one))]
    if not tries or len(errors) < len(tries) or "AssertionError" in errors:
        return ""
    return (
        f"Every try ended in an error of Python ({errors[-1]}), none in a yes or a no, and git took all of them for "
        '"bad". What does the test say on the version that was right? A test that always fails finds a culprit, too. '
        'git("bisect reset") ends this search.'
    )


def may_say_no(words: list[str]) -> bool:
    """Whether exit code 1 of this command is an answer and not a fault."""
    return words[0] in _ANSWERS


def note(said: str, words: list[str]) -> str:
    """A sentence below what went well, where it may be misunderstood; mostly none."""
    if words[:2] == ["bisect", "start"] and len(words) > 3 and "waiting for good" in said:
        return f"git knows no commit called {words[3]} and took it for a file: the search has no good end yet."
    behind = words[words.index("--") + 1 :] if "--" in words else []
    if option := next((one for one in behind if one.startswith("-")), ""):
        return f"Behind -- stand files alone, so git took {option} for one. Where it stands before --, it is an option."
    if words[0] == "log" and behind and not said:
        return "git found no commit. A file behind -- is named with its folder, as in desk/revenue.py."
    return DETACHED if "in 'detached HEAD' state" in said else ""
