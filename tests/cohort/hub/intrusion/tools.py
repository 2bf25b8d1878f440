"""What she brings along, in her kernel or in a program of hers: what she finds, she keeps in the folder ``LOOT``."""

import contextlib
import http.client
import os  # noqa: F401 (attempts use it)
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

LOOT = Path.home() / "loot"
LOOT.mkdir(exist_ok=True)


def keep(data: object) -> None:
    """Keeps bytes, or a text."""
    LOOT.mkdir(exist_ok=True)
    with (LOOT / "loot").open("ab") as file:
        file.write((data if isinstance(data, bytes) else str(data).encode("utf-8", "surrogateescape")) + b"\n")


def take(*paths: str) -> None:
    """Keeps files, all that is in folders, and their names; of what is refused, the refusal."""
    for path in map(Path, paths):
        try:
            if path.is_dir():
                for inner in sorted(path.iterdir()):
                    keep(inner.name)
                    if not inner.is_symlink():
                        take(str(inner))
            elif path.is_file():
                with path.open("rb") as file:
                    keep(file.read(5_000_000))
            else:
                path.stat()
        except OSError as fault:
            keep(repr(fault))


def ask(address: str, method: str = "GET", body: bytes | None = None, **headers: str) -> bytes:
    """Keeps what a server answers, and returns it."""
    request = urllib.request.Request(address, data=body, method=method, headers=headers)
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=5) as answer:
            said: bytes = f"{answer.status} {answer.url}\n".encode() + answer.read(1_000_000)
    except urllib.error.HTTPError as fault:
        said = f"{fault.code}\n".encode() + fault.read(100_000)
    except (OSError, http.client.HTTPException) as fault:
        said = repr(fault).encode()
    keep(said)
    return said


def listening(user: int) -> list[int]:
    """The ports of this machine at which processes of a user listen."""
    found = set()
    for name in ("/proc/net/tcp", "/proc/net/tcp6"):
        with contextlib.suppress(OSError):
            for line in Path(name).read_text(encoding="utf-8").splitlines()[1:]:
                words = line.split()
                if words[3] == "0A" and int(words[7]) == user:
                    found.add(int(words[1].rpartition(":")[2], 16))
    return sorted(found)


def attack(target: object, change: Callable[[object], object]) -> None:
    """Tries a change, and goes on where it is refused."""
    try:
        change(target)
    except OSError as fault:
        keep(repr(fault))
