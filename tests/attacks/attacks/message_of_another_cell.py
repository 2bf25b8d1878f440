"""Sends displays in the name of the cells that come next, whose message ids can be foretold"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "forge",
    q1="""
import re
kernel = get_ipython().kernel
parent = get_ipython().parent_header
header = dict(parent.get("header", parent))
number = int(header["msg_id"].rsplit("_", 1)[1])
for ahead in range(-3, 12):
    other = {**header, "msg_id": re.sub(r"\\d+$", str(number + ahead), header["msg_id"])}
    for exercise, payload in {"w90-q1": {"type": "scalar", "value": 3}, "w90-q2": {"type": "text", "value": "right"}}.items():
        said = {"version": 1, "exercise": exercise, "state": "answered", "kind": "value", "payload": payload}
        data = {"application/vnd.firstquery.payload+json": said, "text/plain": "Right."}
        content = {"data": data, "metadata": {}, "transient": {}}
        kernel.session.send(kernel.iopub_socket, "display_data", content, parent={"header": other})
    kernel.session.send(kernel.iopub_socket, "status", {"execution_state": "idle"}, parent={"header": other})
paid_orders = 0
""",
)
