"""Changes of a review, one at a time: its verdict, where a finding stands, of which kind, how bad, and what shows it.

They run beside the answer, behind its cells, as those of a figure do. Where a review has no such finding there is no
mutant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from typing import Any

from firstquery.grading.mutants.figure_operators import ABSENT
from firstquery.grading.mutants.sql_operators import Change

MOST = 4  # findings of a review that are changed
OFF = 12  # lines: no place of a fault is as large
_OTHER_VERDICT = {"approve": "request_changes", "request_changes": "approve", "comment": "approve"}
_OTHER_SEVERITY = {"blocker": "minor", "major": "minor", "minor": "blocker", "question": "blocker"}


def mutate(name: str) -> Iterator[Change]:
    """Yield the changes of the review that ``name`` is bound to: each is a cell to run behind the answer's own."""
    for operator in (
        *OF_REVIEW,
        *(f"{operator} of finding {row}" for row in range(1, MOST + 1) for operator in OF_ONE),
    ):
        call = f"change({operator!r}, {name!r}, globals())"
        yield Change(operator, f"from firstquery.grading.mutants.review_operators import change\n{call}", False)


def change(operator: str, name: str, names: MutableMapping[str, Any]) -> None:
    """Change the review that ``name`` is bound to. Raise `ValueError`, and unbind the name, where it can't be done."""
    made = changed(operator, names[name])
    if made is None:
        del names[name]
        raise ValueError(ABSENT)
    names[name] = made


def changed(operator: str, review: Any) -> Any:
    """Return the review with one change; None where it has nothing of the kind."""
    if operator in OF_REVIEW:
        return OF_REVIEW[operator](review)
    what, _, row = operator.partition(" of finding ")
    findings, at = list(review.findings), int(row) - 1
    if at >= len(findings):
        return None
    made = OF_ONE[what](findings[at])
    if made == findings[at]:
        return None
    findings[at : at + 1] = [] if made is None else [made]
    return review.model_copy(update={"findings": tuple(findings)})


def _invent(review: Any) -> Any:
    """One more finding, of a kind that no other has, on the line of the first."""
    if not review.findings:
        return None
    first, known = review.findings[0], {one.kind for one in review.findings}
    kind = next(one for one in _kinds() if one not in known)
    invented = first.model_copy(update={"kind": kind, "severity": "blocker", "evidence": ("1 + 1",)})
    return review.model_copy(update={"findings": (*review.findings, invented)})


def _move(one: Any) -> Any:
    first = one.first - OFF if one.first > OFF else one.first + OFF
    return one.model_copy(update={"first": first, "last": first})


def _other_kind(one: Any) -> Any:
    return one.model_copy(update={"kind": next(kind for kind in _kinds() if kind != one.kind)})


def _kinds() -> list[str]:
    from firstquery.review.spelling import families

    return sorted(families())


OF_REVIEW: dict[str, Callable[[Any], Any]] = {
    "verdict turned round": lambda review: review.model_copy(update={"verdict": _OTHER_VERDICT[review.verdict]}),
    "verdict left open": lambda review: review.model_copy(update={"verdict": "comment"}),
    "summary taken out": lambda review: review.model_copy(update={"summary": ""}),
    "finding invented": _invent,
}
OF_ONE: dict[str, Callable[[Any], Any]] = {
    "lines moved": _move,
    "another kind": _other_kind,
    "another severity": lambda one: one.model_copy(update={"severity": _OTHER_SEVERITY[one.severity]}),
    "no evidence": lambda one: one.model_copy(update={"evidence": ()}),
    "evidence that shows nothing": lambda one: one.model_copy(update={"evidence": ("1 + 1",) if one.evidence else ()}),
    "nothing": lambda one: None,
}
