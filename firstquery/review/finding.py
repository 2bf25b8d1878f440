"""One finding of a review: where, how bad, what is wrong, how it shows, and what to do instead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from firstquery.core.errors import UserError, in_sentences, quote_value
from firstquery.review import expression, spelling
from firstquery.review.changes import Side

MOST_CHARACTERS = 4_000  # of a problem or a suggestion
MOST_EVIDENCE = 6  # expressions of one finding
LONGEST = 4  # lines: more is a region, and names no place
USAGE = 'finding("desk/report.py", 41, "blocker", "what is wrong, and for whom", kind="fan-out join", evidence="…")'

Line = Annotated[int, Field(ge=1, lt=1_000_000)]
Short = Annotated[str, Field(max_length=expression.LONGEST)]
Text = Annotated[str, Field(max_length=MOST_CHARACTERS)]


class ReviewFinding(BaseModel):
    """``first`` to ``last`` are lines of the new file, or with ``side`` LEFT of the old one.

    ``kind`` is one of the twelve families, or "something else"; ``harms`` one of three, or "" where it is not said.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    path: Short
    first: Line
    last: Line
    side: Side
    severity: Literal["blocker", "major", "minor", "question"]
    problem: Text
    kind: Short
    harms: spelling.Harmed | Literal[""] = ""
    evidence: Annotated[tuple[Short, ...], Field(max_length=MOST_EVIDENCE, strict=False)] = ()
    suggestion: Text = ""

    @model_validator(mode="after")
    def _in_order(self) -> ReviewFinding:
        if self.first > self.last:
            raise ValueError("the lines stand the wrong way round")
        return self

    @property
    def location(self) -> str:
        """``desk/report.py, line 41``."""
        lines = f"line {self.first}" if self.first == self.last else f"lines {self.first} to {self.last}"
        return f"{self.path}, {'removed ' if self.side == 'LEFT' else ''}{lines}"

    @property
    def label(self) -> str:
        """``fan-out join``, or ``fan-out join, harms colleagues`` where that is said."""
        return f"{self.kind}, harms {self.harms}" if self.harms else self.kind

    def __repr__(self) -> str:
        out = [f"{self.severity.capitalize()} ({self.label}) in {self.location}: {self.problem}"]
        out += [f"  Evidence: {one}" for one in self.evidence]
        return "\n".join([*out, *([f"  Suggestion: {self.suggestion}"] if self.suggestion else [])])


@in_sentences(USAGE)
def finding(
    path: str,
    line: Any,
    severity: str,
    problem: str,
    evidence: str | Iterable[str] = "",
    suggestion: str = "",
    *,
    kind: str = "",
    harms: str = "",
) -> ReviewFinding:
    """Return one finding for a review. Raises `UserError` where it can't be one, or has no kind."""
    first, last, removed = spelling.lines(line)
    if last - first >= LONGEST:
        there = last - first + 1
        raise UserError(f"A finding points at {LONGEST} lines at most, and these are {there}. Where does it begin?")
    return ReviewFinding(
        path=_text("path", path, 300).replace("\\", "/").removeprefix("./"),
        first=first,
        last=last,
        side="LEFT" if removed else "RIGHT",
        severity=spelling.severity(severity),  # type: ignore[arg-type]  # it is one of the four
        problem=_text("problem", problem),
        kind=spelling.kind(kind),
        harms=spelling.harms(harms),  # type: ignore[arg-type]  # it is one of the three, or ""
        evidence=_evidence(evidence),
        suggestion=_text("suggestion", suggestion or "", may_be_empty=True),
    )


def _text(what: str, given: object, longest: int = MOST_CHARACTERS, *, may_be_empty: bool = False) -> str:
    if not isinstance(given, str):
        raise UserError(f"The {what} of a finding is a text in quotes, and this is {quote_value(given)}.")
    text = given.strip()
    if not text and not may_be_empty:
        asks = "Which file is it in?" if what == "path" else "What is wrong, and what follows from it?"
        raise UserError(f"The {what} of this finding is empty. {asks}")
    if len(text) > longest:
        raise UserError(f"The {what} of a finding has at most {longest:,} characters, and this has {len(text):,}.")
    return text


def _evidence(given: object) -> tuple[str, ...]:
    listed = [given or ""] if isinstance(given, str | None) else given
    if not isinstance(listed, list | tuple) or not all(isinstance(one, str) for one in listed):
        raise UserError(f"Evidence is an expression in quotes, or a list of them, and this is {quote_value(given)}.")
    found = tuple(expression.bare(one) for one in listed if one.strip())
    if len(found) > MOST_EVIDENCE:
        raise UserError(f"A finding has at most {MOST_EVIDENCE} pieces of evidence. Which of these shows it best?")
    for one in found:
        expression.parse(one)
    return found
