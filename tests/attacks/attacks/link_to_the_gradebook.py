"""Hands in links to the gradebook, to the solutions and to a neighbour's work"""

from pathlib import Path

from tests.attacks.attack import Attack


def place(folder: Path) -> None:
    root = Path("../../..")
    (folder / "book.txt").symlink_to(root / "gradebook.db")
    (folder / "solutions.txt").symlink_to(root / "source" / folder.name / "answers.py")
    (folder / "neighbour.txt").symlink_to(root / "submitted" / "ann" / folder.name / f"{folder.name}.ipynb")
    (folder / "key.txt").symlink_to(root / "held-out" / "keys" / f"{folder.name}.json")


ATTACK = Attack(
    "read",
    q2="import glob\nfor path in glob.glob('*.txt'):\n    print(open(path, errors='replace').read())",
    place=place,
)
