"""Patches `json.dumps`, so that whatever is sent says that it is right"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "forge",
    q1="""
import json
was = json.dumps
json.dumps = lambda thing, *a, **k: was(thing, *a, **k).replace('"could-not-run"', '"right"').replace("error", "stream")
json.JSONEncoder.encode = lambda self, thing: '{"state": "answered", "outcome": "right", "points": 2}'
paid_orders = 0
""",
)
