"""Each small change of a review that knows everything costs points, or is told: the operators of `prove --mutants`."""

from __future__ import annotations

import pytest

from firstquery.grading.mutants import review_operators
from firstquery.grading.mutants.review_operators import OF_ONE, OF_REVIEW, change, changed
from tests.review import profiles

pytestmark = pytest.mark.needs("git")
FINDINGS = 3


@pytest.mark.parametrize("number", ["0138", "0208"])
def test_each_change_of_what_an_expert_says_costs_points(number: str) -> None:
    of = profiles.case(number)
    best = profiles.expert(of)
    operators = [*OF_REVIEW, *(f"{one} of finding {row}" for one in OF_ONE for row in range(1, FINDINGS + 1))]
    costs_nothing = {
        operator
        for operator in operators
        if (made := changed(operator, best)) is not None and of.score(made).total >= of.score(best).total
    }
    assert costs_nothing == {"summary taken out"}, "who asks for changes says why in the findings"


def test_a_yes_that_is_changed_is_no_pass() -> None:
    of = profiles.case("0141")
    best = profiles.expert(of)
    made = {operator: changed(operator, best) for operator in OF_REVIEW}
    assert made.pop("finding invented") is None, "there is none whose line it could have"
    assert not [operator for operator, review in made.items() if of.score(review).passes]


def test_every_operator_is_a_cell_that_runs_behind_the_answer() -> None:
    names = {"mine": profiles.expert(profiles.case("0138"))}
    before = names["mine"]
    change("no evidence of finding 2", "mine", names)
    assert [bool(one.evidence) for one in names["mine"].findings] == [True, False, True]
    with pytest.raises(ValueError, match="nothing of the kind"):
        change("no evidence of finding 4", "mine", names)
    assert "mine" not in names and before.findings[1].evidence
    cells = [one.text for one in review_operators.mutate("mine")]
    assert len(cells) == len({*cells}) == len(OF_REVIEW) + review_operators.MOST * len(OF_ONE)
