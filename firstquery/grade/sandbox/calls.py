"""System calls that a submission may not make: they give memory that belongs to no process, so that nobody counts it.

Files without a name (memfd_create), System V shared memory and message queues live in the kernel and in no tmpfs whose
size is bounded. For libraries these calls are as on a system that does not have them (ENOSYS), and they do without. A
socket's buffers keep their usual size: asking for larger ones is heard and changes nothing, as the system may do it.
A filter of seccomp(2), in classic BPF. It stays for all that this process starts.
"""

from __future__ import annotations

import ctypes
import platform
import struct

#: By machine: its number in linux/audit.h, the numbers of memfd_create, memfd_secret, shmget and msgget, of setsockopt.
_MACHINES = {"x86_64": (0xC000003E, (319, 447, 29, 68), 54), "aarch64": (0xC00000B7, (279, 447, 194, 186), 208)}
_X32 = 0x40000000  # calls of x86-64's other interface have this bit
_NO_SUCH_CALL, _DONE, _ALLOW = 0x00050000 | 38, 0x00050000, 0x7FFF0000
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER, _MACHINE, _SECOND, _THIRD = 0, 4, 24, 32  # places in seccomp_data: the call, and two of its arguments
_SOL_SOCKET, _SO_SNDBUF, _SO_RCVBUF = 1, 7, 8
_PR_SET_SECCOMP, _FILTER = 22, 2


def program() -> bytes | None:
    """The filter for this machine; None for one whose numbers are not known here."""
    known = _MACHINES.get(platform.machine())
    if known is None:
        return None
    machine, calls, setsockopt = known
    steps = [(_LOAD, 0, 0, _MACHINE), (_EQUAL, 1, 0, machine), (_RETURN, 0, 0, _NO_SUCH_CALL)]
    steps += [(_LOAD, 0, 0, _NUMBER), (_AT_LEAST, 0, 1, _X32), (_RETURN, 0, 0, _NO_SUCH_CALL)]
    for call in calls:
        steps += [(_EQUAL, 0, 1, call), (_RETURN, 0, 0, _NO_SUCH_CALL)]
    steps += [(_EQUAL, 0, 6, setsockopt), (_LOAD, 0, 0, _SECOND), (_EQUAL, 0, 4, _SOL_SOCKET), (_LOAD, 0, 0, _THIRD)]
    steps += [(_EQUAL, 1, 0, _SO_SNDBUF), (_EQUAL, 0, 1, _SO_RCVBUF), (_RETURN, 0, 0, _DONE)]
    return b"".join(struct.pack("HBBI", *step) for step in [*steps, (_RETURN, 0, 0, _ALLOW)])


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
