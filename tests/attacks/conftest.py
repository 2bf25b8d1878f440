"""All cohorts are graded once, side by side; each attack is then one test of what is there afterwards."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

import pytest

from tests.attacks import cohort
from tests.attacks.attack import PORT, SOCKET, Listed, attacks
from tests.attacks.cohort import Left, Marks
from tests.attacks.honest import HONEST
from tests.conftest import needs
from tests.shared import released


@dataclass(frozen=True)
class Arena:
    """The cohorts after grading: where each submission is, and who came to this machine's sockets meanwhile."""

    places: dict[str, tuple[Left, str]]  # the cohort and the student, by the name of an attack or an honest submission
    cohorts: list[Left]
    reached: list[str]

    def marks(self, name: str) -> Marks:
        left, student = self.places[name]
        return left.marks.get(student, {})


@pytest.fixture(scope="session")
def arena(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    needs("bubblewrap")
    run = [one for one in attacks() if one.attack.contained_by is None]
    bombs, others = ([one for one in run if one.attack.is_bomb is bomb] for bomb in (True, False))
    groups: list[tuple[list[Listed], list[int], tuple[str, ...]]] = [
        (bombs, [], cohort.LOW),
        (others[::2], list(range(0, len(HONEST), 2)), cohort.USUAL),
        (others[1::2], list(range(1, len(HONEST), 2)), cohort.USUAL),
    ]
    folder = tmp_path_factory.mktemp("arena")
    made = cohort.prepare(released(tmp_path_factory, folder / "made"))
    reached: list[str] = []
    with socket.socket() as tcp, socket.socket(socket.AF_UNIX) as abstract:
        for listening, place in ((tcp, ("127.0.0.1", PORT)), (abstract, f"\0{SOCKET}")):
            listening.bind(place)
            listening.listen()
            threading.Thread(target=_note, args=(listening, reached), daemon=True).start()
        with ThreadPoolExecutor(len(groups)) as pool:
            graded = [
                pool.submit(cohort.grade, made, folder / str(number), listed, [HONEST[n] for n in odd], limits)
                for number, (listed, odd, limits) in enumerate(groups)
            ]
            cohorts = [one.result() for one in graded]
    places: dict[str, tuple[Left, str]] = {}
    for left, (listed, odd, _) in zip(cohorts, groups, strict=True):
        places |= {one.name: (left, cohort.student_of(n, one.name)) for n, one in enumerate(listed)}
        students = {student.partition("-z-")[2]: student for student in left.marks if "-z-" in student}
        places |= {HONEST[n].name: (left, students.get(HONEST[n].name, "")) for n in odd}
    yield Arena(places, cohorts, reached)


def _note(listening: socket.socket, reached: list[str]) -> None:
    while True:
        with suppress(OSError):
            accepted, _ = listening.accept()
            reached.append(str(listening.family))
            accepted.close()
            continue
        return
