"""A review of a pull request: a verdict, a summary and findings, each on a line that the change shows."""

from __future__ import annotations

import ast
import difflib
import re
import textwrap
from collections.abc import Iterable
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from firstquery.core import records
from firstquery.core.errors import WIDTH, UserError, in_sentences, quote_value
from firstquery.review import export, expression, spelling, trees
from firstquery.review.changes import ranges
from firstquery.review.finding import MOST_CHARACTERS, ReviewFinding, Text
from firstquery.review.names import PYTHON
from firstquery.review.pulls import PullRequest, load
from firstquery.review.render import render

MOST_FINDINGS = 20
USAGE = 'review("0146", verdict="request_changes", summary="...", findings=[finding(...), finding(...)])'
#: What evidence may name besides the service's own.
_GIVEN = {*PYTHON, "date", "datetime", "timedelta", "Decimal", "tests", "found", "db", "small", "tmp", "desk"}


class Review(BaseModel):
    """What a learner says of a pull request. It shows itself, and goes out in the form of two code hosts."""

    model_config = ConfigDict(frozen=True, strict=True)

    pull: Annotated[str, Field(pattern=r"^[0-9]{4}$")]
    verdict: Literal["approve", "request_changes", "comment"]
    summary: Text
    findings: Annotated[tuple[ReviewFinding, ...], Field(max_length=MOST_FINDINGS, strict=False)] = ()

    def as_payload(self) -> dict[str, Any]:
        """As it is checked and graded: plain JSON."""
        return {"type": "review", **self.model_dump(mode="json")}

    def to_github(self) -> dict[str, Any]:
        """The body of GitHub's call "create a review for a pull request"."""
        return export.to_github(self)

    def to_gitlab(self) -> dict[str, Any]:
        """GitLab's form: the bodies of its calls for discussions and a note, and the state of the approval."""
        return export.to_gitlab(self)

    def as_markdown(self) -> str:
        """Verdict and summary, and a heading for each finding: for a page, or a letter."""
        parts = [f"{spelling.SAID_OF[self.verdict]}.", self.summary]
        for number, one in enumerate(self.findings, 1):
            parts += [f"## {number}. {one.severity.capitalize()}: {one.location}", one.problem]
            parts += [f"- Harms: {one.harms}"] if one.harms else []
            parts += [f"- Evidence: {text}" for text in one.evidence]
            parts += [f"- Suggestion: {one.suggestion}"] if one.suggestion else []
        return "\n\n".join(part for part in parts if part)

    def __repr__(self) -> str:
        out = [_head(self), *(["", *textwrap.wrap(self.summary, WIDTH)] if self.summary else [])]
        for number, one in enumerate(self.findings, 1):
            first, *others = repr(one).splitlines()
            code = _line(self, one)
            out += ["", *textwrap.wrap(f"{number}. {first}", WIDTH, subsequent_indent="   ")]
            out += [f"   > {code}"] if code else []
            out += [wrapped for line in others for wrapped in textwrap.wrap(line, WIDTH, subsequent_indent="   ")]
        return "\n".join(out)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        findings = [(one, _line(self, one)) for one in self.findings]
        html = render("review.html", head=_head(self), summary=self.summary, findings=findings)
        return {"text/plain": repr(self), "text/html": html}


def _head(review: Review) -> str:
    number = len(review.findings)
    many = f"{number} {'finding' if number == 1 else 'findings'}" if number else "no findings"
    return f"Review of pull request {review.pull}: {spelling.SAID_OF[review.verdict]}, {many}"


def _line(review: Review, one: ReviewFinding) -> str:
    """The line that the finding stands on."""
    file = load(review.pull).file(one.path)
    lines = {} if file is None else file.head if one.side == "RIGHT" else file.base
    return lines.get(one.last, "").strip()


@in_sentences(USAGE)
def review(
    number: object, verdict: str, summary: str = "", findings: Iterable[ReviewFinding] | ReviewFinding = ()
) -> Review:
    """Collects a review. Raises `UserError` for a finding that stands nowhere in the change."""
    pull = load(number)
    said = spelling.verdict(verdict)
    if not isinstance(summary, str):
        raise UserError(f"The summary is a text in quotes, and this is {quote_value(summary)}.")
    if len(summary) > MOST_CHARACTERS:
        raise UserError(f"A summary has at most {MOST_CHARACTERS:,} characters, and this has {len(summary):,}.")
    listed = [findings] if isinstance(findings, ReviewFinding) else findings
    if not isinstance(listed, list | tuple):
        raise UserError(f"findings= is a list of finding(…), and this is {quote_value(findings)}.")
    if len(listed) > MOST_FINDINGS:
        raise UserError(
            f"That is {len(listed):,} findings, and a review has {MOST_FINDINGS} at most: which of them matter?"
        )
    for place, one in enumerate(listed, 1):
        if not isinstance(one, ReviewFinding):
            raise UserError(f"Number {place} of the findings is {quote_value(one)}. Each is made with finding(…).")
        _check_place(one, place, pull)
        _check_names(one, place, pull)
    return Review(pull=pull.number, verdict=said, summary=summary.strip(), findings=tuple(listed))  # type: ignore[arg-type]


def _check_place(one: ReviewFinding, place: int, pull: PullRequest) -> None:
    """Whether a comment can stand there. Raises `UserError`."""
    changed = pull.file(one.path)
    if changed is None:
        paths = [file.path for file in pull.files]
        near = _nearest(one.path, paths)
        raise UserError(
            f"Finding {place}: {one.path} is not changed by pull request {pull.number}. "
            + (f"Did you mean {near}? " if near else "")
            + f"The files of this change: {', '.join(paths)}."
        )
    wrong = [line for line in (one.first, one.last) if not changed.can_stand_on(line, one.side)]
    if not wrong:
        return
    there = ranges([*(changed.head if one.side == "RIGHT" else changed.base)])
    kind = "line" if one.side == "RIGHT" else "removed line"
    raise UserError(
        f"Finding {place}: {kind} {wrong[0]} of {one.path} is not part of this change, so no comment can stand there. "
        f"{'Lines that can be commented' if one.side == 'RIGHT' else 'Removed lines'}: {there}."
    )


def _nearest(path: str, there: list[str]) -> str:
    """The path of ``there`` that may be meant: the same name in another folder, or nearly the same letters."""
    same = [one for one in there if PurePosixPath(one).name == PurePosixPath(path).name]
    return next(iter([*same, *difflib.get_close_matches(path, there, n=1)]), "")


def _check_names(one: ReviewFinding, place: int, pull: PullRequest) -> None:
    """Whether the evidence names anything that is not there, before anything is run. Raises `UserError`."""
    own = frozenset() if records.at_the_grader() else _names_of_desk(pull.number)  # there it runs in any case
    for text in one.evidence if own else ():
        used = [node.id for node in ast.walk(expression.parse(text)) if isinstance(node, ast.Name)]
        if unknown := next((name for name in used if name not in own | _GIVEN), None):
            near = difflib.get_close_matches(unknown, sorted(own), 1, cutoff=0.75)
            perhaps = f" Is it {near[0]}?" if near else " The public functions of desk, db, small and tmp are known."
            raise UserError(
                f"Finding {place}: its evidence can't run, since desk with pull request {pull.number} has nothing "
                f"called {unknown}.{perhaps}"
            )


@lru_cache(maxsize=32)
def _names_of_desk(number: str) -> frozenset[str]:
    """The functions, classes and constants of desk with the change; none where its files are not at hand."""
    try:
        folder = trees.tree(trees.base_and_head(number)[1])
    except (UserError, OSError):
        return frozenset()
    texts = [file.read_text("utf-8") for file in folder.glob("desk/*.py")]
    return frozenset(name for text in texts for name in re.findall(r"(?m)^(?:def |class )?(\w+)(?=[(:]| *=)", text))
