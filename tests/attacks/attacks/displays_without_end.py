"""Displays tables and pictures without end"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
from IPython.display import HTML, display
while True:
    display(HTML("<table>" + "<tr><td>x</td></tr>" * 20_000 + "</table>"))
""",
    is_bomb=True,
)
