"""Tests that the learner wrote, run against right versions, which they must spare, and wrong ones, which they catch.

Each version runs in a process and a folder of its own, as a module without a file, and the right ones run twice: in an
order that is drawn, under names that are drawn. So a test that tells them apart does so by what they give.
"""

from __future__ import annotations

import ast
import json
import random
import re
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from pydantic import Field

from firstquery.checks import source
from firstquery.checks.kind import Block, Material, Mistake, Options, Trial
from firstquery.checks.kinds.tests import claims, report, variation
from firstquery.checks.kinds.tests.report import Run
from firstquery.checks.verdict import Finding, Json, Verdict, not_yet, right
from firstquery.checks.words import Messages
from firstquery.core.errors import UserError

AT_ONCE = 3
LEAST_RIGHT, LEAST_WRONG = 2, 6
TIMES = 2  # that a right version runs: nobody can guess which runs are theirs
TESTS = "test_answer.py"
RUNNER = Path(__file__).with_name("runner.py")
_GAVE = re.compile(r"^E +\+  (?:where|and  ) (.+?) = (.+)$", re.M)  # as pytest takes a claim apart
_DECIMAL = re.compile(r"Decimal\('(?P<exact>[\d.]+)'\)")
_FUNCTION = re.compile(r"<function (\w+) at 0x\w+>")


class TestsOptions(Options):
    """``module=fees``: what the tests import; ``seconds``: a limit for one version."""

    __test__ = False

    module: str = Field("colleague", pattern=r"^[a-z_][a-z0-9_]*$")
    seconds: float = Field(20, gt=0, le=60)


class Tests(source.SourceKind[TestsOptions]):
    """A test suite as a classifier: what counts is which versions pass it."""

    __test__ = False

    name = "tests"
    Options = TestsOptions
    blocks = frozenset({"correct", "faulty"})
    phrases = Messages(__file__)
    asked, other = "tests", "not_tests"
    reruns = False  # the versions are the same on all data
    magic = "tests"

    def payload(self, answer: Any, questions: Json) -> dict[str, Any]:
        return super().payload(answer, {"file": TESTS})

    def build_key(
        self, options: TestsOptions, reference: dict[str, Any], mistakes: Sequence[Mistake], material: Material
    ) -> dict[str, Any]:
        """The versions by their roles, and two that do nothing, which no honest test passes on."""
        rights, wrongs = (
            [_version(block) for block in material.blocks if block.role == role] for role in ("correct", "faulty")
        )
        if len(rights) < LEAST_RIGHT or len(wrongs) < LEAST_WRONG:
            raise UserError(
                f"Tests need {LEAST_RIGHT} right versions (`correct:`), written differently, "
                f"and {LEAST_WRONG} wrong ones (`faulty:`)."
            )
        names = [one.name for one in ast.parse(rights[0]["code"]).body if isinstance(one, ast.FunctionDef)]
        empty = [
            {"role": "empty", "name": body, "code": "".join(f"def {one}(*a, **k):\n    {body}\n\n" for one in names)}
            for body in ("return None", "raise LookupError('nothing here')")
        ]
        return {
            "module": options.module,
            "seconds": options.seconds,
            "versions": [*rights, *wrongs, *empty],
            "mistakes": [
                {"name": one.name, "message": one.message, "text": _words(one.payload.get("text"))} for one in mistakes
            ],
        }

    def judge(self, payload: Mapping[str, Any], expected: Mapping[str, Any], trial: Trial | None = None) -> Verdict:
        """The verdict on tests: each version's exit code decides, and pytest's report says which test it was."""
        if early := self.unusable(payload, trial):
            return early
        assert trial is not None
        loose = claims.loose_claim(payload["text"])
        versions = expected["versions"]
        first = _run(payload, expected, 0, trial)
        if found := _not_run(payload, first, expected["seconds"]):
            return not_yet("outside", at=loose) if loose else found
        places = [place for place, one in enumerate(versions) for _ in range(TIMES if one["role"] == "correct" else 1)]
        del places[0]  # it has run once
        random.SystemRandom().shuffle(places)
        runs = {0: first}
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for place, run in zip(places, pool.map(lambda at: _run(payload, expected, at, trial), places), strict=True):
                if place not in runs or runs[place].is_spared:
                    runs[place] = run
        in_order = [runs[place] for place in range(len(versions))]
        for run in in_order:
            if run.version["role"] == "correct" and (found := _not_run(payload, run, expected["seconds"])):
                return found
        share, found = _classified(in_order, payload["text"])
        if found.right:
            return found
        # A mistake of answers.py is known by its text; its message goes first then.
        known = next((one for one in expected["mistakes"] if one["text"] == _words(payload["text"])), None)
        if loose:
            found = not_yet("outside", *[one for one in found.findings if one.code == "versions"], at=loose)
        elif known:
            found = not_yet("mistake", *found.findings[1:], name=known["name"], message=known["message"])
        return found.model_copy(update={"share": share})

    def table(self, verdict: Verdict) -> list[list[str]] | None:
        """Test by version: ✓ passes, ✗ fails."""
        return next((list(one.data["rows"]) for one in verdict.findings if one.code == "versions"), None)

    def blank(self, name: str, options: TestsOptions) -> str:
        return (
            f"%%tests {name}\n# Write your tests here, in place of this line. "
            f"They begin with: from {options.module} import …"
        )


def _version(block: Block) -> dict[str, str]:
    try:
        compile(block.code, block.name, "exec")
    except SyntaxError as fault:
        raise UserError(f"The version {block.name!r} can't be read: {fault.msg} (line {fault.lineno}).") from None
    return {"role": block.role, "name": block.name, "message": block.message, "code": block.code + "\n"}


def _words(text: Any) -> str:
    return " ".join(str(text or "").split())


def _classified(runs: Sequence[Run], text: str) -> tuple[float, Verdict]:
    """The share of the points, and the verdict: which right versions are accused, and which wrong ones not."""
    told = _table(runs)
    rights = [run for run in runs if run.version["role"] == "correct"]
    wrongs = [run for run in runs if run.version["role"] == "faulty"]
    for run in rights:
        if not run.is_spared:
            test, said = next(((name, said) for name, said in run.tests.items() if said), ("A test", ""))
            code, where = _failure(text, said)
            data: dict[str, Any] = {"test": test, "version": run.version["name"], "where": where}
            if code == "fails_on_right" and (exact := _decimal(said)):
                return 0.0, not_yet("no_decimal", told, **data, exact=exact)
            return 0.0, not_yet(code, told, **data)
    missed = [run.version for run in wrongs if not run.is_caught]
    share = (len(wrongs) - len(missed)) / len(wrongs)
    if missed:
        names = Counter(re.findall(r"^def (test\w*)", text, re.M))
        if unrun := claims.unrun_functions(text):
            return share, not_yet("not_run", told, names=[f"`{name}`" for name in unrun])
        if at := claims.number_for_message(text):
            return share, not_yet("number_for_message", told, at=at)
        if twin := next((name for name in names if names[name] > 1), ""):
            return share, not_yet("same_name", told, test=twin, number=names[twin])
        # On a version that raises, a test that calls it fails without a claim.
        giving = [run for run in runs if not run.version["name"].startswith("raise ")]
        if idle := _unfailing(giving):
            return share, not_yet("claims_nothing", told, test=idle)
        hint = Finding(code="hint", data={"message": missed[0]["message"]})
        data = {"number": len(missed), "all": len(wrongs), "version": missed[0]["name"]}
        return share, not_yet("not_caught", hint, told, **data)
    if always := _unfailing(runs):
        return share / 2, not_yet("cannot_fail", told, test=always)
    return share, right(Finding(code="caught_all", data={"all": len(wrongs)}), told)


def _unfailing(runs: Sequence[Run]) -> str:
    """The first test that passes in all ``runs``; empty where there is none."""
    return next((name for name in runs[0].tests if all(run.passed(name) for run in runs)), "")


def _failure(text: str, said: str) -> tuple[str, str]:
    """Whether a claim failed or the test stopped, as a finding's code; and in words where, and over what."""
    error, _, account = said.partition("\n")
    lines = re.findall(r"test_answer\.py:(\d+): in ", account)
    at = source.quote(text, int(lines[-1])) if lines else ""
    is_claim = error.startswith(("AssertionError", "assert ", "Failed: "))
    gave = _GAVE.findall(_FUNCTION.sub(r"\1", account)) if is_claim else []
    over = " and ".join(f"`{call[:80]}` gives {value[:80]}" for value, call in gave[:2]) or error.rstrip(".")[:160]
    return "fails_on_right" if is_claim else "stops_on_right", "".join(f": {one}" for one in (at, over) if one)


def _decimal(said: str) -> str:
    """The Decimal that a failed claim sets against the float or the text of the same number; else empty."""
    claim = re.fullmatch(r"(?:AssertionError: )?assert (.+) == (.+)", said.partition("\n")[0])
    for exact, other in ((claim[1], claim[2]), (claim[2], claim[1])) if claim else ():
        number, same = _DECIMAL.fullmatch(exact), re.fullmatch(r"(?:Decimal\()?'?([\d.]+)'?\)?", other)
        if number and same and float(number["exact"]) == float(same[1]):
            return number["exact"]
    return ""


def _run(payload: Mapping[str, Any], expected: Mapping[str, Any], place: int, trial: Trial) -> Run:
    """Run the tests on the version in that place, as a stranger among the others."""
    versions, token = expected["versions"], secrets.token_hex(16)
    codes = [one["code"] for one in versions]
    public = variation.public_names([one["code"] for one in versions if one["role"] == "correct"])
    drawn = variation.vary(codes[place], [*codes[:place], *codes[place + 1 :]], public, random.SystemRandom())
    outcome = trial(
        files={TESTS: payload["text"]},
        command=["python", "-c", RUNNER.read_text(encoding="utf-8")],
        environment={"PYTHONDONTWRITEBYTECODE": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        stdin=json.dumps({"module": expected["module"], "version": drawn, "tests": TESTS, "token": token}),
        seconds=expected["seconds"],
    )
    return report.read(versions[place], outcome.stdout, token, outcome.stopped)


def _not_run(payload: Mapping[str, Any], run: Run, seconds: float) -> Verdict | None:
    """The verdict where the tests could not be run at all, on a right version."""
    name = run.version["name"]
    if run.stopped not in ("", "time"):
        return not_yet("limit", limit=run.stopped, version=name)
    if run.stopped:
        return not_yet("stopped", seconds=seconds, version=name)
    if run.code == report.NONE_FOUND:
        return not_yet("no_tests")
    if run.unread:
        line = re.search(r"test_answer\.py:(\d+)", run.unread) or re.search(
            r"test_answer\.py\", line (\d+)", run.unread
        )
        at = source.quote(payload["text"], int(line[1])) if line else ""
        reasons = run.reasons
        where = (f": {at}" if at else "") + (f": {reasons[-1].rstrip('.')[:160]}" if reasons else "")
        return not_yet("not_collected", where=where)
    return None if run.is_whole else not_yet("ended", version=name)


def _table(runs: Sequence[Run]) -> Finding:
    shown = [run for run in runs if run.version["role"] != "empty"]
    sorts = {"correct": "right", "faulty": "wrong"}
    head = ["", *(f"{run.version['name']} ({sorts[run.version['role']]})" for run in shown)]
    names = dict.fromkeys(name for run in shown for name in run.tests)
    signs = {True: "✓", False: "✗", None: "–"}
    rows = [[name, *(signs[run.passed(name) if name in run.tests else None] for run in shown)] for name in names]
    return Finding(code="versions", data={"rows": [head, *rows]})


KIND = Tests()
