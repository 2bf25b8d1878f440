"""What one submission may use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from firstquery.core import host

MIB = 1024 * 1024
OPEN_FILES = 256  # of a process; a kernel has some sixty, and 64 processes with 128 pipes each hold 130 MB in them


class Fault(NamedTuple):
    """Why a notebook did not run to its end: ``state`` is "time-out", "out of memory" or "kernel died"."""

    state: str
    sentence: str


@dataclass(frozen=True)
class Limits:
    """Bytes of memory, of all files together and of one file; processes with their threads; seconds in all.

    ``output`` are the bytes that a trial may write to each of its streams, ``files`` how many of its files are kept.
    """

    memory: int = 1024 * MIB
    processes: int = 64
    disk: int = 64 * MIB
    file_size: int = 64 * MIB
    seconds: float = 180
    output: int = 1_000_000
    files: int = 500

    def apply(self, process: int = 0) -> None:
        """Binds a process, this one where none is named, and all that it starts from now on. Raises OSError.

        RLIMIT_DATA is the memory a process has written to itself: RLIMIT_AS would count the libraries as well, and what
        an allocator reserves and never touches. What several processes take together is `watch`'s to count.
        RLIMIT_NPROC counts inside the sandbox's own user namespace (Linux 5.14 and later). A pipe, a queue of events
        or a signal that waits is memory of the kernel's: open files and signals are few, so all of that is small.
        """
        import resource  # Windows has none, and no sandbox

        bounds = {
            resource.RLIMIT_DATA: self.memory,
            resource.RLIMIT_AS: 4 * self.memory,
            resource.RLIMIT_NPROC: self.processes,
            resource.RLIMIT_FSIZE: self.file_size,
            resource.RLIMIT_CPU: int(self.seconds) + 60,
            resource.RLIMIT_CORE: 0,
            resource.RLIMIT_NOFILE: OPEN_FILES,
            resource.RLIMIT_SIGPENDING: 1024,
            resource.RLIMIT_MSGQUEUE: 0,
            resource.RLIMIT_MEMLOCK: 64 * 1024,
        }
        for which, bound in bounds.items():
            _, hardest = resource.prlimit(process, which)
            least = bound if hardest == resource.RLIM_INFINITY else min(bound, hardest)
            resource.prlimit(process, which, (least, least))

    def command(self, command: Sequence[str]) -> list[str]:
        """The command line that binds ``command`` where there is no box, on systems that have a shell for that."""
        if host.is_windows():
            return list(command)
        bounds = f"ulimit -c 0; ulimit -f {self.file_size // 512}; ulimit -d {self.memory // 1024}"
        return ["/bin/sh", "-c", f'{{ {bounds}; }} 2>/dev/null; exec "$@"', "sh", *command]

    def apply_alone(self) -> None:
        """Binds this process, a fork that has no box."""
        import resource

        bounds = {resource.RLIMIT_FSIZE: self.file_size, resource.RLIMIT_CORE: 0, resource.RLIMIT_DATA: self.memory}
        for which, bound in bounds.items():
            _, hardest = resource.getrlimit(which)
            least = bound if hardest == resource.RLIM_INFINITY else min(bound, hardest)
            resource.setrlimit(which, (least, hardest))
