"""Her predictions: how sure she was beside how often she was right, in a notebook, the portfolio and the talk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from firstquery.core import course, records
from firstquery.core.errors import in_sentences
from firstquery.learner.numbers import format_number, number_in

if TYPE_CHECKING:
    import pandas as pd
    from jinja2 import Template

FEW = 10  # predictions; below that a share says little
NONE_YET = (
    "No prediction of yours has met its result yet. Each lesson begins with one: predict, then run it to the end."
)
CAPTION = "Of each, the last number that I gave before I saw the result."


@dataclass(frozen=True)
class Prediction:
    """``sure`` in per cent, None where she gave none; ``inside`` None where there was no margin."""

    week: int
    guess: float
    sure: float | None
    outcome: float
    within: str
    inside: bool | None


class Calibration:
    """What `calibration` shows: a sentence, a picture from ten predictions on, and each prediction in a table."""

    def __init__(self, made: list[Prediction]) -> None:
        self.said = summarize(made) if made else NONE_YET
        self.rows = _rows(made) if made else ()
        self.figure = _figure(made)

    def __repr__(self) -> str:
        widths = [max(map(len, column)) for column in zip(*self.rows, strict=True)]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in self.rows]
        return "\n".join([self.said, *([""] if lines else []), *(line.rstrip() for line in lines)])

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        if not self.rows:
            return {"text/plain": self.said}
        html = _template("calibration.html.j2").render(one=self, caption=CAPTION)
        return {"text/plain": repr(self), "text/html": html}


@in_sentences("calibration()")
def calibration() -> Calibration | None:
    """Return all predictions whose result she has seen. Silent at the grader."""
    return None if records.at_the_grader() else Calibration(predictions())


@in_sentences("my_predictions()")
def my_predictions() -> pd.DataFrame:
    """Return her predictions that had a margin and a confidence, a row each; a sample where she has fewer than ten.

    ``sure`` is from 0 to 1; ``inside`` is 1 where the result came out inside her margin, else 0. A printed sentence
    says which of the two it is, and the grader always has the sample.
    """
    import pandas as pd

    hers = [] if records.at_the_grader() else _list_judged(predictions())
    if len(hers) < FEW and (file := course.settings().predictions):
        sample = pd.read_csv(course.COURSE / file)
        had = f"You have {len(hers)} with a margin and a confidence, and fewer than {FEW} say little"
        print(f"A sample of {len(sample)} predictions that comes with the course. {had}.")
        return sample
    print(f"Your own {len(hers)} predictions.")
    rows = [(one.week, one.guess, (one.sure or 0) / 100, one.outcome, int(bool(one.inside))) for one in hers]
    return pd.DataFrame(rows, columns=["week", "guess", "sure", "outcome", "inside"])


def predictions() -> list[Prediction]:
    """Return those whose outcome she has seen, in order; the first number that she gave counts."""
    found = []
    for path in sorted(records.folder().glob("w[0-9][0-9]-p*.json")):
        record = (records.read(path.stem) if course.PREDICTION.fullmatch(path.stem) else None) or {}
        tries = record.get("tries")
        if not record.get("seen") or not isinstance(tries, list) or not tries or not isinstance(tries[0], dict):
            continue
        guess, outcome = number_in(tries[0].get("number")), number_in(record.get("outcome"))
        if guess is None or outcome is None:
            continue
        inside, within = record.get("inside"), record.get("within", "")
        margin = format_number(within) if isinstance(within, int | float) else str(within)
        sure = number_in(tries[0].get("confidence"))
        found.append(
            Prediction(int(path.stem[1:3]), guess, sure, outcome, margin, inside if isinstance(inside, bool) else None)
        )
    return found


def summarize(made: list[Prediction]) -> str:
    """Return the sentences above the table."""
    many = "1 prediction" if len(made) == 1 else f"{len(made)} predictions"
    judged = _list_judged(made)
    if not judged:
        return f"{many} before the query ran, and what it turned out to be."
    sure, share = _shares(judged)
    right = sum(bool(one.inside) for one in judged)
    if len(judged) < FEW:
        return (
            f"{many} before the query ran. Of {len(judged)} with a margin and a confidence, {right} came out inside "
            f"the margin. That is too few to tell surer from luckier; {FEW} and more begin to say something."
        )
    text = (
        f"{many} before the query ran. {len(judged)} had a margin and a confidence: on average I was "
        f"{format_number(sure, 0)}% sure, and {right} of {len(judged)} ({format_number(share, 0)}%) were inside the "
        "margin."
    )
    apart = round(sure - share)
    if abs(apart) <= 5:
        return f"{text} The two are close: when I say how sure I am, it can be used."
    return (
        f"{text} I was {abs(apart)} points {'surer than I was right' if apart > 0 else 'less sure than I was right'}."
    )


def _list_judged(made: list[Prediction]) -> list[Prediction]:
    return [one for one in made if one.inside is not None and one.sure is not None]


def _shares(some: list[Prediction]) -> tuple[float, float]:
    """In per cent: how sure on average, and how many of them came out inside."""
    return sum(one.sure or 0 for one in some) / len(some), 100 * sum(bool(one.inside) for one in some) / len(some)


def _rows(made: list[Prediction]) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = [("Week", "I expected", "How sure", "It was", "Margin", "Inside")]
    for one in made:
        sure = "" if one.sure is None else f"{format_number(one.sure, 0)}%"
        inside = "" if one.inside is None else "yes" if one.inside else "no"
        rows.append((str(one.week), format_number(one.guess), sure, format_number(one.outcome), one.within, inside))
    return tuple(rows)


def _figure(made: list[Prediction]) -> str:
    """Return a dot for each fifth of the scale: how sure, how often inside. Drawn from ten predictions on."""
    judged = _list_judged(made)
    if len(judged) < FEW:
        return ""
    groups: dict[int, list[Prediction]] = {}
    for one in judged:
        groups.setdefault(min(int((one.sure or 0) // 20), 4), []).append(one)
    dots = []
    for _, some in sorted(groups.items()):
        sure, share = _shares(some)
        words = f"{len(some)} at {format_number(sure, 0)}% sure, {format_number(share, 0)}% inside"
        dots.append({"x": round(60 + 2.6 * sure), "y": round(300 - 2.6 * share), "many": len(some), "words": words})
    return _template("calibration.svg.j2").render(dots=dots)


def _template(name: str) -> Template:
    from firstquery.html import templates  # a notebook is shown none of it before it asks

    return templates(Path(__file__).parent / "templates").get_template(name)
