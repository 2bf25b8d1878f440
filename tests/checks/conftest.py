"""The trial that programs are judged in: the real one, on the learning snapshot."""

from __future__ import annotations

import pytest

from firstquery.checks.kind import Trial
from firstquery.sandbox.trial import Trials
from tests.conftest import ROOT


@pytest.fixture(scope="session")
def trial() -> Trial:
    return Trials(ROOT / "data" / "kestrel.sqlite", must_isolate=False)
