"""Draws the held-out rows, and hides them in the bytes of a picture"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
import base64
from IPython.display import SVG, display
text = sql("SELECT * FROM orders").to_csv()
display(SVG(f"<svg xmlns='http://www.w3.org/2000/svg'><text>{text}</text></svg>"))
display({"image/png": base64.b64encode(text.encode()).decode(), "text/plain": text}, raw=True)
""",
)
