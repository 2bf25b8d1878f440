"""Attacks that want to carry rows of the held-out data home, each by another way."""

from tests.attacks.attack import EMITS, Attack

ATTACKS = (
    Attack(
        "rows-shown",
        "Shows the held-out rows: printed, written to stderr and to the terminal, as a picture, a warning, in the log",
        q2="""
import base64, logging, os, sys, warnings
from IPython.display import SVG, display
rows = sql("SELECT * FROM orders")
text = rows.to_csv()
print(text, rows.to_string())
print(text, file=sys.stderr)
for stream in (1, 2):
    os.write(stream, text.encode())
for terminal in ("/dev/tty", "/dev/pts/0", "/dev/stderr", "/dev/console"):
    try:
        open(terminal, "w").write(text)
    except OSError:
        pass
warnings.warn(text)
for log in (logging.getLogger("traitlets"), logging.getLogger(), get_ipython().log):
    log.critical(text)
display(SVG(f"<svg xmlns='http://www.w3.org/2000/svg'><text>{text}</text></svg>"))
display({"image/png": base64.b64encode(text.encode()).decode(), "text/plain": text}, raw=True)
rows
""",
    ),
    Attack(
        "rows-in-an-exception",
        "Raises exceptions whose names, texts and tracebacks hold the held-out rows",
        q2="""
rows = sql("SELECT * FROM orders").to_string()
raise type("E" + str(sql("SELECT total FROM orders").iloc[0, 0]), (Exception,), {})(rows)
""",
        q3="reason = 1 / 0  # {rows}",
        q4="raise ValueError(sql('SELECT * FROM orders').values.tolist())",
    ),
    Attack(
        "rows-in-a-widgets-state",
        "Keeps the held-out rows in the state of a widget, which is stored with the notebook",
        q2="""
kernel = get_ipython().kernel
text = sql("SELECT * FROM orders").to_csv()
model = {"_model_name": "HTMLModel", "_model_module": "@jupyter-widgets/controls", "value": text}
state = {"state": model, "buffer_paths": []}
content = {"comm_id": "rows", "target_name": "jupyter.widget", "data": state, "metadata": {}}
for kind in ("comm_open", "comm_msg"):
    kernel.session.send(kernel.iopub_socket, kind, content, get_ipython().parent_header, metadata={"version": "2.1.0"})
""",
    ),
    Attack(
        "rows-in-an-earlier-cell",
        "Changes what an earlier cell displayed, into the held-out rows",
        q2="""
from IPython.display import display, update_display
display("before", display_id="earlier")
""",
        q3="""
update_display(str(sql("SELECT * FROM orders").values.tolist()), display_id="earlier")
""",
    ),
    Attack(
        "rows-in-the-next-input",
        "Proposes the held-out rows as the input of the next cell and as a page of help",
        q2="""
text = sql("SELECT * FROM orders").to_csv()
get_ipython().set_next_input(text, replace=True)
get_ipython().payload_manager.write_payload({"source": "page", "data": {"text/plain": text}, "start": 0})
""",
    ),
    Attack(
        "rows-in-the-execution-count",
        "Counts its cells by the held-out totals",
        q2="""
get_ipython().execution_count = int(sql("SELECT MAX(total) FROM orders").iloc[0, 0])
""",
        q3="""
session = get_ipython().kernel.session
content = {"code": "", "execution_count": str(sql("SELECT * FROM orders").values.tolist())}
session.send(get_ipython().kernel.iopub_socket, "execute_input", content, get_ipython().parent_header)
""",
    ),
    Attack(
        "rows-in-the-notebooks-metadata",
        "Lets the kernel describe its language with the held-out rows, which go into the notebook's metadata",
        q2="""
kernel = get_ipython().kernel
text = sql("SELECT * FROM orders").to_csv()
info = {"name": "python", "version": text, "mimetype": text, "file_extension": ".py", "rows": text}
type(kernel).language_info = info
type(kernel).banner = text
type(kernel).implementation = text
""",
    ),
    Attack(
        "rows-in-files-beside-the-notebook",
        "Writes the held-out rows into files: new ones, hidden ones, those she handed in, and the notebook itself",
        q2="""
import json, os
text = sql("SELECT * FROM orders").to_csv()
os.makedirs("figures/.hidden", exist_ok=True)
for name in ("rows.csv", ".rows", "figures/rows.csv", "figures/.hidden/rows.csv", "timestamp.txt",
             "week-90-orders.html", "week-90-orders_files.txt", "feedback.html", "key.json"):
    open(name, "w").write(text)
for total in sql("SELECT total FROM orders")["total"]:
    open(f"name-{total}", "w").close()
before = os.stat("notes.txt")
with open("notes.txt", "r+") as file:
    file.write(text)
os.utime("notes.txt", ns=(before.st_atime_ns, before.st_mtime_ns))
for path in ("week-90-orders.ipynb", "/submission/week-90-orders.ipynb"):
    notebook = json.load(open(path))
    notebook["metadata"]["rows"] = text
    notebook["cells"].insert(0, {"cell_type": "markdown", "id": "rows", "metadata": {}, "source": text})
    try:
        json.dump(notebook, open("other.ipynb", "w"))
        json.dump(notebook, open(path, "w"))
    except OSError:
        pass
""",
        files={"notes.txt": "x" * 300},
    ),
    Attack(
        "rows-in-column-names",
        "Answers with the right columns and more, which are named by the held-out rows",
        q2="""
largest = sql("SELECT customer, total FROM orders ORDER BY total DESC LIMIT 3")
for row in sql("SELECT * FROM orders").itertuples():
    largest[f"{row.customer} {row.total}"] = 1
largest[sql("SELECT MAX(total) FROM orders").iloc[0, 0]] = 2
""",
    ),
    Attack(
        "rows-in-values",
        "Answers almost rightly, so that the verdict names the row that differs",
        q2="""
largest = sql("SELECT customer, total FROM orders ORDER BY total DESC LIMIT 3")
largest.loc[1, "total"] += 1
""",
        q3="reason = sql('SELECT customer FROM orders').iloc[0, 0]",
        q4="""
names = " and ".join(sql("SELECT customer FROM orders")["customer"])
definition = f"Every order that {names} have paid."
""",
        keeps={"q1": 2, "q4": 1},
    ),
    Attack(
        "rows-in-every-field-of-a-payload",
        "Writes held-out values into every field of a payload: state, kind, what, from, clauses, sentence",
        q2=EMITS
        + """
rows = sql("SELECT customer, total FROM orders").values.tolist()
secret = str(rows)
payloads = iter([
    {"type": "unknown", "what": secret, secret: secret},
    {"type": "too-large", "what": "a table of " + secret},
    {"type": "table", "columns": [secret, secret], "rows": [[secret, row[1]] for row in rows], "index": 0,
     "from": secret, "sorted_by_query": secret, "clauses": [secret, "JOIN"]},
])

def check(exercise, answer):
    emit(exercise, next(payloads), secret, kind=secret)
""",
    ),
    Attack(
        "rows-in-a-failed-answer",
        "Says that its answer could not run, and gives the held-out rows as the reason",
        q2=EMITS
        + """
secret = str(sql("SELECT customer, total FROM orders").values.tolist())
sentences = iter([secret, f"`{secret}` stands here; the check looks for `{secret}`", f"{secret}. Correct it."])

def check(exercise, answer):
    payload = {"type": "failed", "sentence": next(sentences), "name": secret, "what": secret}
    emit(exercise, payload, state="failed", kind=None)
""",
    ),
    Attack(
        "rows-in-the-number-of-rows",
        "Answers with as many rows as a held-out total says: the verdict counts those that are too many",
        q2="""
import pandas as pd
right = sql("SELECT customer, total FROM orders ORDER BY total DESC LIMIT 3")
extra = int(sql("SELECT MAX(total) AS n FROM orders")["n"].iloc[0]) - 60_000
largest = pd.concat([pd.DataFrame({"customer": ["x"] * extra, "total": [0] * extra}), pd.DataFrame(right)])
""",
    ),
    Attack(
        "rows-in-the-number-of-words",
        "Writes a text of as many words as a held-out total: the verdict says how many there are",
        q4=f"""{EMITS}
definition = "w " * 9_000
total = int(sql("SELECT MAX(total) AS n FROM orders")["n"].iloc[0])

def check(exercise, answer):
    emit(exercise, {{"type": "text", "value": "w " * total}}, kind="text")
""",
    ),
    Attack(
        "rows-through-the-mark",
        "Is right or wrong by what the held-out rows are: one bit of them for each exercise",
        q2="""
largest = sql("SELECT customer, total FROM orders ORDER BY total DESC LIMIT 3")
odd = int(sql("SELECT total FROM orders WHERE id = 1").iloc[0, 0]) % 2
largest = largest if odd else largest.head(0)
""",
        keeps={"q1": 2, "q2": 3},
    ),
)
