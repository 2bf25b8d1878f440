"""A file that a program wrote, as plain JSON, and whether two such files say the same."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser
from pathlib import PurePosixPath
from typing import Any

from firstquery.checks.kinds.table import findings
from firstquery.checks.payload import MOST_COLUMNS, MOST_ROWS
from firstquery.checks.tables import KeyTable, best_fit, readings
from firstquery.checks.verdict import Finding

MOST_BYTES = 1_000_000
_MAGIC = {".png": b"\x89PNG\r\n", ".jpg": b"\xff\xd8", ".jpeg": b"\xff\xd8", ".gif": b"GIF8", ".pdf": b"%PDF"}


def read(name: str, content: bytes) -> dict[str, Any]:
    """What a file says, by its ending: ``{"type": "table" | "data" | "page" | "picture" | "text" | "broken", …}``."""
    if len(content) > MOST_BYTES:
        return {"type": "broken", "why": "too large"}
    ending = PurePosixPath(name).suffix.lower()
    if ending in _MAGIC:
        return {"type": "picture"} if content.startswith(_MAGIC[ending]) else {"type": "broken", "why": "no picture"}
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return {"type": "broken", "why": "no text"}
    if ending in (".csv", ".tsv"):
        return _table(list(csv.reader(io.StringIO(text), delimiter="\t" if ending == ".tsv" else ",")))
    if ending == ".json":
        try:
            return {"type": "data", "value": json.loads(text)}
        except (ValueError, RecursionError):
            return {"type": "broken", "why": "no JSON"}
    if ending in (".html", ".htm"):
        page = _Page()
        page.feed(text)
        return {"type": "page", "tables": [_table(rows) for rows in page.tables], "pictures": page.pictures}
    return {"type": "text", "value": "\n".join(line.rstrip() for line in text.strip().splitlines())}


def agree(given: dict[str, Any], expected: dict[str, Any], spec: dict[str, Any] | None = None) -> bool:
    """Whether a file says what the expected one does: tables as tables are compared, a page by its tables."""
    if given["type"] != expected["type"]:
        return False
    if expected["type"] == "table":
        return _tables_agree(given, expected, spec or {})
    if expected["type"] == "page":
        found = all(
            any(_tables_agree(one, table, spec or {}) for one in given["tables"]) for table in expected["tables"]
        )
        return found and given["pictures"] >= min(expected["pictures"], 1)
    if expected["type"] == "data":
        given_table, expected_table = _records(given["value"]), _records(expected["value"])
        if given_table and expected_table:
            return _tables_agree(given_table, expected_table, spec or {})
        return bool(given["value"] == expected["value"])
    return bool(given.get("value") == expected.get("value"))


def unlike(given: dict[str, Any], expected: dict[str, Any]) -> list[Finding]:
    """In what a file differs that does not `agree` with the expected one; nothing where no words are known for it."""
    if given["type"] != expected["type"]:
        return []
    if expected["type"] == "table":
        return _tables_unlike(given, expected)
    if expected["type"] == "data":
        given_table, expected_table = _records(given["value"]), _records(expected["value"])
        return _tables_unlike(given_table, expected_table) if given_table and expected_table else []
    if expected["type"] != "page":
        return []
    wanted = [one for one in expected["tables"] if not any(_tables_agree(table, one, {}) for table in given["tables"])]
    left = [one for one in given["tables"] if not any(_tables_agree(one, table, {}) for table in expected["tables"])]
    if not wanted:
        return [Finding(code="no_picture")]
    if len(left) != len(wanted):
        return [Finding(code="page_tables", data={"there": len(given["tables"]), "asked": len(expected["tables"])})]
    return _tables_unlike(left[0], wanted[0])


def _tables_unlike(given: dict[str, Any], expected: dict[str, Any]) -> list[Finding]:
    if expected["type"] != "table" or given["type"] != "table":
        return []
    made = best_fit(KeyTable(expected, {}), readings(given))
    return [] if made is None or made.right else list(findings.difference(made, given).findings)


def _tables_agree(given: dict[str, Any], expected: dict[str, Any], spec: dict[str, Any]) -> bool:
    if expected["type"] != "table" or given["type"] != "table":
        return bool(given["type"] == expected["type"])
    fit = best_fit(KeyTable(expected, spec), readings(given))
    return fit is not None and bool(fit.right)


def _table(rows: list[list[str]]) -> dict[str, Any]:
    rows = [row for row in rows if row]
    width = max(map(len, rows), default=0)
    if len(rows) > MOST_ROWS or width > MOST_COLUMNS:
        return {"type": "broken", "why": "too large"}
    head, *body = [row + [""] * (width - len(row)) for row in rows] or [[]]
    values = [[_value(cell) for cell in row] for row in body]
    # pandas writes the numbers of its rows as a first column without a name.
    first = [row[0] for row in values if type(row[0]) is int]  # as they were before the table was sorted
    numbered = width > 1 and not head[0].strip() and sorted(first) == list(range(len(values)))
    index = int(numbered)
    return {"type": "table", "columns": head, "rows": values, "index": index, "from": "table", "sorted_by_query": None}


def _records(value: Any) -> dict[str, Any] | None:
    """A list of records as a table; None where it is none."""
    if not (isinstance(value, list) and value and all(isinstance(one, dict) for one in value)):
        return None
    names = list(dict.fromkeys(str(name) for one in value for name in one))
    if len(names) > MOST_COLUMNS or len(value) > MOST_ROWS:
        return None
    plain = all(isinstance(cell, str | int | float | None) for one in value for cell in one.values())
    rows = [[one.get(name) for name in names] for one in value]
    return (
        {"type": "table", "columns": names, "rows": rows, "index": 0, "from": "list", "sorted_by_query": None}
        if plain
        else None
    )


def _value(cell: str) -> Any:
    """A cell of a written table: its number where it is one, nothing where it is empty, else its text."""
    text = " ".join(cell.split())
    plain = text.replace(",", "").replace("\u202f", "").replace("\u00a0", "")
    for kind in (int, float):
        try:
            number = kind(plain)
        except ValueError:
            continue
        return number if number - number == 0 else text
    return text or None


class _Page(HTMLParser):
    """The tables of a page, cell by cell, and how many pictures it has."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self.pictures = 0
        self._cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("img", "svg"):
            self.pictures += 1
        elif tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables and self.tables[-1]:
            self.tables[-1][-1].append("")
            self._cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._cell = False

    def handle_data(self, data: str) -> None:
        if self._cell and self.tables and self.tables[-1] and self.tables[-1][-1]:
            self.tables[-1][-1][-1] += data
