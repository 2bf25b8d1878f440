"""What is called in a notebook and what is given in a terminal: typed in the other place, a sentence tells.

Some names are IPython's own as well: its `reset` asks whether to delete everything, and waits.
"""

from __future__ import annotations

import re

import firstquery

#: The commands of a learner, and the call of a notebook that does the same; empty where there is none.
IN_A_NOTEBOOK = {
    "calendar": "make_calendar()",
    "doctor": "",
    "glossary": 'glossary("grain")',
    "grade-mine": "grade_mine()",
    "lab": "",
    "page": "",
    "portfolio": "portfolio()",
    "progress": "where_am_i()",
    "reset": "",
    "solution": 'solution("w01-q3")',
    "weeks": "where_am_i()",
}
#: Calls of a notebook, and the command of another name that does the same.
IN_A_TERMINAL = {"make_calendar": "calendar", "where_am_i": "progress", "grade_mine": "grade-mine 1"}
_COMMAND = re.compile(r"\s*(?:python3?\s+start\.py|firstquery)\s+([A-Za-z][\w-]*)(?![\w.=(-])([^=\n]*)$")
_ALONE = re.compile(
    r"\s*(?P<sign>%?)(?P<name>"
    + "|".join(sorted(name for name in IN_A_NOTEBOOK if name.replace("-", "_") not in firstquery.__all__))
    + r")\b\s*(?P<rest>\([^()]*\)\s*;?|[\w\s,\"'-]*)(?:#.*)?$"
)


def typed_in_a_notebook(line: str, known: bool) -> str:
    """What to say where a line of a cell is a command for a terminal; empty where it is none.

    ``known``: whether the name that stands alone is one of her own, which then is meant.
    """
    if (found := _COMMAND.match(line)) and (name := found[1].lower().replace("_", "-")) in IN_A_NOTEBOOK:
        return _for_a_terminal(name, found[2])
    found = _ALONE.match(line)
    if found is None or (known and not found["sign"]) or re.search(r"(?:^|\s)-f\b", found["rest"]):
        return ""
    return _for_a_terminal(found["name"], found["rest"])


def name_alone(line: str) -> str:
    """The name with which such a line begins; empty where it is none."""
    found = _ALONE.match(line)
    return found["name"] if found else ""


def _for_a_terminal(name: str, rest: str) -> str:
    words = " ".join(re.findall(r"[\w-]+", rest.replace("=", " ")))
    command = " ".join(["firstquery", name, *([words] if words else [])])
    call = IN_A_NOTEBOOK[name]
    if call:
        return f"`{command}` is a command for a terminal, and this is a notebook. Here, write {call} in its place."
    example = "firstquery reset 1 3" if name == "reset" and not words else command
    what = {
        "reset": " It puts an exercise, a practice or a lesson back as it came, and keeps your copy. "
        "So far nothing was put back, and nothing deleted.",
        "doctor": " It examines the installation.",
    }.get(name, "")
    return (
        f"`{name}` is a command for a terminal, and this is a notebook.{what} "
        f"In a terminal, write: {example}\nTo give the command from this cell, write: !{example}"
    )


def typed_in_a_terminal(words: list[str]) -> str:
    """What to say where the words after `firstquery` are a call for a notebook; empty where they are none."""
    found = re.match(r"\s*([A-Za-z_-]+)", words[0]) if words else None
    if found is None or words[0].startswith("-"):
        return ""
    name = found[1].lower().replace("-", "_")
    if name not in firstquery.__all__ or words[0].lower() in IN_A_NOTEBOOK or name == "review":
        return ""
    if name in IN_A_TERMINAL or name.replace("_", "-") in IN_A_NOTEBOOK:
        return f"In a terminal, this is written: firstquery {IN_A_TERMINAL.get(name, name)}"
    from firstquery.notebook.calls import usage

    return (
        f"`{name}` is for a notebook, and this is a terminal. Open First Query with `firstquery lab`, open the "
        f"lesson or the practice, and write in a cell of it: {usage(name)}"
    )
