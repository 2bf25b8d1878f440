"""Hands in one file alone, no notebook, whose name is bytes of no coding and commands for a terminal"""

import os
from pathlib import Path

from tests.attacks.attack import Attack


def place(folder: Path) -> None:
    for path in list(folder.iterdir()):
        path.unlink()
    (folder / os.fsdecode(b"\xff\x1b]0;hostile\x07\x1b[2J<b>.ipynb")).write_bytes(b"{ no notebook")


ATTACK = Attack("harm", place=place, keeps={}, contained="It alone is not graded; the run goes on.")
