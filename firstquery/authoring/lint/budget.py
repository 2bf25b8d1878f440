"""The hour: reading, code cells and the minutes that cells say of themselves fit in what the week promises."""

from __future__ import annotations

from collections.abc import Iterator

from firstquery.authoring.lint.prose import outside_details, prose, words
from firstquery.authoring.lint.unit import LESSON, PRACTICE, Remark, Unit
from firstquery.core.course import Week


def hour(unit: Unit, week: Week) -> Iterator[Remark]:
    """Yield a remark where lesson and practice together take longer than the week's minutes."""
    style, total, parts = unit.style.hour, 0.0, []
    for page in (unit.page(LESSON), unit.page(PRACTICE)):
        read = sum(words(prose(outside_details(cell.source))) for cell in page.markdown)
        code = sum(cell.type == "code" for cell in page.cells)
        stated = sum(cell.said.get("minutes", 0) for cell in page.cells)
        total += read / style.words_a_minute + code * style.minutes_a_code_cell + stated
        parts.append(f"{page.role} {read:,} words, {code} code cells and {stated} stated minutes")
    if total > week.minutes:
        yield unit.page(LESSON).remark(
            "", f"The hour takes {total:.1f} of {week.minutes} minutes: {'; '.join(parts)}. Take something out."
        )
