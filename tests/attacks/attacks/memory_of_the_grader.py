"""Reads the memory of its parent and of every other process for the words of a secret"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
import os, re
for number in [n for n in os.listdir("/proc") if n.isdigit() and int(n) != os.getpid()]:
    try:
        with open(f"/proc/{number}/maps") as maps, open(f"/proc/{number}/mem", "rb", 0) as memory:
            for line in maps:
                place = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line)
                if not place or "[v" in line:
                    continue
                start, end = (int(part, 16) for part in place.groups())
                if end - start < 50_000_000:
                    memory.seek(start)
                    print(set(re.findall(rb"secret-" + rb"of-[a-z-]+", memory.read(end - start))))
    except OSError:
        continue
""",
)
