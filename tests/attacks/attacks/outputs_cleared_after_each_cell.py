"""Clears the outputs of every cell after it ran, the error with them"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "forge",
    q1="""
from IPython.display import clear_output

get_ipython().events.register("post_run_cell", lambda result: clear_output())
paid_orders = 0
""",
)
