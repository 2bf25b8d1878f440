"""What stands under a name when there is no answer there: not written yet, or written but not run."""

from __future__ import annotations

from firstquery.core.errors import UserError

MISSING = "This cell needs an answer from further up the page, which is not there yet. Write that one first."


class Blank:
    """The exercise was not answered yet: its cell holds only the comment that came with it.

    What is computed from it is blank, too, so that a cell below it says what is missing, and not how Python adds.
    """

    def __repr__(self) -> str:
        return "Not answered yet."

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))

    def __bool__(self) -> bool:
        return False

    def __getitem__(self, part: object) -> None:
        raise UserError(MISSING)

    def _stay(self, *others: object) -> Blank:
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _stay
    __truediv__ = __rtruediv__ = __neg__ = __round__ = _stay


class Failed:
    """The cell was answered, but could not run. ``sentence`` says why, in the words that the cell showed.

    ``advice`` is the part of it that a check repeats; empty where that is its beginning. ``renamed``: the answer is
    there under another name, and the sentence says so.
    """

    def __init__(self, sentence: str, advice: str = "", *, renamed: bool = False) -> None:
        self.sentence = sentence
        self.advice = advice
        self.renamed = renamed

    def __repr__(self) -> str:
        return f"This cell did not run. {self.sentence}"

    def __bool__(self) -> bool:
        return False
