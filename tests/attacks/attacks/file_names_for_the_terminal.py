"""Puts commands for a terminal into the names of a link, a pipe and a broken archive, which are told before grading starts"""

import os
from pathlib import Path

from tests.attacks.attack import Attack

_TERMINAL = "\x1b]0;hostile\x07\x1b[2J"


def place(folder: Path) -> None:
    (folder / f"link{_TERMINAL}.txt").symlink_to("/etc/hostname")
    os.mkfifo(folder / f"pipe{_TERMINAL}")
    (folder / "week-90-orders.ipynb").unlink()
    (folder / f"zip{_TERMINAL}.zip").write_bytes(b"PK\x03\x04 no archive")


ATTACK = Attack("harm", place=place, keeps={}, contained="It alone is not graded; no command of it is in the log.")
