"""Hands in a small archive that unpacks to ten gigabytes, and unpacks it"""

import io
import zipfile

from tests.attacks.attack import Attack


def _archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(40):
            archive.writestr(f"{number}", b"0" * 5_000_000)
        archive.writestr("../../../../hostile-file.txt", "x")
    return made.getvalue()


ATTACK = Attack(
    "harm",
    q2="import zipfile\nfor n in range(20):\n    zipfile.ZipFile('data.zip').extractall(f'unpacked-{n}')",
    files={"data.zip": _archive()},
    q3="reason = 'B' if n == 19 else 'not done'",
    proof="q3",
    is_bomb=True,
)
