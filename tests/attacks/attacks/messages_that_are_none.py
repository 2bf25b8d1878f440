"""Sends messages that are not Jupyter's: unsigned, cut short, of no JSON, of types that nobody knows"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
kernel = get_ipython().kernel
send = kernel.iopub_thread.socket.send_multipart if hasattr(kernel.iopub_thread.socket, "send_multipart") else kernel.iopub_socket.send_multipart
for parts in ([b"x"], [b"<IDS|MSG>"], [b"<IDS|MSG>", b"", b"{}", b"{}", b"{}", b"{}"], [b"\\xff"] * 9,
              [b"topic", b"<IDS|MSG>", b"0" * 64, b"{", b"{", b"{", b"{"]):
    send(parts)
for kind in ("status", "execute_input", "display_data", "stream", "error", "clear_output", "comm_msg", "nonsense"):
    for content in ({}, {"data": []}, {"execution_state": []}, {"text": 7, "name": 8}, {"data": {"text/plain": {}}, "metadata": 9}):
        kernel.session.send(kernel.iopub_socket, kind, content, get_ipython().parent_header)
""",
)
