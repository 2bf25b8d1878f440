"""Attacks from within the kernel that want a mark: by odd answers, by what is patched, by payloads made by hand."""

from tests.attacks.attack import EMITS, forgery

_EQUAL = """
class Everything(int):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return True
    __le__ = __gt__ = __ge__ = __lt__
    def __hash__(self): return 0
    def __len__(self): return 9
    def __getitem__(self, what): return self
    def __iter__(self): return iter([self] * 3)
    def __getattr__(self, name): return lambda *a, **k: self
    def __bool__(self): return True
"""

ATTACKS = (
    forgery(
        "answer-of-a-colleague",
        "Makes the package emit the payload that a colleague's notebook had on the learning data",
        q1="""
import firstquery.kernel.check as checking
import firstquery.checks.payload as made

colleague = {"type": "scalar", "value": 3}
for module in (checking, made):
    for name in ("payload", "payload_of", "plain_payload", "_payload"):
        if hasattr(module, name):
            setattr(module, name, lambda *answer: colleague)
paid_orders = 0
""",
        q3="reason = 'no idea'",
    ),
    forgery(
        "builtins-patched",
        "Patches `isinstance`, `len`, `sorted`, `all` and `type` under the feet of whatever tests",
        q1="""
import builtins
builtins.all = builtins.any = builtins.callable = lambda *a: True
builtins.sorted = lambda *a, **k: []
builtins.list = type("Any", (list,), {"__eq__": lambda self, other: True, "__ne__": lambda self, other: False})
same = {"__eq__": lambda self, other: True, "__hash__": None}
builtins.int = builtins.str = builtins.float = type("Same", (float,), same)
paid_orders = 0
""",
    ),
    forgery(
        "check-replaced",
        "Replaces `check` by a function that finds everything right",
        q1="""
import builtins
import firstquery

def check(*answer, **anything):
    print("Right. 2 of 2 points.")

firstquery.check = builtins.check = check
paid_orders = 0
""",
    ),
    forgery(
        "check-by-another-name",
        "Binds the names of the answers to the functions and modules of the course itself",
        q1="paid_orders = check",
        q2="import firstquery\nlargest = firstquery",
        q3="reason = get_ipython()",
        q4="definition = type",
    ),
    forgery(
        "text-that-is-a-key",
        "Answers the written question and the choice with every letter, every word and the placeholder at once",
        q3="reason = 'A B C'",
        q4="definition = 'customer order paid ' * 3",
    ),
    forgery(
        "equal-to-everything",
        "Answers with an object that equals everything and passes for every number",
        q1=_EQUAL + "paid_orders = Everything()",
        q2="largest = Everything()",
        q3="reason = Everything()",
        q4="definition = Everything()",
    ),
    forgery(
        "frame-that-lies",
        "Answers with a subclass of DataFrame that lies about its length, its values and equality",
        q2="""
import pandas as pd

class Lies(pd.DataFrame):
    def __len__(self): return 3
    def __eq__(self, other): return True
    def equals(self, other): return True
    def __getitem__(self, name): return Column([0, 0, 0])
    def to_json(self, *a, **k): return '{"type": "table"}'

class Column(pd.Series):
    def __eq__(self, other): return True
    def tolist(self): return Same()
    def __iter__(self): return iter(Same())

class Same(list):
    def __eq__(self, other): return True

class List(list):
    def __new__(cls, *a): return Same()

list = List
largest = Lies({"customer": ["x"], "total": [0]})
""",
    ),
    forgery(
        "data-replaced",
        "Rewrites the data that the notebook is run on, so that what was typed in fits",
        q1="""
import glob, os, sqlite3
rows = [("Ash", 10, 1), ("Birch", 40, 0), ("Cedar", 30, 1), ("Elm", 20, 1), ("Fir", 50, 0)]
for path in [os.environ.get("FIRSTQUERY_WAREHOUSE", ""), *glob.glob("*.sqlite")]:
    try:
        os.chmod(path, 0o777)
        with sqlite3.connect(path) as database:
            database.execute("DELETE FROM orders")
            database.executemany("INSERT INTO orders (customer, total, paid) VALUES (?, ?, ?)", rows)
    except (OSError, sqlite3.Error) as fault:
        print(type(fault).__name__)
paid_orders = 3
""",
        q2="""
import pandas as pd
largest = pd.DataFrame({"customer": ["Fir", "Birch", "Cedar"], "total": [50, 40, 30]})
""",
    ),
    forgery(
        "execution-replaced",
        "Replaces the kernel's `do_execute`, so that later cells do not run and are said to be well",
        q1="""
async def well(*a, **k):
    return {"status": "ok", "execution_count": 1, "payload": [], "user_expressions": {}}

get_ipython().kernel.do_execute = well
paid_orders = 0
""",
    ),
    forgery(
        "session-patched",
        "Patches the kernel's own session, so that no message of an error is ever sent",
        q1="""
session = get_ipython().kernel.session
was = session.send

def send(stream, msg_or_type, content=None, *a, **k):
    kind = msg_or_type if isinstance(msg_or_type, str) else msg_or_type.get("msg_type")
    if kind == "error":
        return None
    if kind == "execute_reply" and isinstance(content, dict):
        content = {"status": "ok", "execution_count": 1, "user_expressions": {}, "payload": []}
    return was(stream, msg_or_type, content, *a, **k)

session.send = send
paid_orders = 0
""",
    ),
    forgery(
        "traceback-silenced",
        "Silences the traceback, so that a failed test shows no error",
        q1="""
get_ipython().showtraceback = lambda *a, **k: None
get_ipython()._showtraceback = lambda *a, **k: None
paid_orders = 0
""",
    ),
    forgery(
        "tests-emptied-by-a-transformer",
        "Appends an input transformer that empties every test cell",
        q1="""
def empty(lines):
    return [] if any("check(" in line or "assert" in line for line in lines) else lines

get_ipython().input_transformers_cleanup.append(empty)
paid_orders = 0
""",
    ),
    forgery(
        "points-as-a-result",
        "Clears the error and shows the number of points as the cell's result",
        q1="""
from IPython.display import clear_output

def points(result):
    clear_output()
    session = get_ipython().kernel.session
    content = {"execution_count": 1, "data": {"text/plain": "1"}, "metadata": {}}
    session.send(get_ipython().kernel.iopub_socket, "execute_result", content, get_ipython().parent_header)

get_ipython().events.register("post_run_cell", points)
paid_orders = 0
""",
    ),
    forgery(
        "message-of-another-cell",
        "Sends displays in the name of the cells that come next, whose message ids can be foretold",
        q1="""
import re
kernel = get_ipython().kernel
parent = get_ipython().parent_header
header = dict(parent.get("header", parent))
number = int(header["msg_id"].rsplit("_", 1)[1])
for ahead in range(-3, 12):
    other = {**header, "msg_id": re.sub(r"\\d+$", str(number + ahead), header["msg_id"])}
    payloads = {"w90-q1": {"type": "scalar", "value": 3}, "w90-q2": {"type": "text", "value": "right"}}
    for exercise, payload in payloads.items():
        said = {"version": 1, "exercise": exercise, "state": "answered", "kind": "value", "payload": payload}
        data = {"application/vnd.firstquery.payload+json": said, "text/plain": "Right."}
        content = {"data": data, "metadata": {}, "transient": {}}
        kernel.session.send(kernel.iopub_socket, "display_data", content, parent={"header": other})
    kernel.session.send(kernel.iopub_socket, "status", {"execution_state": "idle"}, parent={"header": other})
paid_orders = 0
""",
    ),
    forgery(
        "process-ended",
        "Ends the kernel's process with `os._exit(0)` before the first test",
        q1="import os\nos._exit(0)",
        said="The kernel died.",
    ),
    forgery(
        "payload-with-a-verdict",
        "Displays by hand a payload that brings its verdict and its points along",
        q1=f"""{EMITS}
def check(exercise, answer):
    emit(exercise, {{"type": "scalar", "value": 0}}, "Right.", outcome="right", points=1000)

paid_orders = 0
""",
    ),
    forgery(
        "key-in-the-payload",
        "Emits a payload whose fields are those of a key: expected, right, mistakes",
        q1=EMITS
        + """
def check(exercise, answer):
    key = {"expected": {"type": "scalar", "value": 0}, "right": "B", "mistakes": [], "salt": "", "points": 0,
           "spec": {"decimals": -9, "options": ["B"]}, "columns": [], "rows": [], "index": 0}
    emit(exercise, {"type": "scalar", "value": 0, **key}, kind="choice")

paid_orders = 0
""",
    ),
    forgery(
        "payloads-in-numbers",
        "Emits a payload for every number from 0 to 99: one of them must be right",
        q1=f"""{EMITS}
def check(exercise, answer):
    for number in range(100):
        emit(exercise, {{"type": "scalar", "value": number}})

paid_orders = 0
""",
    ),
    forgery(
        "state-of-its-own",
        "Emits a payload in states that do not exist: right, full, correct",
        q1=f"""{EMITS}
states = iter(["right", "full", "correct", "complete"])

def check(exercise, answer):
    emit(exercise, None, state=next(states), kind=None)

paid_orders = 0
""",
    ),
    forgery(
        "gradebook-written",
        "Looks for the gradebook and writes its own marks into it",
        q1="""
import glob, os, sqlite3
here = os.getcwd()
while True:
    for path in glob.glob(os.path.join(here, "gradebook.db")):
        with sqlite3.connect(path, timeout=5) as book:
            print(path, book.execute("UPDATE grade SET extra_credit = 1000").rowcount)
    if here == "/":
        break
    here = os.path.dirname(here)
""",
    ),
)
