"""An HTTP server on loopback that ends with its block: what a service of the course stands on."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TIMEOUT = 20  # seconds after which a client that says nothing keeps no thread any more


class Handler(BaseHTTPRequestHandler):
    """Answers for ``server.service``. What it writes to a client that is gone is nobody's fault."""

    server: Server
    timeout = TIMEOUT

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing goes to the screen: the log is the service's."""

    def handle(self) -> None:
        try:
            super().handle()
        except (ConnectionError, TimeoutError):
            self.close_connection = True


class Server(ThreadingHTTPServer):
    """Serves ``service`` on a socket that listens; ``ended`` is set as it goes."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, listening: socket.socket, handler: type[Handler], service: Any) -> None:
        super().__init__(("127.0.0.1", 0), handler, bind_and_activate=False)
        self.socket.close()
        self.socket = listening
        self.service = service
        self.ended = threading.Event()


@contextmanager
def serving(service: Any, handler: type[Handler], listening: socket.socket | None = None) -> Iterator[str]:
    """Serves on a socket that listens, or on a free port, and gives the address; ends with the block."""
    own = listening is None
    if listening is None:
        listening = socket.create_server(("127.0.0.1", 0))
    server = Server(listening, handler, service)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        host, port = listening.getsockname()[:2] if listening.family == socket.AF_INET else ("127.0.0.1", 0)
        yield f"http://{host}:{port}"
    finally:
        server.ended.set()
        server.shutdown()
        if own:
            server.server_close()
        thread.join(5)
