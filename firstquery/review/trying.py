"""Versions of the service tried out: `try_on_data` and `run_tests` on both sides of a change, `desk_at` anywhere."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any, Literal, TypeVar

from firstquery.core import course, records
from firstquery.core.errors import UserError, in_sentences, quote_value
from firstquery.core.waiting import Waiting
from firstquery.core.warehouse import learning
from firstquery.review import copy, program, running, trees, values
from firstquery.review import expression as evidence
from firstquery.review.pulls import number_of, numbers
from firstquery.review.running import Outcome, TestRun
from firstquery.review.side_by_side import ALL_TESTS, BothOutcomes, BothRuns

PATIENCE = float(os.environ.get("FIRSTQUERY_PATIENCE") or 1.0)  # seconds, before "at work" is said
USAGE = 'desk_at("v1.0", "monthly_revenue(db, \'2025-11\')")'
_known: dict[tuple[object, ...], Outcome] = {}
T = TypeVar("T")


@in_sentences('try_on_data("0146", "monthly_revenue(db, \'2025-01\')")')
def try_on_data(number: str | int, expression: str) -> BothOutcomes:
    """What an expression gives on the data, today and with the change of a pull request. Raises `UserError`."""
    which = number_of(number)
    evidence.parse(expression)
    base, head = trees.base_and_head(which)
    data = warehouse()

    def evaluate_at(commit: str) -> Any:
        return running.run_expression(trees.tree(commit), expression, data)

    before, after = at_once("Both versions are at work.", lambda: evaluate_at(base), lambda: evaluate_at(head))
    return BothOutcomes(which, expression, before, after)


@in_sentences('run_tests("0146") or run_tests("0146", "tests/test_rates.py")')
def run_tests(
    number: str | int, path: str | None = None, tests_of: Literal["base", "main", "head"] | None = None
) -> BothRuns:
    """The tests of a pull request, those of today on today's code beside its own on its own code.

    ``path`` is one file of tests. With ``tests_of="base"`` (or "main") today's tests run on both versions, with
    ``"head"`` those of the change. Raises `UserError`.
    """
    which = number_of(number)
    if tests_of == "main":  # as the result calls it
        tests_of = "base"
    if tests_of not in (None, "base", "head"):
        raise UserError(
            f'tests_of is "base" for the tests of today, or "head" for those of the change: {quote_value(tests_of)}'
        )
    before, after = (trees.tree(commit) for commit in trees.base_and_head(which))
    if tests_of == "base":
        after = trees.with_tests_of(after, before)
    elif tests_of == "head":
        before = trees.with_tests_of(before, after)
    file = str(path or "tests").partition("::")[0]
    has = {tree: (tree / file).exists() for tree in (before, after)}
    if not any(has.values()):
        raise UserError(f'Neither version has the tests {path}. They are named like this: "tests/test_revenue.py"')

    def run(tree: Path) -> TestRun:
        return running.run_pytest(tree, path) if has[tree] else TestRun(text="This version has no such tests.")

    runs = at_once("The tests of both versions are running.", lambda: run(before), lambda: run(after))
    return BothRuns(which, path or ALL_TESTS, tests_of, *runs)


@in_sentences(USAGE)
def desk_at(revision: str, expression: str) -> Any:
    """What an expression gives on the course's data, computed by desk as it stood at ``revision``.

    ``revision`` is whatever git understands in your own copy: a tag, a branch, a hash. The result is a number, a text
    or a table to go on with. Raises `UserError` where there is no such version or the expression fails there.
    """
    if not isinstance(revision, str) or not isinstance(expression, str):
        raise UserError(f"Two texts between quotation marks are needed: a version, and what to ask it. {USAGE}")
    evidence.parse(expression)
    own = copy.working_copy()
    outcome = _outcome(own, _hash(own, revision), expression, warehouse())
    if outcome.error is not None:
        raise UserError(f"Desk at {revision} gives no answer to this: {outcome.error}")
    return values.native(outcome.ok)


def _outcome(own: Path, commit: str, expression: str, data: Path) -> Outcome:
    """What comes out is a matter of the files, the expression and the data: asked again it is not computed again."""
    files = program.run(own, "rev-parse", f"{commit}^{{tree}}", home=copy.home()).decode().strip()
    state = data.stat()
    asked = (files, expression, str(data), state.st_mtime_ns, state.st_size)
    if asked not in _known:
        outcome = running.run_expression(trees.tree(commit, own), expression, data)
        if outcome.late:
            return outcome
        _known[asked] = outcome
    return _known[asked]


def _hash(own: Path, revision: str) -> str:
    """The commit that a name stands for. Raises `UserError`."""
    name = revision.strip()
    try:
        if not name or name.startswith("-"):
            raise UserError("")
        found = program.run(own, "rev-parse", "--verify", "--quiet", name, home=copy.home()).decode().strip()
        return trees.commit(found, own)
    except UserError:
        short = re.fullmatch(r"(pull/)?0*(\d{1,4})", name, re.IGNORECASE)
        if short and (number := f"{int(short[2]):04d}") in numbers():
            told = "with a word before its number" if not short[1] else "with four digits, zeros in front"
            raise UserError(f'The version of a pull request is named {told}: "pull/{number}"') from None
        raise UserError(
            f"Your copy of desk has no version {quote_value(revision)}. A version is a tag such as v1.0, a branch, or "
            'a hash as git("log --oneline") shows it.'
        ) from None


def warehouse() -> Path:
    """The data to try a version on: the course's, the held-out ones at the grader."""
    from firstquery.sql.connect import choose_database

    found = choose_database() if records.at_the_grader() else None
    return found.path if found and found.path else learning(course.COURSE)


def at_once(says: str, *work: Callable[[], T]) -> list[T]:
    """What each of ``work`` returns; they run at the same time. After a second it is said that they are at work."""
    from IPython import get_ipython

    waiting = Waiting(getattr(get_ipython(), "kernel", None) is not None)
    with ThreadPoolExecutor(len(work)) as pool:
        begun = [pool.submit(one) for one in work]
        try:
            if wait(begun, PATIENCE).not_done and not records.at_the_grader():
                waiting.say(f"{says} It takes some seconds.")
            return [one.result() for one in begun]
        except KeyboardInterrupt:
            running.end_all()
            raise UserError("Stopped. Nothing was changed.") from None
        finally:
            waiting.clear()
