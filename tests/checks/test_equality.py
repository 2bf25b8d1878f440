"""Every rule of docs/equality.md, both ways."""

from __future__ import annotations

import pytest

from firstquery.checks.payload import payload
from tests.checks.judged import said_of
from tests.checks.rules import PAGE, RULES, Rule, example, with_rules

BY_NAME = [pytest.param(rule, id=f"{rule.kind}: {rule.rule}") for rule in RULES]


@pytest.mark.parametrize("rule", BY_NAME)
def test_the_accepted_example_is_right(rule: Rule) -> None:
    verdict = said_of(rule.exercise(), payload(example(rule.accepted)))
    assert verdict.outcome == "right", verdict.lines()
    assert verdict.points == 1


@pytest.mark.parametrize("rule", BY_NAME)
def test_the_refused_example_is_not_and_is_told_why(rule: Rule) -> None:
    verdict = said_of(rule.exercise(), payload(example(rule.refused)))
    assert verdict.outcome == "not-yet", verdict.lines()
    assert rule.says in " ".join([verdict.message, *verdict.details])
    assert verdict.points == 0


def test_the_page_shows_the_rules_that_are_tested() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_rules(page), "docs/equality.md is behind tests/checks/rules.py: python -m tests.checks.rules"


def test_no_two_rules_say_the_same() -> None:
    assert len({(rule.kind, rule.rule) for rule in RULES}) == len(RULES)
