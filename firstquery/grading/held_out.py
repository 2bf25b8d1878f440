"""The held-out data of a cohort and the keys on it: there, or made now."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from firstquery.checks.keys import questions_half
from firstquery.grading.admission import build_admitted
from firstquery.grading.keys import Source, kept_key

log = logging.getLogger("firstquery.grading")


def held_out(course: Path, logger: logging.Logger = log) -> Path:
    """The held-out snapshot of this cohort. It is built when it is missing, from a seed drawn then."""
    path = course / "held-out" / "kestrel.sqlite"
    if not path.is_file():
        logger.warning(
            "There is no held-out data for this cohort yet. Building it now, once; that takes a few minutes: %s", path
        )

        def told(part: str, share: float) -> None:
            # What takes minutes more is said, not only noted.
            logger.log(logging.DEBUG if share else logging.WARNING, "%s (%.0f %%)", part.capitalize(), 100 * share)

        build_admitted(course, path, told)
        logger.warning("Held-out data built. Keep the folder held-out/ to yourself: marks are given on it.")
    return path


def held_out_key(course: Path, stem: str, logger: logging.Logger = log) -> dict[str, Any]:
    """The key of the held-out snapshot for week ``stem``, from held-out/keys/ or made now. Raises `UserError`."""
    return kept_key(Source(course / "source" / stem, course), held_out(course, logger), _kept(course, stem), logger)


def held_out_questions(course: Path, stem: str, logger: logging.Logger = log) -> dict[str, Any]:
    """The questions half of `held_out_key`: all of a key that stands beside a submission's kernel."""
    return questions_half(held_out_key(course, stem, logger))


def _kept(course: Path, stem: str) -> Path:
    return course / "held-out" / "keys" / f"{stem}.json"
