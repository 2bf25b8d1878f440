"""Hands in files whose names are HTML and terminal commands"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    files={
        "<img src=x onerror='window.ran = 1'>.txt": "x",
        "\x1b]0;hostile\x07.txt": "x",
        "-rf": "x",
        "$(touch hostile-file).txt": "x",
        "x; touch hostile-file": "x",
    },
    in_page=True,
    contained="In a real browser no script of it runs and no request leaves.",
)
