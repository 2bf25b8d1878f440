"""One answer, judged as the grader judges it: a verdict with its points, or "ungraded" and why.

A cell that lacked something where it is graded, though the learner's own machine may have it, gives no answer, and the
answer may be right all the same: a person looks at it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from nbformat import NotebookNode

from firstquery.checks.judging import UNGRADED, judge
from firstquery.checks.kind import Trial
from firstquery.checks.verdict import Verdict, could_not_run
from firstquery.checks.words import SHARED, sentence
from firstquery.sql.tokens import CURLY

_FILE = (
    "The answer asks for a file that is not there when it is graded: a file of the learner's own machine, or one that "
    "was not handed in with the notebook."
)
_LIBRARY = "The answer uses a library that is not installed where answers are graded."
_INPUT = "The answer asks somebody to type something in, and where answers are graded nobody can."
_NETWORK = "The answer asks for something over the network, and where answers are graded there is none."
_MEMORY = "The answer needs more memory than one notebook may use where it is graded."
_MACHINE = "The answer asks the machine for more than one notebook may have where it is graded: files, room or threads."
_CURLY = re.compile(f"There is a curly quote here|invalid character '[{CURLY}]'")
_OPEN = re.compile(r"The dots in lines? .* stand for something to be filled in|invalid character '…'")
_BY_NAME = {
    **dict.fromkeys(("FileNotFoundError", "IsADirectoryError", "NotADirectoryError", "PermissionError"), _FILE),
    **dict.fromkeys(("ModuleNotFoundError", "ImportError"), _LIBRARY),
    **dict.fromkeys(("StdinNotImplementedError", "EOFError"), _INPUT),
    **dict.fromkeys(("URLError", "HTTPError", "gaierror", "ConnectionError", "ConnectTimeout"), _NETWORK),
    **dict.fromkeys(("ConnectionRefusedError", "ConnectError", "NewConnectionError"), _NETWORK),
    "MemoryError": _MEMORY,
    **dict.fromkeys(("OSError", "BlockingIOError"), _MACHINE),
}


class NoVerdict(Exception):
    """Why there is no verdict, in words for the facilitator and the learner: the answer is ungraded, not wrong."""


def judge_answer(entry: dict[str, Any], message: dict[str, Any], trial: Trial | None = None) -> Verdict:
    """Return the verdict on an answer where the notebook was run from top to bottom, with its points.

    Raises `NoVerdict` where the answer is not in a form to be judged, or the judge has a fault of its own.
    """
    if message["state"] == "missing":
        return could_not_run("never_bound", name=str(entry["name"])).worth(float(entry["points"]))
    verdict = judge(entry, message, trial)
    unjudged = next((found for found in verdict.findings if found.code in UNGRADED), None)
    if unjudged is not None:
        raise NoVerdict(sentence(unjudged, SHARED[unjudged.code], grader=True))
    return verdict


def environment_error(outputs: Iterable[NotebookNode]) -> str | None:
    """The sentence for the first such error among the outputs of the cells above a check; None where there is none."""
    for output in outputs:
        if output.get("output_type") != "error":
            continue
        if output.get("ename") == "RuntimeError" and "start new thread" in str(output.get("evalue")):
            return _MACHINE
        if (sentence := _BY_NAME.get(str(output.get("ename")))) is not None:
            return sentence
    return None


def stopped_by_curly_quotes(outputs: Iterable[NotebookNode]) -> bool:
    """Return whether a cell was stopped by one, in SQL or in Python."""
    return any(_CURLY.search(str(output.get("evalue"))) for output in outputs if output.get("output_type") == "error")


def is_left_open(outputs: Iterable[NotebookNode]) -> bool:
    """Return whether a cell was stopped by a place in its frame that nothing was written into."""
    return any(_OPEN.search(str(output.get("evalue"))) for output in outputs if output.get("output_type") == "error")


def timed_out(outputs: Iterable[NotebookNode]) -> bool:
    """Return whether a cell was stopped because its time was up."""
    return any(output.get("ename") == "CellTimeoutError" for output in outputs)
