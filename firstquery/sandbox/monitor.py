"""Ends a sandbox that uses too much of what no limit of a process bounds: memory of all, files, the grader, time."""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import psutil

from firstquery.sandbox.limits import Fault

EVERY = 0.25  # seconds
MOST_FILES = 50_000  # an empty one costs no byte of a disk, and a kilobyte of the machine's memory
MOST_SOCKETS = 500  # of the sandbox: what waits in one belongs to no process, some 200 kB
MOST_MAPPINGS = 150_000  # of all its processes; a kernel has some 1,500, each costs the machine 300 bytes
MOST_LISTED = 24 * 2**20  # bytes of the lists of them that one look reads: a look that takes long sees little
MOST_SENT = 400 * 2**20  # bytes by which the grader itself may grow: a kernel can send what it has to hold


def _kilobytes(names: str) -> re.Pattern[bytes]:
    return re.compile(rb"^(?:%s):\s+(\d+) kB" % names.encode(), re.MULTILINE)


#: Memory of a process, also what was swapped out; VmPTE are the tables of its pages, the kernel's own.
_ANON, _SHMEM, _TABLES = _kilobytes("RssAnon|VmSwap"), _kilobytes("RssShmem"), _kilobytes("VmPTE")
_PSS_ANON, _PSS_SHMEM = _kilobytes("Pss_Anon|SwapPss"), _kilobytes("Pss_Shmem")
#: A mapping that processes share and that is no file: start, end and number. It is held until all let go of it, even
#: where none of them has it in its own memory any more (MADV_DONTNEED).
_SHARED = re.compile(rb"^([0-9a-f]+)-([0-9a-f]+) \S+ \S+ \S+ (\d+) +/dev/zero \(deleted\)", re.MULTILINE)
#: All sockets of a network, of whatever kind: the lists of them take milliseconds to read on any machine.
_SOCKETS = re.compile(rb"^sockets: used (\d+)", re.MULTILINE)


class TooMany(Exception):
    """There are more mappings than one look reads."""


class Monitor(threading.Thread):
    """``roots`` are processes of the host; all below them count. ``fault`` says why ``end`` was called, if it was.

    ``disks`` are folders inside the sandbox, each of a file system of its own, whose files are counted.
    """

    def __init__(
        self,
        roots: Iterable[int],
        memory: int,
        seconds: float,
        end: Callable[[], None],
        disks: Iterable[str] = (),
    ) -> None:
        super().__init__(name="sandbox-monitor", daemon=True)
        self.fault: Fault | None = None
        self._roots, self._memory, self._seconds, self._end = list(roots), memory, seconds, end
        self._disks = list(disks)
        self._done = threading.Event()

    def stop(self) -> None:
        self._done.set()
        if self.is_alive() and self is not threading.current_thread():
            self.join()

    def run(self) -> None:
        until, grader = time.monotonic() + self._seconds, psutil.Process()
        begun = grader.memory_info().rss
        while not self._done.wait(EVERY):
            self.fault = self._too_much(time.monotonic() > until, grader.memory_info().rss - begun)
            if self.fault:
                self._end()
                return

    def _too_much(self, is_late: bool, sent: int) -> Fault | None:
        if is_late:
            said = f"The notebook ran for more than {self._seconds:g} seconds in all and was stopped."
            return Fault("time-out", said)
        try:
            if measure_memory(self._roots) > self._memory and measure_memory(self._roots, is_exact=True) > self._memory:
                said = f"It used more than {self._memory // 2**20} MB of memory and was stopped."
                return Fault("out of memory", said)
        except TooMany:
            said = f"It cut its memory into more than {MOST_MAPPINGS:,} pieces and was stopped."
            return Fault("out of memory", said)
        if sent > MOST_SENT:
            return Fault("out of memory", f"It sent more than {MOST_SENT // 2**20} MB at once and was stopped.")
        if files(self._roots, self._disks) > MOST_FILES:
            return Fault("out of memory", f"It made more than {MOST_FILES:,} files and was stopped.")
        if sockets(self._roots) > MOST_SOCKETS:
            return Fault("out of memory", f"It opened more than {MOST_SOCKETS} sockets and was stopped.")
        return None


def measure_memory(roots: Iterable[int], is_exact: bool = False) -> int:
    """Bytes of memory that ``roots`` and all processes below them hold. Raises `TooMany`.

    ``is_exact``: every shared page is counted once over all processes that share it (``Pss``), which takes longer;
    else it is too much where they share.
    """
    own = shared = 0
    processes = _process_tree(roots)
    for process in processes:
        own += _bytes(process, "status", _TABLES) or 0
        for pss, rss in ((_PSS_ANON, _ANON), (_PSS_SHMEM, _SHMEM)):
            share = _bytes(process, "smaps_rollup", pss) if is_exact else None
            # Where that file can't be read, all that it maps is its own.
            share = (_bytes(process, "status", rss) or 0) if share is None else share
            own, shared = (own + share, shared) if rss is _ANON else (own, shared + share)
    return own + max(shared, _shared_memory(processes))


def _shared_memory(processes: Iterable[int]) -> int:
    """Bytes of memory that is shared and no file, by size: each once, in whatever processes. Raises `TooMany`."""
    sizes: dict[bytes, int] = {}
    lines = listed = 0
    for process in processes:
        text = _list(process, MOST_LISTED - listed)
        lines, listed = lines + text.count(b"\n"), listed + len(text)
        if lines > MOST_MAPPINGS or listed > MOST_LISTED:
            raise TooMany
        for start, end, number in _SHARED.findall(text) if b"/dev/zero" in text else ():
            sizes[number] = max(sizes.get(number, 0), int(end, 16) - int(start, 16))
    return sum(sizes.values())


def _list(process: int, most: int) -> bytes:
    """The list of a process's mappings, or its beginning, of more than ``most`` bytes."""
    text = bytearray()
    with suppress(OSError), Path(f"/proc/{process}/maps").open("rb", buffering=0) as file:
        while len(text) <= most and (piece := file.read(2**16)):  # a page of it at a time, whatever is asked for
            text += piece
    return bytes(text)


def files(roots: Iterable[int], disks: Iterable[str]) -> int:
    """How many files and folders there are in the file systems of ``disks``, as the processes below ``roots`` see them.

    Where root grades, some of these processes stand outside of the sandbox, and have no such folder.
    """
    found: dict[int, int] = {}
    for process in _process_tree(roots):
        with suppress(OSError):
            places = [Path(f"/proc/{process}/root{disk}") for disk in disks]
            for place, device in [(place, place.stat().st_dev) for place in places]:
                there = os.statvfs(place)
                found[device] = there.f_files - there.f_ffree
    return sum(found.values())


def sockets(roots: Iterable[int]) -> int:
    """How many sockets there are in the networks of ``roots``, but for the grader's own network."""
    found: dict[Path, int] = {}
    own = Path("/proc/self/ns/net").readlink()
    for process in _process_tree(roots):
        with suppress(OSError):
            network = Path(f"/proc/{process}/ns/net").readlink()
            if network != own and network not in found:
                state = _SOCKETS.search(Path(f"/proc/{process}/net/sockstat").read_bytes())
                found[network] = int(state[1]) if state else 0
    return sum(found.values())


def _process_tree(roots: Iterable[int]) -> set[int]:
    return {process for root in roots for process in below(root)}


def below(root: int) -> set[int]:
    """A process and all below it. The system lists children where it can; psutil reads every process that there is."""
    if not Path(f"/proc/self/task/{os.getpid()}/children").exists():
        with suppress(psutil.Error):
            return {root, *(process.pid for process in psutil.Process(root).children(recursive=True))}
        return set()
    found: set[int] = set()
    left = [root]
    while left:
        process = left.pop()
        with suppress(OSError):  # it has ended
            threads = [*Path(f"/proc/{process}/task").iterdir()]
            found.add(process)
            for thread in threads:
                with suppress(OSError):
                    left += map(int, (thread / "children").read_bytes().split())
    return found


def _bytes(process: int, file: str, lines: re.Pattern[bytes]) -> int | None:
    try:
        return 1024 * sum(int(kilobytes) for kilobytes in lines.findall(Path(f"/proc/{process}/{file}").read_bytes()))
    except OSError:
        return None
