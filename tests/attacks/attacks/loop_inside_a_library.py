"""Matches a regular expression that takes centuries, inside a library that hears no interrupt"""

from tests.attacks.attack import Attack

ATTACK = Attack("harm", q2="import re\nre.match(r'(a*)*$', 'a' * 60 + 'b')", is_bomb=True)
