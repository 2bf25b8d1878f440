"""The smallest kind, as CONTRIBUTING.md shows it, is one: its code runs, and it judges."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from firstquery.checks import kind as kinds
from firstquery.checks.judging import envelope, judge
from firstquery.checks.kind import Kind, Material, Mistake
from firstquery.checks.words import wording
from tests.conftest import ROOT

PLACE = "firstquery.checks.kinds.estimate"


@pytest.fixture
def estimate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kind[Any]]:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    code = next(block for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL) if "KIND = " in block)
    (tmp_path / "estimate.py").write_text(code, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(PLACE, tmp_path / "estimate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, PLACE, module)
    spec.loader.exec_module(module)
    yield kinds.kind("estimate")


def test_the_smallest_kind_of_the_guide_judges(estimate: Kind[Any]) -> None:
    wrong = Mistake("by month", "Is that a year?", estimate.payload(10, None))
    key = estimate.build_key(estimate.Options(), estimate.payload(120, None), [wrong], Material())
    entry = {"kind": "estimate", "expected": key, "points": 2}

    def said(answer: Any) -> str:
        verdict = judge(entry, envelope("w91-q1", estimate.payload(answer, None)))
        return wording(verdict, "estimate").headline()

    assert said(125.5) == "Right. 2 of 2 points."
    assert said(90) == "Not yet. That is far off."
    assert said(10) == "Not yet. Is that a year?"
    assert said("many") == "Not yet. A number is asked for."
    assert said(...).startswith("Not attempted yet.")
