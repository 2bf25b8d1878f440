"""``help`` in a notebook: what the course has for whoever is stuck, where Python's own would wait for an answer."""

from __future__ import annotations

import builtins
from typing import Any

_TEXT = """Where help is:
  hint("w01-q3")      the next hint to an exercise
  solution("w01-q3")  a worked solution, with its reasons
  glossary("grain")   what a word of the course means
  where_am_i()        where you are, and where to go on
  help_me()           what a helper needs to know, to copy and send
Of anything else, Python's own help wants the name in brackets: help(len)."""


class Help:
    """Takes the place of Python's ``help``, which without a name asks for one and holds up every later cell."""

    def __repr__(self) -> str:
        return _TEXT

    def __call__(self, *asked: Any) -> None:
        if asked:
            builtins.help(*asked)
        else:
            print(_TEXT)


def install(ip: Any) -> None:
    ip.user_ns["help"] = Help()
