"""A table as this process can have it: pandas' own, or a plain one of ours where there is no pandas.

That is so in a browser in the weeks of SQL: pandas would be half of what has to be loaded before a first query. Whoever
shows, checks or counts what a query gave asks here which of the two it is. All else is for pandas, and a plain table
says how to get it.
"""

from __future__ import annotations

import importlib.util
import sys
import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple, NoReturn

from firstquery.core.errors import UserError

#: The types of columns whose values are numbers, as pandas names them; True and False count as such.
NUMERIC = frozenset({"int64", "Int64", "float64", "bool", "boolean"})
_SHOWN = 10


def loaded(name: str) -> Any:
    """Return the library ``name`` where this process has loaded it, else None: then no object can be one of its own."""
    return sys.modules.get(name)


def has_pandas() -> bool:
    """Return whether pandas is here, loaded or not."""
    return loaded("pandas") is not None or importlib.util.find_spec("pandas") is not None


def is_table(value: object) -> bool:
    """Return whether it is a table, of pandas or a plain one."""
    pandas = loaded("pandas")
    return isinstance(value, PlainTable) or (pandas is not None and isinstance(value, pandas.DataFrame))


def is_column(value: object) -> bool:
    """Return whether it is a column of a table, of pandas or a plain one."""
    pandas = loaded("pandas")
    return isinstance(value, PlainColumn) or (pandas is not None and isinstance(value, pandas.Series))


class Ordinary(NamedTuple):
    """The values of a column, and the name of their type in pandas; None where pandas finds it out itself."""

    dtype: str | None
    values: list[Any]


def ordinary(values: list[Any]) -> Ordinary:
    """Return the most ordinary column of these values: whole numbers stay whole, NULL stays None."""
    kinds = set(map(type, values))
    known, has_null = kinds - {type(None)}, type(None) in kinds
    if known == {int} and all(value is None or -(2**63) <= value < 2**63 for value in values):
        return Ordinary("Int64" if has_null else "int64", values)
    if known and known <= {int, float, Decimal} and known != {int}:
        return Ordinary("float64", [None if value is None else float(value) for value in values])
    if known == {bool}:
        return Ordinary("boolean" if has_null else "bool", values)
    if known in ({str}, {uuid.UUID}):
        return Ordinary("str", [None if value is None else str(value) for value in values])
    return Ordinary(None if known == {datetime} else "object", values)


class MissingPandas(UserError, AttributeError):
    """A plain table is asked for what only a table of pandas can do."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} is work for pandas, and this notebook has not loaded it. Write `import pandas` into a cell of its "
            "own and run it. Then run the cell that makes this table again, and this one."
        )


class _Plain:
    """What a plain table and a plain column share. ``name`` of an attribute that is none of theirs: pandas' own."""

    def frame(self) -> Any:
        """Return the same as pandas has it."""
        raise NotImplementedError

    def _reckon(self, how: str, *others: Any) -> Any:
        if not has_pandas():
            raise MissingPandas("Reckoning with a whole table or column")
        return getattr(self.frame(), how)(*(one.frame() if isinstance(one, _Plain) else one for one in others))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # asked by whoever shows or copies it
            raise AttributeError(name)
        if not has_pandas():
            raise MissingPandas(f"`.{name}`")
        return getattr(self.frame(), name)


def _operator(how: str) -> Any:
    return lambda plain, *others: plain._reckon(how, *others)


for _how in (
    *("add", "radd", "sub", "rsub", "mul", "rmul", "truediv", "rtruediv", "floordiv", "mod", "pow", "neg", "abs"),
    *("eq", "ne", "lt", "le", "gt", "ge", "and", "or", "invert", "round"),
):
    setattr(_Plain, f"__{_how}__", _operator(f"__{_how}__"))


class PlainTable(_Plain):
    """Named columns of one height; two may have one name. It changes as little as what a query has answered."""

    def __init__(self, names: Sequence[str], contents: Sequence[Ordinary]) -> None:
        self.columns = list(names)
        self.contents = list(contents)

    @property
    def shape(self) -> tuple[int, int]:
        return len(self), len(self.columns)

    @property
    def size(self) -> int:
        return len(self) * len(self.columns)

    @property
    def values(self) -> list[list[Any]]:
        """The rows."""
        return [list(row) for row in zip(*(one.values for one in self.contents), strict=True)]

    def copy(self, deep: bool = True) -> PlainTable:
        return self

    def frame(self) -> Any:
        """Return it as pandas has it."""
        import pandas as pd

        made = pd.DataFrame({place: pd.Series(one.values, dtype=one.dtype) for place, one in enumerate(self.contents)})
        made.columns = pd.Index(self.columns, dtype="str" if self.columns else None)
        return made

    def __len__(self) -> int:
        return len(self.contents[0].values) if self.contents else 0

    def __iter__(self) -> Iterator[str]:
        """The names of the columns, as those of a table of pandas."""
        return iter(self.columns)

    def __contains__(self, name: object) -> bool:
        return name in self.columns

    def __getitem__(self, name: object) -> Any:
        if isinstance(name, str) and self.columns.count(name) == 1:
            return PlainColumn(name, self.contents[self.columns.index(name)])
        if has_pandas():
            return self.frame()[name]
        if isinstance(name, str) and name not in self.columns:
            raise UserError(f'There is no column "{name}" in this table. It has: {", ".join(self.columns)}.')
        raise MissingPandas("Taking this part of a table")

    def __bool__(self) -> NoReturn:
        raise UserError("A table is neither true nor false. Ask how many rows it has, as in: len(table) > 0")

    __hash__ = None  # type: ignore[assignment]


class PlainColumn(_Plain):
    """One column of a plain table."""

    def __init__(self, name: str, content: Ordinary) -> None:
        self.name = name
        self.content = content

    @property
    def values(self) -> list[Any]:
        return list(self.content.values)

    @property
    def size(self) -> int:
        return len(self.content.values)

    def tolist(self) -> list[Any]:
        return list(self.content.values)

    def frame(self) -> Any:
        """Return it as pandas has it: a Series."""
        import pandas as pd

        return pd.Series(self.content.values, dtype=self.content.dtype, name=self.name)

    def __len__(self) -> int:
        return len(self.content.values)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.content.values)

    def __getitem__(self, place: object) -> Any:
        if isinstance(place, int) and 0 <= place < len(self):
            return self.content.values[place]
        if has_pandas():
            return self.frame()[place]
        raise MissingPandas("Taking this part of a column")

    def __repr__(self) -> str:
        shown = ", ".join(map(repr, self.content.values[:_SHOWN]))
        more = ", …" if len(self) > _SHOWN else ""
        return f"{self.name}: {shown}{more}"
