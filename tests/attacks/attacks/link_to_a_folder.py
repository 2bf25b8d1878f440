"""Hands in links to whole folders: source/, the other submissions, the root"""

from pathlib import Path

from tests.attacks.attack import Attack


def place(folder: Path) -> None:
    for name in ("source", "submitted", "held-out"):
        (folder / name).symlink_to(Path("../../..") / name)
    (folder / "everything").symlink_to("/")


ATTACK = Attack(
    "read",
    q2="""
import glob
for path in glob.glob("source/*/*") + glob.glob("submitted/ann/*/*") + glob.glob("held-out/keys/*"):
    print(open(path, errors="replace").read())
""",
    place=place,
)
