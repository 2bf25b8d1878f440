"""The rules of equality: the one list behind docs/equality.md and tests/checks/test_equality.py.

The examples are Python as a learner would write it, over the tables below. Each rule has an answer that is accepted
and, beside it, the nearest answer that is refused; ``says`` is a part of the message to the refused one.
To write the page anew after a change: ``python -m tests.checks.rules``.
"""

from __future__ import annotations

import datetime as dt
import decimal
import fractions
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from firstquery.checks.payload import payload
from tests.checks.judged import entry

PAGE = Path(__file__).resolve().parents[2] / "docs" / "equality.md"

REVENUE = pd.DataFrame(
    {"region": ["Canada", "South", "West"], "accounts": [3, 2, 2], "revenue": [120.456, 80.0, 80.0]},
)
DAYS = pd.DataFrame({"day": ["2025-01-31", "2025-02-28"], "paid": [1, 0]})
MONTHS = pd.DataFrame({"month": ["2025-01", "2025-02"], "invoices": [7, 9]})
NAMES = pd.DataFrame({"code": ["007", "100"], "name": ["Café Réno", "Roof Co"]})
LIKE = pd.DataFrame({"region": ["West", "West", "South"]})
EMPTY = pd.DataFrame({"industry": ["Roofing", None], "accounts": [4, 0]})
FLAGS = pd.DataFrame({"region": ["South", "West"], "is_test": [1, 0], "opened": [0, 1]})

NAMES_IN_EXAMPLES: dict[str, Any] = {
    "pd": pd,
    "np": np,
    "dt": dt,
    "Decimal": decimal.Decimal,
    "Fraction": fractions.Fraction,
    "revenue": REVENUE,
    "days": DAYS,
    "months": MONTHS,
    "names": NAMES,
    "like": LIKE,
    "empty": EMPTY,
    "flags": FLAGS,
}


@dataclass(frozen=True)
class Rule:
    """One line of the page. ``expected`` is the key's answer; ``spec`` as in a key."""

    rule: str
    kind: str
    expected: Any
    accepted: str
    refused: str
    says: str
    spec: dict[str, Any] = field(default_factory=dict)

    def exercise(self) -> dict[str, Any]:
        """The entry of a key that the examples are held against."""
        return entry(self.kind, self.expected if self.kind == "choice" else payload(self.expected), **self.spec)


def example(code: str) -> Any:
    """The object that an example makes."""
    fresh = {name: made.copy() for name, made in NAMES_IN_EXAMPLES.items() if isinstance(made, pd.DataFrame)}
    return eval(code, {**NAMES_IN_EXAMPLES, **fresh})  # the examples are this file's own


T, V, C, W = "table", "value", "choice", "text"
ORDERED = {"ordered": ["revenue"]}
RULES = [
    Rule("Rows come in any order, unless the question asks for one", T, REVENUE,
         "revenue.iloc[::-1]", "revenue.iloc[[0, 1]]", "1 row is missing"),
    Rule("Where an order is asked for, it counts", T, REVENUE,
         "revenue", "revenue.iloc[::-1]", "only their order", ORDERED),
    Rule("Rows that tie in the ordered column come in any order", T, REVENUE,
         "revenue.iloc[[0, 2, 1]]", "revenue.iloc[[1, 0, 2]]", "only their order", ORDERED),
    Rule("Each row counts as often as it is there", T, LIKE,
         'pd.DataFrame({"region": ["South", "West", "West"]})', "like.drop_duplicates()", "alike have become one"),
    Rule("A row that comes twice is one too many", T, REVENUE,
         "revenue", "pd.concat([revenue, revenue.iloc[:1]])", "more than once"),
    Rule("Columns come in any order", T, REVENUE,
         'revenue[["revenue", "region", "accounts"]]', 'revenue[["revenue", "region"]]',
         "1 column is missing: `accounts`"),
    Rule("Capitals, spaces, hyphens and underscores in a column's name do not count", T, REVENUE,
         'revenue.rename(columns={"accounts": "AC-COUNTS", "region": "Re gion"})',
         'revenue.rename(columns={"accounts": "revenue", "revenue": "accounts"})', "swapped"),
    Rule("A column named otherwise is known by what it holds", T, REVENUE,
         'revenue.rename(columns={"revenue": "SUM(amount)"})',
         'revenue.rename(columns={"revenue": "SUM(amount)"}).assign(**{"SUM(amount)": 1.0})', "SUM(amount)"),
    Rule("Two columns under each other's names are not right", T, FLAGS,
         'flags.set_axis(["region", "a", "b"], axis=1)',
         'flags.rename(columns={"is_test": "opened", "opened": "is_test"})', "swapped"),
    Rule("More columns than asked for are named and refused", T, REVENUE,
         "revenue", "revenue.assign(note=1)", "1 column more than asked for: `note`"),
    Rule("Where more columns are fine (`extra`), those that are asked for still count", T, REVENUE,
         "revenue.assign(note=1)", 'revenue.assign(note=1, accounts=0)', "Column `accounts` differs", {"extra": True}),
    Rule("Integer, float and Decimal are one", T, REVENUE,
         'revenue.assign(accounts=[3.0, Decimal("2"), np.int8(2)])', "revenue.assign(accounts=[3.4, 2, 2])",
         "`accounts` differs in 1 row"),
    Rule("True and False are 1 and 0", T, FLAGS,
         "flags.assign(is_test=[True, False])", "flags.assign(is_test=[True, True])", "`is_test` differs in 1 row"),
    Rule("An index may be left in", T, REVENUE,
         'revenue.set_index("region")', 'revenue.set_index("region").reset_index(drop=True)',
         "1 column is missing: `region`"),
    Rule("A numbering of the rows is no column", T, REVENUE,
         "revenue.set_index(pd.Index([7, 3, 9]))", "revenue.reset_index()", "1 column more than asked for: `index`"),
    Rule("Column names on two storeys are read as one name", T, pd.DataFrame({"region": ["a"], "revenue_sum": [2.0]}),
         'pd.DataFrame({("region", ""): ["a"], ("revenue", "sum"): [2.0]})',
         'pd.DataFrame({("region", ""): ["a"], ("revenue", "sum"): [3.0]})', "`revenue_sum` differs"),
    Rule("A grouped Series is a table", T, REVENUE[["region", "revenue"]],
         'revenue.groupby("region")["revenue"].sum()', 'revenue.groupby("region")["revenue"].size()', "differs"),
    Rule("Lists of records and dictionaries of columns are tables", T, REVENUE,
         'revenue.to_dict("records")', 'revenue.to_dict("records")[:2]', "1 row is missing"),
    Rule("An array or a list of rows is a table without names", T, FLAGS,
         "[tuple(row) for row in flags.to_numpy()]", "[tuple(row)[:2] for row in flags.to_numpy()]",
         "1 column is missing"),
    Rule("Rounding in the last digit asked for (2, unless told)", T, REVENUE,
         "revenue.round(2)", "revenue.round(1)", "rounded too far"),
    Rule("`decimals` says which digit is the last", T, pd.DataFrame({"share": [0.12345]}),
         'pd.DataFrame({"share": [0.1235]})', 'pd.DataFrame({"share": [0.12]})', "rounded too far", {"decimals": 4}),
    Rule("Integers in the key are met exactly", T, REVENUE,
         "revenue.assign(accounts=[3.0000001, 2, 2])", "revenue.assign(accounts=[3.004, 2, 2])",
         "`accounts` differs in 1 row"),
    Rule("Near numbers are paired one to one", T, pd.DataFrame({"x": [1.000, 1.004], "y": [5.004, 5.000]}),
         'pd.DataFrame({"x": [1.0, 1.0], "y": [5.0, 5.0]})', 'pd.DataFrame({"x": [1.0, 1.02], "y": [5.0, 5.0]})',
         "`x` differs in 1 row"),
    Rule("A number written as a plain numeral is that number", T, REVENUE,
         'revenue.assign(accounts=["3", "2", "2"])', 'revenue.assign(accounts=["3", "two", "2"])',
         "text where numbers"),
    Rule("A code with leading zeros is text", T, NAMES,
         "names", 'names.assign(code=[7, 100])', "`code` differs"),
    Rule("Texts are met exactly: capitals and spaces count", T, NAMES,
         "names", 'names.assign(name=["café réno", "Roof Co "])', "Only capital letters or spaces differ"),
    Rule("A letter with an accent is one letter, however it is stored", T, NAMES,
         'names.assign(name=["Cafe\\u0301 Re\\u0301no", "Roof Co"])', 'names.assign(name=["Cafe Reno", "Roof Co"])',
         "`name` differs in 1 row"),
    Rule("A date is a date: text, date or timestamp; midnight is the day", T, DAYS,
         "days.assign(day=pd.to_datetime(days.day))", 'days.assign(day=pd.to_datetime(days.day) + pd.Timedelta("1h"))',
         "`day` differs"),
    Rule("A month is its first day", T, MONTHS,
         'months.assign(month=["2025-01-01", "2025-02-01"])', 'months.assign(month=["2025-01-31", "2025-02-28"])',
         "`month` differs"),
    Rule("All forms of no value are NULL", T, EMPTY,
         'empty.assign(industry=["Roofing", np.nan])', 'empty.assign(industry=["Roofing", ""])', "should be NULL"),
    Rule("NULL is not 0", T, EMPTY,
         "empty", "empty.assign(accounts=[4, None])", "`accounts` is NULL"),
    Rule("An empty table is right where nothing is the answer, and only there", T, REVENUE.iloc[:0],
         "revenue[revenue.accounts > 9]", "revenue", "3 rows too many"),
    Rule("A table with one cell is a value, and a value is such a table", T, pd.DataFrame({"n": [42]}),
         "42", "41", "differs"),
    Rule("Two right columns put together wrongly are wrong", T, REVENUE,
         "revenue", 'revenue.assign(region=["South", "Canada", "West"])', "`region` differs in 2 rows"),
    Rule("Int, float, Decimal, Fraction, NumPy scalar: one number", V, 1800,
         'Decimal("1800.00")', "1801", "more than it should be"),
    Rule("A one-cell table, Series, list or array is its value", V, 1800,
         'pd.DataFrame({"COUNT(*)": [1800]})', 'pd.DataFrame({"n": [1800, 2]})', "table of 2 rows"),
    Rule("A one-row Series may keep its index", V, 80.0,
         'revenue.groupby("region")["revenue"].sum()[["West"]]', 'revenue.groupby("region")["revenue"].sum()',
         "table of 3 rows"),
    Rule("Rounding in the last digit asked for", V, 12.3456,
         "12.35", "12.3", "rounded too far"),
    Rule("A percentage is not its fraction", V, 0.25,
         "Fraction(1, 4)", "25", "percentage"),
    Rule("The sign counts", V, -40.5,
         "-40.5", "40.5", "the sign is not"),
    Rule("Thousands may be set apart, and then in threes", V, 1743,
         '"1,743"', '"17,43"', "That is text"),
    Rule("A numeral is its number; any other text is text", V, 1800,
         '"1800"', '"1800 accounts"', "That is text"),
    Rule("Of a text, capitals and outer spaces do not count", V, "Fleet",
         '" fleet "', '"Fleets"', "not the value"),
    Rule("A date in any form", V, "2025-12-31",
         "dt.date(2025, 12, 31)", "dt.date(2025, 12, 30)", "not the value"),
    Rule("NULL and None are no value", V, 0,
         "False", "None", "There is nothing in that answer"),
    Rule("A letter in any form", C, "B",
         '"(b)."', '"C"', "not the one"),
    Rule("Letters stand alone or in a list", C, "B",
         '["b"]', '["a", "b"]', "more than one answer"),
    Rule("A letter may have its reason", C, "B",
         '"B, because LIMIT cuts"', '"B or C"', "more than one answer"),
    Rule("Only the options are options", C, "B",
         '"Option B"', '"because B is right"', "not among the options", {"options": ["A", "B", "C"]}),
    Rule("Several letters come in any order (`many`)", C, ["A", "C"],
         '"c, A"', '"A"', "not the right set", {"many": True}),
    Rule("Words are counted in any script", W, None,
         '"这里每个字都算一个词"', '"two words"', "at least 5", {"least": 5}),
    Rule("A figure that the data give is one in any usual way of writing", W, None,
         '"We had 1 746 of them."', '"We had 1,752 of them."', "Which number?",
         {"states": [{"what": "your number of exercise 4", "values": [1746], "ask": "Which number?"}]}),
    Rule("So is one in words", W, None,
         '"Eleven and a half per cent."', '"Eleven per cent."', "Which share?",
         {"states": [{"what": "the share", "values": [11.5], "ask": "Which share?"}]}),
    Rule("What is rounded as people round is that figure", W, None,
         '"It was 3.42 million."', '"It was 3.6 million."', "Which sum?",
         {"states": [{"what": "the sum", "values": [3421870.5], "ask": "Which sum?"}]}),
    Rule("The text of the exercise is no answer to it", W, None,
         '"Accounts that are active on the last day of the month."',
         '"Write one sentence that says who is a paying customer"', "text of the exercise",
         {"question": "Write one sentence that says who is a paying customer of Kestrel."}),
]  # fmt: skip


def as_markdown() -> str:
    """The rules as the tables of the page, one a kind."""
    titles = {T: "A table", V: "A value", C: "A choice", W: "A text"}
    lines: list[str] = []
    for kind, title in titles.items():
        lines += [f"## {title}", "", "| The rule | Accepted | Refused |", "|---|---|---|"]
        for rule in RULES:
            if rule.kind == kind:
                cells = [rule.rule, f"`{rule.accepted}`", f"`{rule.refused}`"]
                lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
        lines.append("")
    return "\n".join(lines)


START = "<!-- the rules: written by python -m tests.checks.rules -->"
END = "<!-- the rules end -->"


def with_rules(page: str) -> str:
    """The page with its tables written anew."""
    before, after = page.split(START)[0], page.split(END)[1]
    return f"{before}{START}\n\n{as_markdown()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(with_rules(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
