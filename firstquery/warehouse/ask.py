"""Asks a database one question, and turns whatever goes wrong into sentences."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING

from firstquery.statements import keep_statement
from firstquery.warehouse import connect, guard
from firstquery.warehouse.bounds import limited
from firstquery.warehouse.catalogue import Table, catalogue
from firstquery.warehouse.frame import frame
from firstquery.warehouse.hints import explained
from firstquery.warehouse.numerals import refuse_date_without_quotes
from firstquery.warehouse.opening import unopened
from firstquery.warehouse.quotes import refuse_text_in_double_quotes
from firstquery.warehouse.run import Limit, Limits, Params, Said, run
from firstquery.warehouse.stopped import QueryStopped

if TYPE_CHECKING:
    import pandas as pd

# By identity: the table, what was asked, and of which database.
_statements: dict[int, tuple[weakref.ref[pd.DataFrame], guard.Statement, connect.Database]] = {}


def known_tables(database: connect.Database) -> list[Table]:
    """The tables of a database. Raises QueryStopped."""
    try:
        return catalogue(database)
    except QueryStopped:
        raise
    except Said as said:
        raise QueryStopped(database.without_secrets(unopened(database, said))) from None
    except Limit:
        raise QueryStopped(f"It takes too long to list the tables of {database.shown}.") from None
    except KeyboardInterrupt:
        raise QueryStopped("You stopped this before it ended.") from None
    except Exception as error:
        raise QueryStopped(database.without_secrets(unopened(database, Said(str(error))))) from None


def ask(
    database: connect.Database, statement: guard.Statement, params: Params = None, *, seconds: float | None = None
) -> pd.DataFrame:
    """Runs a statement that the guard has read and returns its rows. Raises QueryStopped."""
    limits = Limits(seconds=database.seconds if seconds is None else seconds)
    try:
        refuse_text_in_double_quotes(database, statement)
        refuse_date_without_quotes(statement)
        made = frame(run(database, statement, params, limits))
    except QueryStopped as stopped:
        raise QueryStopped(database.without_secrets(stopped.sentence)) from None
    except Limit as limit:
        raise QueryStopped(limited(database, statement, limit.what, limits)) from None
    except Said as said:
        raise QueryStopped(database.without_secrets(explained(database, statement, said))) from None
    except KeyboardInterrupt:
        raise QueryStopped(limited(database, statement, "stopped", limits)) from None
    except MemoryError:
        raise QueryStopped(limited(database, statement, "size", limits)) from None
    except Exception as error:  # a driver's surprise: its words without a traceback
        raise QueryStopped(database.without_secrets(f"The database stopped this query: {error}")) from None
    _remember(made, statement, database)
    return made


def statement_of(frame: object) -> str | None:
    """The SQL of a table, where it is the very object that ``sql`` or ``%%sql`` returned; else None."""
    kept = asked(frame)
    return kept[0].text.strip() if kept else None


def asked(frame: object) -> tuple[guard.Statement, connect.Database] | None:
    """The statement of a table, and the database that answered it; None as for ``statement_of``."""
    kept = _statements.get(id(frame))
    return kept[1:] if kept is not None and kept[0]() is frame else None


def _remember(made: pd.DataFrame, statement: guard.Statement, database: connect.Database) -> None:
    key = id(made)
    _statements[key] = (weakref.ref(made, lambda _: _statements.pop(key, None)), statement, database)
    keep_statement(made, statement.text.strip())
