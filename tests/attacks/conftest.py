"""The cohort is graded once; each attack is then one test of what is there afterwards."""

from __future__ import annotations

import socket
import threading

import pytest

from tests.attacks import cohort
from tests.attacks.attack import PORT, SOCKET
from tests.attacks.cohort import Arena
from tests.conftest import needs
from tests.shared import released


@pytest.fixture(scope="module")
def arena(tmp_path_factory: pytest.TempPathFactory) -> Arena:
    needs("bubblewrap")
    course = released(tmp_path_factory, tmp_path_factory.mktemp("arena") / "course")
    reached: list[str] = []
    with socket.socket() as tcp, socket.socket(socket.AF_UNIX) as abstract:
        for listening, place in ((tcp, ("127.0.0.1", PORT)), (abstract, f"\0{SOCKET}")):
            listening.bind(place)
            listening.listen()
            threading.Thread(target=_note, args=(listening, reached), daemon=True).start()
        arena = cohort.grade(course)
    arena.reached = reached
    return arena


def _note(listening: socket.socket, reached: list[str]) -> None:
    while True:
        try:
            accepted, _ = listening.accept()
        except OSError:  # it was closed
            return
        reached.append(str(listening.family))
        accepted.close()
