"""A table of a database, as its catalogue lists it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """A table or view. ``schema`` is empty where its name alone is enough. A column: name, type, comment."""

    name: str
    schema: str
    columns: tuple[tuple[str, str, str], ...]

    @property
    def full_name(self) -> str:
        """The name as a query writes it."""
        return f"{self.schema}.{self.name}" if self.schema else self.name

    @property
    def column_names(self) -> list[str]:
        return [column[0] for column in self.columns]

    def has(self, column: str) -> bool:
        """Whether it has a column of that name, whatever its capitals."""
        return column.lower() in map(str.lower, self.column_names)
