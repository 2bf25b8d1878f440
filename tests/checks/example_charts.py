"""Charts, drawn in many styles, for the tests of the kind chart."""

from __future__ import annotations

from typing import Any

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import pandas as pd

REGIONS = ["Canada", "South", "West", "North"]
SALES = [412.5, 380.0, 295.25, 120.0]
BY_REGION = pd.Series(SALES, index=pd.Index(REGIONS, name="region"), name="sales")
MONTHS = pd.date_range("2025-01-01", periods=6, freq="MS")
RATE = [0.71, 0.72, 0.74, 0.73, 0.76, 0.78]
BY_MONTH = pd.Series(RATE, index=MONTHS, name="rate")
TWO = pd.DataFrame({"won": [30, 41, 38], "lost": [12, 9, 15]}, index=["Q1", "Q2", "Q3"])


def axes(title: str = "Canada sells most", y: str = "Sales (USD)", x: str = "", **more: Any) -> Any:
    _, ax = plt.subplots()
    ax.set(title=title, ylabel=y, xlabel=x, **more)
    return ax


def bars(names: Any = REGIONS, values: Any = SALES, **more: Any) -> Any:
    ax = axes(**more)
    ax.bar(names, values)
    return ax


def line(places: Any = MONTHS, values: Any = RATE, at: float | None = None, **more: Any) -> Any:
    ax = axes(**{"title": "More of them stay", "y": "Share who stay", **more})
    ax.plot(places, values)
    if at is not None:
        ax.axhline(at, linestyle="--")
    return ax


def pairs(**more: Any) -> Any:
    ax = axes(**{"title": "We win more than we lose", "y": "Tickets", **more})
    ax.plot(TWO.index, TWO["won"], label="won")
    ax.plot(TWO.index, TWO["lost"], label="lost")
    ax.legend()
    return ax


def titled(ax: Any, **more: Any) -> Any:
    ax.set(title="Canada sells most", **more)
    return ax


def one_by_one() -> Any:
    ax = axes()
    for name, value in zip(REGIONS, SALES, strict=True):
        ax.bar(name, value, color="crimson" if name == "Canada" else "lightgrey")
    return ax


def highlighted() -> Any:
    ax = bars()
    ax.bar(["Canada"], SALES[:1], color="crimson")
    return ax


def in_thousands() -> Any:
    return bars(values=[value / 1000 for value in SALES], y="Sales (thousand USD)")


def closed_figure() -> Any:
    figure = bars().figure
    plt.close(figure)
    return figure


def lying() -> Any:
    ax = axes(y="", x="Sales (USD)")
    return ax.barh(REGIONS[::-1], SALES[::-1])


def panels() -> Any:
    figure, both = plt.subplots(1, 2)
    for ax, name in zip(both, TWO, strict=True):
        ax.bar(TWO.index, TWO[name])
        ax.set(title=name, ylabel="Tickets")
    figure.suptitle("We win more than we lose")
    return both


def at_the_lines() -> Any:
    ax = pairs()
    ax.get_legend().remove()
    for name in TWO:
        ax.text(2, TWO[name].iloc[-1], name)
    return ax
