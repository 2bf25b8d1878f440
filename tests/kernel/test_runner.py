"""A step of a runner is stopped after its seconds; where there are no threads it runs to its end."""

from __future__ import annotations

import threading
import time

import pytest

from firstquery.kernel.runner import _Limit


def test_a_step_is_stopped_after_its_seconds() -> None:
    with pytest.raises(KeyboardInterrupt), _Limit(0.05) as limit:
        time.sleep(20)
    assert limit.passed


def test_without_threads_a_step_runs_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    def starts_none(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", starts_none)
    with _Limit(0.01) as limit:
        time.sleep(0.05)
    assert not limit.passed
