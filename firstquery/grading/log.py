"""What nbgrader logs: without a name that a terminal takes for a command, and heard for a sentence of ours."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable
from typing import Any

from firstquery.grading.submissions import printable


def log_printable(logger: Any) -> None:
    """From now on ``logger`` writes no name in a submission as a command for a terminal, nor one it can't write."""
    (logger.logger if isinstance(logger, logging.LoggerAdapter) else logger).addFilter(_make_printable)


def _make_printable(record: logging.LogRecord) -> bool:
    record.msg, record.args = _lines(record.getMessage()), ()
    return True


def _lines(message: str) -> str:
    """As it can be shown: what stands below its first line is set in, so that none of it begins a line of its own."""
    return "\n    ".join(map(printable, message.split("\n")))


def join_sentences(sentences: Iterable[tuple[str | None, str]]) -> str:
    """One line: each sentence once, after the exercises that it is about (None: all of them)."""
    about: dict[str, list[str | None]] = {}
    for exercise, sentence in sentences:
        about.setdefault(sentence, []).append(exercise)
    return " ".join(
        sentence if None in of else f"{', '.join(map(str, of))}: {sentence}" for sentence, of in about.items()
    )


class LogCapture(logging.Handler):
    """Warnings and errors, in ``lines``; ``fault`` is the last exception that nbgrader caught, and logged."""

    def __init__(self, lines: list[str] | None = None) -> None:
        super().__init__(logging.WARNING)
        self.lines = [] if lines is None else lines
        self.fault: BaseException | None = None

    def emit(self, record: logging.LogRecord) -> None:
        said = _lines(record.getMessage())
        if said.startswith("Traceback"):
            self.fault = sys.exc_info()[1]
        else:
            self.lines.append(said)
