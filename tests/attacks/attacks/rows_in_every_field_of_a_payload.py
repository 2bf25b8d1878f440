"""Writes held-out values into every field of a payload: state, kind, what, from, clauses, sentence"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
from IPython.display import display
rows = sql("SELECT customer, total FROM orders").values.tolist()
secret = str(rows)
payloads = iter([
    {"type": "unknown", "what": secret, secret: secret},
    {"type": "too-large", "what": "a table of " + secret},
    {"type": "table", "columns": [secret, secret], "rows": [[secret, row[1]] for row in rows], "index": 0,
     "from": secret, "sorted_by_query": secret, "clauses": [secret, "JOIN"]},
])

def check(exercise, answer):
    said = {"version": 1, "exercise": exercise, "state": "answered", "kind": secret, "payload": next(payloads)}
    display({"application/vnd.firstquery.payload+json": said, "text/plain": secret}, raw=True, metadata={secret: secret})
""",
    stock={
        "q2": "rows = sql('SELECT customer, total FROM orders').values.tolist()\nlargest = {'secret': rows}\nprint(largest)"
    },
)
