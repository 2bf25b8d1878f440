"""Joining the namespaces that bubblewrap holds, and giving up every right in them: setns(2), prctl(2), capset(2)."""

from __future__ import annotations

import ctypes
import fcntl
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from firstquery.sandbox import seccomp
from firstquery.sandbox.mounts import HOME, USER

#: In this order: a user namespace gives the right to join the others, the process namespace is for children alone.
NAMES = ("user", "mnt", "net", "ipc", "uts", "pid")
_NS_GET_USERNS = 0xB701  # ioctl_ns(2): the user namespace that owns this one
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS = 1, 4, 24, 38
_CAPABILITY_VERSION_3 = 0x20080522
_LAST_CAPABILITY = 63
_PR_SET_CHILD_SUBREAPER = 36
_CLONE_NEWNS, _MS_NOSUID, _MS_NODEV = 0x20000, 2, 4
_OPEN_TREE, _MOVE_MOUNT = 428, 429  # of every machine, as all calls since Linux 5.1
_OPEN_TREE_CLONE, _AT_RECURSIVE, _AT_FDCWD, _MOVE_MOUNT_F_EMPTY_PATH = 1, 0x8000, -100, 4
_KEYCTL_JOIN_SESSION_KEYRING = 1

_libc = ctypes.CDLL(None, use_errno=True)


def open_of(process: int) -> dict[str, int]:
    """File descriptors of the namespaces of a process, by name. Raises OSError where they can't be read."""
    found: dict[str, int] = {}
    try:
        for name in NAMES:
            found[name] = os.open(f"/proc/{process}/ns/{name}", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        for fd in found.values():
            os.close(fd)
        raise
    return found


def join(namespaces: Mapping[str, int]) -> None:
    """Moves this process, which must have one thread, into ``namespaces``; for "pid", its children. Raises OSError.

    bubblewrap mounts in one user namespace and runs the command in one below it, so both are joined, in that order.
    """
    if os.geteuid() == 0:
        os.setgroups([])
    owner = fcntl.ioctl(namespaces["mnt"], _NS_GET_USERNS)
    _setns(owner)
    for name in NAMES:
        if name != "user":
            _setns(namespaces[name])
    if not os.path.sameopenfile(owner, namespaces["user"]):
        _setns(namespaces["user"])
    os.close(owner)
    os.setresgid(USER, USER, USER)
    os.setresuid(USER, USER, USER)


def _setns(fd: int) -> None:
    _must(_libc.setns(fd, 0))


def renew(disks: Mapping[str, int], kept: Iterable[str] = ()) -> None:
    """Gives this process mounts of its own, with an empty file system of so many bytes at each path of ``disks``.

    What is mounted at the paths ``kept`` stays where it is. Raises OSError.
    """
    _must(_libc.unshare(_CLONE_NEWNS))
    for disk, size in disks.items():
        held = {path: _tree(path) for path in kept if Path(path).is_relative_to(disk)}
        options = f"size={size},mode={'0755' if disk == HOME else '1777'}".encode()
        _must(_libc.mount(b"tmpfs", disk.encode(), b"tmpfs", _MS_NOSUID | _MS_NODEV, options))
        for path, tree in held.items():
            place = Path(path)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.mkdir() if stat.S_ISDIR(os.fstat(tree).st_mode) else place.touch()
            _must(_libc.syscall(_MOVE_MOUNT, tree, b"", _AT_FDCWD, path.encode(), _MOVE_MOUNT_F_EMPTY_PATH))
            os.close(tree)


def _tree(path: str) -> int:
    """A file descriptor of what is mounted at ``path`` and below, to be mounted elsewhere. Raises OSError."""
    tree: int = _libc.syscall(_OPEN_TREE, _AT_FDCWD, path.encode(), _OPEN_TREE_CLONE | _AT_RECURSIVE)
    _must(tree)
    return tree


def drop_rights() -> None:
    """No capability is left, and none comes back through a program that this process starts. Raises OSError."""
    for capability in range(_LAST_CAPABILITY + 1):
        if _libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0) and ctypes.get_errno() != 22:  # EINVAL: there is none
            _must(-1)
    _must(_libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    _must(_libc.capset(header, (ctypes.c_uint32 * 6)()))
    # Another user's process is no longer its own to read: without this, /proc/self would be closed to it.
    _must(_libc.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0))


def leave_keyring() -> None:
    """A session keyring of its own, empty, for this process and all below it: nothing of the grader's keys is named.

    Where the system has no keyrings, or gives none (in a container), there is nothing to leave.
    """
    number = seccomp.numbers().get("keyctl")
    if number is not None:
        _libc.syscall(number, _KEYCTL_JOIN_SESSION_KEYRING, None)


def die_with_parent(by: int = 9) -> None:
    """Killed when the process that started this one ends. To be called anew after a change of user."""
    _must(_libc.prctl(_PR_SET_PDEATHSIG, by, 0, 0, 0))


def be_readable() -> None:
    """Gives this process's entries in /proc to its user, after a change of user (PR_SET_DUMPABLE)."""
    _must(_libc.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0))


def adopt_orphans() -> None:
    """From here on a process that is left behind below this one becomes its child (PR_SET_CHILD_SUBREAPER)."""
    _must(_libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0))


def _must(result: int) -> None:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
