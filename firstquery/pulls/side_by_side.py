"""Today's version beside the proposed one: tables that a screen reader announces, and the same as plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from firstquery.core.errors import UserError
from firstquery.pulls import values
from firstquery.pulls.native import native
from firstquery.pulls.outcome import Outcome, TestRun

TODAY = "Today (main)"
ALL_TESTS = "all tests"
MOST_ROWS = 20
_MISSING = re.compile(r"There is nothing called (\w+) in this version of desk")
_LOOK = "text-align:left;vertical-align:top;padding:2px 12px 2px 0"
_CAPTION = "text-align:left;caption-side:top;white-space:normal"


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
        return _value(self._with(), self.after)

    @property
    def headline(self) -> str:
        if self.before.error is not None and self.after.error is not None and not self.differs:
            return f"It fails on both versions, in the same way: {self.expression}"
        if not self.differs:
            return f"The same on both versions: {self.expression}"
        if self.after.refused and not self.before.refused:
            return f"With pull request {self.number} this can't be tried as it is written: {self.expression}"
        return f"With pull request {self.number} something else comes out: {self.expression}"

    def __repr__(self) -> str:
        parts = [(TODAY, self._today_text), (self._with(), self.after.text)]
        return "\n\n".join([self.headline, *(f"{name}:\n{text}" for name, text in parts)])

    @property
    def _today_text(self) -> str:
        """What today's version says; of a name that only the change has, that it is new."""
        found = _MISSING.match(self.before.text) if self.before.refused else None
        if found and not self.after.text.startswith(found[0]):
            return f"{found[1]} is new: today's version has nothing of that name."
        return self.before.text

    def _repr_html_(self) -> str:
        head = f"<p><strong>{escape(self.headline)}</strong></p>"
        tables = [_rows_of(one) for one in (self.before, self.after)]
        if not any(tables):
            row = [self._today_text, self.after.text]
            return head + _table("", ["", TODAY, self._with()], [["Result", *row]])
        shown = []
        for name, one, rows, others in zip(
            (TODAY, self._with()), (self.before, self.after), tables, reversed(tables), strict=True
        ):
            if rows is None:
                text = self._today_text if one is self.before else one.text
                shown.append(_table(name, ["", "Result"], [["Result", text]]))
            else:
                shown.append(_table(*_marked(name, rows, others)))
        return head + "".join(shown)

    def _with(self) -> str:
        return f"With {self.number}"


def _value(name: str, outcome: Outcome) -> Any:
    if outcome.error is not None:
        raise UserError(f"{name} gives no value to go on with: {outcome.error}")
    return native(outcome.ok)


@dataclass(frozen=True, repr=False)
class BothRuns:
    """Of the tests: ``before`` on today's version, ``after`` on the change. ``tests_of`` says whose ran on both."""

    number: str
    what: str
    tests_of: str | None
    before: TestRun
    after: TestRun

    @property
    def differing(self) -> list[tuple[str, str, str]]:
        """Each test that ended differently, or is in one version alone: its name, today, with the change."""
        names = dict.fromkeys([*self.before.tests, *self.after.tests])
        pairs = [
            (name, self.before.tests.get(name, "not there"), self.after.tests.get(name, "not there")) for name in names
        ]
        return [pair for pair in pairs if pair[1] != pair[2]]

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
        return self.after.text if self.after.failed or self.after.errors or not self.after.tests else ""

    def __repr__(self) -> str:
        rows = [("Test", TODAY, f"With {self.number}"), *self.differing]
        widths = [max(len(row[at]) for row in rows) for at in range(3)]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
        table = "\n".join(lines) if self.differing else "Every test ends as it did before."
        return "\n\n".join(part for part in (self.headline, table, self.failures) if part)

    def _repr_html_(self) -> str:
        head = f"<p><strong>{escape(self.headline)}</strong></p>"
        rows = [list(row) for row in self.differing]
        heads = ["Test", TODAY, f"With {self.number}"]
        table = (
            _table("Tests that end differently", heads, rows) if rows else "<p>Every test ends as it did before.</p>"
        )
        said = self.failures
        more = f"<details><summary>What the tests say</summary><pre>{escape(said)}</pre></details>" if said else ""
        return head + table + more


def _rows_of(one: Outcome) -> dict[str, Any] | None:
    """The table that came out; None where something else did."""
    return one.ok["table"] if isinstance(one.ok, dict) and "table" in one.ok else None


def _marked(name: str, table: dict[str, Any], other: dict[str, Any] | None) -> tuple[str, list[str], list[list[str]]]:
    """A table with a first column that says which of its rows the other one has not."""
    there = [*(other["rows"] if other and other["columns"] == table["columns"] else [])]
    rows = []
    for row in table["rows"][:MOST_ROWS]:
        mark = "same" if any(values.same(row, one) for one in there) else "differs"
        rows.append([mark, *("NULL" if cell is None else values.shown(cell) for cell in row)])
    count = len(table["rows"]) + table.get("more", {}).get("rows", 0)
    cut = f"; the first {MOST_ROWS} are shown" if count > MOST_ROWS else ""
    return f"{name}: {count} {'row' if count == 1 else 'rows'}{cut}", ["Row", *table["columns"]], rows


def _table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The first cell of each row is its heading. The classes keep a front end from reading "$5" as a formula."""
    top = "".join(
        f'<th scope="col" style="{_LOOK}">{escape(head)}</th>' if head else f'<td style="{_LOOK}"></td>'
        for head in heads
    )
    body = "".join(
        f'<tr><th scope="row" style="{_LOOK}">{escape(row[0])}</th>'
        + "".join(f'<td style="{_LOOK};white-space:pre-wrap">{escape(cell)}</td>' for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    title = f'<caption style="{_CAPTION}">{escape(caption)}</caption>' if caption else ""
    whole = f"{title}<thead><tr>{top}</tr></thead><tbody>{body}</tbody>"
    return f'<table class="tex2jax_ignore mathjax_ignore">{whole}</table>'
