"""Hands in a named pipe, on which whoever opens it waits for ever"""

import os
from pathlib import Path

from tests.attacks.attack import Attack


def place(folder: Path) -> None:
    os.mkfifo(folder / "data.csv")


ATTACK = Attack("harm", place=place, is_bomb=True)
