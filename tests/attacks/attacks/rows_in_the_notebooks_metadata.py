"""Lets the kernel describe its language with the held-out rows, which go into the notebook's metadata"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
kernel = get_ipython().kernel
text = sql("SELECT * FROM orders").to_csv()
type(kernel).language_info = {"name": "python", "version": text, "mimetype": text, "file_extension": ".py", "rows": text}
type(kernel).banner = text
type(kernel).implementation = text
""",
)
