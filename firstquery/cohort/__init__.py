"""A cohort: several learners on one machine or in one gradebook, and the facilitator who leads them."""

from firstquery.core.rooms import Room

ROOM = Room(
    commands=("firstquery.cohort.commands:register",),
)
