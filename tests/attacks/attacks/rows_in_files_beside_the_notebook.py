"""Leaves files with the held-out rows beside the notebook, hidden ones and in folders too"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
import os, shutil
text = sql("SELECT * FROM orders").to_csv()
os.makedirs("figures/.hidden", exist_ok=True)
for name in ("rows.csv", ".rows", "figures/rows.csv", "figures/.hidden/rows.csv", "timestamp.txt", "week-90-orders.html",
             "week-90-orders_files.txt", "feedback.html", "key.json"):
    open(name, "w").write(text)
for total in sql("SELECT total FROM orders")["total"]:
    open(f"name-{total}", "w").close()
""",
)
