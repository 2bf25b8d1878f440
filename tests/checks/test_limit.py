"""Code that does not end, catches everything, floods or asks: stopped in time, and nothing of it stays behind."""

from __future__ import annotations

import builtins
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from firstquery.checks import limit


def spins() -> None:
    while True:
        pass


def catches_and_spins() -> None:
    while True:
        try:
            sum(range(1000))
        except BaseException:
            continue


def sleeps() -> None:
    time.sleep(60)


def catches_and_sleeps() -> None:
    while True:
        try:
            time.sleep(60)
        except BaseException:
            continue


def floods() -> None:
    while True:
        print("x" * 1000)
        print("y" * 1000, file=sys.stderr)


def returns_when_stopped() -> int:
    try:
        spins()
    except KeyboardInterrupt:
        return 5
    return 4


@pytest.mark.parametrize(
    "function", [spins, catches_and_spins, sleeps, catches_and_sleeps, floods, returns_when_stopped]
)
def test_what_does_not_end_is_stopped_and_leaves_nothing_behind(function: Callable[[], Any]) -> None:
    before = signal.getsignal(signal.SIGINT), sys.gettrace(), builtins.input, sys.stdout
    outcome = limit.call(function, 0.1)
    assert outcome.state == "time" and len(outcome.printed) <= limit.MOST_PRINTED
    time.sleep(0.1)  # an interrupt that came too late would end the test here
    after = signal.getsignal(signal.SIGINT), sys.gettrace(), builtins.input, sys.stdout
    assert after == before
    watching = [thread for thread in threading.enumerate() if thread.name == limit.THREAD]
    for thread in watching:
        thread.join(30)
    assert not any(thread.is_alive() for thread in watching)


def test_what_ends_in_time_is_as_it_is() -> None:
    assert limit.call(lambda: 3, 5) == limit.Outcome("returned", 3)
    assert limit.call(lambda: print("so"), 5).printed == "so\n"
    assert limit.call(lambda: input("?"), 5).state == "input"
    assert isinstance(limit.call(lambda: sys.exit(3), 5).error, SystemExit)


def test_only_its_own_work_counts() -> None:
    def rests() -> str:
        time.sleep(0.3)
        return "awake"

    assert limit.call(rests, 0.1).value == "awake"


def test_an_error_is_told_with_the_line_that_is_hers() -> None:
    def divide() -> float:
        return 1 / 0

    error = limit.call(divide, 5).error
    assert error is not None
    told = limit.describe(error, divide)
    assert told["error"] == "ZeroDivisionError" and "ArithmeticError" in told["bases"]
    assert told["code"] == "return 1 / 0" and told["line"] == divide.__code__.co_firstlineno + 1
