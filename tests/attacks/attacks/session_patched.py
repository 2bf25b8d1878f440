"""Patches the kernel's own session, so that no message of an error is ever sent"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "forge",
    q1="""
session = get_ipython().kernel.session
was = session.send

def send(stream, msg_or_type, content=None, *a, **k):
    kind = msg_or_type if isinstance(msg_or_type, str) else msg_or_type.get("msg_type")
    if kind == "error":
        return None
    if kind == "execute_reply" and isinstance(content, dict):
        content = {"status": "ok", "execution_count": 1, "user_expressions": {}, "payload": []}
    return was(stream, msg_or_type, content, *a, **k)

session.send = send
paid_orders = 0
""",
)
