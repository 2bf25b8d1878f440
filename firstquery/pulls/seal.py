"""The truth of a pull request in a key: sealed, so that nobody reads it by accident. It is no secret.

Whoever wants to can open it: compressed JSON in base64. What protects the marks is that a finding needs evidence which
is run on data that only the grader has, and that a review is written, not typed off.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from firstquery.core.errors import UserError
from firstquery.pulls import truth as truths
from firstquery.pulls import variants
from firstquery.pulls.truth import Truth

LARGEST = 2_000_000  # bytes of JSON


@dataclass(frozen=True)
class Contents:
    """``faults``: the patch of each fault by its name."""

    truth: Truth
    faults: dict[str, str]


def seal(folder: Path, only: Collection[str] | None = None) -> str:
    """source/pull-requests/NNNN as one text. The same folder gives the same text. Raises `UserError`.

    ``only``: the names of the faults that a variant of it has; all of them where it is not given.
    """
    held = truths.load(folder)
    if only is not None:
        held = held.model_copy(update={"fault": tuple(one for one in held.fault if one.name in only)})
    faults = {one.name: folder / "faults" / f"{one.name}.patch" for one in held.fault}
    try:
        made = {
            "truth": held.model_dump(),
            "faults": {name: path.read_bytes().decode("utf-8") for name, path in faults.items()},
        }
    except FileNotFoundError as fault:
        raise UserError(
            f"{folder.name}: there is no {Path(str(fault.filename)).name} for a fault of truth.toml."
        ) from None
    text = json.dumps(made, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode("ascii")


def seal_of(sources: Path, number: str) -> str:
    """The sealed truth of a pull request: of its own folder, or as a variant of the capstone. Raises `UserError`."""
    if (sources / number / "truth.toml").is_file():
        return seal(sources / number)
    common = sources / variants.NAME
    if not variants.is_variant(number) or not (common / "truth.toml").is_file():
        raise UserError(f"There is no {sources / number / 'truth.toml'}: that pull request can't be scored.")
    return seal(common, variants.numbered(number, common).faults)


@lru_cache(maxsize=32)
def unseal(text: str) -> Contents:
    """What `seal` has sealed. Raises `UserError` where it is damaged."""
    try:
        unpacked = zlib.decompressobj().decompress(base64.b64decode(text, validate=True), LARGEST)
        held: dict[str, Any] = json.loads(unpacked)
        return Contents(Truth.model_validate(held["truth"]), dict(held["faults"]))
    except (ValueError, zlib.error, KeyError, TypeError):
        raise UserError("The key of this exercise is damaged. Fetch the course again.") from None
