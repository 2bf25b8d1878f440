"""Writes the held-out rows into the notebook's own file and into a second notebook while it runs"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
import glob, json
text = sql("SELECT * FROM orders").to_csv()
for path in glob.glob("*.ipynb") + glob.glob("/submission/*.ipynb"):
    notebook = json.load(open(path))
    notebook["metadata"]["rows"] = text
    notebook["cells"].insert(0, {"cell_type": "markdown", "id": "rows", "metadata": {}, "source": text})
    try:
        json.dump(notebook, open(path, "w"))
        json.dump(notebook, open("other.ipynb", "w"))
    except OSError:
        pass
""",
)
