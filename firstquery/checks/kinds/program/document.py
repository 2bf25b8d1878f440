"""A file that a program wrote, as plain JSON, and whether two such files say the same."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from firstquery.checks.kinds.program.page import Page
from firstquery.checks.kinds.table import findings
from firstquery.checks.payload import MOST_COLUMNS, MOST_ROWS
from firstquery.checks.tables import KeyTable, best_fit, readings
from firstquery.checks.verdict import Finding

MOST_BYTES = 1_000_000
MOST_BYTES_OF_A_PAGE = 10_000_000  # with the pictures that lie in it
MORE_TABLES = 3  # on a page beside those that are asked for: more are guesses
DEEPEST = 50  # lists of JSON in lists
MOST_BITS = 1_000  # of a whole number: no float is larger
PAGES = (".html", ".htm")
_MAGIC = {".png": b"\x89PNG\r\n", ".jpg": b"\xff\xd8", ".jpeg": b"\xff\xd8", ".gif": b"GIF8", ".pdf": b"%PDF"}
_PICTURE = re.compile(rb"data:image/[\w.+-]{1,40};base64,[A-Za-z0-9+/=]+")
_DECLARED = re.compile(rb"charset=[\"']?((?:windows-|cp)125\d|iso-8859-\d{1,2}|latin-?\d)\b", re.IGNORECASE)


def read(name: str, content: bytes) -> dict[str, Any]:
    """What a file says, by its ending: ``{"type": "table" | "data" | "page" | "picture" | "text" | "broken", …}``."""
    ending = PurePosixPath(name).suffix.lower()
    if ending in PAGES and len(content) <= MOST_BYTES_OF_A_PAGE:
        content = _PICTURE.sub(b"data:image/png;base64,iVBORw0", content)
    if len(content) > MOST_BYTES:
        return {"type": "broken", "why": "too large"}
    if ending in _MAGIC:
        return {"type": "picture"} if content.startswith(_MAGIC[ending]) else {"type": "broken", "why": "no picture"}
    text = _decode(content, ending in PAGES)
    if text is None:
        return {"type": "broken", "why": "no text"}
    try:
        return _parse(text, ending)
    except (csv.Error, ValueError, AssertionError, RecursionError):  # what these libraries raise where they stumble
        return {"type": "broken", "why": "no form"}


def _decode(content: bytes, is_page: bool) -> str | None:
    """The text of a file in UTF-8, in UTF-16 with its mark, or as a page says of itself; None where it is none."""
    declared = _DECLARED.search(content[:2_000]) if is_page else None
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", *([declared[1].decode()] if declared else [])):
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return None


def _parse(text: str, ending: str) -> dict[str, Any]:
    if ending in (".csv", ".tsv"):
        lines = io.StringIO(text, newline="")
        return _table(list(csv.reader(lines, delimiter="\t" if ending == ".tsv" else ",")))
    if ending == ".json":
        value = json.loads(text)
        return {"type": "data", "value": value} if _is_flat(value) else {"type": "broken", "why": "no form"}
    if ending in PAGES:
        page = Page()
        page.feed(text)
        page.close()
        return {"type": "page", "tables": [_table(rows) for rows in page.tables()], "pictures": page.pictures}
    return {"type": "text", "value": "\n".join(line.rstrip() for line in text.strip().splitlines())}


def _is_flat(value: Any) -> bool:
    """Whether no more than `DEEPEST` lists lie in one another."""
    level = [value]
    for _ in range(DEEPEST):
        level = [part for one in level if isinstance(one, list | dict) for part in _parts(one)]
    return not level


def _parts(one: list[Any] | dict[str, Any]) -> list[Any]:
    return list(one.values()) if isinstance(one, dict) else one


def agree(given: dict[str, Any], expected: dict[str, Any], spec: dict[str, Any] | None = None) -> bool:
    """Whether a file says what the expected one does: tables as tables are compared, a page by its tables."""
    if given["type"] != expected["type"]:
        return False
    if expected["type"] == "table":
        return _tables_agree(given, expected, spec or {})
    if expected["type"] == "page":
        found = not _guesses(given, expected) and all(
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
    if guesses := _guesses(given, expected):
        return [Finding(code="page_guesses", data=guesses)]
    wanted = [one for one in expected["tables"] if not any(_tables_agree(table, one, {}) for table in given["tables"])]
    left = [one for one in given["tables"] if not any(_tables_agree(one, table, {}) for table in expected["tables"])]
    if not wanted:
        return [Finding(code="no_picture")]
    if len(left) != len(wanted):
        return [Finding(code="page_tables", data={"there": len(given["tables"]), "asked": len(expected["tables"])})]
    return _tables_unlike(left[0], wanted[0])


def _guesses(given: Mapping[str, Any], expected: Mapping[str, Any]) -> dict[str, int]:
    """How many tables with rows a page has, where these are more than anybody takes for an answer; else empty."""
    there, asked = (sum(bool(one.get("rows", True)) for one in page["tables"]) for page in (given, expected))
    return {"there": there, "asked": asked, "more": MORE_TABLES} if asked and there > asked + MORE_TABLES else {}


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
    values = [[read_cell(cell) for cell in row] for row in body]
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
    plain = all(
        isinstance(cell, str | int | float | None) and not _is_endless(cell) for one in value for cell in one.values()
    )
    rows = [[one.get(name) for name in names] for one in value]
    return (
        {"type": "table", "columns": names, "rows": rows, "index": 0, "from": "list", "sorted_by_query": None}
        if plain
        else None
    )


def read_cell(text: str) -> Any:
    """A cell of a written table: its number where it is one, nothing where it is empty, else its text."""
    text = " ".join(text.split())
    plain = text.replace(",", "").replace("\u202f", "").replace("\u00a0", "")
    for kind in (int, float):
        try:
            number = kind(plain)
        except ValueError:
            continue
        return number if number - number == 0 and not _is_endless(number) else text
    return text or None


def _is_endless(number: Any) -> bool:
    return isinstance(number, int) and number.bit_length() > MOST_BITS
