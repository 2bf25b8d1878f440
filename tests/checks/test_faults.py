"""A fault of the check is never hers: the outcome is *could not run*, and ungraded at the grader."""

from __future__ import annotations

import json
import os
import pkgutil
import sysconfig
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from firstquery.checks import kinds, origin
from firstquery.checks.judging import MIME_TYPE, envelope, judge
from firstquery.checks.kind import kind
from firstquery.checks.payload import payload
from firstquery.checks.verdict import Verdict
from firstquery.checks.words import wording
from firstquery.core.rooms import brought
from firstquery.grading.judge import Payload
from firstquery.grading.judgement import NoVerdict, judge_answer
from firstquery.kernel.check import NotYet, check, payload_of
from firstquery.review.review import Review
from tests.checks.judged import entry

KINDS = sorted({one.name for one in pkgutil.iter_modules(kinds.__path__)} | set(brought("kinds")))
CHECKS = "firstquery.checks"
PROGRAM = "print(1)"


def doubled(number: int) -> int:
    return 2 * number


class Estimator:
    def predict(self, rows: pd.DataFrame) -> list[int]:
        return [1] * len(rows)


def chart() -> Any:
    figure, axes = plt.subplots()
    axes.bar(["a", "b"], [1, 2])
    plt.close(figure)
    return axes


ROWS = {"rows": None, "id": "id", "wants": "label", "seconds": 5, "forbidden": [], "learnt": None}
CALLS = {"inputs": [{"is": "tuple", "of": [3]}], "seconds": 0.5}
#: For each kind: an honest answer, its questions, and a part of what makes its payload.
PARTS: dict[str, tuple[Callable[[], Any], Any, str | tuple[Any, str]]] = {
    "chart": (chart, None, f"{CHECKS}.kinds.chart.axes.read"),
    "choice": (lambda: "A", None, f"{CHECKS}.payload._payload"),
    "client": (lambda: PROGRAM, {"file": "a.py"}, f"{CHECKS}.source.text"),
    "function": (lambda: doubled, CALLS, f"{CHECKS}.limit._Limit._worked"),
    "integration": (lambda: PROGRAM, {"file": "a.py"}, f"{CHECKS}.source.text"),
    "model": (Estimator, ROWS, f"{CHECKS}.arguments.decode"),
    "program": (lambda: PROGRAM, {"file": "a.py"}, f"{CHECKS}.source.text"),
    "review": (lambda: Review(pull="0131", verdict="approve", summary="Good."), None, (Review, "as_payload")),
    "table": (lambda: pd.DataFrame({"n": [1]}), None, f"{CHECKS}.cells.frame_columns"),
    "tests": (lambda: PROGRAM, None, f"{CHECKS}.source.text"),
    "text": (lambda: "Three plain words.", {"ticks": ["one"]}, f"{CHECKS}.kinds.text.split_ticks"),
    "value": (lambda: 3, None, f"{CHECKS}.payload.scalar"),
}


#: As a part of the engine or of a library raises: the code of this file would be taken for that of an answer.
_CODE = """def broken(*_, **__): raise AttributeError("module 'time' has no attribute 'pthread_getcpuclockid'")"""
_names: dict[str, Any] = {}
exec(compile(_CODE, kinds.__file__, "exec"), _names)
broken = _names["broken"]


def said(verdict: Verdict, name: str) -> str:
    return " ".join(wording(verdict, name).lines())


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("whole", [True, False], ids=["its payload", "a part of it"])
def test_a_payload_that_cannot_be_made_is_no_finding_on_the_answer(
    name: str, whole: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, questions, part = PARTS[name]
    answer, one = make(), {"kind": name, "name": "answer", "points": 2, "questions": questions, "expected": {}}
    target: Any = (type(kind(name)), "payload") if whole else part
    monkeypatch.setattr(*(target if isinstance(target, tuple) else (target,)), broken)
    made = payload_of(answer, one)
    message = Payload.model_validate(json.loads(json.dumps(envelope("w01-q1", made)))).model_dump()
    verdict = judge(one, message)
    assert verdict.outcome == "could-not-run" and verdict.points == 0
    assert said(verdict, name).startswith("Could not check. The check could not read your answer (AttributeError in ")
    assert "a fault of the course, not of your answer" in said(verdict, name) and "help_me()" in said(verdict, name)
    with pytest.raises(NoVerdict, match="not its own"):  # at the grader it is ungraded: never zero, never full
        judge_answer(one, message)


@pytest.mark.parametrize("name", KINDS)
def test_a_judge_that_stumbles_says_nothing_of_the_answer(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(kind(name)), "judge", broken)
    one = {"kind": name, "name": "answer", "points": 2, "expected": {}}
    message = envelope("w01-q1", {"type": "blank"})
    verdict = judge(one, message)
    assert verdict.outcome == "could-not-run"
    assert "a fault of the course, not of your answer" in said(verdict, name)
    with pytest.raises(NoVerdict):
        judge_answer(one, message)


def test_what_a_function_returned_and_the_check_cannot_read_is_not_an_error_of_the_function(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(f"{CHECKS}.results.scalar", broken)
    assert payload_of(doubled, {"kind": "function", "questions": CALLS})["type"] == "fault"


def test_an_error_of_hers_stays_hers_where_a_library_raises_it() -> None:
    def lazy(number: int) -> Any:
        return map(int, ["x"])

    def plain(number: int) -> Any:
        return int("x")

    for function in (lazy, plain):
        made = payload_of(function, {"kind": "function", "questions": CALLS})
        assert [one["state"] for one in made["results"]] == ["raised"]
        assert made["results"][0]["error"] == "ValueError"


def test_a_kind_that_is_not_installed_here_is_no_finding_either() -> None:
    for one in ({"kind": "gone"}, {}):
        assert payload_of(doubled, one)["type"] == "fault"
    assert payload_of(3, {}) == payload(3)  # at a grader without a key, which says so itself


def test_without_the_clock_of_a_thread_a_function_is_checked_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(time, "pthread_getcpuclockid")
    made = payload_of(doubled, {"kind": "function", "questions": CALLS})
    assert made["results"][0]["value"] == 6


def test_without_threads_and_clocks_that_answer_functions_and_charts_are_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As in a browser, whose page stops what does not end."""

    def has_none(*_: object) -> None:
        raise FileNotFoundError(44, "No such file or directory")

    def starts_none(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(time, "pthread_getcpuclockid", has_none)
    monkeypatch.delattr(time, "thread_time")
    monkeypatch.setattr(threading.Thread, "start", starts_none)
    made = payload_of(doubled, {"kind": "function", "questions": CALLS})
    assert made["results"][0]["value"] == 6
    assert payload_of(chart(), {"kind": "chart", "questions": None})["type"] == "chart"


def test_a_fault_in_a_library_that_is_one_archive_is_no_finding_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python's own library stands in an archive in a browser, and the folders of libraries begin with two slashes."""
    archive, library = "/lib/python314.zip", "/lib/python3.14/site-packages"
    monkeypatch.setattr(os, "__file__", f"{archive}/os.py")
    monkeypatch.setattr(sysconfig, "get_paths", lambda: dict.fromkeys(sysconfig.get_path_names(), f"/{library}"))
    origin._trees.cache_clear()
    origin._is_known.cache_clear()
    try:
        for file in (f"{archive}/statistics.py", f"{library}/pydantic/main.py", kinds.__file__):
            assert origin._is_known(file), file
        for file in ("/home/her/statistics.py", "<ipython-input-1>", "/lib/other.py"):
            assert not origin._is_known(file), file
    finally:
        origin._trees.cache_clear()
        origin._is_known.cache_clear()


def test_the_check_shows_it_as_a_sentence_and_counts_no_attempt_against_her(
    tmp_path: Path, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    key = {"version": 2, "week": "week-01-first-query", "exercises": {"w01-q1": entry("value", payload(3))}}
    (tmp_path / "key.json").write_text(json.dumps(key))
    monkeypatch.setattr(f"{CHECKS}.payload.scalar", broken)
    with pytest.raises(NotYet) as raised:
        check("w01-q1", 3)
    lines = " ".join(raised.value._render_traceback_())
    assert lines.startswith("Could not check.") and "fault of the course" in lines
    assert MIME_TYPE not in lines
