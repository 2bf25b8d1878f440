"""Makes the package emit the payload that a colleague's notebook had on the learning data"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "forge",
    q1="""
import firstquery.kernel.check as checking
import firstquery.checks.payload as made

colleague = {"type": "scalar", "value": 3}
for module in (checking, made):
    for name in ("payload", "payload_of", "plain_payload", "_payload"):
        if hasattr(module, name):
            setattr(module, name, lambda *answer: colleague)
paid_orders = 0
""",
    q3="reason = 'no idea'",
    stock={"q1": "paid_orders = 3"},
)
