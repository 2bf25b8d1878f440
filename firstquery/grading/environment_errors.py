"""The errors of an answer that lacked something where it is graded, though the learner's own machine may have it.

A cell that stops for such a reason gives no answer, and the answer may be right all the same: a person looks at it.
"""

from __future__ import annotations

from collections.abc import Iterable

from nbformat import NotebookNode

_FILE = (
    "The answer asks for a file that is not there when it is graded: a file of the learner's own machine, or one that "
    "was not handed in with the notebook."
)
_LIBRARY = "The answer uses a library that is not installed where answers are graded."
_INPUT = "The answer asks somebody to type something in, and where answers are graded nobody can."
_NETWORK = "The answer asks for something over the network, and where answers are graded there is none."
_MEMORY = "The answer needs more memory than one notebook may use where it is graded."
_MACHINE = "The answer asks the machine for more than one notebook may have where it is graded: files, room or threads."
_BY_NAME = {
    **dict.fromkeys(("FileNotFoundError", "IsADirectoryError", "NotADirectoryError", "PermissionError"), _FILE),
    **dict.fromkeys(("ModuleNotFoundError", "ImportError"), _LIBRARY),
    **dict.fromkeys(("StdinNotImplementedError", "EOFError"), _INPUT),
    **dict.fromkeys(("URLError", "HTTPError", "gaierror", "ConnectionError", "ConnectTimeout"), _NETWORK),
    **dict.fromkeys(("ConnectionRefusedError", "ConnectError", "NewConnectionError"), _NETWORK),
    "MemoryError": _MEMORY,
    **dict.fromkeys(("OSError", "BlockingIOError"), _MACHINE),
}


def explain(outputs: Iterable[NotebookNode]) -> str | None:
    """The sentence for the first such error among the outputs of the cells above a check; None where there is none."""
    for output in outputs:
        if output.get("output_type") != "error":
            continue
        if output.get("ename") == "RuntimeError" and "start new thread" in str(output.get("evalue")):
            return _MACHINE
        if (sentence := _BY_NAME.get(str(output.get("ename")))) is not None:
            return sentence
    return None


def timed_out(outputs: Iterable[NotebookNode]) -> bool:
    """Whether a cell was stopped because its time was up."""
    return any(output.get("ename") == "CellTimeoutError" for output in outputs)
