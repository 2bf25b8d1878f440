"""Hands in a link to a device in place of the notebook: whoever reads it reads without end"""

from pathlib import Path

from tests.attacks.attack import Attack


def place(folder: Path) -> None:
    (notebook,) = folder.glob("*.ipynb")
    notebook.unlink()
    notebook.symlink_to("/dev/zero")


ATTACK = Attack("harm", place=place, keeps={}, is_bomb=True, contained="It alone is not graded; the run goes on.")
