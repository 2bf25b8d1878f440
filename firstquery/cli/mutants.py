"""`firstquery prove --mutants`: the table of a week's mutants, and its survivors with the data that tell them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from firstquery.grading.keys import Source
    from firstquery.grading.mutants.trial import Trial


def prove(sources: Sequence[Source], *, as_json: bool) -> bool:
    """Show what becomes of the mutants of these weeks, and write it to docs/truth.md; return whether none survives."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from firstquery.core.files import write
    from firstquery.grading.mutants import report

    made: dict[str, Sequence[Trial]] = {}
    page = sources[0].course / "docs" / "truth.md"
    page.parent.mkdir(exist_ok=True)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, TextColumn("left"), console=Console(stderr=True), transient=True) as bar:
        for number, source in enumerate(sources, 1):
            made_from = report.hash_of(source)
            made[source.stem] = _prove_week(source, bar, f" ({number} of {len(sources)})")
            before = page.read_text(encoding="utf-8") if page.is_file() else ""
            text = report.page({source.stem: (made_from, made[source.stem])}, before)
            write(page, text.encode("utf-8"))  # week by week: what is known is kept where somebody stops it
    trials = [trial for of_week in made.values() for trial in of_week]
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in trials], ensure_ascii=False, indent=1))
    else:
        _show(Console(highlight=False, markup=False, soft_wrap=True), made)
    return not any(trial.count("survivor") or trial.idle for trial in trials)


def _prove_week(source: Source, bar: Progress, number: str) -> Sequence[Trial]:
    """Return the trials of a week, and show how far they are."""
    from firstquery.grading.mutants import report

    task = bar.add_task(f"{source.stem}{number}: data and keys", total=None)
    done: dict[str, tuple[int, int]] = {}

    def show(exercise: str, some: int, total: int) -> None:
        done[exercise] = (some, total)
        tried, asked = (sum(pair[at] for pair in done.values()) for at in (0, 1))
        bar.update(task, description=f"{source.stem}{number}", completed=tried, total=asked)

    try:
        return report.kept_trials(source, show)
    finally:
        bar.remove_task(task)


def _show(console: Console, weeks: dict[str, Sequence[Trial]]) -> None:
    from rich.table import Table

    from firstquery.grading.mutants import report

    for stem, trials in weeks.items():
        table = Table(title=stem, title_justify="left")
        for name in ("exercise", "kind", "mutants", *report.OUTCOMES):
            table.add_column(name, no_wrap=True, justify="left" if name in ("exercise", "kind") else "right")
        for row in report.rows(trials):
            table.add_row(*row)
        console.print(table)
    for trials in weeks.values():
        for change, answers, one in report.survivors(trials):
            where = "no row of all the data tells it" if one.where == "no data" else f"told on {one.where} alone"
            console.print(f"✗ {change}, in {answers}: {where}." + (f" There: {one.said}" if one.said else ""))
        for trial in trials:
            for name in trial.idle:
                console.print(f"✗ {trial.exercise} same: {name}: there is no such survivor. Take the line out.")
    total = Counter(fate.outcome for trials in weeks.values() for trial in trials for fate in trial.fates)
    console.print(
        f"{sum(total.values())} mutants: {', '.join(f'{total[name]} {name}' for name in report.OUTCOMES)}. "
        "docs/truth.md says what these mean."
    )
