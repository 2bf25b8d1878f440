"""Changes what an earlier cell displayed, into the held-out rows"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
from IPython.display import display, update_display
display("before", display_id="earlier")
""",
    q3="""
update_display(str(sql("SELECT * FROM orders").values.tolist()), display_id="earlier")
""",
)
