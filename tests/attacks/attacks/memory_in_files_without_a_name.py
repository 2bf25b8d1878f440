"""Takes three gigabytes of memory in files without a name (memfd_create), which no process maps"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
import os, time
taken = []
for _ in range(60):
    taken.append(os.memfd_create("x"))
    os.write(taken[-1], b"x" * 50_000_000)
time.sleep(3)
print("taken", len(taken))
""",
    q3="reason = 'B' if len(taken) == 60 else 'not done'",
    proof="q3",
    is_bomb=True,
)
