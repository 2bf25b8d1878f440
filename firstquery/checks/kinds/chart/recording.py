"""The charts that a program saved: written down as it runs, and held against the reference's as a chart is."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from firstquery.checks.kinds.chart.charts import Chart, compare_data
from firstquery.checks.kinds.chart.faults import OF_DATA, find_faults
from firstquery.checks.payload import sound
from firstquery.checks.verdict import Finding

FILE = "charts.json"
SECRET = ".charts-seal"  # it lies beside the program until the recording begins
UNREADABLE = "unreadable"  # a chart that was saved, and that `axes.read` could not read
MOST = 10
MORE = 3  # different charts beside the one that is asked for: more are guesses
TOLERANCE = 0.001  # of the longest bar: what was rounded for the table beside it is no other value


def record(path: Path) -> None:
    """From now on each figure that matplotlib saves is written down in ``path``, as the kind chart reads one.

    What is written is sealed with the secret that lies beside it, and which is gone before the program begins.
    """
    from matplotlib.backend_bases import FigureCanvasBase

    from firstquery.checks.kinds.chart import axes

    secret = path.with_name(SECRET)
    seal = hmac.new(secret.read_bytes(), digestmod="sha256")
    secret.unlink()
    drawn: list[dict[str, Any]] = []
    save = FigureCanvasBase.print_figure

    def saved(canvas: Any, *args: Any, **more: Any) -> Any:
        with suppress(Exception):
            try:
                one = axes.read(canvas.figure)
            except Exception:
                one = {"type": UNREADABLE}
            if one not in drawn:  # the same figure may be saved in several forms
                drawn[MOST - 1 :] = [one]
            text = json.dumps(drawn)
            path.write_text(f"{_seal(seal, text)}\n{text}", encoding="utf-8")
        return save(canvas, *args, **more)

    FigureCanvasBase.print_figure = saved  # type: ignore[method-assign, assignment]


def _seal(seal: hmac.HMAC, text: str) -> str:
    made = seal.copy()
    made.update(text.encode())
    return made.hexdigest()


def read(content: bytes | str | None, secret: str) -> list[dict[str, Any]]:
    """The charts that a run has written down; none where it saved none, or put something else into the file."""
    with suppress(ValueError, TypeError, RecursionError):
        whole = content.decode() if isinstance(content, bytes) else content or ""
        said, _, text = whole.partition("\n")
        own = _seal(hmac.new(secret.encode(), digestmod="sha256"), text)
        if not hmac.compare_digest(said.encode(), own.encode()):
            return []
        found = json.loads(text)
        found = found[:MOST] if isinstance(found, list) else []
        return [one for one in found if sound(one) and one["type"] in ("chart", UNREADABLE)]
    return []


def fault(
    given: Mapping[str, Any], expected: Mapping[str, Any], rules: Mapping[str, Any] | None
) -> dict[str, Any] | None:
    """What is wrong with the best chart of a behaviour: the finding, and with wrong data the chart. None: nothing."""
    wanted = expected.get("charts")
    if not rules or not wanted:
        return None
    charts = given.get("charts") or []
    if len(charts) > 1 + MORE:
        return {"code": "charts_many", "data": {"there": len(charts), "more": MORE}}
    best: dict[str, Any] = {"code": "not_saved", "data": {}}
    for number, one in enumerate(charts):
        found = _faults(one, wanted[0], rules)
        if not found:
            return None
        if not number or best["code"] in ("empty_chart", UNREADABLE):
            kept = {"chart": one} if found[0].code in OF_DATA else {}
            best = {"code": found[0].code, "data": found[0].data, **kept}
    return best


def _faults(one: Mapping[str, Any], wanted: Mapping[str, Any], rules: Mapping[str, Any]) -> list[Finding]:
    if one["type"] == UNREADABLE:
        return [Finding(code=UNREADABLE)]
    chart = Chart(one)
    return find_faults(chart, Chart(wanted), rules) if chart.series else [Finding(code="empty_chart")]


def alike(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> bool:
    """Whether two faults are one: of the same sort and, with wrong data, with the same data."""
    if not one or not other or one["code"] != other["code"]:
        return not one and not other
    near = {"decimals": 2, "tolerance": TOLERANCE, "extra": False}
    return "chart" not in one or compare_data(Chart(one["chart"]), Chart(other["chart"]), near) is None
