"""The sentence for an exception that no slip fits: where her cell stopped, and what the last words mean."""

from __future__ import annotations

from firstquery.kernel.tutor.fault import Fault

#: The kinds of exceptions, by the name of a class: the most special first.
MEANINGS = {
    "KeyError": "no column, key or row has this name",
    "IndexError": "there is nothing at this place",
    "ZeroDivisionError": "a number was divided by 0",
    "AttributeError": "the thing before the dot has no such part",
    "NameError": "nothing here has this name",
    "ModuleNotFoundError": "there is no such library here",
    "ImportError": "the library has nothing of this name",
    "FileNotFoundError": "there is no such file",
    "PermissionError": "this file may not be opened so",
    "ConnectionError": "a connection could not be made",
    "TimeoutError": "it took too long",
    "HTTPError": "a server was asked, and no good answer came",
    "OSError": "the computer could not do this with a file or the network",
    "UnicodeError": "letters could not be read or written",
    "SQLAlchemyError": "a database was asked, and it could not be done",
    "RecursionError": "a function calls itself without end",
    "MemoryError": "there is not enough memory for it",
    "OverflowError": "a number is too large for it",
    "AssertionError": "a claim does not hold",
    "StopIteration": "there is no further value",
    "NotImplementedError": "this cannot be done, or not yet",
    "TypeError": "these values do not go together, or are not of the kind that is asked for",
    "ValueError": "the value is of the right kind, but it cannot be used here",
    "RuntimeError": "it could not go on",
}


def meaning(kind: type[BaseException]) -> str:
    """Return what a kind of exception says, in a few words; empty where it is no known one."""
    return next((MEANINGS[one.__name__] for one in kind.__mro__ if one.__name__ in MEANINGS), "")


def general(fault: Fault) -> str:
    """Return the sentence for any exception."""
    said, name = meaning(type(fault.error)), type(fault.error).__name__
    what = f": `{name}` says that {said}." if said else ". Its last words are below."
    stopped = f"Python stopped at {fault.quote()}{_library(fault)}{what}"
    return f"{stopped} Look at what stands in this piece, and at the lines that make it."


def _library(fault: Fault) -> str:
    """Return "", or in which library."""
    first = fault.below[0].partition(".")[0] if fault.below else ""
    return f", which calls {first}" if first and not first.startswith(("_", "importlib", "firstquery")) else ""
