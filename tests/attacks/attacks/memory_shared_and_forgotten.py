"""Takes three gigabytes of shared memory and tells the kernel that it does not need them now"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
import mmap, time
taken = []
for _ in range(60):
    taken.append(mmap.mmap(-1, 50_000_000))
    taken[-1].write(b"x" * 50_000_000)
    taken[-1].madvise(mmap.MADV_DONTNEED)
time.sleep(3)
print("taken", len(taken))
""",
    q3="reason = 'B' if len(taken) == 60 else 'not done'",
    proof="q3",
    is_bomb=True,
)
