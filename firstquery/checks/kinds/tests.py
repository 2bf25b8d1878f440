"""Tests that the learner wrote, run against right versions, which they must spare, and wrong ones, which they catch.

Each version runs in a process and a folder of its own, so that no version meets another's bytecode.
"""

from __future__ import annotations

import ast
import re
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

    version: Mapping[str, str]
    code: int | None
    tests: dict[str, bool]
    said: str
    stopped: str


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
        first, *others = expected["versions"]
        runs = [_run(payload, expected, first, trial)]
        if found := _not_run(payload, runs[0], expected["seconds"]):
            return found
        with ThreadPoolExecutor(AT_ONCE) as pool:
            runs += pool.map(lambda version: _run(payload, expected, version, trial), others)
        share, found = _classified(runs)
        if found.right:
            return found
        # A mistake of answers.py is known by its text; its message goes first then.
        known = next((one for one in expected["mistakes"] if one["text"] == _words(payload["text"])), None)
        if known:
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


def _classified(runs: Sequence[_Run]) -> tuple[float, Verdict]:
    """The share of the points, and the verdict: which right versions are accused, and which wrong ones not."""
    told = _table(runs)
    rights = [run for run in runs if run.version["role"] == "correct"]
    wrongs = [run for run in runs if run.version["role"] == "faulty"]
    for run in rights:
        if run.code != 0:
            test = next((name for name, passed in run.tests.items() if not passed), "A test")
            return 0.0, not_yet("fails_on_right", told, test=test, version=run.version["name"])
    missed = [run.version for run in wrongs if run.code != FAILED]
    share = (len(wrongs) - len(missed)) / len(wrongs)
    if missed:
        hint = Finding(code="hint", data={"message": missed[0]["message"]})
        data = {"number": len(missed), "all": len(wrongs), "version": missed[0]["name"]}
        return share, not_yet("not_caught", hint, told, **data)
    always = [name for name in rights[0].tests if all(run.tests.get(name) for run in runs)]
    if always:
        return share / 2, not_yet("cannot_fail", told, test=always[0])
    return share, right(Finding(code="caught_all", data={"all": len(wrongs)}), told)


def _run(payload: Mapping[str, Any], expected: Mapping[str, Any], version: Mapping[str, str], trial: Trial) -> _Run:
    outcome = trial(
        files={TESTS: payload["text"], f"{expected['module']}.py": version["code"]},
        command=f"python -m pytest -q -p no:cacheprovider --tb=short --junitxml={REPORT} {TESTS}".split(),
        environment={"PYTHONDONTWRITEBYTECODE": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        seconds=expected["seconds"],
    )
    code = None if outcome.stopped else outcome.code
    return _Run(version, code, _outcomes(outcome.files.get(REPORT, b"")), outcome.stdout, outcome.stopped)


def _outcomes(report: bytes) -> dict[str, bool]:
    """Whether each test passed, by its name, from pytest's report; empty where there is none that can be read."""
    if len(report) > MOST_REPORT or b"<!DOCTYPE" in report:
        return {}
    try:
        cases = ElementTree.fromstring(report).iter("testcase")
        return {str(case.get("name")): case.find("failure") is None and case.find("error") is None for case in cases}
    except ElementTree.ParseError:
        return {}


def _not_run(payload: Mapping[str, Any], run: _Run, seconds: float) -> Verdict | None:
    """The verdict where the tests could not be run at all, on a right version."""
    version = run.version
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


def _table(runs: Sequence[_Run]) -> Finding:
    shown = [run for run in runs if run.version["role"] != "empty"]
    sorts = {"correct": "right", "faulty": "wrong"}
    head = ["", *(f"{run.version['name']} ({sorts[run.version['role']]})" for run in shown)]
    names = sorted({name for run in shown for name in run.tests})
    signs = {True: "✓", False: "✗", None: "–"}
    rows = [[name, *(signs[run.tests.get(name)] for run in shown)] for name in names]
    return Finding(code="versions", data={"rows": [head, *rows]})


KIND = Tests()
