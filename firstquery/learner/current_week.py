"""The week whose notebook this kernel runs."""

from __future__ import annotations

from firstquery.core import course

_current: course.Week | None = None


def current_week() -> course.Week | None:
    """The week that `rebuild` was told; None before that."""
    return _current


def set_current_week(week: course.Week) -> None:
    """Makes ``week`` the one that this kernel runs."""
    global _current
    _current = week
