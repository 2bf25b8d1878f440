"""Sets a handler for all exceptions, which says nothing"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "forge",
    q1="get_ipython().set_custom_exc((BaseException,), lambda *a, **k: None)\npaid_orders = 0",
)
