"""Hands in a key of her own, in which her answers are the right ones"""

import json

from tests.attacks.attack import Attack

_ENTRY = {"kind": "value", "name": "paid_orders", "points": 1000, "title": "x", "questions": None}
_KEY = {
    "version": 2,
    "week": "week-90-orders",
    "snapshot": "held-out",
    "hash": "",
    "exercises": {"w90-q1": {**_ENTRY, "expected": {"answer": {"type": "scalar", "value": 0}, "mistakes": []}}},
}
ATTACK = Attack(
    "forge",
    q1="paid_orders = 0",
    files={"key.json": json.dumps(_KEY), "held-out/keys/week-90-orders.json": json.dumps(_KEY)},
)
