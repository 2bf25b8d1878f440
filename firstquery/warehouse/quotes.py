"""Stops a text in double quotes, which SQLite would take without a word."""

from __future__ import annotations

from firstquery.warehouse.catalogue import catalogue
from firstquery.warehouse.connect import Database
from firstquery.warehouse.guard import Statement
from firstquery.warehouse.place import place
from firstquery.warehouse.stopped import QueryStopped
from firstquery.warehouse.trouble import nearest, one_of


def refuse_text_in_double_quotes(database: Database, statement: Statement) -> None:
    """SQLite takes "West" for a text where no column is called so: the query would run and answer another question."""
    if database.engine != "sqlite" or '"' not in statement.text or statement.tree is None:
        return
    from sqlglot import exp

    tree = statement.tree
    loose = [c for c in tree.find_all(exp.Column) if c.this.args.get("quoted") and not c.table]
    if not loose:
        return
    tables = catalogue(database)
    inside = {id(c.this) for c in tree.find_all(exp.Column)}
    known = {name.name.lower() for name in tree.find_all(exp.Identifier) if id(name) not in inside}
    known |= {n.lower() for table in tables for n in (table.name, *table.column_names)} | {"rowid", "oid", "_rowid_"}
    for column in loose:
        name = column.name
        token = next((t for t in statement.tokens if t.kind == "name" and t.value == name), None)
        if token is None or name.lower() in known or statement.text[token.start] != '"':
            continue
        near = nearest(name, [n for table in tables for n in table.column_names])
        guess = f" If a column is meant: {one_of(near)}?" if near else ""
        raise QueryStopped(
            f'There is no column called "{name}".\n{place(statement.text, token.span)}\n'
            f"Text goes between single quotes: '{name}'. Double quotes are for the names of columns and tables.{guess}"
        )
