"""Asks the kernel to end itself and say that all is well"""

from tests.attacks.attack import Attack

ATTACK = Attack("forge", q1="get_ipython().kernel.do_shutdown(False)\nget_ipython().ask_exit()\nexit")
