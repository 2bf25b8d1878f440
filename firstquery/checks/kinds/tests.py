"""Tests that the learner wrote, run against right versions, which they must spare, and wrong ones, which they catch.

Each version runs in a process and a folder of its own, so that no version meets another's bytecode.
"""

from __future__ import annotations

import ast
import re
import secrets
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from pydantic import Field

from firstquery.checks import source
from firstquery.checks.kind import Block, Material, Mistake, Options, Phrase, Trial
from firstquery.checks.verdict import Finding, Json, Verdict, not_yet, right
from firstquery.core.errors import UserError

AT_ONCE = 3
LEAST_RIGHT, LEAST_WRONG = 2, 6
FAILED, NONE_FOUND = 1, 5  # pytest's exit codes
REPORT = "report.xml"
TESTS = "test_answer.py"
MOST_REPORT = 1_000_000
_COLLECTING = re.compile(r"^E +(.+)$", re.M)

PHRASES = {
    "not_tests": Phrase("That is {what}; tests are asked for.", "Tests are asked for."),
    "no_trial": Phrase(
        "Tests are run in a process of their own, and this place has none. Run the check in JupyterLab on a computer.",
        "The tests could not be run here.",
    ),
    "no_tests": Phrase(
        "pytest found no test in the cell. It looks for functions whose names begin with test_.",
        "pytest found no test in the cell.",
    ),
    "not_collected": Phrase("pytest could not read the cell{where}.", "pytest could not read the cell."),
    "stopped": Phrase(
        "The tests had not ended after {seconds:g} seconds on the version {version!r}.",
        "The tests did not end in time.",
    ),
    "limit": Phrase(
        "The tests were stopped at the limit of {limit} on the version {version!r}.",
        "The tests were stopped at a limit.",
    ),
    "fails_on_right": Phrase(
        "{test} fails on a version that is right ({version}). What does it ask for that nobody promised?",
        "A test fails on a version that is right.",
    ),
    "not_caught": Phrase(
        "{number} of {all} wrong versions pass all your tests; one of them: {version}.",
        "A wrong version passes all the tests.",
    ),
    "cannot_fail": Phrase(
        "{test} passes on every version, even on one that does nothing at all. What would make it fail?",
        "A test passes on every version, even on one that does nothing at all.",
    ),
    "caught_all": Phrase("All {all} wrong versions are caught, and no right one is accused.", ""),
    "hint": source.HINT,
}


class TestsOptions(Options):
    """``module=fees``: what the tests import; ``seconds``: a limit for one version."""

    __test__ = False

    module: str = Field("colleague", pattern=r"^[a-z_][a-z0-9_]*$")
    seconds: float = Field(20, gt=0, le=60)


@dataclass(frozen=True)
class _Run:
    """One version under the tests: pytest's exit code (None: stopped), and each test's outcome as pytest wrote it."""

    code: int | None
    tests: dict[str, bool]
    said: str
    stopped: str = ""


class Tests(source.SourceKind[TestsOptions]):
    """A test suite as a classifier: what counts is which versions pass it."""

    __test__ = False

    name = "tests"
    Options = TestsOptions
    blocks = frozenset({"correct", "faulty"})
    phrases = PHRASES
    asked, other = "tests", "not_tests"
    reruns = False  # the versions are the same on all data
    magic = "tests"

    def payload(self, answer: Any, questions: Json) -> dict[str, Any]:
        return super().payload(answer, {"file": TESTS})

    def build_key(
        self, options: TestsOptions, reference: dict[str, Any], mistakes: Sequence[Mistake], material: Material
    ) -> dict[str, Any]:
        """The versions by their roles, and two that do nothing, which no honest test passes on."""
        versions = [_version(block) for block in material.blocks if block.role in self.blocks]
        rights = sum(one["role"] == "correct" for one in versions)
        if rights < LEAST_RIGHT or len(versions) - rights < LEAST_WRONG:
            raise UserError(
                f"Tests need {LEAST_RIGHT} right versions (`correct:`), written differently, "
                f"and {LEAST_WRONG} wrong ones (`faulty:`)."
            )
        names = _functions(next(one["code"] for one in versions if one["role"] == "correct"))
        empty = [
            {
                "role": "empty",
                "name": body,
                "message": "",
                "code": "\n".join(f"def {one}(*a, **k):\n    {body}\n" for one in names),
            }
            for body in ("return None", "raise LookupError('nothing here')")
        ]
        told = [
            {"name": one.name, "message": one.message, "text": " ".join(str(one.payload.get("text", "")).split())}
            for one in mistakes
        ]
        return {"module": options.module, "seconds": options.seconds, "versions": [*versions, *empty], "mistakes": told}

    def judge(self, payload: Mapping[str, Any], expected: Mapping[str, Any], trial: Trial | None = None) -> Verdict:
        """The verdict on tests: each version's exit code decides, and pytest's report says which test it was."""
        if early := self.unusable(payload, trial):
            return early
        assert trial is not None
        versions = expected["versions"]
        runs = _run_all(payload, expected, trial)
        if found := _unusable(payload, versions, runs, expected["seconds"]):
            return found
        told = _table(versions, runs)
        rights = [(one, run) for one, run in zip(versions, runs, strict=True) if one["role"] == "correct"]
        wrongs = [(one, run) for one, run in zip(versions, runs, strict=True) if one["role"] == "faulty"]
        for version, run in rights:
            if run.code != 0:
                test = next((name for name, passed in run.tests.items() if not passed), "A test")
                return self._wrong("fails_on_right", expected, payload, told, 0.0, test=test, version=version["name"])
        caught = [one for one, run in wrongs if run.code == FAILED]
        share = len(caught) / len(wrongs)
        if missed := [one for one, run in wrongs if run.code != FAILED]:
            hint = Finding(code="hint", data={"message": missed[0]["message"]})
            data = {"number": len(missed), "all": len(wrongs), "version": missed[0]["name"]}
            return self._wrong("not_caught", expected, payload, [hint, *told], share, **data)
        always = [name for name in rights[0][1].tests if all(run.tests.get(name) for run in runs)]
        if always:
            return self._wrong("cannot_fail", expected, payload, told, share / 2, test=always[0])
        return right(Finding(code="caught_all", data={"all": len(wrongs)}), *told)

    def _wrong(
        self,
        code: str,
        expected: Mapping[str, Any],
        payload: Mapping[str, Any],
        more: Sequence[Finding],
        share: float,
        **data: Any,
    ) -> Verdict:
        """A verdict with its share; a mistake of answers.py is known by its text, its message goes first then."""
        text = " ".join(str(payload["text"]).split())
        known = next((one for one in expected["mistakes"] if one["text"] == text), None)
        found = not_yet(code, *more, **data)
        if known:
            found = not_yet("mistake", *more, name=known["name"], message=known["message"])
        return found.model_copy(update={"share": share})

    def table(self, verdict: Verdict) -> list[list[str]] | None:
        """Test by version: ✓ passes, ✗ fails."""
        return next((list(one.data["rows"]) for one in verdict.findings if one.code == "versions"), None)

    def blank(self, name: str, options: TestsOptions) -> str:
        return (
            f"%%tests {name}\n# Write your tests here, in place of this line. They begin with: import {options.module}"
        )


def _version(block: Block) -> dict[str, str]:
    try:
        compile(block.code, block.name, "exec")
    except SyntaxError as fault:
        raise UserError(f"The version {block.name!r} can't be read: {fault.msg} (line {fault.lineno}).") from None
    return {"role": block.role, "name": block.name, "message": block.message, "code": block.code + "\n"}


def _functions(code: str) -> list[str]:
    return [one.name for one in ast.parse(code).body if isinstance(one, ast.FunctionDef)]


def _run_all(payload: Mapping[str, Any], expected: Mapping[str, Any], trial: Trial) -> list[_Run]:
    """Each version's run, in no order that a test could count on. Tests that do not end once are not run again."""
    versions = expected["versions"]
    first = next(at for at, one in enumerate(versions) if one["role"] == "correct")
    tried = _run(payload, expected, versions[first], trial)
    if tried.code not in (0, FAILED):
        return [tried] * len(versions)
    order = [at for at in range(len(versions)) if at != first]
    secrets.SystemRandom().shuffle(order)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        runs = dict(
            zip(
                order, pool.map(lambda at: _run(payload, expected, expected["versions"][at], trial), order), strict=True
            )
        )
    runs[first] = tried
    return [runs[at] for at in sorted(runs)]


def _run(payload: Mapping[str, Any], expected: Mapping[str, Any], version: Mapping[str, str], trial: Trial) -> _Run:
    outcome = trial(
        files={TESTS: payload["text"], f"{expected['module']}.py": version["code"]},
        command=f"python -m pytest -q -p no:cacheprovider --tb=short --junitxml={REPORT} {TESTS}".split(),
        environment={"PYTHONDONTWRITEBYTECODE": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        seconds=expected["seconds"],
    )
    return _Run(
        None if outcome.stopped else outcome.code,
        _outcomes(outcome.files.get(REPORT, b"")),
        outcome.stdout,
        outcome.stopped,
    )


def _outcomes(report: bytes) -> dict[str, bool]:
    """Whether each test passed, by its name, from pytest's report; empty where there is none that can be read."""
    if len(report) > MOST_REPORT or b"<!DOCTYPE" in report:
        return {}
    try:
        cases = ElementTree.fromstring(report).iter("testcase")
        return {str(case.get("name")): case.find("failure") is None and case.find("error") is None for case in cases}
    except ElementTree.ParseError:
        return {}


def _unusable(
    payload: Mapping[str, Any], versions: Sequence[Mapping[str, str]], runs: Sequence[_Run], seconds: float
) -> Verdict | None:
    """The verdict where the tests could not be run at all: on the first right version."""
    version, run = next((one, run) for one, run in zip(versions, runs, strict=True) if one["role"] == "correct")
    if run.stopped not in ("", "time"):
        return not_yet("limit", limit=run.stopped, version=version["name"])
    if run.code is None:
        return not_yet("stopped", seconds=seconds, version=version["name"])
    if run.code == NONE_FOUND:
        return not_yet("no_tests")
    if run.code not in (0, FAILED):
        line = re.search(r"test_answer\.py:(\d+)", run.said) or re.search(r"test_answer\.py\", line (\d+)", run.said)
        at = source.quote(payload["text"], int(line[1])) if line else ""
        reasons = _COLLECTING.findall(run.said)
        where = (f": {at}" if at else "") + (f": {reasons[-1].rstrip('.')[:160]}" if reasons else "")
        return not_yet("not_collected", where=where)
    return None


def _table(versions: Sequence[Mapping[str, str]], runs: Sequence[_Run]) -> list[Finding]:
    shown = [(one, run) for one, run in zip(versions, runs, strict=True) if one["role"] != "empty"]
    names = sorted({name for _, run in shown for name in run.tests})
    head = ["", *(f"{one['name']} ({'right' if one['role'] == 'correct' else 'wrong'})" for one, _ in shown)]
    rows = [
        [name, *("✓" if run.tests.get(name) else "✗" if name in run.tests else "–" for _, run in shown)]
        for name in names
    ]
    return [Finding(code="versions", data={"rows": [head, *rows]})]


KIND = Tests()
