"""The proof through the whole pipeline: listed answers are handed in as submissions and graded as a cohort's are.

`firstquery.grade.prove` holds each answer to the key by itself. Here the answers of a week are dealt out to as many
submissions as its longest list needs, in a course of their own, and go through repair, sandbox, warm kernels, judge and
gradebook. What is said of each must be what its header states, all the same.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from firstquery.grade import keys, prove
from firstquery.grade.answers import Answer
from firstquery.grade.keys import Source
from firstquery.grade.prove import Case, Proof
from firstquery.grade.run import grading
from firstquery.grade.run.folder import Place
from firstquery.grade.run.result import Graded
from firstquery.review.score import PASS
from firstquery.sentence import Sentence

SNAPSHOT, HANDED_IN = "held-out", "handed in"
Progress = Callable[[str, str], None]


def prove_through_pipeline(
    sources: Sequence[Source],
    made: Mapping[str, dict[str, Any]],
    progress: Progress = lambda week, step: None,
    jobs: int = 0,
) -> list[Proof]:
    """The proofs of ``sources`` on the held-out data, in order. Raises `Sentence`.

    ``made`` are the held-out keys by week, as `firstquery.grade.prove` has built them.
    """
    with _course(sources[0].course, [source.stem for source in sources]) as root:
        for stem, key in made.items():
            keys.keep(root, stem, key)
        return [_prove(Source(root / "source" / source.stem, root), progress, jobs) for source in sources]


@contextmanager
def _course(course: Path, stems: list[str]) -> Iterator[Path]:
    """A course of its own, released, with the held-out data for proofs and nobody's submissions."""
    with tempfile.TemporaryDirectory(prefix="first-query-proof-") as folder:
        root = Path(folder) / "course"
        (root / "held-out").mkdir(parents=True)
        shutil.copyfile(prove.snapshot_for_proof(course), root / "held-out" / "kestrel.sqlite")
        for name in ("data", "notebooks"):
            (root / name).symlink_to(course / name)
        for name in ("grader_config.py", "nbgrader_config.py"):
            shutil.copyfile(course / name, root / name)
        for stem in stems:
            for name in ("source", "release"):
                shutil.copytree(course / name / stem, root / name / stem)
        _enter(root, stems)
        yield root


def _enter(root: Path, stems: list[str]) -> None:
    """Enters the weeks in the gradebook. The key of the learning data stands in release/ already."""
    from nbgrader.converters import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config.loader import PyFileConfigLoader

    config = PyFileConfigLoader("grader_config.py", path=str(root)).load_config()
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.release_directory = "entered"
    steps = [step for step in config.GenerateAssignment.preprocessors if not step.endswith(".KeyFile")]
    config.GenerateAssignment.preprocessors = steps
    for stem in stems:
        coursedir = CourseDirectory(config=config)
        coursedir.assignment_id = stem
        GenerateAssignment(coursedir=coursedir, config=config).start()
    shutil.rmtree(root / "entered")


def _prove(source: Source, progress: Progress, jobs: int) -> Proof:
    proof = Proof(source.stem, source.exercises())
    key = keys.held_out_key(source.course, source.stem)
    learning = json.loads((source.course / "release" / source.stem / "key.json").read_text(encoding="utf-8"))
    dealt = _dealt(proof)
    place = Place(source.course, source.stem)
    for name, answers in dealt.items():
        _hand_in(place, name, answers, learning)
    options = grading.Options(jobs=jobs, feedback=False)
    report = grading.grade(
        source.course, source.stem, options, lambda what, done, of: progress(source.stem, f"{what} {done} of {of}")
    )
    for graded in report.graded:
        for answer in dealt[graded.student].values():
            proof.cases.append(_case(answer, graded, key["exercises"][answer.exercise]))
    proof.cases.sort(key=lambda case: case.line)
    return proof


def _dealt(proof: Proof) -> dict[str, dict[str, Answer]]:
    """The answers of each submission by exercise; a submission that has none for one leaves it blank."""
    longest = max(len(exercise.answers) for exercise in proof.exercises.values())
    return {
        f"submission-{number:02}": {
            name: exercise.answers[number]
            for name, exercise in proof.exercises.items()
            if number < len(exercise.answers)
        }
        for number in range(longest)
    }


def _hand_in(place: Place, name: str, answers: dict[str, Answer], learning: dict[str, Any]) -> None:
    release = place.root / "release" / place.assignment
    notebook = nbformat.read(release / f"{place.assignment}.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    for exercise, answer in answers.items():
        cells = answer.cells or (_typed(learning["exercises"][exercise]),)
        _answer(notebook, exercise, cells)
    folder = place.submitted(name)
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{place.assignment}.ipynb")  # type: ignore[no-untyped-call]
    shutil.copyfile(release / "key.json", folder / "key.json")


def _answer(notebook: NotebookNode, exercise: str, cells: Sequence[str]) -> None:
    """What comes before the last cell stands in cells of its own above, as a learner may add them."""
    place, cell = next(
        (place, cell)
        for place, cell in enumerate(notebook.cells)
        if cell.metadata.get("nbgrader", {}).get("grade_id") == f"{exercise}-answer"
    )
    cell.source = cells[-1]
    notebook.cells[place:place] = [new_code_cell(source) for source in cells[:-1]]  # type: ignore[no-untyped-call]


def _typed(entry: dict[str, Any]) -> str:
    """The cell of somebody who copied the result out of the table that she sees."""
    expected = entry["expected"]
    if expected["type"] == "table":
        return (
            "import pandas as pd\n"
            f"{entry['name']} = pd.DataFrame({expected['rows']!r}, columns={expected['columns']!r})"
        )
    return f"{entry['name']} = {expected['value']!r}"


def _fits(points: float | None, accepted: bool, entry: dict[str, Any]) -> bool:
    """Whether the gradebook has the points that it should: of a review a part, as it is worth."""
    if entry["kind"] != "review":
        return points == (entry["points"] if accepted else 0)
    share = (points or 0) / (entry["points"] or 1)
    return (share >= PASS / 100) == accepted


def _case(answer: Answer, graded: Graded, entry: dict[str, Any]) -> Case:
    if graded.mark is None:
        raise Sentence(f"{answer.exercise} could not be proven: {graded.sentence}")
    said, score = graded.mark.verdicts.get(answer.exercise), graded.scores().get(answer.exercise)
    outcome, says = (said.outcome, said.says) if said else ("ungraded", "nothing was said of it")
    accepted = answer.role == "right"
    why = ""
    if accepted != (outcome == "right"):
        why = "should be right" if accepted else "should be refused"
    elif score is None or not _fits(score.auto, accepted, entry):
        why = f"has {score.auto if score else None} points in the gradebook"
    elif outcome in ("ungraded", "could-not-run"):
        why = "could not be run"
    elif answer.message and answer.message not in says:
        why = "should be refused with its own message"
    expected = "right" if accepted else answer.message or "refused"
    return Case(answer.exercise, answer.role, answer.name, answer.line, HANDED_IN, expected, outcome, says, why)
