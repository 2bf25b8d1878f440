"""Hands in a file that is no notebook under the notebook's name"""

from pathlib import Path

from tests.attacks.attack import Attack


def place(folder: Path) -> None:
    (notebook,) = folder.glob("*.ipynb")
    notebook.write_bytes(b'{"cells": [' + b"[" * 100_000)


ATTACK = Attack("harm", place=place, keeps={}, contained="It alone is not graded; the run goes on.")
