"""A review of a pull request: what it is worth, held against the sealed truth, its evidence run on the judge's data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError, field_validator

from firstquery.checks.kind import Kind, Material, Mistake, Options, Trial
from firstquery.checks.payload import MOST_BYTES, are_texts, sound
from firstquery.checks.payload import payload as plain_payload
from firstquery.checks.verdict import Finding, Json, Verdict, could_not_run, describe, mistake, not_yet, right, unusable
from firstquery.checks.words import IN_FULL, STOPPED, Messages, join_names
from firstquery.core import course
from firstquery.core.errors import UserError
from firstquery.core.warehouse import learning
from firstquery.review import capstone, evidence, hints, report
from firstquery.review.evidence import Evidence
from firstquery.review.pulls import load
from firstquery.review.review import Review
from firstquery.review.score import Score, score
from firstquery.review.sources import folder_of_sources
from firstquery.review.truth import Truth, unseal
from firstquery.review.variants import seal_of


class ReviewOptions(Options):
    """``pull``: the numbers of the pull requests of which one is reviewed."""

    pull: tuple[str, ...]

    @field_validator("pull", mode="after")
    @classmethod
    def _numbers(cls, pull: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(f"{int(one):04d}" if one.isdecimal() else one for one in pull)


class ReviewKind(Kind[ReviewOptions]):
    """The expected half has ``pull`` (numbers), ``sealed`` (a truth for each) and ``mistakes`` by signature."""

    name = "review"
    Options = ReviewOptions
    reruns = False
    phrases = Messages(__file__)

    def payload(self, answer: Any, questions: Json) -> dict[str, Any]:
        if type(answer).__module__ != "firstquery.review.review":
            return plain_payload(answer)
        made: dict[str, Any] = {**answer.as_payload(), "what": "a review"}
        return made if len(json.dumps(made)) <= MOST_BYTES else {"type": "too-large", "what": "a review"}

    def sound(self, payload: Mapping[str, Any]) -> bool:
        if payload.get("type") != "review":
            return sound(payload)
        try:
            review = _parse_review(payload)
        except ValidationError:
            return False
        texts = [review.summary]
        for one in review.findings:
            texts += [one.path, one.problem, one.suggestion, one.kind, *one.evidence]
        return are_texts(texts)

    def build_key(
        self, options: ReviewOptions, reference: dict[str, Any], mistakes: Sequence[Mistake], material: Material
    ) -> dict[str, Any]:
        assert material.folder is not None
        home = material.folder.parent.parent
        folder, reasons = home / "pull-requests", material.snapshot != "learning"
        sealed = {number: seal_of(folder, number, reasons=reasons) for number in options.pull}
        made: dict[str, Any] = {"pull": list(options.pull), "sealed": sealed}
        if material.snapshot != "learning" and material.warehouse is not None:
            data = material.warehouse
            made["warehouse"] = str(data.relative_to(home) if data.is_relative_to(home) else data)
        known = []
        for one in mistakes:
            if one.payload.get("type") != "review" or one.payload["pull"] not in options.pull:
                raise UserError(f"The wrong answer {one.name!r} is no review of {', '.join(options.pull)}.")
            review = _parse_review(one.payload)
            signed = _signature(review, _without_evidence(review, made), made)
            known.append({"name": one.name, "message": one.message, "signature": signed})
        return {**made, "mistakes": known}

    def variant(self, expected: Mapping[str, Any], learner: str = "") -> Mapping[str, Any]:
        return capstone.held_to(dict(expected), learner) if len(expected["pull"]) > 1 else expected

    def sources(self, course: Path) -> Sequence[Path]:
        folder = course / "pull-requests"
        return sorted(one for one in folder.rglob("*") if one.is_file())

    def judge(self, payload: Mapping[str, Any], expected: Mapping[str, Any], trial: Trial | None = None) -> Verdict:
        numbers = list(expected["pull"])
        asked = f"a review of pull request {join_names(numbers)}, made with review(…),".replace(" and ", " or ")
        if payload.get("type") != "review":
            early = unusable(payload, asked.rstrip(","))
            return early or not_yet("other_type", what=describe(payload), asked=asked)
        if payload["pull"] not in numbers:
            where = f' capstone("{expected["of"]}") shows it.' if expected.get("of") else ""
            return not_yet("other_pull", pull=payload["pull"], asked=asked, where=where)
        if payload["pull"] not in expected["sealed"]:
            return not_yet("not_drawn")
        pull = load(payload["pull"])
        if any(pull.file(one["path"]) is None for one in payload["findings"]):
            return could_not_run("unsound")  # `review` refuses it: the payload was sent by hand, and its path is said
        return _score_review(payload, expected)


KIND = ReviewKind()


def _score_review(payload: Mapping[str, Any], expected: Mapping[str, Any]) -> Verdict:
    """The verdict by what the review is worth: a share of the points in any case, and all that can be said of it."""
    opened = unseal(expected["sealed"][payload["pull"]])
    review, pull = _parse_review(payload), load(payload["pull"])
    # An approval states what came out where it was written; what shows a fault shows it on any data.
    given = Evidence(pull, opened.faults, warehouse(expected if opened.faults else {}))
    made = score(pull, opened.truth, review, given.shows, given.states)
    in_full = report.full(made, _with_reasons(pull.number, opened.truth) if made.passes else opened.truth, review)
    if made.passes:
        found = right(Finding(code="passed", data={"total": made.total}), *_lines(in_full[1:]))
    elif known := _mistake(review, made, expected):
        found = mistake(known["name"], known["message"])
        found = found.model_copy(update={"findings": (*found.findings, *_lines([report.headline(made)]))})
    else:
        said = hints.hints(made, opened.truth, review, given.failed, given.idle)[:3]
        found = not_yet("line", *_lines(said, "hint"), line=report.headline(made))
    told = _lines(in_full, IN_FULL)
    if given.is_stopped:
        most = {"what": "the evidence of this review", "seconds": int(evidence.SECONDS)}
        told.append(Finding(code=STOPPED, data=most))
    return found.model_copy(update={"share": made.total / 100, "findings": (*found.findings, *told)})


def _with_reasons(number: str, held: Truth) -> Truth:
    """The truth with why each fault matters, which a learner's key does not hold; as it is, where that is not here."""
    try:
        return unseal(seal_of(folder_of_sources(), number)).truth
    except UserError:
        return held


def _lines(lines: Sequence[str], code: str = "line") -> list[Finding]:
    return [Finding(code=code, data={"line": line}) for line in lines]


def _mistake(review: Review, made: Score, key: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the listed mistake that a review makes.

    Of what its evidence finds besides its places, no listed one has any.
    """
    if not key.get("mistakes"):
        return None
    unrun = _without_evidence(review, key)
    signed = _signature(review, unrun, key)
    is_listed = set(unrun.matched.found) == set(made.matched.found)
    return next((one for one in key["mistakes"] if is_listed and one["signature"] == signed), None)


def _without_evidence(review: Review, key: Mapping[str, Any]) -> Score:
    truth = unseal(key["sealed"][review.pull]).truth
    return score(load(review.pull), truth, review, lambda findings, fault: False, lambda texts: False)


def _signature(review: Review, unrun: Score, key: Mapping[str, Any]) -> str:
    """By what a mistake is known again: the verdict, the faults found, and whether anything was wrongly accused.

    As a hash: the key that ships must not name the faults.
    """
    lists = unrun.matched
    found = sorted({fault.name for fault in lists.found.values()})
    others = [bool(rows) for rows in (lists.unnamed, lists.bare, lists.near, lists.misnamed)]
    remarks = bool(review.findings)
    stated = [review.pull, review.verdict, found, bool(unrun.alarms), bool(unrun.unkind), *others, remarks]
    if review.verdict == "approve" and not (remarks or unrun.missed):  # a yes alone, and none that is wrong
        stated += filter(None, [hints.how_stated(review.summary)])
    salted = json.dumps([key["sealed"][review.pull], stated])
    return hashlib.sha256(salted.encode()).hexdigest()[:16]


def _parse_review(payload: Mapping[str, Any]) -> Review:
    """Return the review of a payload. Raises `ValidationError` where it has not that form."""
    return Review.model_validate({name: payload.get(name) for name in Review.model_fields})


def warehouse(key: Mapping[str, Any]) -> Path:
    """Return the data that evidence runs on: what the key names, within the course or anywhere; else what ships."""
    home = course.course_folder()
    return home / str(key["warehouse"]) if key.get("warehouse") else learning(home)
