"""Makes empty files without number, each of which costs the machine memory"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
import os
os.makedirs("/tmp/hostile-many", exist_ok=True)
for number in range(400_000):
    os.close(os.open(f"/tmp/hostile-many/{number}", os.O_CREAT))
print("made", number + 1)
""",
    is_bomb=True,
)
