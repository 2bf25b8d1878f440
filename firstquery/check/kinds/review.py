"""A review of a pull request: what it is worth, held against the sealed truth, its evidence run on the judge's data."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from firstquery import course
from firstquery.check.kinds import base
from firstquery.check.payload import payload
from firstquery.check.verdict import Verdict, complete, not_yet

__all__ = ["judge", "payload"]

_TITLE = "Passed."


def judge(answer: dict[str, Any], key: dict[str, Any]) -> Verdict:
    """Hold a payload against an exercise of the key: ``pull`` (numbers), ``sealed`` (a truth for each), ``mistakes``.

    The verdict has a share of the points in any case, and in ``report`` all that can be said of the review.
    """
    numbers = list(key["pull"])
    wanted = f"a review of pull request {base.listed(numbers)}, made with review(…),".replace(" and ", " or ")
    if answer.get("type") != "review":
        early = base.not_an_answer(answer, wanted.rstrip(","))
        return early or not_yet(f"That is {base.described(answer)}; {wanted} is asked for.")
    if answer["pull"] not in numbers:
        where = f' capstone("{key["of"]}") shows it.' if key.get("of") else ""
        return not_yet(f"That is a review of {answer['pull']}, another pull request; {wanted} is asked for.{where}")
    from firstquery.review import report, seal
    from firstquery.review.evidence import Evidence
    from firstquery.review.pulls import load
    from firstquery.review.score import score

    pull = load(answer["pull"])
    opened = seal.unseal(key["sealed"][answer["pull"]])
    review = reviewed(answer)
    evidence = Evidence(pull, opened.faults, warehouse(key))
    made = score(pull, opened.truth, review, evidence.shows, evidence.runs)
    told = tuple(report.full(made, opened.truth, review))
    if made.passes:
        said = replace(complete(f"It is worth {made.total} of 100."), title=_TITLE, details=list(told[1:]))
    else:
        known = {one["signature"]: one for one in key.get("mistakes", [])}
        unrun, signed = _without_evidence(answer, key) if known else (None, "")
        # What its evidence has found besides its places, no listed mistake has.
        is_listed = unrun is not None and set(unrun.matched.found) == set(made.matched.found)
        mistake = known.get(signed) if is_listed else None
        if mistake:
            said = not_yet(mistake["message"], [report.headline(made)], mistake["name"])
        else:
            said = not_yet(report.headline(made), report.hints(made, opened.truth, review))
    return replace(said, share=made.total / 100, report=told)


def reviewed(answer: dict[str, Any]) -> Any:
    """The review of a payload, as it is scored."""
    from firstquery.review.finding import Finding
    from firstquery.review.score import Review

    findings = tuple(
        Finding(**{**one, "evidence": tuple(one["evidence"])})  # `is_sound` has seen to its form
        for one in answer["findings"]
    )
    return Review(answer["verdict"], answer["summary"], findings)


def signature(answer: dict[str, Any], key: dict[str, Any]) -> str:
    """By what a mistake is known again: the verdict, the faults found, and whether anything was wrongly accused.

    As a hash: the key that ships must not name the faults.
    """
    return _without_evidence(answer, key)[1]


def _without_evidence(answer: dict[str, Any], key: dict[str, Any]) -> tuple[Any, str]:
    from firstquery.review import seal
    from firstquery.review.pulls import load
    from firstquery.review.score import score

    number = answer["pull"]
    opened = seal.unseal(key["sealed"][number])
    made = score(load(number), opened.truth, reviewed(answer), lambda findings, fault: False, lambda texts: False)
    found = sorted({fault.name for fault in made.matched.found.values()})
    lists = made.matched
    others = [bool(rows) for rows in (lists.unnamed, lists.bare, lists.near, lists.misnamed)]
    remarks = bool(answer["findings"])
    stated = [number, answer["verdict"], found, bool(made.alarms), bool(made.unkind), *others, remarks]
    salted = json.dumps([key["sealed"][number], stated])
    return made, hashlib.sha256(salted.encode()).hexdigest()[:16]


def warehouse(key: dict[str, Any]) -> Path:
    """The data that evidence runs on: what the key names, within the course or anywhere; else what ships."""
    return course.course_folder() / str(key.get("warehouse") or Path("data") / "kestrel.sqlite")
