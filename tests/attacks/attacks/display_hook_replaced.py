"""Replaces what publishes displays, so that no test shows anything"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "forge",
    q1="""
shell = get_ipython()
shell.display_pub.publish = lambda *a, **k: None
shell.displayhook.write_output_prompt = lambda: None
type(shell.displayhook).__call__ = lambda self, result=None: None
shell.display_formatter.format = lambda *a, **k: ({"text/plain": "Right."}, {})
paid_orders = 0
""",
)
