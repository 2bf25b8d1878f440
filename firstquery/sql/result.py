"""The table that a query gives, and those that tell what a database holds: of pandas, or plain where there is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from firstquery.core.table import Ordinary, PlainTable, has_pandas, ordinary
from firstquery.sql.display import as_listed, bundle
from firstquery.sql.fetch import FetchedRows
from firstquery.sql.guard import Statement

if TYPE_CHECKING:
    from firstquery.sql import frame


class PlainResult(PlainTable):
    """The rows of a query and its ``sql_statement``, without pandas."""

    def __init__(self, fetched: FetchedRows, statement: Statement) -> None:
        super().__init__(fetched.names, [ordinary(column) for column in fetched.columns])
        self.sql_statement = statement

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return bundle(self)

    def __repr__(self) -> str:
        return str(self._repr_mimebundle_()["text/plain"])


class PlainListing(PlainTable):
    """A table that shows all of its rows with their whole text, without pandas."""

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return as_listed(self)

    def __repr__(self) -> str:
        return str(self._repr_mimebundle_()["text/plain"])


def result(fetched: FetchedRows, statement: Statement) -> frame.Result:
    """Return the rows of a query as a table: a `PlainResult` where there is no pandas, which does less."""
    if not has_pandas():
        return cast("frame.Result", PlainResult(fetched, statement))
    from firstquery.sql import frame

    return frame.result(fetched.names, fetched.columns, statement)


def listing(columns: Mapping[str, tuple[str, list[Any]]]) -> frame.Listing:
    """Return the columns, each given by its type in pandas and its values, as one table that is shown whole."""
    if not has_pandas():
        plain = PlainListing(list(columns), [Ordinary(dtype, values) for dtype, values in columns.values()])
        return cast("frame.Listing", plain)
    from firstquery.sql import frame

    return frame.listing(columns)


def statement_of(table: object) -> Statement | None:
    """Return the statement of the very table that a query gave; None for every other object."""
    found = getattr(table, "__dict__", {}).get("sql_statement")
    return found if isinstance(found, Statement) else None
