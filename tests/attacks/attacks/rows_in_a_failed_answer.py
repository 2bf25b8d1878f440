"""Says that its answer could not run, and gives the held-out rows as the reason"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
from IPython.display import display
secret = str(sql("SELECT customer, total FROM orders").values.tolist())
sentences = iter([secret, f"`{secret}` stands here; the check looks for `{secret}`", f"{secret}. Correct it."])

def check(exercise, answer):
    payload = {"type": "failed", "sentence": next(sentences), "name": secret, "what": secret}
    said = {"version": 1, "exercise": exercise, "state": "failed", "kind": None, "payload": payload}
    display({"application/vnd.firstquery.payload+json": said}, raw=True)
""",
    stock={
        "q2": "raise ValueError('could not run: ' + str(sql('SELECT customer, total FROM orders').values.tolist()))"
    },
)
