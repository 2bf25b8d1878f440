"""Her own held-out data: a snapshot of one of the admitted seeds, and the keys of the weeks on it.

They stand in ``WORK/.records/mine/`` and are made once; a course that draws or judges otherwise makes them anew. They
are no facilitator's: what she reads there counts for nothing but her own practice.
"""

from __future__ import annotations

import hashlib
import json
import logging
import secrets
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from firstquery.core import files as whole
from firstquery.core import records
from firstquery.core.course import Week
from firstquery.core.errors import UserError
from firstquery.selfgrade.seeds import SEEDS
from firstquery.selfgrade.told import not_here

#: Called with what is being done and the share of it that is done (0 to 1).
Progress = Callable[[str, float], None]
#: Seconds on a laptop, for the estimate before the first measurement is in.
SECONDS_SNAPSHOT, SECONDS_KEY = 8, 5
PATIENCE = 300.0  # for another process that is making them
log = logging.getLogger("firstquery.selfgrade")


def place() -> Path:
    return records.folder() / "mine"


def snapshot() -> Path:
    return place() / "kestrel.sqlite"


def is_made() -> bool:
    """Whether the snapshot is there, of a seed that is still admitted and as the course draws it today."""
    try:
        made = json.loads((place() / "made.json").read_text(encoding="utf-8"))
        return snapshot().is_file() and made["seed"] in SEEDS and made["drawn_by"] == generator()
    except (OSError, ValueError, KeyError, TypeError):
        return False


def make(progress: Progress = lambda what, share: None, waiting: Callable[[], None] | None = None) -> Path:
    """The snapshot, built where it is missing: some seconds. ``waiting`` is called while another process builds it.

    Raises `UserError` where it can't be built or written.
    """
    if is_made():
        return snapshot()
    try:
        with whole.held(place() / "making", patience=PATIENCE, waiting=waiting):
            if not is_made():
                _build(progress)
    except whole.Held:
        raise UserError(
            "Another First Query has been making your held-out data for five minutes. Close it, and try again."
        ) from None
    except OSError as fault:
        raise UserError(
            f"Your held-out data cannot be written to {place()} ({fault.strerror or fault}). Make room there, or make "
            "the folder yours again; then try again."
        ) from None
    return snapshot()


def _build(progress: Progress) -> None:
    from firstquery.data.build import BuildFailed, build

    seed = _seed()
    (place() / "made.json").unlink(missing_ok=True)
    try:
        build("held-out", seed=seed, path=snapshot(), progress=lambda part, share: progress(part, share))
    except BuildFailed as fault:
        raise UserError(f"Your held-out data could not be built: {fault}") from None
    said = json.dumps({"version": 1, "seed": seed, "drawn_by": generator()}, indent=1) + "\n"
    whole.write(place() / "made.json", said.encode())


def _seed() -> int:
    """The one that this installation has drawn before, while it is admitted; else one drawn now."""
    try:
        before = int((place() / "seed").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        before = -1
    return before if before in SEEDS else secrets.choice(SEEDS)


@cache
def generator() -> str:
    """One hash of all that draws a snapshot: a course that draws otherwise has other data for the same seed."""
    from firstquery.data import build

    folder = Path(build.__file__).parent
    total = hashlib.sha256()
    for path in sorted(one for one in folder.iterdir() if one.suffix in (".py", ".toml", ".json")):
        total.update(path.read_bytes())
    return total.hexdigest()


def key(week: Week, progress: Progress = lambda what, share: None) -> dict[str, Any]:
    """The key of ``week`` on her held-out data, made where there is none of this week. Raises `UserError`."""
    from firstquery.grading.keys import Source, kept_key

    if why := not_here(week):
        raise UserError(why)
    return kept_key(Source(week.source, week.course), snapshot(), kept(week.stem), log)


def kept(stem: str) -> Path:
    return place() / "keys" / f"{stem}.json"
