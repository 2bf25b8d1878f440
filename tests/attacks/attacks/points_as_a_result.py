"""Clears the error and shows the number of points as the cell's result"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "forge",
    q1="""
from IPython.display import clear_output

def points(result):
    clear_output()
    session = get_ipython().kernel.session
    content = {"execution_count": 1, "data": {"text/plain": "1"}, "metadata": {}}
    session.send(get_ipython().kernel.iopub_socket, "execute_result", content, get_ipython().parent_header)

get_ipython().events.register("post_run_cell", points)
paid_orders = 0
""",
)
