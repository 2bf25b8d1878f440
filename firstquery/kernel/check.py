"""`check`, as a notebook calls it: payload, key, verdict, record, and the showing of it."""

from __future__ import annotations

import hashlib
import html
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from firstquery.checks.cells import is_a
from firstquery.checks.judging import MIME_TYPE, describe_fault, envelope, fault_payload, judge
from firstquery.checks.keys import EXERCISE, Exercise, KeyProblem, exercise_questions, find_exercise
from firstquery.checks.kind import Kind, kind
from firstquery.checks.payload import payload as plain_payload
from firstquery.checks.verdict import Finding, Verdict, could_not_run
from firstquery.checks.words import TYPED_IN, Wording, wording
from firstquery.core import course, records
from firstquery.core.errors import wrapped
from firstquery.core.warehouse import learning, warehouse_of
from firstquery.kernel.answer import answer_to_judge, typed_in
from firstquery.learner.session import current_week, shell, show

Rows = list[list[str]] | None
SYMBOLS: dict[str, str] = {"right": "✓", "not-yet": "○", "not-attempted": "…", "could-not-run": "!"}
GREEN = "#178a57"  # 4 to 1 and more on white and on black; with an eighth of it behind them, letters have 13 to 1
ROOM = "padding: 0.4em 0.8em; margin: 0.3em 0"
_nothing = object()


def check(exercise: Any = _nothing, answer: Any = _nothing, *more: Any, **named: Any) -> None:
    """Say whether an answer is right: ``check("wNN-qN", NAME)``.

    ``exercise`` is the exercise's name, ``answer`` any object. A right answer is shown; for anything else `NotYet` is
    raised and nothing but `NotYet`. At the grader (env FIRSTQUERY_GRADER=1) the payload is emitted and nothing raised.
    """
    if records.at_the_grader():
        if is_a(exercise, str):
            name = str.__str__(exercise)[:40]
            made = {"type": "missing"} if answer is _nothing else payload_of(answer, exercise_questions(name))
            emit(envelope(name, made))
        return
    try:
        verdict, words, rows = _run_check(exercise, answer, more, named)
    except Exception as fault:
        verdict = could_not_run("check_fault", fault=describe_fault(fault))
        words, rows = wording(verdict), None
    if not verdict.right:
        if rows:  # what is raised comes last
            show(TableDisplay(rows))
        raise NotYet(verdict, words, _offer(exercise, verdict)) from None
    show(VerdictDisplay(verdict, words))
    if rows:
        show(TableDisplay(rows))


def payload_of(answer: object, entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer's payload as the kind of ``entry`` makes it: an entry of a key, or of its questions half.

    Where our own fault keeps it from being made, the payload says so, and nothing of the answer.
    """
    try:
        if not entry.get("kind"):  # no key is beside this kernel
            made = plain_payload(answer)
            return made if made["type"] != "unknown" else fault_payload(KeyError("kind"))
        questions = entry.get("questions")
        made = kind(str(entry["kind"])).payload(answer, questions)
        beside = questions.get("beside") if isinstance(questions, Mapping) else None
        return {**made, "beside": _payload_of_name(beside)} if isinstance(beside, str) else made
    except KeyboardInterrupt:
        raise
    except BaseException as fault:  # what an answer does of itself, no payload raises
        return fault_payload(fault)


def _payload_of_name(name: str) -> dict[str, Any]:
    """Return the payload of what the notebook has by that name, for an answer that stands on it."""
    page = shell()
    if page is None or name not in page.user_ns:
        return {"type": "missing"}
    return plain_payload(answer_to_judge(name, page.user_ns[name]))


def _run_check(name: Any, answer: Any, more: tuple[Any, ...], named: dict[str, Any]) -> tuple[Verdict, Wording, Rows]:
    if not is_a(name, str) or answer is _nothing or more or named:
        if is_a(answer, str) and EXERCISE.fullmatch(str.__str__(answer)):
            return _not_checked(f"The name of the exercise comes first, then the answer. {_usage()}")
        return _not_checked(_usage())
    try:
        exercise = find_exercise(str.__str__(name).strip())
    except KeyProblem as problem:
        return _not_checked(str(problem))
    if elsewhere := _of_another_week(exercise):
        return _not_checked(elsewhere)
    judges = kind(exercise.kind)
    if (page := shell()) is not None and (refused := _refuse(page, exercise, answer)):
        verdict = refused.worth(exercise.points)
        return verdict, wording(verdict, exercise.kind), None
    answer = answer_to_judge(exercise.name, answer, exercise.cell)
    payload = payload_of(answer, exercise.entry)
    entry = {**exercise.entry, "expected": judges.variant(exercise.entry["expected"])}
    trial = _trial(judges)
    verdict = judge(entry, envelope(exercise.id, payload), trial)
    if verdict.outcome == "not-yet" and os.environ.get("FIRSTQUERY_WAREHOUSE"):
        verdict = verdict.model_copy(update={"findings": (*verdict.findings, Finding(code="own_database"))})
    if verdict.right and judges.literal and (stays := typed_in(exercise.name, answer, payload)):
        verdict = verdict.model_copy(
            update={"findings": (Finding(code=TYPED_IN, data={"stays": stays}), *verdict.findings)}
        )
    if page is not None and not verdict.right:
        verdict = _complete(page, exercise, verdict)
    words = wording(verdict, exercise.kind)
    if not verdict.right and payload.get("type") == "source" and (told := _program_error(payload, verdict, trial)):
        words = replace(words, details=(told, *words.details))
    _record(exercise, verdict, words, payload)
    return verdict, words, judges.table(verdict)


def _program_error(payload: dict[str, Any], verdict: Verdict, trial: object) -> str:
    """Return what an error in a program or in tests of hers means; empty where there is none, or it is not known."""
    found = next((one for one in verdict.findings if one.code == "not_collected" or one.data.get("reason")), None)
    if found is None and verdict.outcome != "not-yet":
        return ""
    try:
        from firstquery.kernel.tutor.program import program_error  # when something has stopped, and not before

        return program_error(str(payload.get("text", "")), str(found.data.get("reason", "")) if found else "", trial)
    except Exception:
        return ""


def _refuse(ip: Any, exercise: Exercise, answer: object) -> Verdict | None:
    """Why the answer is not judged: no cell of the page makes it as it stands. A fault in it refuses none."""
    try:
        from firstquery.kernel.standing import refuse

        return refuse(ip, exercise, answer)
    except Exception:
        return None


def _complete(ip: Any, exercise: Exercise, verdict: Verdict) -> Verdict:
    """A verdict that is not right, with what the answer's cell tells of it. A fault in it changes nothing."""
    try:
        from firstquery.kernel.standing import complete

        found = complete(ip, exercise, verdict)
        return found if found.outcome == verdict.outcome else found.worth(exercise.points)
    except Exception:
        return verdict


def _not_checked(sentence: str) -> tuple[Verdict, Wording, Rows]:
    verdict = could_not_run("not_checked", sentence=sentence)
    return verdict, wording(verdict), None


def _trial(judges: Kind[Any]) -> Any:
    """Return the trial for a kind that runs a program; None for all others, and where this computer has none."""
    if not judges.runs:
        return None
    from firstquery.sandbox.trial import Trials

    home, week = course.course_folder(), current_week()
    asked = warehouse_of(week.stem, home, learning(home)) if week else learning(home)
    trials = Trials(asked, must_isolate=False, at_once=judges.at_once)
    if week is not None and "errors" in week.teaches:
        return trials
    from firstquery.kernel.tutor.program import Explained

    return Explained(trials)


def _of_another_week(exercise: Exercise) -> str:
    """What to say where the notebook is another week's: nothing is checked then, nor kept of her in that week."""
    week = current_week()
    if week is None or exercise.week == week.number:
        return ""
    return (
        f"{exercise.id} is an exercise of week {exercise.week}, and this notebook is week {week.number}'s. "
        "Is a digit mistyped? If not, run it in the practice of that week."
    )


def _offer(exercise: Any, verdict: Verdict) -> list[str]:
    """Return what is shown below the verdict: a hint for whoever is stuck, or that the answer was right before.

    A fault in it costs the lines, never the verdict.
    """
    if verdict.outcome not in ("not-yet", "not-attempted") or not is_a(exercise, str):
        return []
    try:
        from firstquery.learner.hints import was_right
        from firstquery.learner.offers import suggestion

        one = find_exercise(str.__str__(exercise).strip())
        if verdict.outcome == "not-yet":
            return suggestion(one, verdict)
        return [*filter(None, [was_right(one.id, kind_name=one.kind)])]
    except Exception:
        return []


def _usage() -> str:
    from firstquery.kernel.calls import usage

    return f"A check is written like this: {usage('check')}."


def emit(message: dict[str, Any]) -> None:
    """Send the envelope out as one display of its own MIME type. Never raises."""
    try:
        from IPython.display import display

        shown = {MIME_TYPE: message, "text/plain": f"{message['exercise']}: {message['state']}"}
        display(shown, raw=True)  # type: ignore[no-untyped-call]
    except Exception:
        return


def _record(exercise: Exercise, verdict: Verdict, words: Wording, payload: dict[str, Any]) -> None:
    """Keep the attempt in the learner's own folder, if it can be written to."""
    # It tells whether an answer has changed, without the answer itself.
    digest = hashlib.sha256(f"{exercise.id}\n{json.dumps(payload, sort_keys=True)}".encode()).hexdigest()[:16]
    records.attempt(
        exercise.id,
        verdict.outcome,
        verdict.points,
        verdict.max_points,
        verdict.mistake,
        words.headline(),
        "" if verdict.right else digest,
        [found.model_dump(mode="json") for found in verdict.findings],
    )


class NotYet(Exception):
    """An answer that is not right (yet). It shows as its own short text, never as a traceback.

    ``verdict`` is the verdict as data, ``wording`` the same in words; its outcome may be any but "right". ``offer``
    are lines of help that are shown below it, and no part of it.
    """

    def __init__(self, verdict: Verdict, wording: Wording, offer: Sequence[str] = ()) -> None:
        super().__init__(wording.headline())
        self.verdict = verdict
        self.wording = wording
        self.offer = offer

    def _render_traceback_(self) -> list[str]:
        """IPython's hook: the lines shown in place of a traceback."""
        return [*self.wording.lines(), *(line for one in self.offer for line in wrapped(one))]


class VerdictDisplay:
    """What IPython displays. The word carries the meaning; symbol, bar and colour repeat it."""

    def __init__(self, verdict: Verdict, wording: Wording) -> None:
        self.verdict = verdict
        self.wording = wording

    def __repr__(self) -> str:
        return "\n".join(self.wording.lines())

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": as_html(self.verdict, self.wording)}


class TableDisplay:
    """The rows that a kind shows beside its verdict, the heading first."""

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        self.rows = rows

    def __repr__(self) -> str:
        widths = [max(map(len, column)) for column in zip(*self.rows, strict=True)]
        return "\n".join(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in self.rows
        )

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        head, *body = [[html.escape(cell) for cell in row] for row in self.rows]
        heading = "".join(f'<th scope="col">{cell}</th>' for cell in head)
        rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in body)
        return {"text/plain": repr(self), "text/html": f"<table><tr>{heading}</tr>{rows}</table>"}


def as_html(verdict: Verdict, wording: Wording) -> str:
    """Return the verdict as HTML without a style sheet: its colours are seen on a light page and on a dark one."""
    rest = wording.headline().removeprefix(wording.heading).strip()
    details = "".join(f"<li>{html.escape(detail)}</li>" for detail in wording.details)
    return (
        f'<div role="status" style="border-left: 6px solid {GREEN}; background: {GREEN}1f; {ROOM}">'
        f'<span aria-hidden="true">{SYMBOLS[verdict.outcome]}</span> '
        f"<strong>{html.escape(wording.heading)}</strong> {html.escape(rest)}"
        f"{f'<ul>{details}</ul>' if details else ''}</div>"
    )
