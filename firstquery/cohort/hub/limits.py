"""What a learner's server and all that it starts may use of the machine. Linux alone."""

from __future__ import annotations

import contextlib
import os
import resource
from pathlib import Path

from firstquery.cohort.hub.site import Site

GROUPS = Path("/sys/fs/cgroup")
CONTROLLERS = ("cpu", "memory", "pids")
#: The hub and its proxy answer, however busy the learners' kernels are.
NICE = 5
MEBIBYTE = 2**20


def apply(site: Site, name: str) -> None:
    """Bounds this process and its children to come, for the learner ``name``. Called as root, before she is set.

    What each process may have in memory and how many there may be holds everywhere; what she may have together, and
    her share of the processor, where the system's control groups can be written.
    """
    group = group_of(name)
    if group is not None:
        with contextlib.suppress(OSError):
            (group / "memory.max").write_text(str(2 * site.memory * MEBIBYTE))
            (group / "pids.max").write_text(str(site.processes))
            (group / "cpu.max").write_text("100000 100000")  # one processor's time
            (group / "cgroup.procs").write_text(str(os.getpid()))
    for limit, most in (
        (resource.RLIMIT_DATA, site.memory * MEBIBYTE),
        (resource.RLIMIT_NPROC, site.processes),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    os.nice(NICE)


def group_of(name: str) -> Path | None:
    """The control group (version 2) of a learner, made where it is missing; None where there can be none."""
    above = GROUPS / "first-query"
    try:
        if not set(CONTROLLERS) <= set((GROUPS / "cgroup.controllers").read_text().split()):
            return None
        above.mkdir(exist_ok=True)
        for folder in (GROUPS, above):
            (folder / "cgroup.subtree_control").write_text(" ".join(f"+{one}" for one in CONTROLLERS))
        (above / name).mkdir(exist_ok=True)
    except OSError:
        return None
    return above / name
