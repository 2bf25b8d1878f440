"""What a cell shows at an end: a headline and what stands below it, points of a list, and closing sentences."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from firstquery.learner.links import Line, from_here

TEMPLATES = Path(__file__).parent / "templates"


@dataclass
class Summary:
    """``below`` stands below the headline, ``heading`` above the ``items``."""

    headline: str
    items: list[str] = field(default_factory=list)
    closing: list[Line] = field(default_factory=list)
    heading: str = ""
    below: list[str] = field(default_factory=list)

    def __repr__(self) -> str:
        lines = [self.headline, *self.below, *([self.heading] if self.heading and self.items else [])]
        lines += [f"{'  ' if self.heading else ''}- {item}" for item in self.items]
        return "\n".join([*lines, *("".join(map(str, line)) for line in self.closing)])

    def _repr_html_(self) -> str:
        from firstquery.html import templates

        return templates(TEMPLATES).get_template("summary.html.j2").render(summary=self, address=from_here)
