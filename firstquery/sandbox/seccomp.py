"""System calls that a submission may not make: no honest notebook needs them, and nobody would count what they give.

Some give memory that belongs to no process: files without a name (memfd_create), shared memory, semaphores and queues
of System V, pages that a pipe keeps of what was let go (vmsplice), queues of events. Others lead to what is not hers:
keyrings, other processes, new namespaces and mounts, parts of the kernel that are seldom looked at. For libraries they
are as on a system that does not have them (ENOSYS), and they do without. A socket is of this machine or of the
internet, with its usual buffers: asking for larger ones is heard and changes nothing, as the system may do it. A
process stays one that the watch can read. A filter of seccomp(2), in classic BPF. It stays for all that this process
starts.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import socket
import struct
from collections.abc import Sequence
from functools import cache

#: By machine its number in linux/audit.h, and its place in the tables below.
_MACHINES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
#: What is not given, by number on x86-64 and on aarch64; None where a machine never had it. clone3 keeps its flags in
#: memory, which a filter can't read: the C library then uses clone, whose flags are looked at below.
FORBIDDEN: dict[str, tuple[int | None, int | None]] = {
    **{"memfd_create": (319, 279), "memfd_secret": (447, 447), "vmsplice": (278, 75), "io_setup": (206, 0)},
    **{"shmget": (29, 194), "msgget": (68, 186), "semget": (64, 190), "mq_open": (240, 180)},
    **{"inotify_init": (253, None), "inotify_init1": (294, 26), "fanotify_init": (300, 262)},
    **{"add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219)},
    **{"ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272)},
    **{"pidfd_getfd": (438, 438), "process_madvise": (440, 440), "unshare": (272, 97), "setns": (308, 268)},
    **{"clone3": (435, 435), "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51)},
    **{"open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430), "fsconfig": (431, 431)},
    **{"fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442), "open_tree_attr": (467, 467)},
    **{"open_by_handle_at": (304, 265), "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282)},
    **{"io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427)},
    **{"landlock_create_ruleset": (444, 444), "syslog": (103, 116)},
}
_CLONE, _PRCTL, _SOCKET, _SOCKETPAIR, _SETSOCKOPT = (56, 220), (157, 167), (41, 198), (53, 199), (54, 208)
_X32 = 0x40000000  # calls of x86-64's other interface have this bit
_LOAD, _AND, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x45, 0x06
_NUMBER, _MACHINE, _FIRST, _SECOND, _THIRD = 0, 4, 16, 24, 32  # places in seccomp_data: the call, and its arguments
_FAULT, _ALLOW = 0x00050000, (_RETURN, 0, 0, 0x7FFF0000)
_SOL_SOCKET, _SO_SNDBUF, _SO_RCVBUF = 1, 7, 8
_AF_UNIX, _AF_NETLINK, _NETLINK_ROUTE = 1, 16, 0
_NEW_NAMESPACES = 0x7E020000  # all of CLONE_NEW*
_PR_SET_DUMPABLE, _PR_SET_SECCOMP, _FILTER = 4, 22, 2
Step = tuple[int, int, int, int]


@cache
def program() -> bytes | None:
    """The filter for this machine; None for one whose numbers are not known here."""
    known = _MACHINES.get(platform.machine())
    if known is None:
        return None
    machine, place = known
    steps: list[Step] = [(_LOAD, 0, 0, _MACHINE), (_EQUAL, 1, 0, machine), _refuse(errno.ENOSYS)]
    steps += [(_LOAD, 0, 0, _NUMBER), (_AT_LEAST, 0, 1, _X32), _refuse(errno.ENOSYS)]
    for call, looked_at in _LOOKED_AT.items():
        steps += [(_EQUAL, 0, len(looked_at), call[place]), *looked_at]
    for number in numbers().values():
        steps += [(_EQUAL, 0, 1, number), _refuse(errno.ENOSYS)]
    return b"".join(struct.pack("HBBI", *step) for step in [*steps, _ALLOW])


def numbers() -> dict[str, int]:
    """The calls that are forbidden, with their numbers on this machine; none where they are not known."""
    known = _MACHINES.get(platform.machine())
    found = {name: both[known[1]] for name, both in FORBIDDEN.items()} if known else {}
    return {name: number for name, number in found.items() if number is not None}


def _refuse(fault: int) -> Step:
    return (_RETURN, 0, 0, _FAULT | fault)


def _only(place: int, values: Sequence[int], fault: int, mask: int = 0xFFFFFFFF) -> list[Step]:
    """Goes on where an argument is one of ``values``."""
    found: list[Step] = [(_EQUAL, len(values) - number, 0, value) for number, value in enumerate(values)]
    return [(_LOAD, 0, 0, place), (_AND, 0, 0, mask), *found, _refuse(fault)]


#: Calls that depend on their arguments. Of the internet TCP and UDP alone: what other protocols hold is in no list.
#: NETLINK_ROUTE says which network interfaces there are, and ZeroMQ ends the kernel where it can't ask.
_LOOKED_AT: dict[tuple[int, int], list[Step]] = {
    _CLONE: [(_LOAD, 0, 0, _FIRST), (_ANY_BIT, 0, 1, _NEW_NAMESPACES), _refuse(errno.EPERM), _ALLOW],
    _PRCTL: [(_LOAD, 0, 0, _FIRST), (_EQUAL, 0, 1, _PR_SET_DUMPABLE), _refuse(errno.EPERM), _ALLOW],
    _SOCKET: [
        *((_LOAD, 0, 0, _FIRST), (_EQUAL, 0, 1, _AF_UNIX), _ALLOW),
        *((_EQUAL, 0, 3, _AF_NETLINK), (_LOAD, 0, 0, _THIRD), (_EQUAL, 0, 1, _NETLINK_ROUTE), _ALLOW),
        (_LOAD, 0, 0, _FIRST),
        *_only(_FIRST, (socket.AF_INET, socket.AF_INET6), errno.EAFNOSUPPORT),
        *_only(_SECOND, (socket.SOCK_STREAM, socket.SOCK_DGRAM), errno.EPROTONOSUPPORT, 0xF),
        *_only(_THIRD, (0, socket.IPPROTO_TCP, socket.IPPROTO_UDP), errno.EPROTONOSUPPORT),
        _ALLOW,
    ],
    _SOCKETPAIR: [*_only(_FIRST, (_AF_UNIX,), errno.EAFNOSUPPORT), _ALLOW],
    _SETSOCKOPT: [
        *((_LOAD, 0, 0, _SECOND), (_EQUAL, 1, 0, _SOL_SOCKET), _ALLOW),
        *((_LOAD, 0, 0, _THIRD), (_EQUAL, 1, 0, _SO_SNDBUF), (_EQUAL, 0, 1, _SO_RCVBUF), _refuse(0), _ALLOW),
    ],
}


def forbid() -> None:
    """Forbids them for this process, which must not be able to gain rights (no_new_privs). Raises OSError."""
    code = program()
    if code is None:
        return
    held = ctypes.create_string_buffer(code, len(code))
    told = ctypes.create_string_buffer(struct.pack("HL", len(code) // 8, ctypes.addressof(held)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_SECCOMP, _FILTER, told, 0, 0):
        raise OSError(ctypes.get_errno(), "seccomp")
