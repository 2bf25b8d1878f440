"""The trial that programs are judged in: the real one, on the learning snapshot."""

from __future__ import annotations

import pytest

from firstquery.checks.kind import Trial
from firstquery.sandbox.trial import trial_on
from tests.conftest import ROOT


@pytest.fixture(scope="session")
def trial() -> Trial:
    return trial_on(ROOT / "data" / "kestrel.sqlite", must_isolate=False)
