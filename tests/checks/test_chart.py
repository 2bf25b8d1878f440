"""The kind chart: right charts in every style; and beside each fault the legitimate chart that looks like it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.ticker import FuncFormatter, PercentFormatter

from firstquery.checks.kinds.chart import KIND
from firstquery.checks.verdict import Verdict
from firstquery.core.errors import UserError
from tests.checks import verdicts
from tests.checks.example_charts import (
    BY_MONTH,
    BY_REGION,
    MONTHS,
    RATE,
    REGIONS,
    SALES,
    TWO,
    at_the_lines,
    axes,
    bars,
    closed_figure,
    highlighted,
    in_thousands,
    line,
    lying,
    one_by_one,
    pairs,
    panels,
    titled,
)
from tests.checks.verdicts import code


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    plt.close("all")


def said(answer: Any, reference: Any = bars, mistakes: Any = None, **options: Any) -> Verdict:
    return verdicts.verdict(KIND, answer, reference(), mistakes, **options)


def written_on_bars() -> Any:
    ax = bars(y="")
    ax.bar_label(ax.containers[0], fmt="{:.0f} USD")
    ax.yaxis.set_visible(False)
    return ax


RIGHT_BARS: list[Callable[[], Any]] = [
    bars,
    lying,
    one_by_one,
    highlighted,
    in_thousands,
    closed_figure,
    lambda: bars().figure,
    lambda: (bars().figure, 4),
    lambda: bars().patches[0],
    lambda: bars().set_title("Canada sells most"),
    lambda: bars(REGIONS[::-1], SALES[::-1]),
    lambda: titled(BY_REGION.plot.bar(), ylabel="USD"),
    lambda: titled(BY_REGION.plot(kind="barh"), xlabel="USD"),
    lambda: titled(BY_REGION.reset_index().plot.bar(x="region", y="sales"), ylabel="USD"),
    lambda: titled(BY_REGION.to_frame().plot.bar(legend=False), ylabel="USD"),
    lambda: np.array([bars()]),
    lambda: bars([f"{name} ({n})" for n, name in enumerate(REGIONS)]),
    lambda: bars([name.upper() for name in REGIONS]),
    lambda: titled(bars(range(4)), xticks=range(4), xticklabels=REGIONS),
    written_on_bars,
    lambda: bars(y="", title="Canada sells for 412 USD, most of all"),
]


@pytest.mark.parametrize("make", RIGHT_BARS)
def test_right_bars_in_any_style_are_right(make: Callable[[], Any]) -> None:
    assert code(said(make())) == "right"


RIGHT_LINES: list[Callable[[], Any]] = [
    line,
    lambda: line(MONTHS.strftime("%Y-%m")),
    lambda: line(MONTHS.strftime("%b %Y")),
    lambda: line(MONTHS.strftime("%b")),
    lambda: line(range(1, 7), x="Month of 2025"),
    lambda: line([day.date() for day in MONTHS]),
    lambda: titled(BY_MONTH.plot(), ylabel="Share who stay"),
    lambda: titled(BY_MONTH.set_axis(MONTHS.to_period("M")).plot(), ylabel="Share who stay"),
    lambda: titled(BY_MONTH.set_axis(MONTHS.strftime("%Y-%m")).plot(), ylabel="Share who stay"),
    lambda: titled(line(y=""), yticks=[0.7, 0.8], yticklabels=["70 %", "80 %"]),
    lambda: line(y="").yaxis.set_major_formatter(FuncFormatter("{:.0%}".format)) or plt.gca(),
    lambda: line(values=[100 * rate for rate in RATE], y="Who stay, in %"),
    lambda: line(ylim=(0.7, 0.8)),  # a line may start above zero
    lambda: line().axhline(0.75).axes,
    lambda: line().plot(MONTHS, [0.75] * 6)[0],
    lambda: line().scatter(MONTHS[-1:], RATE[-1:]),
    lambda: line().fill_between(MONTHS, np.array(RATE) - 0.02, np.array(RATE) + 0.02, alpha=0.3),
    lambda: line().errorbar(MONTHS, RATE, yerr=0.02, capsize=3, fmt="none"),
    lambda: line().plot(MONTHS, RATE, "o"),
    lambda: line().yaxis.set_major_formatter(PercentFormatter(1)) or plt.gca(),
]


@pytest.mark.parametrize("make", RIGHT_LINES)
def test_right_lines_in_any_style_are_right(make: Callable[[], Any]) -> None:
    assert code(said(make(), line)) == "right"


RIGHT_PAIRS: list[Callable[[], Any]] = [
    pairs,
    panels,
    at_the_lines,
    lambda: TWO.plot.bar(ylabel="Tickets", title="We win more than we lose"),
    lambda: TWO[["lost", "won"]].plot(ylabel="Tickets", title="We win more than we lose"),
    lambda: TWO.plot.barh(stacked=True, xlabel="Tickets", title="We win more than we lose"),
    lambda: TWO.T.plot.bar(ylabel="Tickets", title="We win more than we lose", color=["black", "orange", "lightblue"]),
    lambda: TWO.plot(subplots=True, ylabel="Tickets", title="We win more than we lose"),
]


@pytest.mark.parametrize("make", RIGHT_PAIRS)
def test_two_series_in_any_style_are_right(make: Callable[[], Any]) -> None:
    assert code(said(make(), pairs, kinds="line,bar")) == "right"


NOT_CHARTS = [(None, "nothing_returned"), (3, "not_a_chart"), ("chart", "not_a_chart"), (plt, "not_a_chart")]


@pytest.mark.parametrize(("answer", "expected"), [*NOT_CHARTS, (..., "blank"), (BY_REGION, "not_a_chart")])
def test_what_is_no_chart_is_told_so(answer: Any, expected: str) -> None:
    assert code(said(answer)) == expected


def test_an_empty_figure_is_told_so() -> None:
    assert code(said(plt.figure())) == "empty_chart"
    assert code(said(axes())) == "empty_chart"
    assert code(said(axes().plot([], []))) == "empty_chart"


def unseen(make: Callable[[], Any], **style: Any) -> Any:
    ax = make()
    plt.setp([*ax.patches, *ax.lines, *ax.collections], **style)
    return ax


@pytest.mark.parametrize(
    "make, style",
    [
        (bars, {"alpha": 0}),
        (bars, {"color": "white"}),
        (bars, {"visible": False}),
        (line, {"alpha": 0.0}),
        (line, {"color": "white"}),
        (line, {"linewidth": 0}),
        (pairs, {"color": (0, 0, 0, 0)}),
        (lambda: axes(x="Sales (USD)").scatter(SALES, SALES).axes, {"alpha": 0}),
    ],
)
def test_ink_that_nobody_sees_is_no_data(make: Callable[[], Any], style: dict[str, Any]) -> None:
    assert code(said(unseen(make, **style), make)) == "empty_chart"


def test_white_bars_with_a_frame_and_dots_without_a_line_are_seen() -> None:
    assert said(unseen(bars, facecolor="white", edgecolor="black")).right
    assert said(unseen(line, linewidth=0, marker="o"), line, kinds=("line", "scatter")).right
    assert said(unseen(line, color="white", marker="o", markerfacecolor="navy"), line).right


def test_black_ink_on_a_ground_without_a_colour_is_seen() -> None:
    ax = unseen(bars, color="black")
    ax.set_facecolor("none")
    assert said(ax).right
    ax.figure.set_facecolor("black")
    assert code(said(ax)) == "empty_chart"


def test_names_are_those_that_stand_at_the_axis() -> None:
    """Names that are written over the categories of a chart are the ones that a reader sees."""
    turned = bars()
    turned.set_xticks(range(4), REGIONS[::-1])
    assert code(said(turned)) == "wrong_names"
    longer = bars()
    longer.set_xticks(range(4), [f"{name} " for name in REGIONS])
    assert said(longer).right
    some = bars()
    some.set_xticks([0, 1, 2, 3], REGIONS)
    assert said(some).right


def test_months_that_are_written_below_days_are_the_ones_that_a_reader_believes() -> None:
    named = line()
    named.set_xticks(MONTHS, MONTHS.strftime("%Y-%m"))
    assert said(named, line).right
    named.set_xticks(MONTHS[::2], MONTHS[::2].strftime("%b"))
    assert said(named, line).right
    turned = line()
    turned.set_xticks(MONTHS, MONTHS.strftime("%Y-%m")[::-1])
    assert code(said(turned, line)) == "wrong_names"


@pytest.mark.parametrize(
    "names, expected",
    [
        (["after 3 months", "after 6 months", "after 9 months"], None),
        (["after 9 months", "after 6 months", "after 3 months"], "wrong_names"),
        (["first", "second", "third"], None),
        (["after 3 months", "after 6 months", "after 9 months", "9 once more"], "points_extra"),
        ([3, 6, 9], None),
    ],
)
def test_a_number_in_words_is_that_number(names: list[Any], expected: str | None) -> None:
    def at(places: list[Any]) -> Any:
        ax = axes(x="Months")
        ax.bar(range(len(places)), [90.0, 80.0, 60.0, 60.0][: len(places)])
        ax.set_xticks(range(len(places)), places)
        return ax

    verdict = said(at(names), lambda: at([3, 6, 9]))
    assert verdict.right if expected is None else code(verdict) == expected


def test_a_scatter_plot_is_its_pairs_in_any_order() -> None:
    def cloud(x: Any = (1, 2, 3, 4), y: Any = (3, 1, 4, 1)) -> Any:
        ax = axes(x="Seats")
        ax.scatter(x, y)
        return ax

    assert said(cloud(), cloud).right
    assert said(cloud((4, 3, 2, 1), (1, 4, 1, 3)), cloud).right
    assert said(axes(x="Seats").plot((1, 2, 3, 4), (3, 1, 4, 1), "o"), cloud).right
    assert code(said(cloud((1, 2, 3, 4), (3, 1, 4, 2)), cloud)) == "wrong_data"
    assert code(said(axes().scatter((1, 2, 3, 4), (3, 1, 4, 1)), cloud)) == "missing_axis_label"


def test_dots_that_are_drawn_one_at_a_time_are_one_cloud() -> None:
    def frontier(apart: bool = False) -> Any:
        ax = axes(x="Seats")
        ax.plot((1, 2, 3, 4), (3, 3, 4, 4))
        dots = list(zip((1, 2, 3, 4), (3, 1, 4, 1), strict=True))
        for place, value in dots if apart else [((1, 2, 3, 4), (3, 1, 4, 1))]:
            ax.scatter(place, value)
        for name, (place, value) in zip("abcd", dots, strict=True):
            ax.text(place, value, name)
        return ax

    assert said(frontier(apart=True), frontier).right


def test_places_that_are_rounded_to_cents_are_the_same_places() -> None:
    def prices(places: Any = (0.0, 0.2987, 18.7891)) -> Any:
        return line(places, (55.0, 58.25, 75.0), x="dollars", y="percent")

    assert said(prices((0, 0.3, 18.79)), prices).right
    assert code(said(prices((0, 0.4, 18.79)), prices)) == "wrong_names"


def test_a_heat_map_is_its_cells() -> None:
    def grid(values: Any = TWO) -> Any:
        ax = axes("Q2 was best", "")
        plt.colorbar(ax.imshow(values), label="Tickets")
        ax.set(xticks=range(2), xticklabels=list(TWO), yticks=range(3), yticklabels=list(TWO.index))
        return ax

    assert said(grid(), grid, units="tickets").right
    assert code(said(grid(TWO[::-1]), grid)) == "wrong_names"
    assert code(said(grid(TWO + 1), grid)) == "wrong_data"


def test_named_mistakes_are_known_by_their_data_or_by_their_fault() -> None:
    mistakes = {"tests in it": bars(values=[500, 380, 295.25, 120]), "cut": bars(ylim=(90, 420)), "shown": None}
    assert code(said(bars(values=[500, 380, 295.25, 120], title=""), mistakes=mistakes)) == "mistake: tests in it"
    assert code(said(titled(lying()[0].axes, xlim=(50, 500)), mistakes=mistakes)) == "mistake: cut"
    assert code(said(None, mistakes=mistakes)) == "mistake: shown"
    assert code(said(bars(values=[501, 380, 295.25, 120]), mistakes=mistakes)) == "wrong_data"


def test_all_faults_are_told_the_gravest_first() -> None:
    found = [one.code for one in said(bars(values=[1, 2, 3, 4], title="", ylim=(1, 5), y="")).findings]
    assert found == ["wrong_data", "truncated_axis", "missing_axis_label", "missing_title"]
    assert "“Canada”" in said(bars(values=[1, 380, 295.25, 120])).findings[0].data["where"]


def test_an_author_is_told_what_cannot_be() -> None:
    for reference, options in ((lambda: 5, {}), (axes, {}), (lambda: bars(title=""), {}), (bars, {"kinds": "bubble"})):
        with pytest.raises(UserError):
            said(bars(), reference, **options)
    with pytest.raises(UserError):
        said(bars(), bars, allow="being_ugly")


def test_a_broken_figure_and_a_huge_one_are_bounded() -> None:
    ax = bars()
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, place: 1 / 0))
    assert code(said(ax)) == "unreadable"
    assert code(said(axes().plot(range(30_000), range(30_000)))) == "too_large"
    assert code(said(axes().figure.subplots(5, 6))) == "too_large"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=8), st.text(max_size=20), st.booleans())
def test_any_chart_is_equal_to_itself_or_has_a_fault_of_its_own(values: list[float], title: str, bar: bool) -> None:
    ax = axes(title=title.replace("$", ""))
    (ax.bar if bar else ax.plot)(list(map(str, range(len(values)))), values)
    try:
        assert said(ax, lambda: ax).right
    except UserError as fault:
        assert "fault" in str(fault)
    plt.close("all")
