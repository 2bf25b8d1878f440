"""Today's version beside the proposed one: tables that a screen reader announces, and the same as plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from firstquery.core.errors import UserError
from firstquery.review import values
from firstquery.review.render import render
from firstquery.review.running import Outcome, TestRun

TODAY = "Today (main)"
ALL_TESTS = "all tests"
MOST_ROWS = 20
_MISSING = re.compile(r"There is nothing called (\w+) in this version of desk")
Table = tuple[str, list[str], list[list[str]]]  # caption, heads, rows


@dataclass(frozen=True, repr=False)
class BothOutcomes:
    """Of one expression: ``before`` with today's version, ``after`` with the change."""

    number: str
    expression: str
    before: Outcome
    after: Outcome

    @property
    def differs(self) -> bool:
        return not self.before.same_as(self.after)

    @property
    def today(self) -> Any:
        """What today's version gives, to go on with: a number, a text, a table. Raises `UserError` where it fails."""
        return _value(TODAY, self.before)

    @property
    def proposed(self) -> Any:
        """The same with the change."""
        return _value(self._after_label, self.after)

    @property
    def headline(self) -> str:
        if self.before.error is not None and self.after.error is not None and not self.differs:
            return f"It fails on both versions, in the same way: {self.expression}"
        if not self.differs:
            return f"The same on both versions: {self.expression}"
        if self.after.refused and not self.before.refused:
            return f"With pull request {self.number} this can't be tried as it is written: {self.expression}"
        return f"With pull request {self.number} something else comes out: {self.expression}"

    @property
    def _after_label(self) -> str:
        return f"With {self.number}"

    @property
    def _today_text(self) -> str:
        """What today's version says; of a name that only the change has, that it is new."""
        found = _MISSING.match(self.before.text) if self.before.refused else None
        if found and not self.after.text.startswith(found[0]):
            return f"{found[1]} is new: today's version has nothing of that name."
        return self.before.text

    def __repr__(self) -> str:
        return f"{self.headline}\n\n{TODAY}:\n{self._today_text}\n\n{self._after_label}:\n{self.after.text}"

    def _repr_html_(self) -> str:
        tables = [("", ["", TODAY, self._after_label], [["Result", self._today_text, self.after.text]])]
        if self.before.table or self.after.table:
            tables = [
                _mark_rows(TODAY, self.before, self._today_text, self.after),
                _mark_rows(self._after_label, self.after, self.after.text, self.before),
            ]
        return render("table.html", headline=self.headline, tables=tables, said="")


def _value(name: str, outcome: Outcome) -> Any:
    if outcome.error is not None:
        raise UserError(f"{name} gives no value to go on with: {outcome.error}")
    return values.native(outcome.ok)


def _mark_rows(name: str, one: Outcome, text: str, other: Outcome) -> Table:
    """A table with a first column that says which of its rows the other one has not; what is no table as text."""
    table, beside = one.table, other.table
    if table is None:
        return name, ["", "Result"], [["Result", text]]
    there = beside["rows"] if beside and beside["columns"] == table["columns"] else []
    rows = [
        ["same" if any(values.are_equal(row, each) for each in there) else "differs", *values.shown_row(row)]
        for row in table["rows"][:MOST_ROWS]
    ]
    count = len(table["rows"])
    cut = f"; the first {MOST_ROWS} are shown" if count > MOST_ROWS else ""
    return f"{name}: {count} {'row' if count == 1 else 'rows'}{cut}", ["Row", *table["columns"]], rows


@dataclass(frozen=True, repr=False)
class BothRuns:
    """Of the tests: ``before`` on today's version, ``after`` on the change. ``tests_of`` says whose ran on both."""

    number: str
    what: str
    tests_of: str | None
    before: TestRun
    after: TestRun

    @property
    def differing(self) -> list[list[str]]:
        """Each test that ended differently, or is in one version alone: its name, today, with the change."""
        names = dict.fromkeys([*self.before.tests, *self.after.tests])
        runs = (self.before.tests, self.after.tests)
        rows = [[name, *(tests.get(name, "not there") for tests in runs)] for name in names]
        return [row for row in rows if row[1] != row[2]]

    @property
    def headline(self) -> str:
        whose = {"base": "today's tests on both versions", "head": "the tests of the change on both versions"}
        ran = whose[self.tests_of] if self.tests_of else self.what
        of = f" ({self.what})" if self.tests_of and self.what != ALL_TESTS else ""
        sides = f"{TODAY}: {self.before.summary}. With {self.number}: {self.after.summary}."
        return f"Pull request {self.number}, {ran}{of}. {sides}"

    @property
    def failures(self) -> str:
        """What pytest says of the tests that fail with the change, or why it did not come to its end."""
        return self.after.text if self.after.names_of("failed", "error") or not self.after.tests else ""

    @property
    def _table(self) -> Table:
        return "Tests that end differently", ["Test", TODAY, f"With {self.number}"], self.differing

    def __repr__(self) -> str:
        _, heads, rows = self._table
        table = "\n".join(values.align([heads, *rows])) if rows else "Every test ends as it did before."
        return "\n\n".join(part for part in (self.headline, table, self.failures) if part)

    def _repr_html_(self) -> str:
        tables = [self._table] if self.differing else []
        return render("table.html", headline=self.headline, tables=tables, said=self.failures)
