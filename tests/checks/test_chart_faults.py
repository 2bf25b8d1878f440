"""Beside each fault of a chart the legitimate chart that looks like it, and that has to pass."""

# ruff: noqa: E501 -- one line a fault
from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.ticker import FuncFormatter

from firstquery.checks.kind import Material
from firstquery.checks.kinds.chart import KIND
from firstquery.checks.verdict import Verdict
from tests.checks import verdicts
from tests.checks.example_charts import (
    MONTHS,
    RATE,
    REGIONS,
    SALES,
    TWO,
    at_the_lines,
    axes,
    bars,
    in_thousands,
    line,
    lying,
    pairs,
    titled,
)
from tests.checks.verdicts import code


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    plt.close("all")


def said(answer: Any, reference: Any = bars, mistakes: Any = None, **options: Any) -> Verdict:
    return verdicts.verdict(KIND, answer, reference(), mistakes, **options)


def pie(names: int = 3, **more: Any) -> Any:
    ax = axes("Half of it is Canada's", "")
    ax.pie([5, 3, 2, 1, 1, 1, 1][:names], labels=["Canada", "South", "West", "A", "B", "C", "D"][:names], **more)
    return ax


def three(**more: Any) -> Any:
    return bars(["Canada", "South", "West"], [5, 3, 2], **more)


def twin(second: Callable[[Any], Any]) -> Any:
    ax = bars()
    other = ax.twinx()
    second(other)
    return ax


def in_euros(ax: Any) -> None:
    ax.bar(REGIONS, [value * 0.9 for value in SALES], alpha=0)
    low, high = plt.gcf().axes[0].get_ylim()
    ax.set(ylabel="Sales (EUR)", ylim=(low * 0.9, high * 0.9))


def strokes(*names: str) -> Any:
    ax = axes("We win more than we lose", "Tickets")
    for name, style in (("won", "-"), ("lost", "--")):
        ax.plot(TWO.index, TWO[name], style, color="black", label=name)
    for text, name in zip(ax.legend().get_texts(), names, strict=True):
        text.set_text(name)
    return ax


def calls(*names: str) -> Any:
    ax = pairs()
    ax.legend(names)
    return ax


def coloured(first: str, second: str, **style: Any) -> Any:
    ax = axes("We win more than we lose", "Tickets")
    ax.plot(TWO.index, TWO["won"], color=first, label="won")
    ax.plot(TWO.index, TWO["lost"], color=second, label="lost", **style)
    ax.legend()
    return ax


def labelled(ticks: str, **more: Any) -> Any:
    ax = bars(y="", **more)
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, place: ticks.format(value)))
    return ax


def at_ticks(*labels: str) -> Any:
    return titled(bars(), yticks=(0, 200, 400), yticklabels=labels)


def named_months(later: int) -> Any:
    names = ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept.", "Oct", "Nov", "Dec"]
    return titled(bars(range(12), range(1, 13)), xticks=range(later, 12 + later), xticklabels=names)


def cloud(**more: Any) -> Any:
    ax = axes(**{"x": "Seats", **more})
    ax.scatter((1, 2, 3, 4), (3, 1, 4, 1))
    return ax


def turned_cloud() -> Any:
    ax = axes(x="Sales (USD)", y="Seats")
    ax.scatter((3, 1, 4, 1), (1, 2, 3, 4))
    return ax


def measures(first: str = "sales in USD", second: str = "rate", titles: tuple[str, str] = ("Both rose", "")) -> Any:
    _, both = plt.subplots(2, 1)
    for ax, label, title, values in zip(both, (first, second), titles, (SALES, RATE), strict=True):
        ax.plot(REGIONS, values[:4])
        ax.set(ylabel=label, title=title)
    return both


SHUFFLED = {"names": [REGIONS[n] for n in (1, 3, 0, 2)], "values": [SALES[n] for n in (1, 3, 0, 2)]}


def in_two_units() -> Any:
    return bars().secondary_yaxis("right", functions=(lambda usd: usd * 2, lambda cad: cad / 2))


# The fault, a chart that has it, one that looks like it and is right, the reference, and options.
FAULTS: list[tuple[str, Callable[[], Any], Callable[[], Any], Callable[[], Any], dict[str, Any]]] = [
    ("truncated_axis", lambda: bars(ylim=(100, 420)), lambda: bars(ylim=(-50, 420)), bars, {}),
    ("truncated_axis", lambda: titled(lying()[0].axes, xlim=(90, 500)), lambda: line(ylim=(0.7, 0.8)), line, {"kinds": "line,bar", "allow": "points_extra,wrong_data,wrong_names,points_missing"}),
    ("missing_unit", lambda: bars(y="Sales"), lambda: bars(y="Sales (usd)"), bars, {"units": "$,USD"}),
    ("missing_unit", lambda: labelled("{:.0f}"), lambda: labelled("${:.0f}"), bars, {"units": "$,USD"}),
    ("missing_unit", lambda: labelled("{:.0f} €"), lambda: bars(y="Sales", title="Canada sells for 412 USD"), bars, {"units": "$,USD"}),
    ("two_scales", lambda: twin(lambda ax: ax.plot(REGIONS, [1, 2, 3, 9])), lambda: twin(in_euros), bars, {"extra": True, "kinds": "bar,line", "allow": "series_extra,no_legend"}),
    ("two_scales", lambda: twin(lambda ax: ax.plot(REGIONS, [1, 2, 3, 9])), in_two_units, bars, {"extra": True, "kinds": "bar,line"}),
    ("zigzag", lambda: line(MONTHS[[2, 0, 1, 3, 4, 5]], [RATE[n] for n in (2, 0, 1, 3, 4, 5)]), lambda: line(MONTHS[::-1], RATE[::-1]), line, {}),
    ("too_many_slices", lambda: pie(7), lambda: pie(3), three, {"kinds": "pie,bar", "allow": "points_extra,wrong_data"}),
    ("colours_alike", lambda: coloured("#1f77b4", "#2277b0"), lambda: coloured("black", "orange"), pairs, {}),
    ("colours_alike", lambda: coloured("#d62728", "#2ca02c"), lambda: coloured("#d62728", "#2ca02c", linestyle="--"), pairs, {}),
    ("colours_alike", lambda: coloured("#E69F00", "#56B4E9"), lambda: coloured("#E69F00", "#0072B2"), pairs, {}),
    ("unsorted_categories", lambda: bars(**SHUFFLED), lambda: lying(), bars, {"order": "sorted"}),
    ("title_says_nothing", lambda: bars(title="Sales by region (USD)", x="Region"), lambda: bars(title="Sales: Canada leads"), bars, {}),
    ("title_says_nothing", lambda: bars(title="What a chart"), lambda: bars(title="Canada leads with 412"), bars, {"title": "Canada,412"}),
    ("title_asks", lambda: bars(title="Who sells most?"), lambda: bars(title="Who sells most? Canada"), bars, {}),
    ("title_asks", lambda: bars(title="Who sells?"), lambda: bars(title="Canada sells most. Why?"), bars, {}),
    ("missing_title", lambda: bars(title=""), lambda: bars(title="").figure.suptitle("Canada sells most"), bars, {}),
    ("missing_axis_label", lambda: bars(y=""), lambda: labelled("{:.0f} USD"), bars, {}),
    ("no_legend", lambda: pairs().get_legend().remove() or plt.gca(), at_the_lines, pairs, {}),
    ("wrong_kind", lambda: line(REGIONS, SALES), lying, bars, {}),
    ("wrong_kind", lying, bars, bars, {"kinds": "column"}),
    ("turned", lambda: titled(axes(y="Who stay", title="More stay since May").plot(RATE, [f"{month:%Y-%m}" for month in MONTHS])[0].axes), line, line, {"kinds": "line,column,scatter"}),
    ("turned", lambda: titled(axes().plot(SALES, REGIONS, "o")[0].axes), lambda: bars(), bars, {"kinds": "column,scatter"}),
    ("wrong_data", lambda: bars(values=[412.5, 380, 295.25, 121]), lambda: bars(values=[412.501, 380, 295.25, 120]), bars, {}),
    ("wrong_data", lambda: bars(values=np.round(SALES)), lambda: bars(values=np.round(SALES, 1)), bars, {"decimals": 1}),
    ("points_missing", lambda: bars(REGIONS[:3], SALES[:3]), lambda: bars(REGIONS[:3], SALES[:3]), lambda: bars(values=[*SALES[:3], 0]), {}),
    ("points_extra", lambda: bars([*REGIONS, "Test"], [*SALES, 3]), lambda: bars([*REGIONS, "Test"], [*SALES, 0]), bars, {}),
    ("wrong_names", lambda: bars([*REGIONS[1:], "Canada"]), lambda: bars(REGIONS[::-1], SALES[::-1]), bars, {}),
    ("no_names", lambda: bars(range(4), x="Region"), lambda: titled(bars(range(4)), xticks=range(4), xticklabels=REGIONS), bars, {}),
    ("no_names", lambda: axes("Canada", "").pie([5, 3, 2]), pie, three, {"kinds": "pie,bar"}),
    ("wrong_scale", lambda: bars(values=[value / 1000 for value in SALES]), in_thousands, bars, {}),
    ("wrong_scale", lambda: line(y="Who stay, in %", values=[r / 100 for r in RATE]), lambda: line(y="%", values=[r * 100 for r in RATE]), line, {"decimals": 3}),
    ("series_missing", lambda: titled(TWO["won"].plot(), ylabel="Tickets"), pairs, pairs, {}),
    ("series_extra", lambda: pairs().plot(TWO.index, TWO.won + TWO.lost, "--", label="all"), lambda: pairs().plot(TWO.index, [20] * 3, "--", label="aim"), pairs, {}),
    ("truncated_axis", lambda: bars(yscale="log"), bars, bars, {}),
    ("wrong_names", lambda: pairs().legend(["lost", "won"]) and plt.gca(), pairs, pairs, {}),
    ("wrong_names", lambda: calls("at 120", "at 60"), lambda: calls("a call at 60", "a call at 120"), lambda: calls("60 dollars a call", "120 dollars a call"), {}),
    ("wrong_names", lambda: strokes("lost", "won"), lambda: strokes("won", "lost"), pairs, {}),
    ("hidden", lambda: bars(ylim=(0, 400)), lambda: bars(ylim=(0, 412.5)), bars, {}),
    ("hidden", lambda: line(ylim=(0.6, 0.75)), lambda: line(ylim=(0.71, 0.78)), line, {}),
    ("hidden", lambda: line(ylim=(0.715, 0.8)), lambda: line(ylim=(0.7, 0.8)).axhline(0.5).axes, line, {}),
    ("hidden", lambda: line(xlim=(MONTHS[1], MONTHS[-1])), lambda: line(xlim=(MONTHS[0], MONTHS[-1])), line, {}),
    ("hidden", lambda: titled(lying()[0].axes, xlim=(0, 400)), lambda: lying()[0].axes.invert_yaxis() or plt.gca(), bars, {}),
    ("hidden", lambda: cloud(xlim=(2, 5)), cloud, cloud, {}),
    ("hidden", lambda: bars(values=[-1, 2, 3, 4], ylim=(0, 5)), lambda: bars(values=[-1, 2, 3, 4], ylim=(-1, 5)), lambda: bars(values=[-1, 2, 3, 4]), {}),
    ("hidden", lambda: axes().bar(REGIONS, SALES, bottom=500) and plt.gca().set(ylim=(450, 900)) and plt.gca(), lambda: axes().bar(REGIONS, SALES, bottom=500) and plt.gca(), bars, {}),
    ("hidden", lambda: line(values=[*RATE[:5], 0.9], ylim=(0.7, 0.8)), lambda: line(values=[*RATE[:5], np.nan], ylim=(0.7, 0.8)), line, {"allow": "wrong_data"}),
    ("backwards", lambda: line(ylim=(0.8, 0.7)), lambda: line(ylim=(0.7, 0.8)), line, {}),
    ("backwards", lambda: titled(lying()[0].axes, xlim=(500, 0)), lying, bars, {}),
    ("backwards", lambda: cloud(xlim=(5, 0)), cloud, cloud, {}),
    ("unit_elsewhere", lambda: bars(y="Sales", title="Canada sells for 412 USD"), lambda: labelled("{:.0f} USD"), bars, {"units": "USD", "on_axis": True}),
    ("unit_elsewhere", lambda: bars(y="", x="Sales (USD)", title="Canada leads"), lambda: bars(y="Sales (USD)"), bars, {"units": "USD", "on_axis": True}),
    ("other_leader", lambda: bars(title="South sells most"), lambda: bars(title="Nobody sells as much as Canada's people"), bars, {"leader": True}),
    ("other_leader", lambda: bars(title="South sells most"), lambda: bars(title="One of four sells most"), bars, {"leader": True}),
    ("out_of_time", lambda: bars([f"2025-0{n}" for n in (3, 1, 2)], [3, 1, 2]), lambda: bars([f"2025-0{n}" for n in (3, 2, 1)], [3, 2, 1]), lambda: bars([f"2025-0{n}" for n in (1, 2, 3)], [1, 2, 3]), {}),
    ("flat", lambda: line(ylim=(0, 60)), lambda: line(ylim=(0, 1)), line, {}),
    ("no_names", lambda: named_months(1), lambda: named_months(0), lambda: bars([f"2025-{n:02}" for n in range(1, 13)], range(1, 13)), {}),
    ("no_guide", lambda: line(at=0.7), lambda: line(at=0.75), lambda: line(at=0.75), {"guide": 0.75}),
    ("no_guide", line, lambda: line().plot(MONTHS, [0.75] * 6) and plt.gca(), lambda: line(at=0.75), {"guide": 0.75}),
    ("no_guide", lambda: line().axvline(MONTHS[1]).axes, lambda: line().hlines(0.75, MONTHS[0], MONTHS[-1]).axes, lambda: line(at=0.75), {"guide": 0.75}),
    ("no_guide", lambda: line(y="%", values=[r * 100 for r in RATE], at=70), lambda: line(y="%", values=[r * 100 for r in RATE], at=75), lambda: line(at=0.75), {"guide": 0.75}),
    ("false_ticks", lambda: at_ticks("400 USD", "200 USD", "0 USD"), lambda: at_ticks("0 USD", "200", "400"), bars, {}),
    ("false_ticks", lambda: at_ticks("0", "1,000", "200"), lambda: at_ticks("0", "0,5 k", "1 k"), bars, {}),
    ("false_ticks", lambda: cloud(xticks=(1, 2, 3), xticklabels=("1", "3", "2")), lambda: cloud(xticks=(1, 2, 3)), cloud, {}),
    ("swapped_labels", lambda: measures("rate of tickets", "sales (USD)"), lambda: measures("USD", "per cent"), measures, {}),
    ("swapped_axes", lambda: cloud(x="Sales (USD)", y="Seats"), lambda: cloud(x="How many seats", y="USD"), cloud, {}),
    ("swapped_axes", lambda: cloud(x="Sales (USD)", y="Seats"), turned_cloud, cloud, {}),
    ("missing_axis_label", lambda: measures("", "rate"), lambda: measures("", "", titles=("Sales fall", "The rate rises")), measures, {}),
    ("missing_axis_label", lambda: cloud(x=""), lambda: axes().scatter(["2025-01", "2025-02", "2025-03"], [3, 1, 4]), cloud, {"allow": "points_missing,no_names,wrong_data"}),
    ("missing_unit", lambda: line(y="mark, of 5"), lambda: line(y="mark (5 is best, 1 is worst)"), lambda: line(y="mark, 1 to 5"), {"units": "1 & 5"}),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "bad", "good", "reference", "options"), FAULTS)
def test_a_fault_is_found_and_what_looks_like_it_is_right(
    fault: str, bad: Any, good: Any, reference: Any, options: dict[str, Any]
) -> None:
    allowed = [code for code in str(options.get("allow", "")).split(",") if code]
    options = {**options, "allow": allowed}
    if fault == "points_missing":
        assert code(said(bad(), bars)) == fault
    else:
        assert code(said(bad(), reference, **options)) == fault
    plt.close("all")
    assert code(said(good(), reference, **options)) == "right"


def test_a_right_chart_says_that_nobody_has_read_its_title_unless_the_exercise_names_its_words() -> None:
    assert [one.code for one in said(bars()).findings] == ["title_unread"]
    assert said(bars(title="Canada leads"), title="Canada").findings == ()


def test_a_title_that_names_the_largest_of_the_data_one_has_is_right_on_others_too() -> None:
    reference, answer = (verdicts.sent(KIND, ax, None) for ax in (bars(), bars(title="South sells most")))
    for snapshot, expected in (("learning", False), ("held-out", True)):
        key = KIND.build_key(KIND.Options(leader=True), reference, [], Material(snapshot=snapshot))
        assert KIND.judge(answer, key).right == expected


def test_what_stands_in_another_panel_is_not_hidden() -> None:
    def detail() -> Any:
        _, (whole, part) = plt.subplots(2, 1)
        for ax in (whole, part):
            ax.plot(MONTHS, RATE)
            ax.set_ylabel("Share who stay")
        whole.set_title("More of them stay")
        part.set_ylim(0.75, 0.8)
        return whole

    assert code(said(detail(), line, extra=True)) == "right"


def test_a_hidden_value_is_told_by_where_the_frame_ends() -> None:
    for answer, where in (
        (line(ylim=(0.6, 0.75)), "below your highest value"),
        (line(ylim=(0.75, 0.8)), "above your lowest value"),
        (line(xlim=(MONTHS[1], MONTHS[-1])), "after your first value"),
        (line(xlim=(MONTHS[0], MONTHS[-2])), "before your last value"),
        (titled(lying()[0].axes, xlim=(0, 400)), "before your highest value"),
    ):
        found = said(answer, bars if "before your h" in where else line).findings[0]
        assert (found.code, found.data["where"]) == ("hidden", where)


def test_a_unit_is_not_missed_where_other_values_have_a_label() -> None:
    other = [value / 24 for value in SALES]
    assert [one.code for one in said(bars(values=other, y="days"), units="USD").findings] == ["wrong_data"]
    assert "missing_unit" in [one.code for one in said(bars(values=other, y=""), units="USD").findings]


@pytest.mark.parametrize(
    ("top", "learning", "held_out"), [(412.5, True, True), (400, False, True), (300, False, False)]
)
def test_limits_that_fit_the_data_one_has_may_be_somewhat_short_of_others(
    top: float, learning: bool, held_out: bool
) -> None:
    reference, answer = (verdicts.sent(KIND, ax, None) for ax in (bars(), bars(ylim=(0, top))))
    for snapshot, expected in (("learning", learning), ("held-out", held_out)):
        key = KIND.build_key(KIND.Options(), reference, [], Material(snapshot=snapshot))
        assert KIND.judge(answer, key).right == expected
