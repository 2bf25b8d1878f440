"""How sure she was and how often she was right: her predictions, from the records that `predict` and `outcome` keep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from firstquery.core import course, records
from firstquery.learner.numbers import number_in, written
from firstquery.showcase.portfolio.item import Item, Table

FEW = 10  # predictions; below that a share says little


@dataclass(frozen=True)
class Prediction:
    """``sure`` in per cent, None where she gave none; ``inside`` None where there was no margin."""

    week: int
    guess: float
    sure: float | None
    outcome: float
    within: str
    inside: bool | None


def predictions() -> list[Prediction]:
    """Those whose outcome she has seen, in order; the first number that she gave counts."""
    found = []
    for path in sorted(records.folder().glob("w[0-9][0-9]-p*.json")):
        record = records.read(path.stem) if course.PREDICTION.fullmatch(path.stem) else None
        tries = (record or {}).get("tries")
        first = tries[0] if isinstance(tries, list) and tries and isinstance(tries[0], dict) else None
        if not record or first is None or not record.get("seen"):
            continue
        guess, outcome = number_in(first.get("number")), number_in(record.get("outcome"))
        if guess is None or outcome is None:
            continue
        inside, within = record.get("inside"), record.get("within", "")
        margin = within if isinstance(within, str) else written(within) if isinstance(within, int | float) else ""
        sure = number_in(first.get("confidence"))
        found.append(
            Prediction(int(path.stem[1:3]), guess, sure, outcome, margin, inside if isinstance(inside, bool) else None)
        )
    return found


def items() -> Iterator[Item]:
    """The one thing that shows them; none as long as no outcome was seen."""
    made = predictions()
    if made:
        title = "How sure I was, and how often I was right"
        yield Item("calibration", "calibration", 0, title, text=said(made), table=_table(made), figure=_figure(made))


def said(made: list[Prediction]) -> str:
    """The sentences above the table."""
    judged = [one for one in made if one.inside is not None and one.sure is not None]
    many = "1 prediction" if len(made) == 1 else f"{len(made)} predictions"
    if not judged:
        return f"{many} before the query ran, and what it turned out to be."
    sure = sum(one.sure or 0 for one in judged) / len(judged)
    right = sum(bool(one.inside) for one in judged)
    if len(judged) < FEW:
        return (
            f"{many} before the query ran. Of {len(judged)} with a margin and a confidence, {right} came out inside "
            f"the margin. That is too few to tell surer from luckier; {FEW} and more begin to say something."
        )
    share = 100 * right / len(judged)
    text = (
        f"{many} before the query ran. {len(judged)} had a margin and a confidence: on average I was "
        f"{written(sure, 0)}% sure, and {right} of {len(judged)} ({written(share, 0)}%) were inside the margin."
    )
    apart = round(sure - share)
    if abs(apart) <= 5:
        return f"{text} The two are close: when I say how sure I am, it can be used."
    return (
        f"{text} I was {abs(apart)} points {'surer than I was right' if apart > 0 else 'less sure than I was right'}."
    )


def _table(made: list[Prediction]) -> Table:
    rows = [("Week", "I expected", "How sure", "It was", "Margin", "Inside")]
    for one in made:
        sure = "" if one.sure is None else f"{written(one.sure, 0)}%"
        inside = "" if one.inside is None else "yes" if one.inside else "no"
        rows.append((str(one.week), written(one.guess), sure, written(one.outcome), one.within, inside))
    return Table(tuple(rows), "Of each, the last number that I gave before I saw the result.")


def _figure(made: list[Prediction]) -> str:
    """A dot for each fifth of the scale: how sure, how often inside. Drawn from ten predictions on."""
    judged = [one for one in made if one.inside is not None and one.sure is not None]
    if len(judged) < FEW:
        return ""
    groups: dict[int, list[Prediction]] = {}
    for one in judged:
        groups.setdefault(min(int((one.sure or 0) // 20), 4), []).append(one)
    dots, words = [], []
    for group in sorted(groups):
        some = groups[group]
        sure = sum(one.sure or 0 for one in some) / len(some)
        share = 100 * sum(bool(one.inside) for one in some) / len(some)
        x, y = 60 + 2.6 * sure, 300 - 2.6 * share
        dots.append(
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="7" fill="currentColor"/>'
            f'<text x="{x:.0f}" y="{y - 12:.0f}" text-anchor="middle">{len(some)}</text>'
        )
        words.append(f"{len(some)} at {written(sure, 0)}% sure, {written(share, 0)}% inside")
    label = escape(f"How sure against how often inside the margin: {'; '.join(words)}.")
    ticks = "".join(
        f'<text x="{60 + 2.6 * part:.0f}" y="320" text-anchor="middle">{part}%</text>'
        f'<text x="52" y="{305 - 2.6 * part:.0f}" text-anchor="end">{part}%</text>'
        for part in (0, 50, 100)
    )
    drawing = (
        f'<svg viewBox="0 0 360 350" width="360" role="img" aria-label="{label}" font-size="14" fill="currentColor">'
        '<path d="M60 40V300H320" fill="none" stroke="currentColor"/>'
        '<path d="M60 300L320 40" fill="none" stroke="currentColor" stroke-dasharray="5 5"/>'
        f'{ticks}<text x="190" y="342" text-anchor="middle">how sure I was</text>'
        f'<text x="4" y="14">inside the margin</text>{"".join(dots)}</svg>'
    )
    note = "Each dot is a fifth of the scale, with its number of predictions. The dashed line: right as often as sure."
    return f"<figure>{drawing}<figcaption>{note}</figcaption></figure>"
