"""Commands that are not run from a notebook: what waits for keys or an editor, and what leads out of the copy."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SHELL = {"|", "||", "&&", "&", ";", ">", ">>", "<", "2>&1"}
_ELSEWHERE = ("-C", "-c", "--git-dir", "--work-tree", "--exec-path", "--config-env", "--namespace", "--bare")
_PAGES = ("-p", "--paginate", "-P", "--no-pager")
_NETWORK = {"push": "sends commits to another machine", "pull": "asks another machine"}
_WINDOWS = ("gui", "citool", "gitk", "difftool", "mergetool", "instaweb", "send-email", "daemon", "web--browse")
_BY_HAND = {"add": ("-p", "--patch", "-i", "--interactive", "-e", "--edit"), "rebase": ("-i", "--interactive")}
_BY_HAND |= dict.fromkeys(("checkout", "restore", "reset", "stash", "commit"), ("-p", "--patch"))
_INSTEAD = {
    "add": 'git("add desk/periods.py") takes a whole file.',
    "rebase": 'It changes commits that others may have. git("revert COMMIT") undoes a commit and keeps the history.',
    "commit": 'git("add desk/periods.py") takes a whole file, then git("commit -m \'Why it is so now\'") commits it.',
}
_MESSAGE = ("-m", "--message", "-F", "--file", "-C", "--reuse-message", "--no-edit", "--dry-run", "-h", "--fixup")
_LETTERS = re.compile(r"-[aeinqsv]*[mFC]")  # several in one, as in -qam


def refusal(words: Sequence[str]) -> str | None:
    """Why this command is not run here, with how to write it; None where it is."""
    if not words:
        return 'Say what git should do, for example git("log --oneline -5").'
    if shell := next((word for word in words if word in _SHELL), None):
        return (
            f"{shell} belongs to a terminal, and git(...) has none: give one command of git at a time. The lines of "
            'its answer are a list: git("log --oneline").lines'
        )
    first = words[0]
    if first in _PAGES:
        return f"Leave {first} out: what git says is shown whole below the cell."
    if any(first == option or first.startswith(f"{option}=") for option in _ELSEWHERE):
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
    return _by_hand(first, words[1:])


def _by_hand(first: str, options: Sequence[str]) -> str | None:
    """What would wait for an answer or an editor."""
    asked = next((one for one in options if one in _BY_HAND.get(first, ())), None)
    if asked is not None:
        instead = _INSTEAD.get(first, f'Name the file instead, for example git("{first} -- desk/periods.py").')
        return f"git {first} {asked} asks at each step, and a notebook cannot answer. {instead}"
    if first == "commit" and not any(_is_message(one) for one in options):
        return (
            "Without a message git opens an editor, and a notebook has none. Write the message behind -m: "
            "git(\"commit -m 'Count the last day of the month'\")"
        )
    if (
        first == "tag"
        and any(one in ("-a", "--annotate", "-s") for one in options)
        and not any(map(_is_message, options))
    ):
        return 'Such a tag wants a message: git("tag -a NAME -m \'Why\'"), or write git("tag NAME").'
    if first == "config" and (wide := next((one for one in options if one in ("--global", "--system")), None)):
        return f"git(...) changes the settings of your copy of desk alone: leave {wide} out."
    if first == "config" and any(one in ("-e", "--edit", "edit") for one in options):
        return "That opens an editor. One setting is changed with git(\"config user.name 'Your name'\")."
    if first == "branch" and "--edit-description" in options:
        return "That opens an editor, and a notebook has none."
    if (
        first == "notes"
        and options[:1]
        and options[0] in ("add", "edit", "append")
        and not any(map(_is_message, options))
    ):
        return "Without a message git opens an editor: write it behind -m."
    if first == "bisect" and options[:1] and options[0] in ("view", "visualize"):
        return 'That opens a window of its own. What is left to look at: git("bisect log")'
    return None


def _is_message(option: str) -> bool:
    """Also ``-am``, several letters in one, and ``--message=...``."""
    if option.startswith("--"):
        return option.partition("=")[0] in _MESSAGE
    return option in _MESSAGE or bool(_LETTERS.match(option))
