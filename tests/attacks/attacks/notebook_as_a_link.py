"""Hands in a link to the notebook of a colleague in place of her own"""

from pathlib import Path

from tests.attacks.attack import Attack


def place(folder: Path) -> None:
    (notebook,) = folder.glob("*.ipynb")
    notebook.unlink()
    notebook.symlink_to(Path("..") / ".." / "ann" / folder.name / notebook.name)


ATTACK = Attack("forge", place=place)
