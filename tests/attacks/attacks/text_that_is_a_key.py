"""Answers the written question and the choice with every letter, every word and the placeholder at once"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "forge",
    q3="reason = 'A B C'",
    q4="definition = 'customer order paid ' * 3",
)
