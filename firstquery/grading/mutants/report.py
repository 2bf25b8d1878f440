"""docs/truth.md: what became of the mutants of each week, with the hash of what that depends on.

A week's trial is kept in the user's cache for as long as nothing has changed that it was made from.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from firstquery.core.files import cache_folder, digest, write
from firstquery.grading import keys
from firstquery.grading.answers import Exercise
from firstquery.grading.keys import Source
from firstquery.grading.mutants import figure_operators
from firstquery.grading.mutants.answer import Mutant, mutants_by_exercise
from firstquery.grading.mutants.tables import hash_data
from firstquery.grading.mutants.trial import ALLOWED, EQUAL, SAME, SURVIVOR, TOLD, Fate, Trial, try_mutants
from firstquery.grading.practice import read, source_hash

OUTCOMES = (TOLD, EQUAL, ALLOWED, SAME, SURVIVOR)
_WEEK = re.compile(r"^## (?P<stem>\S+), (?P<hash>[0-9a-f]{16})$", re.MULTILINE)
_HEAD = """# What the checks tell apart

Each right answer of a week is changed in one small way by a machine: a sign, a bound that moves by a day, a condition
that is dropped, a figure of a text that is one off. What the learning data give is typed in, too. The check is then
asked about every such *mutant*, on data that no learner has seen.

- **told**: refused on held-out data, as a learner's slip would be.
- **equal**: the same result as the right answer on the learning data, the held-out data and eight further draws.
- **allowed**: another result that the check takes on all data, such as another order of rows where none is asked for.
- **same**: it would be a survivor, and answers.py says why it asks the same: `# %% wNN-qN same: CHANGE | WHY`.
- **survivor**: right on held-out data and wrong on others, or a bound that moved and no row tells. A learner who makes
  that slip is told that she is right. There is to be none.

`firstquery prove --mutants WEEK` makes a week's part again, and lists its survivors with the data that tell them. An
author plants the row that tells one (in a course of its own, in the module that draws the data), or says that it is the
same. Behind a week stands the hash of what its numbers come from. A sample is tried where answers run as programs, on
two further draws: the number that there are stands in brackets. In a text only figures are changed, and in a choice
the letters: a person reads what words say.
"""


def hash_of(source: Source) -> str:
    """Return the hash of what a week's numbers come from: its code and answers, their mutants, and the data.

    A hint or another text of the practice is none of it.
    """
    return hash_of_hashes(*(_origin(*one) for one in mutants_by_exercise(source)), *_hashes(source))


def hash_of_hashes(*hashes: str) -> str:
    """Return one short hash of several."""
    return digest("/".join(hashes).encode())[:16]


def kept_trials(source: Source, progress: Callable[[str, int, int], None]) -> list[Trial]:
    """Return the trials of a week, by exercise: those that are kept, or made now and kept."""
    file = cache_folder() / f"mutants-{source.stem}.json"
    common = (*_hashes(source), keys.code_hash(), source_hash(Path(__file__).with_name("trial.py")))
    found = mutants_by_exercise(source)
    origins = {one.id: hash_of_hashes(_origin(one, mutants, made), *common) for one, mutants, made in found}
    kept = _kept(file, origins)
    if asked := [name for name in origins if name not in kept]:
        kept |= {trial.exercise: trial for trial in try_mutants(source, asked, progress)}
        file.parent.mkdir(parents=True, exist_ok=True)
        stored = [{"origin": origins[name], "trial": asdict(trial)} for name, trial in kept.items()]
        write(file, json.dumps(stored, ensure_ascii=False).encode("utf-8"), mode=0o600)
    return [kept[name] for name in origins]


def _kept(file: Path, origins: Mapping[str, str]) -> dict[str, Trial]:
    """Return the trials in ``file`` that are of these origins, by exercise."""
    try:
        return {
            trial["exercise"]: Trial(**{**trial, "fates": [Fate(**fate) for fate in trial["fates"]]})
            for one in json.loads(file.read_text(encoding="utf-8"))
            if origins.get((trial := one["trial"])["exercise"]) == one["origin"]
        }
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def _hashes(source: Source) -> tuple[str, ...]:
    """Return what all exercises of a week have in common: the tables that it asks, and the code of the practice."""
    cells = [cell.source for cell in read(source.practice)]
    return hash_data(source, [*cells, source.answers.read_text(encoding="utf-8")]), *cells


def _origin(exercise: Exercise, mutants: Sequence[Mutant], made: int) -> str:
    """Return the hash of an exercise as answers.py has it, and of its mutants."""
    listed = [(one.role, one.name, one.message, one.cells) for one in exercise.answers]
    # What is stated alone: a kind that gets another option has not changed the exercises that do not state it.
    options = sorted(exercise.options.model_dump(mode="json", exclude_defaults=True).items())
    said = (exercise.id, exercise.kind, options, exercise.blocks, exercise.same, listed, made)
    changed = [(one.change, one.answer.cells, one.is_bound) for one in mutants]
    operators = source_hash(Path(figure_operators.__file__)) if exercise.kind == "chart" else ""
    return digest("\n".join([repr(said), *map(repr, changed), operators]).encode())


def rows(trials: Iterable[Trial]) -> list[tuple[str, ...]]:
    """Return the rows of a week's table: exercise, kind, mutants, and how many came to each outcome."""
    return [
        (
            one.exercise,
            one.kind,
            f"{len(one.fates)}" + (f" ({one.made})" if one.made > len(one.fates) else ""),
            *(str(one.count(outcome) or "") for outcome in OUTCOMES),
        )
        for one in trials
    ]


def survivors(trials: Iterable[Trial]) -> list[tuple[str, str, Fate]]:
    """Return the survivors, one line for a change wherever it stands: the change, in which answers, and one of them."""
    found: dict[tuple[str, str], list[Fate]] = {}
    for trial in trials:
        for fate in trial.fates:
            if fate.outcome == SURVIVOR:
                found.setdefault((fate.exercise, fate.change.rpartition(", line ")[0] or fate.change), []).append(fate)
    return [
        (f"{exercise}: {change}", " and ".join(dict.fromkeys(repr(one.right) for one in fates)), fates[0])
        for (exercise, change), fates in found.items()
    ]


def page(weeks: Mapping[str, tuple[str, Sequence[Trial]]], before: str) -> str:
    """Return docs/truth.md: ``weeks`` (hash and trials by stem) made anew, the others as ``before`` has them."""
    parts = parts_of(before) | {stem: _part(stem, *made) for stem, made in weeks.items()}
    return "\n".join([_HEAD, *(parts[stem] for stem in sorted(parts))])


def parts_of(text: str) -> dict[str, str]:
    """Return the parts of docs/truth.md by the stem of their week."""
    starts = [*_WEEK.finditer(text)]
    ends = [one.start() for one in starts[1:]] + [len(text)]
    return {one["stem"]: text[one.start() : end].rstrip() + "\n" for one, end in zip(starts, ends, strict=False)}


def hashes_of(text: str) -> dict[str, str]:
    """Return the hashes that docs/truth.md names, by the stem of their week."""
    return {one["stem"]: one["hash"] for one in _WEEK.finditer(text)}


def _part(stem: str, made_from: str, trials: Sequence[Trial]) -> str:
    head = ("exercise", "kind", "mutants", *OUTCOMES)
    lines = [f"## {stem}, {made_from}", "", f"| {' | '.join(head)} |", "| --- | --- |" + " ---: |" * (len(head) - 2)]
    lines += [f"| {' | '.join(row)} |" for row in rows(trials)]
    told = [f"- {change.replace('|', '¦')}, in {answers} ({one.where})" for change, answers, one in survivors(trials)]
    return "\n".join([*lines, *(["", "Survivors:", "", *told] if told else []), ""])
