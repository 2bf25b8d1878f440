"""A review of a pull request: what it is worth, held against the sealed truth, its evidence run on the judge's data."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from pydantic import field_validator

from firstquery.checks.kind import Kind, Material, Mistake, Options, Phrase, Trial, public
from firstquery.checks.payload import MOST_BYTES
from firstquery.checks.payload import payload as plain_payload
from firstquery.checks.shape import describe, unusable
from firstquery.checks.soundness import are_texts, sound
from firstquery.checks.verdict import Finding as VerdictFinding
from firstquery.checks.verdict import Json, Verdict, mistake, not_yet, right
from firstquery.checks.words import IN_FULL, join_names
from firstquery.core import course
from firstquery.core.errors import UserError

MOST_FINDINGS = 500
MOST_CHARACTERS = 4_000
MOST_EVIDENCE, LONGEST_EVIDENCE = 6, 500
LAST_LINE = 1_000_000
_NUMBER = re.compile(r"\d{4}", re.ASCII)
_FIELDS = {"path", "first", "last", "side", "severity", "problem", "evidence", "suggestion", "kind"}
_VERDICTS = ("approve", "request_changes", "comment")
_SEVERITIES = ("blocker", "major", "minor", "question")


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
    phrases: ClassVar[Mapping[str, Phrase]] = {
        "passed": public("It is worth {total} of 100.", "Passed."),
        "line": public("{line}"),
        "other_pull": Phrase(
            "That is a review of {pull}, another pull request; {asked} is asked for.{where}",
            "That is a review of another pull request; {asked} is asked for.",
        ),
    }

    def payload(self, answer: Any, questions: Json) -> dict[str, Any]:
        if type(answer).__module__ != "firstquery.pulls.review":
            return plain_payload(answer)
        made: dict[str, Any] = {**answer.as_payload(), "what": "a review"}
        return made if len(json.dumps(made)) <= MOST_BYTES else {"type": "too-large", "what": "a review"}

    def sound(self, payload: Mapping[str, Any]) -> bool:
        if payload.get("type") != "review":
            return sound(payload)
        texts = texts_of(payload)
        return texts is not None and are_texts(texts, MOST_CHARACTERS)

    def build_key(
        self, options: ReviewOptions, reference: dict[str, Any], mistakes: Sequence[Mistake], material: Material
    ) -> dict[str, Any]:
        from firstquery.pulls.seal import seal_of

        assert material.folder is not None
        home = material.folder.parent.parent
        made: dict[str, Any] = {
            "pull": list(options.pull),
            "sealed": {number: seal_of(home / "source" / "pull-requests", number) for number in options.pull},
        }
        if material.snapshot != "learning" and material.warehouse is not None:
            data = material.warehouse
            made["warehouse"] = str(data.relative_to(home) if data.is_relative_to(home) else data)
        known = []
        for one in mistakes:
            if one.payload.get("type") != "review" or one.payload["pull"] not in options.pull:
                raise UserError(f"The wrong answer {one.name!r} is no review of {', '.join(options.pull)}.")
            known.append({"name": one.name, "message": one.message, "signature": signature(one.payload, made)})
        return {**made, "mistakes": known}

    def variant(self, expected: Mapping[str, Any], learner: str = "") -> Mapping[str, Any]:
        if len(expected["pull"]) < 2:
            return expected
        from firstquery.pulls.capstone import held_to

        return held_to(dict(expected), learner)

    def sources(self, course: Path) -> Sequence[Path]:
        folder = course / "source" / "pull-requests"
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
        return _scored(payload, expected)


KIND = ReviewKind()


def _scored(payload: Mapping[str, Any], expected: Mapping[str, Any]) -> Verdict:
    """The verdict by what the review is worth: a share of the points in any case, and all that can be said of it."""
    from firstquery.pulls import report, seal
    from firstquery.pulls.evidence import Evidence
    from firstquery.pulls.pulls import load
    from firstquery.pulls.score import score

    pull = load(payload["pull"])
    opened = seal.unseal(expected["sealed"][payload["pull"]])
    review = reviewed(payload)
    evidence = Evidence(pull, opened.faults, warehouse(expected))
    made = score(pull, opened.truth, review, evidence.shows, evidence.runs)
    in_full = report.full(made, opened.truth, review)
    if made.passes:
        found = right(VerdictFinding(code="passed", data={"total": made.total}), *_lines(in_full[1:]))
    else:
        known = {one["signature"]: one for one in expected.get("mistakes", [])}
        unrun, signed = _without_evidence(payload, expected) if known else (None, "")
        # What its evidence has found besides its places, no listed mistake has.
        is_listed = unrun is not None and set(unrun.matched.found) == set(made.matched.found)
        listed_mistake = known.get(signed) if is_listed else None
        if listed_mistake:
            found = mistake(listed_mistake["name"], listed_mistake["message"])
            found = found.model_copy(update={"findings": (*found.findings, *_lines([report.headline(made)]))})
        else:
            hints = report.hints(made, opened.truth, review)[:3]
            found = not_yet("line", *_lines(hints), line=report.headline(made))
    report_lines = [VerdictFinding(code=IN_FULL, data={"line": line}) for line in in_full]
    return found.model_copy(update={"share": made.total / 100, "findings": (*found.findings, *report_lines)})


def _lines(lines: Sequence[str]) -> list[VerdictFinding]:
    return [VerdictFinding(code="line", data={"line": line}) for line in lines]


def reviewed(answer: Mapping[str, Any]) -> Any:
    """The review of a payload, as it is scored."""
    from firstquery.pulls.finding import Finding
    from firstquery.pulls.score import Review

    findings = tuple(
        Finding(**{**one, "evidence": tuple(one["evidence"])})  # `sound` has seen to its form
        for one in answer["findings"]
    )
    return Review(answer["verdict"], answer["summary"], findings)


def signature(answer: Mapping[str, Any], key: Mapping[str, Any]) -> str:
    """By what a mistake is known again: the verdict, the faults found, and whether anything was wrongly accused.

    As a hash: the key that ships must not name the faults.
    """
    return _without_evidence(answer, key)[1]


def _without_evidence(answer: Mapping[str, Any], key: Mapping[str, Any]) -> tuple[Any, str]:
    from firstquery.pulls import seal
    from firstquery.pulls.pulls import load
    from firstquery.pulls.score import score

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


def warehouse(key: Mapping[str, Any]) -> Path:
    """The data that evidence runs on: what the key names, within the course or anywhere; else what ships."""
    return course.course_folder() / str(key.get("warehouse") or Path("data") / "kestrel.sqlite")


def texts_of(payload: Mapping[str, Any]) -> Iterable[str] | None:
    """Every text in it; None where it has not the form of a review."""
    findings = payload.get("findings")
    head = (payload.get("pull"), payload.get("verdict"), payload.get("summary"))
    if not all(isinstance(one, str) for one in head) or not isinstance(findings, list):
        return None
    if not _NUMBER.fullmatch(str(head[0])) or head[1] not in _VERDICTS or len(findings) > MOST_FINDINGS:
        return None
    texts = [str(head[2])]
    for one in findings:
        if not isinstance(one, dict) or set(one) != _FIELDS or not _is_a_place(one):
            return None
        evidence = one["evidence"]
        if one["severity"] not in _SEVERITIES or not isinstance(evidence, list) or len(evidence) > MOST_EVIDENCE:
            return None
        listed_texts = [one["path"], one["problem"], one["suggestion"], one["kind"], *evidence]
        if not all(isinstance(text, str) for text in listed_texts):
            return None
        if any(len(text) > LONGEST_EVIDENCE for text in (one["path"], one["kind"], *evidence)):
            return None
        texts += listed_texts
    return texts


def _is_a_place(one: dict[str, Any]) -> bool:
    ends = (one["first"], one["last"])
    return (
        one["side"] in ("LEFT", "RIGHT")
        and all(type(end) is int for end in ends)
        and 0 < ends[0] <= ends[1] < LAST_LINE
    )
