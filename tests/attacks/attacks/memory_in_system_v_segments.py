"""Takes three gigabytes of shared memory in System V segments and lets go of them"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
import ctypes, time
libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
taken = 0
for _ in range(60):
    segment = libc.shmget(0, ctypes.c_size_t(50_000_000), 0o1600)
    if segment < 0:
        raise OSError(ctypes.get_errno(), "shmget")
    place = libc.shmat(segment, None, 0)
    ctypes.memset(place, 1, 50_000_000)
    libc.shmdt(ctypes.c_void_p(place))
    taken += 1
time.sleep(3)
print("taken", taken)
""",
    q3="reason = 'B' if taken == 60 else 'not done'",
    proof="q3",
    is_bomb=True,
)
