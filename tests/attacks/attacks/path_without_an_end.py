"""Hands in a folder in a folder in a folder, whose path is as long as a path can be"""

import os
from pathlib import Path

from tests.attacks.attack import Attack


def place(folder: Path) -> None:
    here = Path.cwd()
    try:
        os.chdir(folder)
        long = len(str(folder))
        while long + 202 < 4000:
            Path("d" * 200).mkdir()
            os.chdir("d" * 200)
            long += 201
        Path("f" * min(250, 4090 - long - 1)).write_text("x", encoding="utf-8")
    finally:
        os.chdir(here)


ATTACK = Attack("harm", place=place)
