"""The judge: a submission's payloads against the held-out key, outside the kernel that ran the submission.

What a test cell shows is replaced by the verdict, in the form from which nbgrader reads a mark: an error is no points,
anything else is all of them. Where there is no valid payload there is no mark: "ungraded", for a person to look at.
"""

from __future__ import annotations

import json
import re
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Any, Literal

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor
from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError
from traitlets import Bool, Dict, Integer

from firstquery.checks.judging import MIME_TYPE, cached
from firstquery.checks.kind import Trial, kind
from firstquery.checks.verdict import Verdict, could_not_run, not_attempted
from firstquery.checks.words import SHARED, STOPPED, Wording, sentence, wording
from firstquery.core import first_line
from firstquery.core.errors import UserError
from firstquery.core.warehouse import warehouse_of
from firstquery.grading import files, safe_html, sanitize
from firstquery.grading.held_out import held_out, held_out_key
from firstquery.grading.judgement import (
    NoVerdict,
    environment_error,
    is_left_open,
    judge_answer,
    stopped_by_curly_quotes,
    timed_out,
)
from firstquery.grading.log import join_sentences
from firstquery.grading.places import course_of
from firstquery.grading.run.grades import key_hashes
from firstquery.grading.sanitize import KEPT, REPAIR
from firstquery.privacy import mask_keys
from firstquery.sandbox.trial import Trials

UNJUDGED = "Ungraded"
PICTURE = re.compile(r"(data:image/[^\"'\s>]+)")
# nbclient writes what a kernel says of itself into the notebook's metadata: this is all that goes on from there.
LANGUAGE = {"name": "python", "file_extension": ".py", "mimetype": "text/x-python", "pygments_lexer": "ipython3"}


class Payload(BaseModel):
    """What a test cell emits at the grader. Everything in it is from the submission's kernel: nothing is believed."""

    model_config = ConfigDict(extra="forbid", strict=True)

    version: Literal[1]
    exercise: str
    state: Literal["answered", "blank", "failed", "missing", "fault"]
    kind: str | None = None
    payload: dict[str, JsonValue] | None = None


class Judge(NbGraderPreprocessor):  # type: ignore[misc]
    """Gives every autograded test cell its verdict, and every other cell the outputs that the learner saw.

    ``resources["firstquery"]`` tells the steps that follow: ``ungraded``, a reason by grade id; ``verdicts``, (outcome,
    what the learner is told) by grade id; ``keys``, the hashes of the key; ``data``, that of the held-out snapshot.
    """

    largest_payload = Integer(6_000_000, help="The most bytes of JSON that a payload may have").tag(config=True)
    hold_to_variant = Bool(
        True, help="Whether a learner's capstone is the pull request that is drawn for the name she hands in under"
    ).tag(config=True)
    drawn_for = Dict(
        help="The name that a learner's capstone was drawn for, where it is not the one she hands in under"
    ).tag(config=True)
    _assignment = ""

    def key(self, assignment: str) -> dict[str, Any]:
        """Return what the answers are held against. Raises `UserError`."""
        return held_out_key(course_of(self), assignment, self.log)

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        ungraded: dict[str, str] = {}
        said_of: dict[str, tuple[str, str]] = {}
        self._assignment = str(resources["nbgrader"]["assignment"])
        try:
            key, no_key = self.key(self._assignment), ""
        except UserError as fault:
            key, no_key = {"exercises": {}}, fault.sentence
            self.log.error("Nothing can be judged: %s", no_key)
        repair = {"withheld": {}, "doubts": {}, **(nb.metadata.get(REPAIR) or {})}
        above: list[NotebookNode] = []  # what the cells since the last check have shown
        at_once = max((kind(one["kind"]).at_once for one in key["exercises"].values()), default=1)
        runs = any(kind(one["kind"]).runs for one in key["exercises"].values())
        texts = [
            cell.source for cell in nb.cells if first_line.split(cell.source).magic
        ]  # a program is under such a line
        trials = closing(self.trials(at_once, texts)) if runs else nullcontext()
        with trials as trial, ThreadPoolExecutor(at_once) as pool:
            judged: list[tuple[NotebookNode, str, Future[Verdict]]] = []
            for cell in nb.cells:
                emitted = list(cell.get("outputs", []))
                _restore(cell)
                if not _is_test(cell):
                    above += emitted
                    continue
                exercise = str(cell.metadata.nbgrader["grade_id"])
                entry = key["exercises"].get(exercise)
                if entry is not None:
                    entry = self._select_variant(entry, resources)
                doubt, withheld = repair["doubts"].get(exercise), repair["withheld"].get(exercise)
                why = withheld if entry else no_key or f"The key has no exercise {exercise}."
                asked = (exercise, emitted, above, entry, doubt, why, trial)
                judged.append((cell, exercise, pool.submit(self._verdict, *asked)))
                above = []
            for cell, exercise, verdict_of in judged:
                try:
                    verdict = verdict_of.result()
                except NoVerdict as fault:
                    ungraded[exercise] = str(fault)
                    said_of[exercise] = (UNJUDGED.lower(), str(fault))
                    cell.outputs = [
                        _error(UNJUDGED, [f"Not graded yet. {fault}", "Your facilitator will look at this answer."])
                    ]
                else:
                    words = wording(verdict, key["exercises"][exercise]["kind"], grader=True)
                    self._log_stopped(resources["nbgrader"]["student"], exercise, verdict)
                    said_of[exercise] = (verdict.outcome, " ".join(words.lines()))
                    cell.outputs = _outputs(verdict, words)
        unsaid = [(exercise, why) for exercise, why in ungraded.items() if exercise not in repair["withheld"]]
        if unsaid:
            self.log.warning("%s: Ungraded: %s", resources["nbgrader"]["student"], join_sentences(unsaid))
        resources["firstquery"] = {
            "ungraded": ungraded,
            "verdicts": said_of,
            "keys": cached("hashes", key, lambda: key_hashes(key)),
            "data": str(key.get("hash", "")),
        }
        self._leave_nothing(nb, resources)
        return nb, resources

    def _select_variant(self, entry: dict[str, Any], resources: ResourcesDict) -> dict[str, Any]:
        """Return the entry, and of several pull requests the one that is hers alone."""
        if not self.hold_to_variant:
            return entry
        student = str(resources["nbgrader"]["student"])
        drawn_for = str(self.drawn_for.get(student, student))
        return {**entry, "expected": kind(entry["kind"]).variant(entry["expected"], drawn_for)}

    def _verdict(
        self,
        exercise: str,
        emitted: list[NotebookNode],
        above: list[NotebookNode],
        entry: dict[str, Any] | None,
        doubt: str | None,
        withheld: str | None,
        trial: Trial | None,
    ) -> Verdict:
        """Return the verdict on one exercise.

        Raises `Unjudged`; where the repair has a doubt, for all but a right answer.
        """
        if withheld or entry is None:
            raise NoVerdict(withheld or "")
        try:
            said = self.payload(exercise, emitted)
            is_cut_short = said.state in ("missing", "failed")
            if is_cut_short and (needed := environment_error(above)):
                raise NoVerdict(needed)
            if is_cut_short and timed_out(above):
                return could_not_run("out_of_time").worth(float(entry["points"]))
            if is_cut_short and is_left_open(above):
                return not_attempted("frame_left_open").worth(float(entry["points"]))
            if is_cut_short and stopped_by_curly_quotes(above):
                verdict = could_not_run("curly_quotes").worth(float(entry["points"]))
                doubt = doubt and SHARED["curly_quotes"].text
            else:
                verdict = judge_answer(entry, said.model_dump(), trial if kind(entry["kind"]).runs else None)
        except NoVerdict as fault:
            raise NoVerdict(doubt or str(fault)) from None
        if doubt and not verdict.right:
            raise NoVerdict(doubt)
        return verdict

    def _log_stopped(self, student: str, exercise: str, verdict: Verdict) -> None:
        for found in verdict.findings:
            if found.code == STOPPED:
                self.log.warning("%s: %s: %s", student, exercise, sentence(found, SHARED[STOPPED], grader=True))

    def trials(self, at_once: int, texts: list[str]) -> Trials:
        """Return where the kinds that run a program run those of one submission, whose programs are ``texts``."""
        asked = warehouse_of(self._assignment, course_of(self), self.warehouse())
        must_isolate = self.config.get("ExecuteOnHeldOut", {}).get("unsafe") is not True
        return Trials(asked, must_isolate=must_isolate, at_once=at_once, texts=texts)

    def warehouse(self) -> Path:
        """Return the snapshot that a program is run on."""
        return held_out(course_of(self), self._assignment, self.log)

    def _leave_nothing(self, nb: NotebookNode, resources: ResourcesDict) -> None:
        """Take out what a run on the held-out data left elsewhere than in a cell: widgets, and files beside it."""
        nb.metadata.pop("widgets", None)
        nb.metadata["language_info"] = NotebookNode(LANGUAGE)  # type: ignore[no-untyped-call]
        submitted, autograded = sanitize.folders(self, resources)
        own = {path.name for path in submitted.glob("*.ipynb")}
        before = (nb.metadata.pop(KEPT, None) or {}).get("files", {})
        for name in files.remove_new_files(autograded, before, own)[:10]:
            self.log.info("%s was made by the run, and does not stay.", name)

    def payload(self, exercise: str, outputs: list[NotebookNode]) -> Payload:
        """Return the one payload among ``outputs`` that is for ``exercise``. Raises `Unjudged`."""
        found = [
            output["data"][MIME_TYPE]
            for output in outputs
            if output.get("output_type") == "display_data" and MIME_TYPE in output.get("data", {})
        ]
        if not found:
            raise NoVerdict("The check gave no answer to judge.")
        if len(found) > 1:
            raise NoVerdict("The check gave more than one answer to judge.")
        try:
            if len(json.dumps(found[0])) > self.largest_payload:
                raise NoVerdict("The answer is too large to judge.")
            said = Payload.model_validate(found[0])
        except (ValidationError, ValueError, TypeError, RecursionError):
            raise NoVerdict("What the check gave is not in the form that can be judged.") from None
        if said.exercise != exercise:
            raise NoVerdict("The check gave the answer of another exercise.")
        return said


def _is_test(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and utils.is_grade(cell) and not utils.is_solution(cell)


def _restore(cell: NotebookNode) -> None:
    """The outputs as submitted, cleaned. A cell that came in by another way than `KeepOutputs` shows none.

    A key that she printed or typed in stays in what she handed in, and goes from there into nothing that we write.
    """
    kept = cell.metadata.pop(KEPT, {})
    cell.source = mask_keys(cell.source)
    if cell.cell_type == "code":
        cell.outputs = [_without_keys(one) for one in safe_html.outputs(kept.get("outputs"))]
        cell.execution_count = safe_html.execution_count(kept.get("count"))


def _without_keys(output: NotebookNode) -> NotebookNode:
    """Return an output whose texts hold no password and no key; pictures stay, which nothing here can read."""
    if output.output_type == "stream":
        output.text = mask_keys(output.text)
    elif output.output_type == "error":
        output.evalue, output.traceback = mask_keys(output.evalue), [mask_keys(line) for line in output.traceback]
    else:
        texts = {kind: _mask(said) for kind, said in output.data.items() if kind.startswith("text/")}
        output.data = NotebookNode({**output.data, **texts})  # type: ignore[no-untyped-call]
    return output


def _mask(text: str) -> str:
    """Return a text without keys; what it holds of pictures, which are written in letters as keys are, stays."""
    return "".join(part if at % 2 else mask_keys(part) for at, part in enumerate(PICTURE.split(text)))


def _outputs(verdict: Verdict, words: Wording) -> list[NotebookNode]:
    """The verdict, and below it everything that can be said, where there is more; then the points, where it is a part.

    nbgrader reads all points out of a display, none out of an error, and a part of them out of a number as a result.
    """
    lines = [*words.lines(), *(["", "In full:", *words.report] if words.report else [])]
    is_part = 0 < verdict.points < verdict.max_points
    if not verdict.right and not is_part:
        names = {"not-attempted": "NotAttempted", "could-not-run": "CouldNotRun"}
        return [_error(names.get(verdict.outcome, "NotYet"), lines)]
    shown = _node(output_type="display_data", data=_text("\n".join(lines)), metadata={})
    if not is_part:
        return [shown]
    data = _text(f"{verdict.points:g}")
    return [shown, _node(output_type="execute_result", data=data, metadata={}, execution_count=None)]


def _text(plain: str) -> NotebookNode:
    return NotebookNode({"text/plain": plain})  # type: ignore[no-untyped-call]


def _node(**fields: Any) -> NotebookNode:
    return NotebookNode(**fields)  # type: ignore[no-untyped-call]


def _error(name: str, lines: list[str]) -> NotebookNode:
    return _node(output_type="error", ename=name, evalue=lines[0], traceback=lines)
