"""Pictures: each has words for who cannot see it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firstquery.authoring.lint.links import LINK
from firstquery.authoring.lint.unit import Page, Remark, Unit

_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)


def pictures(unit: Unit) -> Iterator[Remark]:
    """Yield a remark for each picture without alt text: of Markdown, of HTML, and of a stored output."""
    for page in unit.notebooks:
        yield from _shown(page)
        for cell in page.cells:
            if any(_is_silent(output) for output in cell.outputs) and not cell.graded:
                yield page.remark(
                    cell,
                    "The picture that the cell draws has no words. Say what it shows in the cell's metadata, "
                    "firstquery.alt, then run: firstquery tidy --run",
                )


def _shown(page: Page) -> Iterator[Remark]:
    for cell in page.markdown:
        for is_picture, text, target in LINK.findall(cell.source):
            if is_picture and not text.strip():
                yield page.remark(cell, f"The picture {target} has no alt text. Say between [ and ] what it shows.")
        for tag in _IMAGE.findall(cell.source):
            if not re.search(r"\balt=[\"'][^\"']+", tag):
                yield page.remark(cell, f'The picture {tag} has no alt text. Add alt="what it shows".')


def _is_silent(output: dict) -> bool:  # type: ignore[type-arg]
    words = output.get("metadata", {}).get("image/png", {}).get("alt")
    return "image/png" in output.get("data", {}) and not words
