"""Puts the held-out rows into warnings and into the log"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
import logging, warnings
for row in sql("SELECT * FROM orders").values.tolist():
    warnings.warn(str(row))
    logging.getLogger("traitlets").error(row)
    logging.getLogger().critical(row)
    get_ipython().log.critical(row)
""",
)
