"""A question of a lesson, as the handbook tells an author to write it."""

from __future__ import annotations

import json
import re

from firstquery.authoring.lint import questions as rules
from firstquery.authoring.lint.figures import numbers
from firstquery.core.course import COURSE
from firstquery.core.questions import asked_in, read

HANDBOOK = (COURSE / "docs" / "your-own-course.md").read_text(encoding="utf-8")


def test_the_question_in_the_handbook_is_one_that_lint_takes() -> None:
    section = HANDBOOK.partition("### A question in a lesson")[2].partition("\n### ")[0]
    text, cell = (block.strip("\n") for block in section.split("```")[1::2])
    assert asked_in(cell) == "w01-r1"
    question = read("w01-r1", text)
    assert question.letters == ["A", "B", "C"]
    assert list(rules._faults_of_options(question)) == []
    [facts] = re.findall(r'`"firstquery": ({.*?}})`', section)
    assert numbers(text) == [*json.loads(facts)["facts"]] == ["600"]
