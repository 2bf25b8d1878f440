"""Hands in a small archive that unpacks to ten gigabytes, and unpacks it"""

import zipfile
from pathlib import Path

from tests.attacks.attack import Attack


def _put(folder: Path) -> None:
    """Packs it when it is handed in: every process that runs tests imports this file, and packing takes a while."""
    with zipfile.ZipFile(folder / "data.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(40):
            archive.writestr(f"{number}", b"0" * 5_000_000)
        archive.writestr("../../../../hostile-file.txt", "x")


ATTACK = Attack(
    "harm",
    q2="import zipfile\nfor n in range(20):\n    zipfile.ZipFile('data.zip').extractall(f'unpacked-{n}')",
    place=_put,
    q3="reason = 'B' if n == 19 else 'not done'",
    proof="q3",
    is_bomb=True,
)
