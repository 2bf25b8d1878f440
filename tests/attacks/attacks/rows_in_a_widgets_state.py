"""Keeps the held-out rows in the state of a widget, which is stored with the notebook"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "read",
    q2="""
kernel = get_ipython().kernel
text = sql("SELECT * FROM orders").to_csv()
state = {"state": {"_model_name": "HTMLModel", "_model_module": "@jupyter-widgets/controls", "value": text}, "buffer_paths": []}
content = {"comm_id": "rows", "target_name": "jupyter.widget", "data": state, "metadata": {}}
kernel.session.send(kernel.iopub_socket, "comm_open", content, get_ipython().parent_header, metadata={"version": "2.1.0"})
kernel.session.send(kernel.iopub_socket, "comm_msg", content, get_ipython().parent_header)
""",
)
