"""Where nothing can be forked, a program has to import its libraries first: a slow disk is no fault of hers."""

from __future__ import annotations

import pytest

from firstquery.sandbox import box, forks
from firstquery.sandbox.trial import Limits, Trial, run


@pytest.fixture(autouse=True)
def _as_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*asked: object, **more: object) -> None:
        raise forks.NoFork("none here")

    monkeypatch.setattr(forks, "zygote", none)
    monkeypatch.setattr(box, "is_available", lambda: False)


def test_the_time_of_a_program_begins_after_the_libraries_that_a_fork_would_have() -> None:
    code = "import time, httpx\ntime.sleep(2)\nprint('done')"  # as long as the import takes on a slow disk
    found = run(Trial(["python", "p.py"], {"p.py": code}, limits=Limits(seconds=1.5)))
    assert (found.stopped, found.stdout) == ("", "done\n")


def test_a_program_that_imports_none_has_its_time_and_no_more() -> None:
    found = run(Trial(["python", "p.py"], {"p.py": "while True: pass"}, limits=Limits(seconds=1.5)))
    assert found.stopped == "time" and found.seconds < 10
