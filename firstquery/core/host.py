"""What this process runs on: Windows, another system, or the Python of a browser. Nobody else asks for its name.

Whoever needs one thing of a system asks for that thing (``hasattr(os, "nice")``), and not for the system.
"""

from __future__ import annotations

import os
import platform
import sys


def is_windows() -> bool:
    return os.name == "nt"


def is_posix() -> bool:
    """Return whether files, folders and processes are those of POSIX: everywhere but on Windows."""
    return os.name == "posix"


def is_linux() -> bool:
    return sys.platform == "linux"


def is_mac() -> bool:
    return sys.platform == "darwin"


def is_browser() -> bool:
    """Return whether this is the Python of a browser: one process without threads, and no program to start."""
    return sys.platform == "emscripten"


def processors() -> int:
    """Return how many processors this process may use; all that there are where the system does not tell."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def description() -> str:
    """Return the system, its release and the machine, for whoever helps from afar."""
    return f"{platform.system()} {platform.release()} {platform.machine()}"
