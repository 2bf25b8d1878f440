"""What came of the tests on one version, as the runner tells it: a report that is not whole says nothing of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict, ValidationError

PASSED, FAILED, NONE_FOUND = 0, 1, 5  # pytest's exit codes
_COLLECTING = re.compile(r"^E +(.+)$", re.M)


class _Told(BaseModel):
    """The runner's line: each test with its name, whether it ended, and its error and account where it failed."""

    model_config = ConfigDict(extra="forbid", strict=True)

    code: int
    tests: list[tuple[str, bool, tuple[str, str] | None]]
    unread: str


@dataclass(frozen=True)
class Run:
    """One version under the tests. ``code`` is pytest's, None where it told none; ``stopped`` as of a trial.

    ``tests`` has by name, in order, what pytest says of each: empty where it passed, else the error and its account.
    ``is_whole``: every test that pytest found ran to its end, and what it says of them all is what it says of each.
    """

    version: Mapping[str, str]
    code: int | None = None
    tests: Mapping[str, str] = field(default_factory=dict)
    unread: str = ""
    is_whole: bool = False
    stopped: str = ""

    @property
    def is_caught(self) -> bool:
        """Whether a test failed on it."""
        return self.is_whole and self.code == FAILED

    @property
    def is_spared(self) -> bool:
        """Whether all tests passed on it."""
        return self.is_whole and self.code == PASSED

    def passed(self, test: str) -> bool:
        return self.tests.get(test) == ""

    @property
    def reasons(self) -> list[str]:
        """Why pytest could not read the cell, in lines."""
        return _COLLECTING.findall(self.unread)


def read(version: Mapping[str, str], said: str, token: str, stopped: str) -> Run:
    """Return the run of which a trial ``said`` this; without a report where that is not the one line with its token."""
    line, end, more = said.partition("\n")
    key, _, text = line.partition(" ")
    if stopped or not end or more or key != token:
        return Run(version, stopped=stopped)
    try:
        told = _Told.model_validate_json(text)
    except ValidationError:
        return Run(version)
    tests: dict[str, str] = {}
    for name, _, fault in told.tests:
        tests[name] = tests.get(name) or (_said(*fault) if fault else "")
    is_whole = bool(tests) and all(ended for _, ended, _ in told.tests) and not told.unread
    is_whole = is_whole and told.code == (FAILED if any(tests.values()) else PASSED)
    return Run(version, told.code, tests, told.unread, is_whole)


def _said(message: str, account: str) -> str:
    error = message.partition("\n")[0] or next(iter(_COLLECTING.findall(account)), "")
    return f"{error or 'It failed.'}\n{account}"
