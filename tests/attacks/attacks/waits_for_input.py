"""Asks for input that nobody gives"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="import sys\nkernel = get_ipython().kernel\nkernel._allow_stdin = True\nkernel._input_request('?', kernel._parent_ident['shell'], {}) if hasattr(kernel, '_parent_ident') else input()",
    q3="input('mark? ')",
    q4="import sys\nsys.stdin.read()",
    is_bomb=True,
)
