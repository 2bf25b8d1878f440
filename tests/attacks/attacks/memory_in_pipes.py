"""Keeps memory in eighty thousand pipes, which belong to no process"""

from tests.attacks.attack import Attack

_BODY = """
import os, struct, time
taken, sent = [], 0
reading, writing = os.pipe()
for _ in range(8):
    process = os.fork()
    if not process:
        bytes_in, kept = 0, []
        try:
            while len(kept) < 9_900:
                kept.append(os.pipe())
                os.set_blocking(kept[-1][1], False)
                try:
                    while True:
                        bytes_in += os.write(kept[-1][1], b"x" * 4096)
                except BlockingIOError:
                    pass
        except OSError:
            pass
        os.write(writing, struct.pack("q", bytes_in))
        time.sleep(20)
        os._exit(0)
    taken.append(process)
    sent += struct.unpack("q", os.read(reading, 8))[0]
for process in taken:
    os.kill(process, 9)
"""

ATTACK = Attack(
    "harm",
    q2=_BODY,
    q3="reason = 'B' if sent > 600_000_000 else 'not done'",
    proof="q3",
    is_bomb=True,
)
