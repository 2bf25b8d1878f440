"""Pull requests of a course's service as a learner reads them, her reviews of them, and what a review is worth."""

from firstquery.core.rooms import Room

ROOM = Room(
    kinds={"review": "firstquery.review.kind"},
    names={
        "capstone": "firstquery.review.capstone",
        "desk_at": "firstquery.review.trying",
        "finding": "firstquery.review.finding",
        "fresh_copy": "firstquery.review.copy",
        "git": "firstquery.review.command",
        "pull_request": "firstquery.review.show",
        "review": "firstquery.review.review",
        "run_tests": "firstquery.review.trying",
        "try_on_data": "firstquery.review.trying",
        "try_promises": "firstquery.review.capstone",
    },
    uses=frozenset({"git"}),
    magics=("firstquery.review.magic:register",),
    completions=("firstquery.review.spelling:complete",),
    commands=("firstquery.review.commands:register",),
)
