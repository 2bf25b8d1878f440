"""Sends messages whose types are a megabyte long: each one is a line of the grader's log"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
kernel = get_ipython().kernel
for number in range(200):
    kernel.session.send(kernel.iopub_socket, "\\x1b]0;hostile\\x07" + "x" * 1_000_000, {}, get_ipython().parent_header)
""",
    is_bomb=True,
)
