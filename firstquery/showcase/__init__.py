"""Something to show: pages of what she made and picked, and the slides of her talk."""

from firstquery.core.rooms import Room

ROOM = Room(
    names={
        "calibration": "firstquery.showcase.calibration",
        "my_predictions": "firstquery.showcase.calibration",
        "portfolio": "firstquery.showcase.portfolio",
        "talk": "firstquery.showcase.talk",
    },
    commands=("firstquery.showcase.commands:register",),
)
