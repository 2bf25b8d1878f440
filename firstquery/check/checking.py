"""`check`, as a notebook calls it: payload, key, verdict, record, and the showing of it."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import Any

from firstquery.check.cells import is_a
from firstquery.check.judging import MIME_TYPE, envelope, judge_payload
from firstquery.check.keys import EXERCISE, KeyProblem, exercise_key
from firstquery.check.payload import digest_of, payload_to_judge
from firstquery.check.render import Shown
from firstquery.check.verdict import NotYet, Verdict, could_not_check

_nothing = object()
_noted: set[str] = set()


def check(exercise: Any = _nothing, answer: Any = _nothing, *more: Any, **named: Any) -> None:
    """Say whether an answer is right: ``check("w01-q3", paying_customers)``.

    ``exercise`` is the exercise's name, ``answer`` any object. A right answer is shown; for anything else `NotYet` is
    raised and nothing but `NotYet`. At the grader (env FIRSTQUERY_GRADER=1) the payload is emitted and nothing raised.
    """
    if at_the_grader():
        if is_a(exercise, str):
            answered = {"type": "missing"} if answer is _nothing else payload_to_judge(answer)
            emit(envelope(str.__str__(exercise)[:40], answered))
        return
    try:
        verdict = _verdict(exercise, answer, more, named)
    except Exception as fault:
        verdict = could_not_check(f"The check had a fault of its own ({type(fault).__name__}). Tell your facilitator.")
    if not verdict.right:
        raise NotYet(verdict, _offer(exercise, verdict)) from None
    show(verdict)


def _verdict(exercise: Any, answer: Any, more: tuple[Any, ...], named: dict[str, Any]) -> Verdict:
    if not is_a(exercise, str) or answer is _nothing or more or named:
        if is_a(answer, str) and EXERCISE.fullmatch(str.__str__(answer)):
            return could_not_check(f"The name of the exercise comes first, then the answer. {_usage()}")
        return could_not_check(_usage())
    name = str.__str__(exercise).strip()
    try:
        key = exercise_key(name)
    except KeyProblem as problem:
        return could_not_check(str(problem))
    if elsewhere := _of_another_week(name):
        return could_not_check(elsewhere)
    answered = payload_to_judge(answer)
    verdict = judge_payload(_hers(key), answered)
    if verdict.outcome == "not-yet" and os.environ.get("FIRSTQUERY_WAREHOUSE") and len(verdict.details) < 3:
        verdict.details.append("Your queries run on the database in FIRSTQUERY_WAREHOUSE; this asks about Kestrel's.")
    _record(name, verdict, answered)
    return verdict


def _hers(key: dict[str, Any]) -> dict[str, Any]:
    """Of several pull requests the one that was drawn for her."""
    if len(key.get("pull", ())) < 2:
        return key
    from firstquery.review.capstone import held_to

    return held_to(key)


def _of_another_week(exercise: str) -> str:
    """What to say where the notebook is another week's: nothing is checked then, nor kept of her in that week."""
    from firstquery.learner.current_week import current_week

    week = current_week()
    if week is None or exercise.startswith(f"w{week.number:02}-"):
        return ""
    return (
        f"{exercise} is an exercise of week {int(exercise[1:3])}, and this notebook is week {week.number}'s. "
        "Is a digit mistyped? If not, run it in the practice of that week."
    )


def _offer(exercise: Any, verdict: Verdict) -> str:
    """What is shown below the verdict: a hint for whoever is stuck, or that the answer was right before.

    A fault in it costs the line, never the verdict.
    """
    if verdict.outcome not in ("not-yet", "not-attempted") or not is_a(exercise, str):
        return ""
    try:
        from firstquery.help.suggestion import suggestion, was_right

        return (suggestion if verdict.outcome == "not-yet" else was_right)(str.__str__(exercise).strip())
    except Exception:
        return ""


def _usage() -> str:
    from firstquery.notebook.calls import usage

    return f"A check is written like this: {usage('check')}."


def at_the_grader() -> bool:
    return os.environ.get("FIRSTQUERY_GRADER") == "1"


def emit(message: dict[str, Any]) -> None:
    """Send the envelope out as one display of its own MIME type. Never raises."""
    with contextlib.suppress(Exception):
        from IPython.display import display

        display(
            {  # type: ignore[no-untyped-call]
                MIME_TYPE: message,
                "text/plain": f"{message['exercise']}: {message['state']}",
            },
            raw=True,
        )


def show(verdict: Verdict) -> None:
    """Display a verdict: in IPython as text and HTML, in plain Python as text."""
    if "IPython" in sys.modules:
        from IPython.core.getipython import get_ipython
        from IPython.display import display

        if get_ipython() is not None:
            display(Shown(verdict))  # type: ignore[no-untyped-call]
            return
    print(Shown(verdict))


def _record(exercise: str, verdict: Verdict, answered: dict[str, Any]) -> None:
    """Keep the attempt in the learner's own folder. A full disk costs one quiet line, never the verdict."""
    try:
        from firstquery.learner.records import attempt
    except ImportError:
        return
    try:
        digest = "" if verdict.right else digest_of(exercise, answered)
        attempt(
            exercise, verdict.outcome, verdict.points, verdict.max_points, verdict.mistake, verdict.headline(), digest
        )
    except Exception as fault:
        if "record" not in _noted:
            _noted.add("record")
            print(
                f"(Your progress could not be kept on this machine: {type(fault).__name__}. Checks work all the same.)"
            )
