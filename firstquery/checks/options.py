"""Types of options that several kinds have."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator


def _split(value: Any) -> Any:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


#: Texts; on the ``exercise:`` line of answers.py with commas between them.
Words = Annotated[tuple[str, ...], BeforeValidator(_split)]
