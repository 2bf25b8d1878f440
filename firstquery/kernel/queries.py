"""What a notebook asks a database or a service with."""

from __future__ import annotations

import atexit
import os
from collections.abc import Sequence
from contextlib import ExitStack

from firstquery.checks.keys import KeyProblem, exercise_questions, find_exercise
from firstquery.checks.kind import kind
from firstquery.core.errors import UserError, in_sentences
from firstquery.learner.exercises import usage
from firstquery.sql.listing import columns, tables
from firstquery.sql.query import engine, own_database, sql

__all__ = ["columns", "engine", "own_database", "service", "sql", "tables"]

_serving: dict[str, ExitStack] = {}


@in_sentences(lambda: usage("service"))
def service(exercise: str, day: Sequence[int | str] = ()) -> str:
    """The address at which the exercise's service answers from now on, until this kernel ends.

    ``day`` is what the first requests meet, such as ``[429, "slow"]``; nothing: a good day. What it saw is at ``/log``.
    The address and the token, where one is asked for, are in the environment as well, as SERVICE_URL and SERVICE_TOKEN:
    a program that the check runs finds its service there. Raises `UserError`.
    """
    try:
        entry = exercise_questions(exercise) or find_exercise(exercise).entry
    except KeyProblem as problem:
        raise UserError(str(problem)) from None
    made = kind(entry["kind"]).service(entry["questions"], day)
    if made is None:
        raise UserError(f"{exercise} has no service to ask.")
    if exercise in _serving:
        _serving.pop(exercise).close()
    kept = ExitStack()
    address: str = kept.enter_context(made.serving())
    _serving[exercise] = kept
    atexit.register(kept.close)
    os.environ["SERVICE_URL"] = address
    os.environ.pop("SERVICE_TOKEN", None)
    if made.token:
        os.environ["SERVICE_TOKEN"] = made.token
    return address
