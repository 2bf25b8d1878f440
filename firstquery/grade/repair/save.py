"""What was repaired is told: to the learner at the top of her notebook, to the facilitator there and in comments."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import NbGraderPreprocessor

from firstquery.grade.judge import REPAIR
from firstquery.grade.repair.cells import Findings

TITLE = "**About the file that was handed in**"


class SaveRepairs(NbGraderPreprocessor):  # type: ignore[misc]
    """Puts the notes of the repair above the notebook, and into the comments of the answers that they are about."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        said = nb.metadata.pop(REPAIR, None) or {}
        notes = [(exercise, sentence) for exercise, sentence in said.get("notes", [])]
        if not notes:
            return nb, resources
        lines = [f"- {f'`{exercise}`: ' if exercise else ''}{_escaped(sentence)}" for exercise, sentence in notes]
        cell = new_markdown_cell("\n".join([TITLE, "", *lines]), id="about-the-file")  # type: ignore[no-untyped-call]
        nb.cells = [cell, *(one for one in nb.cells if one.get("id") != cell.id)]
        self._comment(notes, dict(said.get("answers", {})), resources["nbgrader"])
        return nb, resources

    def _comment(self, notes: list[Any], answers: dict[str, str], where: dict[str, str]) -> None:
        by_exercise: dict[str, list[str]] = {}
        for exercise, sentence in notes:
            if exercise in answers:
                by_exercise.setdefault(exercise, []).append(sentence)
        with Gradebook(where["db_url"]) as gradebook:
            for exercise, sentences in by_exercise.items():
                try:
                    comment = gradebook.find_comment(
                        answers[exercise], where["notebook"], where["assignment"], where["student"]
                    )
                except MissingEntry:
                    continue
                comment.auto_comment = " ".join([*filter(None, [comment.auto_comment]), *sentences])
            gradebook.db.commit()


def told(findings: Findings) -> list[tuple[str | None, str]]:
    """Every sentence once, with its exercise: the notes, and why an exercise may be ungraded."""
    doubts = [*findings.withheld.items(), *findings.doubts.items()]
    return list(dict.fromkeys([*findings.notes, *doubts]))


def _escaped(sentence: str) -> str:
    """A name of a file is a learner's own: it is text here, and no markup."""
    return re.sub(r"([\\`*_\[\]#|~$])", r"\\\1", escape(sentence, quote=False))
