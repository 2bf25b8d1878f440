"""The command `firstquery`. The examination of a damaged installation must not need what is damaged."""

from __future__ import annotations

import sys

#: The versions of Python for which every package of the lock is there, the newest last.
PYTHONS = ((3, 11), (3, 12), (3, 13))


def main() -> None:
    if sys.argv[1:2] == ["doctor"]:
        from firstquery.doctor.run import main as examine

        sys.exit(examine(sys.argv[2:]))
    try:
        from firstquery.cli.main import main as command
    except ImportError as fault:
        print(sentence(fault, sys.version_info[:2]), file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    command()


def sentence(fault: ImportError, python: tuple[int, int]) -> str:
    """Return what is said of a library that is not there: that this Python is too new for it, or how to mend it."""
    from firstquery.core import course

    if python > PYTHONS[-1]:
        here, known = (".".join(map(str, one)) for one in (python, PYTHONS[-1]))
        return (
            f"This is Python {here}, and a library of First Query does not load on it ({fault}). It runs on Python "
            f"{known}: `uvx --python {known} firstquery`, or install that version from python.org."
        )
    if course.is_beside():
        mend = "`python3 start.py doctor`, in the folder of the course, says how to mend it."
    else:
        mend = "`firstquery doctor` says more. Install First Query again, into an environment of its own."
    return f"A part of First Query's environment is missing or damaged ({fault}). {mend}"
