"""A review of a pull request: a verdict, a summary and findings, each on a line that the change shows."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from firstquery.core.errors import UserError, in_sentences, shown
from firstquery.pulls import export, preview, spelling
from firstquery.pulls.changes import ranges
from firstquery.pulls.finding import MOST_CHARACTERS, Finding
from firstquery.pulls.pulls import PullRequest, load

MOST_FINDINGS = 500
USAGE = 'review("0146", verdict="request_changes", summary="...", findings=[finding(...), finding(...)])'


@dataclass(frozen=True)
class Review:
    """What a learner says of a pull request. It shows itself, and goes out in the form of two code hosts."""

    pull: PullRequest
    verdict: str
    summary: str
    findings: tuple[Finding, ...]

    @property
    def number(self) -> str:
        return self.pull.number

    def as_payload(self) -> dict[str, Any]:
        """As it is checked and graded: plain JSON."""
        return {
            "type": "review",
            "pull": self.number,
            "verdict": self.verdict,
            "summary": self.summary,
            "findings": [one.as_payload() for one in self.findings],
        }

    def to_github(self) -> dict[str, Any]:
        """The body of GitHub's call "create a review for a pull request"."""
        return export.to_github(self)

    def to_gitlab(self) -> dict[str, Any]:
        """GitLab's form: the bodies of its calls for discussions and a note, and the state of the approval."""
        return export.to_gitlab(self)

    def __repr__(self) -> str:
        return preview.text(self)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": preview.text(self), "text/html": preview.html(self)}


@in_sentences(USAGE)
def review(number: object, verdict: str, summary: str = "", findings: Iterable[Finding] | Finding = ()) -> Review:
    """Collects a review. Raises `UserError` for a finding that stands nowhere in the change."""
    pull = load(number)
    said = spelling.verdict(verdict)
    if not isinstance(summary, str):
        raise UserError(f"The summary is a text in quotes, and this is {shown(summary)}.")
    if len(summary) > MOST_CHARACTERS:
        raise UserError(f"A summary has at most {MOST_CHARACTERS:,} characters, and this has {len(summary):,}.")
    listed = [findings] if isinstance(findings, Finding) else findings
    try:
        found = tuple(listed)
    except TypeError:
        raise UserError(f"findings= is a list of finding(…), and this is {shown(findings)}.") from None
    if len(found) > MOST_FINDINGS:
        raise UserError(f"That is {len(found):,} findings. A review that is read has a few: which of them matter?")
    for place, one in enumerate(found, 1):
        if not isinstance(one, Finding):
            raise UserError(f"Number {place} of the findings is {shown(one)}. Each is made with finding(…).")
        _check(one, place, pull)
        _check_names(one, place, pull)
    return Review(pull, said, summary.strip(), found)


def _check(one: Finding, place: int, pull: PullRequest) -> None:
    """Whether a comment can stand there. Raises `UserError`."""
    changed = pull.file(one.path)
    if changed is None:
        near = nearest(one.path, [file.path for file in pull.files])
        all_of_them = ", ".join(file.path for file in pull.files)
        raise UserError(
            f"Finding {place}: {one.path} is not changed by pull request {pull.number}. "
            + (f"Did you mean {near}? " if near else "")
            + f"The files of this change: {all_of_them}."
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


def _check_names(one: Finding, place: int, pull: PullRequest) -> None:
    """Whether the evidence names anything that is not there. Raises `UserError`."""
    from firstquery.pulls import known

    for text in one.evidence:
        if unknown := known.unknown(text, pull.number):
            name, near = unknown
            perhaps = f" Is it {near}?" if near else " The public functions of desk, db, small and tmp are known."
            raise UserError(
                f"Finding {place}: its evidence can't run, since desk with pull request {pull.number} has nothing "
                f"called {name}.{perhaps}"
            )


def nearest(path: str, there: list[str]) -> str:
    """The path of ``there`` that may be meant: the same name in another folder, or nearly the same letters."""
    name = PurePosixPath(path).name.casefold()
    same = [one for one in there if PurePosixPath(one).name.casefold() == name]
    if same:
        return same[0]
    close = difflib.get_close_matches(path.casefold(), [one.casefold() for one in there], n=1, cutoff=0.6)
    return next((one for one in there if close and one.casefold() == close[0]), "")
