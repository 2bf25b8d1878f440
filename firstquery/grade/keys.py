"""Keys: what the judge holds a payload against. Built from the practice's solutions and its answers.py, never by hand.

The learning key ships with the release (firstquery.grade.release). The held-out key of a week is made when a submission
is first graded, and kept in held-out/keys/ for as long as nothing that it came from has changed.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from firstquery import check as check_package
from firstquery.check.kinds import choice
from firstquery.check.letters import chosen_letters
from firstquery.grade import answers as answers_list
from firstquery.grade import practice as practice_notebook
from firstquery.grade import reviewed, shell, stated
from firstquery.grade.answers import Answer, Exercise
from firstquery.grade.places import held_out, learning
from firstquery.grade.shell import Result
from firstquery.sentence import Sentence
from firstquery.service import history, repository

VERSION = 1
log = logging.getLogger("firstquery.grade")
FIRST_WITH_HISTORY = "week-23"  # from then on a key depends on the history of the service as well


@dataclass(frozen=True)
class Answered:
    """A week's answers on one snapshot: the references by exercise, and what every answer of the list gave."""

    snapshot: str
    warehouse: Path
    references: dict[str, Result]
    results: dict[Answer, Result]


@dataclass(frozen=True)
class Source:
    """A week as the instructor has it: ``folder`` is source/STEM, with the practice notebook and answers.py."""

    folder: Path
    course: Path

    @property
    def stem(self) -> str:
        return self.folder.name

    @property
    def practice(self) -> Path:
        return self.folder / f"{self.stem}.ipynb"

    @property
    def answers(self) -> Path:
        return self.folder / "answers.py"

    def exercises(self) -> dict[str, Exercise]:
        """answers.py, held to the notebook's test cells. Raises `Sentence` where one names what the other lacks."""
        exercises = answers_list.read(self.answers)
        tests = practice_notebook.tests(practice_notebook.read(self.practice))
        for lacking, where in (
            (tests.keys() - exercises.keys(), "answers.py"),
            (exercises.keys() - tests.keys(), "notebook"),
        ):
            if lacking:
                raise Sentence(
                    f"{self.stem}: {', '.join(sorted(lacking))} is not in the {where}. Add it, or remove it there."
                )
        return exercises

    def run(self, snapshot: str, warehouse: Path, progress: Callable[[str], None] = lambda what: None) -> Answered:
        """All solutions and all answers of the list on one snapshot. Takes seconds."""
        listed = {exercise.id: [a for a in exercise.answers if a.cells] for exercise in self.exercises().values()}
        found = shell.run(self.practice, warehouse, listed, course=self.course, progress=progress)
        return Answered(snapshot, warehouse, *found)


def key(source: Source, answered: Answered, on_learning: Answered | None = None) -> dict[str, Any]:
    """The key of a week for the snapshot of ``answered``: JSON, as firstquery.check reads it.

    The held-out key needs ``on_learning``: what was typed in there is a mistake here. Raises `Sentence` when a solution
    gives no answer.
    """
    tests = practice_notebook.tests(practice_notebook.read(source.practice))
    entries = {}
    for exercise in source.exercises().values():
        test = tests[exercise.id]
        reference = answered.references[exercise.id]
        if reference.state != "answered" or reference.payload is None:
            raise Sentence(
                f"{source.stem}: the solution of {exercise.id} gives no answer by the name {test.name} "
                f"({reference.failure or reference.state}). Correct the solution cell in {source.practice.name}."
            )
        points = int(test.points) if test.points == int(test.points) else test.points
        entries[exercise.id] = {
            "kind": exercise.kind,
            "name": test.name,
            "points": points,
            "title": exercise.title,
            "spec": _spec(source, exercise),
            **_expected(source, exercise, reference.payload, answered, on_learning),
        }
    return {
        "version": VERSION,
        "week": source.stem,
        "snapshot": answered.snapshot,
        "hash": hashlib.sha256(answered.warehouse.read_bytes()).hexdigest(),
        "exercises": entries,
    }


def text_of(made: dict[str, Any]) -> str:
    """A key as it is written: the same key is the same text, a line for each exercise and each mistake."""

    def line(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(", ", ": "))

    exercises = []
    for name, entry in made["exercises"].items():
        rest = {key: value for key, value in entry.items() if key != "mistakes"}
        mistakes = ",\n  ".join(line(mistake) for mistake in entry["mistakes"])
        listed = f"[\n  {mistakes}\n ]" if mistakes else "[]"
        exercises.append(f'"{name}": {line(rest)[:-1]}, "mistakes": {listed}}}')
    head = line({key: value for key, value in made.items() if key != "exercises"})[1:-1]
    return "{" + head + ', "exercises": {\n' + ",\n".join(exercises) + "\n}}\n"


def typed(reference: Result) -> dict[str, Any] | None:
    """The payload of a result that somebody copied out of the table: the same values, and no query behind them."""
    payload = dict(reference.payload or {})
    if payload.get("type") == "table":
        payload["sorted_by_query"] = None
    return payload


def _expected(
    source: Source, exercise: Exercise, expected: dict[str, Any], answered: Answered, on_learning: Answered | None
) -> dict[str, Any]:
    """What an entry says of right and wrong, by its kind."""
    mistakes: list[dict[str, Any]] = []
    for answer in exercise.of("wrong", "typed"):
        payload = _mistake(answer, answered, on_learning)
        if payload is not None:
            mistakes.append({"name": answer.name, "message": answer.message, "payload": payload})
    if exercise.kind == "text":
        return {"mistakes": []}
    if exercise.kind == "choice":
        return _sealed(source, exercise, mistakes)
    if exercise.kind == "review":
        return reviewed.entry(source.course, exercise.spec["pull"], mistakes, answered.snapshot, answered.warehouse)
    return {"expected": expected, "mistakes": mistakes}


def _spec(source: Source, exercise: Exercise) -> dict[str, Any]:
    """As the judge reads it. A text is held to what the learning data say, and must not be the question itself."""
    if exercise.kind == "choice" and (texts := stated.options(source.practice, exercise.id, exercise.spec["options"])):
        return {**exercise.spec, "texts": texts}
    if exercise.kind != "text":
        return exercise.spec
    spec = stated.resolved(exercise.spec, _there(learning(source.course)), f"{source.stem}/{exercise.id}")
    return {**spec, "question": stated.question(source.practice, exercise.id)}


def _sealed(source: Source, exercise: Exercise, mistakes: list[dict[str, Any]]) -> dict[str, Any]:
    """A choice, as hashes alone: it can't be run again, so the key that ships must not show it."""
    salt = hashlib.sha256(f"{source.stem}/{exercise.id}".encode()).hexdigest()[:16]
    options = [option.upper() for option in exercise.spec["options"]]
    hashed = []
    for mistake in mistakes:
        payload = mistake["payload"]
        cells = [c for row in payload["rows"] for c in row] if payload["type"] == "table" else [payload.get("value")]
        letters = chosen_letters([str(cell) for cell in cells], options)
        if not letters:
            raise Sentence(
                f"{source.stem}: the wrong answer {mistake['name']!r} of {exercise.id} is none of its options."
            )
        hashed.append(
            {"name": mistake["name"], "message": mistake["message"], "hash": choice.letters_hash(salt, letters)}
        )
    return {"salt": salt, "right": choice.letters_hash(salt, exercise.right_options), "mistakes": hashed}


def _mistake(answer: Answer, answered: Answered, on_learning: Answered | None) -> dict[str, Any] | None:
    """The payload by which a wrong answer is known again; None where it is none on this snapshot."""
    if answer.role == "typed":
        if on_learning is None:
            return None
        return answered.results[answer].payload if answer.cells else typed(on_learning.references[answer.exercise])
    result = answered.results[answer]
    return result.payload if result.state == "answered" else None


def learning_key(source: Source, progress: Callable[[str], None] = lambda what: None) -> dict[str, Any]:
    """The key of the learning snapshot, which ships. It holds nothing of the held-out one."""
    return key(source, source.run("learning", _there(learning(source.course)), progress))


def held_out_key(course: Path, stem: str, logger: logging.Logger = log) -> dict[str, Any]:
    """The key of the held-out snapshot for week ``stem``, from held-out/keys/ or made now. Raises `Sentence`."""
    return kept_key(Source(course / "source" / stem, course), held_out(course, logger), _kept(course, stem), logger)


def kept_key(source: Source, warehouse: Path, kept: Path, logger: logging.Logger = log) -> dict[str, Any]:
    """The key of ``source`` on the held-out snapshot ``warehouse``: from the file ``kept``, or made now and kept there.

    Raises `Sentence`.
    """
    snapshots = {"learning": _there(learning(source.course)), "held-out": warehouse}
    origin = _origin(source, snapshots)
    try:
        made_from, found = _read(kept, kept.stat().st_mtime_ns)
        if made_from == origin:
            return found
    except (OSError, ValueError):
        pass
    logger.info("Making the held-out key of %s", source.stem)
    with ThreadPoolExecutor() as pool:
        on_learning, on_held_out = pool.map(lambda one: source.run(*one), snapshots.items())
    made = key(source, on_held_out, on_learning)
    write(kept, text_of({**made, "made_from": origin}))
    return made


def keep(course: Path, stem: str, made: dict[str, Any]) -> None:
    """Keeps ``made``, a key for the held-out snapshot of ``course`` as it is now, for `held_out_key`."""
    snapshots = {"learning": learning(course), "held-out": held_out(course)}
    origin = _origin(Source(course / "source" / stem, course), snapshots)
    write(_kept(course, stem), text_of({**made, "made_from": origin}))


@lru_cache(maxsize=4)  # read anew for each submission, a key would be prepared anew for the judge as well
def _read(kept: Path, time: int) -> tuple[str | None, dict[str, Any]]:
    """A key that was kept, as it was at that ``time``, and what it was made from. Raises OSError and ValueError."""
    found: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
    return found.pop("made_from", None), found


def _kept(course: Path, stem: str) -> Path:
    return course / "held-out" / "keys" / f"{stem}.json"


def write(path: Path, text: str) -> None:
    """Writes a file that is either the old one or the new one at any moment, and readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=f".{path.stem}-", dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    Path(temporary).replace(path)


def _origin(source: Source, snapshots: dict[str, Path]) -> str:
    """Changes when anything changes that a key is made from: the week, the data, or how payloads are made."""
    service = history.folder_of(source.course)
    stamp = [
        practice_notebook.source_hash(source.practice, source.answers),
        _code(),
        *(f"{path.stat().st_size}-{path.stat().st_mtime_ns}" for path in snapshots.values()),
        *([history.hash_of(service)] if source.stem >= FIRST_WITH_HISTORY and repository.is_there(service) else []),
        reviewed.stamp(source.course, source.answers),
    ]
    return "/".join(stamp)


@cache
def _code() -> str:
    """One hash of what makes and judges payloads, as this process has loaded it."""
    code = sorted(Path(check_package.__file__ or "").parent.rglob("*.py")) + sorted(Path(__file__).parent.glob("*.py"))
    return practice_notebook.source_hash(*code)


def _there(path: Path) -> Path:
    if not path.is_file():
        raise Sentence(f"The learning data is not at {path}. `firstquery warehouse build` makes it.")
    return path
