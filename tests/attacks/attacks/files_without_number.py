"""Makes empty files without number, each of which costs the machine memory"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
import os
os.makedirs("/tmp/hostile-many", exist_ok=True)
for number in range(400_000):
    os.close(os.open(f"/tmp/hostile-many/{number}", os.O_CREAT))
""",
    q3="reason = 'B' if number == 399_999 else 'not done'",
    proof="q3",
    is_bomb=True,
)
