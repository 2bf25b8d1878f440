"""A chart: what the axes of a matplotlib figure say and show, held against the reference's and against good practice.

The answer is a Figure, an Axes, several of them, or what a method of an Axes returned; a figure that has been shown or
closed as well. It is read, never drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal

from firstquery.checks import limit, results
from firstquery.checks.kind import Kind, Material, Mistake, Options, Trial, Words
from firstquery.checks.kinds.chart import axes
from firstquery.checks.kinds.chart.charts import Chart, compare_data
from firstquery.checks.kinds.chart.faults import KINDS, OF_DATA, find_faults
from firstquery.checks.kinds.chart.marks import TooMuch
from firstquery.checks.origin import raised_by_answer
from firstquery.checks.payload import payload
from firstquery.checks.verdict import Finding, Json, Verdict, absent, mistake, not_yet, right
from firstquery.checks.words import Messages
from firstquery.core.errors import UserError

ASKED = "a chart"
#: Findings on an answer that shows nothing, which no exercise can allow.
NO_CHART = frozenset({"not_a_chart", "nothing_returned", "unreadable", "empty_chart"})
SECONDS = 5.0  # of reading a figure
HELD_OUT_SLACK = (
    0.25  # limits are chosen for the data that one has: how far others may lie beyond, as a part of a frame
)


class ChartOptions(Options):
    """What is asked of a chart beside the reference's data.

    ``kinds``: bar (in either direction), column, barh, line, scatter, pie, heatmap; none named: the reference's.
    ``units``: words and signs, one of which has to be read somewhere (``1 & 5``: both in one text); none: no unit is
    asked for. ``title``: words and numbers, one of which the title must have. ``order`` of the categories: ``sorted``
    by size. ``slices``: the most of a pie; ``colours``: who must tell them apart. ``extra``: whether more series are
    fine. ``guide``: the value at which a line has to run across. ``on_axis``: the unit stands at the values and not in
    a title. ``leader``: a title that has a name has that of the largest. ``allow``: codes of faults that are fine, as
    ``hidden`` where a frame may end before the data do.
    """

    lines: ClassVar[frozenset[str]] = frozenset({"units", "title"})

    kinds: Words = ()
    units: Words = ()
    title: Words = ()
    order: Literal["any", "sorted"] = "any"
    decimals: int = 2
    tolerance: float = 0.0
    slices: int = 5
    colours: Literal["seen", "colour-blind", "grey"] = "grey"
    extra: bool = False
    guide: float | None = None
    on_axis: bool = False
    leader: bool = False
    allow: Words = ()


class ChartKind(Kind[ChartOptions]):
    name = "chart"
    Options = ChartOptions
    phrases = Messages(__file__)

    def payload(self, answer: Any, questions: Json) -> dict[str, Any]:
        def read() -> dict[str, Any] | None:
            figure = axes.find_figure(answer)
            return None if figure is None else axes.read(figure)

        outcome = limit.call(read, SECONDS)
        if outcome.state == "returned" and outcome.value is not None:
            return outcome.value  # type: ignore[no-any-return]
        if isinstance(outcome.error, TooMuch):
            return {"type": "too-large", "what": "a chart of more than 20,000 points"}
        if outcome.error is not None and not raised_by_answer(outcome.error):
            raise outcome.error
        made = payload(answer)
        readable = outcome.state == "returned" or made["type"] != "unknown"
        return made if readable else {"type": "unknown", "what": "a chart that cannot be read"}

    def build_key(
        self, options: ChartOptions, reference: dict[str, Any], mistakes: Sequence[Mistake], material: Material
    ) -> dict[str, Any]:
        unknown = [one for one in options.kinds if one not in KINDS]
        unknown += [code for code in options.allow if code not in self.phrases or code in NO_CHART]
        if unknown:
            raise UserError(f"A chart has no kind and no fault called {', '.join(unknown)}.")
        if reference.get("type") != "chart" or not Chart(reference).series:
            raise UserError("The solution is no chart that shows data.")
        slack = 0.0 if material.snapshot == "learning" else HELD_OUT_SLACK
        rules = {**options.model_dump(mode="json"), "slack": slack}
        rules["leader"] = options.leader and material.snapshot == "learning"  # a title is written for the data one has
        faults = find_faults(Chart(reference), Chart(reference), rules)
        if faults:
            raise UserError(f"The solution's own chart has a fault: {', '.join(one.code for one in faults)}.")
        listed = [one.listed() for one in mistakes]
        return {"chart": reference, "rules": rules, "mistakes": listed}

    def judge(self, payload: Mapping[str, Any], expected: Mapping[str, Any], trial: Trial | None = None) -> Verdict:
        early = absent(payload, ASKED)
        if early:
            return early
        found = _found(payload, expected)
        if not found:
            return right() if expected["rules"]["title"] else right(Finding(code="title_unread"))
        known = _recognised(payload, found, expected)
        if known is not None:
            named = mistake(known["name"], known["message"])
            return named.model_copy(update={"findings": (*named.findings, *found[1:])})
        return not_yet(found[0].code, *found[1:], **found[0].data)

    def preview(self, payload: Mapping[str, Any]) -> dict[str, Any] | None:
        if payload.get("type") != "chart":
            return None
        chart = Chart(payload)
        shown = ", ".join(dict.fromkeys(KINDS[one.kind] for one in chart.series))
        return {"text/plain": ": ".join(part for part in (shown, "; ".join(chart.titles)) if part)}


KIND = ChartKind()


def _found(payload: Mapping[str, Any], expected: Mapping[str, Any]) -> list[Finding]:
    """The findings on a payload, the gravest first; none where it is right."""
    if payload["type"] != "chart":
        if payload["type"] == "scalar" and payload.get("value") is None:
            return [Finding(code="nothing_returned")]
        if payload.get("what") == "a chart that cannot be read":
            return [Finding(code="unreadable")]
        plain = payload.get("value") if payload["type"] in ("scalar", "text") else payload
        return [Finding(code="not_a_chart", data={"what": results.describe(plain)})]
    chart = Chart(payload)
    if not chart.series:
        return [Finding(code="empty_chart")]
    return find_faults(chart, Chart(expected["chart"]), expected["rules"])


def _recognised(
    payload: Mapping[str, Any], found: Sequence[Finding], expected: Mapping[str, Any]
) -> dict[str, Any] | None:
    """The listed mistake that shows the same wrong data or, with the right data, has the same fault first."""
    code = found[0].code
    for known in expected["mistakes"]:
        theirs = [] if absent(known["payload"], ASKED) else _found(known["payload"], expected)
        if not theirs or theirs[0].code != code:
            continue
        if code in OF_DATA:
            if not compare_data(Chart(payload), Chart(known["payload"]), expected["rules"]):
                return known  # type: ignore[no-any-return]
        elif len(theirs) == 1 or {one.code for one in theirs} == {one.code for one in found}:
            return known  # type: ignore[no-any-return]
    return None
