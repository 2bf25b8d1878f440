"""Runs a query that never ends"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="sql('WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n')",
    is_bomb=True,
)
