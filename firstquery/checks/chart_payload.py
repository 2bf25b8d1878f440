"""The form of a chart's payload, as `firstquery.checks.axes` makes it: what comes from outside has to have it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from firstquery.checks.axes import MOST_MARKS, MOST_PANELS
from firstquery.checks.marks import MOST_COLOURS, MOST_POINTS, MOST_TEXT, MOST_TEXTS

Text = Annotated[str, Field(max_length=MOST_TEXT)]
Texts = Annotated[list[Text], Field(max_length=MOST_TEXTS)]
Number = Annotated[float, Field(ge=-1e300, le=1e300, allow_inf_nan=False)]
Cell = Number | Text | None
Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class Axis(_Strict):
    label: Text
    scale: Text
    offset: Text
    low: Number | None
    high: Number | None
    ticks: Annotated[list[Annotated[list[Cell], Field(min_length=2, max_length=2)]], Field(max_length=MOST_TEXTS)]

    @model_validator(mode="after")
    def _ticks(self) -> Axis:
        if any(isinstance(place, str) or not isinstance(text, str) for place, text in self.ticks):
            raise ValueError("a tick is a place and a text")
        return self


class Mark(_Strict):
    kind: Literal["bar", "line", "scatter", "pie", "heatmap"]
    horizontal: bool
    label: Text
    style: Text
    colours: Annotated[list[Colour], Field(max_length=MOST_COLOURS)]
    points: Annotated[list[list[Cell]], Field(max_length=MOST_POINTS)]

    @model_validator(mode="after")
    def _points(self) -> Mark:
        size = 3 if self.kind in ("line", "scatter") else 4
        for point in self.points:
            numbers = [*point[:2], *point[3:]]
            if len(point) != size or any(isinstance(one, str) for one in numbers) or isinstance(point[2], float):
                raise ValueError("a point is a place, a value, a name and, of a bar, where it begins")
        return self


class Panel(_Strict):
    titles: Texts
    texts: Texts
    legend: Texts | None
    legend_colours: Texts
    x: Axis
    y: Axis
    twin: Annotated[int, Field(ge=0)] | None
    other_unit: Texts
    marks: Annotated[list[Mark], Field(max_length=MOST_MARKS)]


class ChartPayload(_Strict):
    type: Literal["chart"]
    titles: Texts
    legend: Texts
    panels: Annotated[list[Panel], Field(max_length=MOST_PANELS)]

    @model_validator(mode="after")
    def _whole(self) -> ChartPayload:
        if sum(len(mark.points) for panel in self.panels for mark in panel.marks) > MOST_POINTS:
            raise ValueError("too many points")
        if any((panel.twin or 0) >= len(self.panels) for panel in self.panels):
            raise ValueError("a twin of no panel")
        return self


def sound(payload: Any) -> bool:
    """Whether a payload from outside has the form and the size of a chart's."""
    try:
        ChartPayload.model_validate(payload)
    except (ValidationError, RecursionError):
        return False
    return True
