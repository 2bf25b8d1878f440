"""Hands in a link to a device that can be read without end, which nbgrader copies"""

from pathlib import Path

from tests.attacks.attack import Attack


def place(folder: Path) -> None:
    (folder / "data.csv").symlink_to("/dev/zero")


ATTACK = Attack("harm", place=place, is_bomb=True)
