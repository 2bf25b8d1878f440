"""What one submission may use."""

from __future__ import annotations

import resource
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

MIB = 1024 * 1024


class Fault(NamedTuple):
    """Why a notebook did not run to its end: ``state`` is "time-out", "out of memory" or "kernel died"."""

    state: str
    sentence: str


@dataclass(frozen=True)
class Limits:
    """Bytes of memory, of all files together and of one file; processes with their threads; seconds of the notebook."""

    memory: int = 1024 * MIB
    processes: int = 64
    disk: int = 64 * MIB
    file_size: int = 64 * MIB
    seconds: int = 180

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def apply(self) -> None:
        """Binds this process and all that it starts.

        RLIMIT_DATA is the memory a process has written to itself: RLIMIT_AS would count the libraries as well, and what
        an allocator reserves and never touches. What several processes take together is `watch`'s to count.
        RLIMIT_NPROC counts inside the sandbox's own user namespace (Linux 5.14 and later).
        """
        bounds = {
            resource.RLIMIT_DATA: self.memory,
            resource.RLIMIT_AS: 4 * self.memory,
            resource.RLIMIT_NPROC: self.processes,
            resource.RLIMIT_FSIZE: self.file_size,
            resource.RLIMIT_CPU: self.seconds + 60,
            resource.RLIMIT_CORE: 0,
        }
        for which, bound in bounds.items():
            _, hardest = resource.getrlimit(which)
            least = bound if hardest == resource.RLIM_INFINITY else min(bound, hardest)
            resource.setrlimit(which, (least, least))
