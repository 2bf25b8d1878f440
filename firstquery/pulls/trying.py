"""`try_on_data("0142", …)` and `run_tests("0142")`: today's version and the proposed one, side by side."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any, Literal, TypeVar

from firstquery.core import course, records
from firstquery.core.errors import UserError, in_sentences, shown
from firstquery.core.waiting import Waiting
from firstquery.pulls import expression, running, trees
from firstquery.pulls.outcome import TestRun
from firstquery.pulls.pulls import number_of
from firstquery.pulls.side_by_side import ALL_TESTS, BothOutcomes, BothRuns

PATIENCE = float(os.environ.get("FIRSTQUERY_PATIENCE") or 1.0)  # seconds, before "at work" is said
T = TypeVar("T")


@in_sentences('try_on_data("0146", "monthly_revenue(db, \'2025-01\')")')
def try_on_data(number: str | int, expression: str) -> BothOutcomes:
    """What an expression gives on Kestrel's data, today and with the change of a pull request. Raises `UserError`."""
    which = number_of(number)
    _must_be_evidence(expression)
    base, head = trees.base_and_head(which)
    data = warehouse()

    def tried(commit: str) -> Any:
        return running.run_expression(trees.tree(commit), expression, data)

    before, after = at_once("Both versions are at work.", lambda: tried(base), lambda: tried(head))
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
            f'tests_of is "base" for the tests of today, or "head" for those of the change: {shown(tests_of)}'
        )
    before, after = (trees.tree(commit) for commit in trees.base_and_head(which))
    if tests_of == "base":
        after = trees.with_tests_of(after, before)
    elif tests_of == "head":
        before = trees.with_tests_of(before, after)
    names = [_tests(tree, path) for tree in (before, after)]
    if path is not None and not any(names):
        raise UserError(f'Neither version has the tests {path}. They are named like this: "tests/test_revenue.py"')
    runs = at_once(
        "The tests of both versions are running.",
        *(lambda tree=tree, name=name: _run(tree, name) for tree, name in zip((before, after), names, strict=True)),
    )
    return BothRuns(which, path or ALL_TESTS, tests_of, *runs)


def warehouse() -> Path:
    """The data to try a version on: Kestrel's, the held-out ones at the grader."""
    from firstquery.sql.connect import chosen

    found = chosen() if records.at_the_grader() else None
    return found.path if found and found.path else course.COURSE / "data" / "kestrel.sqlite"


def _must_be_evidence(text: str) -> None:
    if why := expression.refusal(text):
        raise UserError(why)


def _tests(tree: Path, path: str | None) -> str | None:
    """What to run in a version; None where it does not have that file."""
    if path is None:
        return "tests"
    return path if (tree / str(path).partition("::")[0]).is_file() else None


def _run(tree: Path, name: str | None) -> TestRun:
    return running.run_pytest(tree, name) if name else TestRun(text="This version has no such tests.")


def at_once(says: str, *work: Callable[[], T]) -> list[T]:
    """What each of ``work`` returns; they run at the same time. After a second it is said that they are at work."""
    waiting = Waiting(_in_a_notebook())
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


def _in_a_notebook() -> bool:
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    return getattr(get_ipython(), "kernel", None) is not None
