"""Hands in files whose names are bytes of no coding, in every place where a name is told"""

import os
from pathlib import Path

from tests.attacks.attack import Attack


def place(folder: Path) -> None:
    for name in (b"\xff.txt", b"\xfe.csv", b"week-90-orders\xff.zip"):
        (folder / os.fsdecode(name)).write_bytes(b"PK\x03\x04 no archive")


ATTACK = Attack("harm", place=place)
