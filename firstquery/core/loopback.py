"""An HTTP server on loopback that ends with its block: what a service of the course stands on.

Whoever asks it is a program that nobody trusts. A request has a bound in bytes and in seconds, so have the connections
at once; one that can't be read is answered, told to the service, which counts it, and written into no log.
"""

from __future__ import annotations

import io
import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.client import LineTooLong
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol

TIMEOUT = 20  # seconds in which a request has come; after them a client keeps no thread any more
MOST_HEAD = 32_768  # bytes of a request before its body
MOST_DRAINED = 16_000_000  # bytes of a body that is too large: they are read, and the refusal arrives
MOST_CONNECTIONS = 128  # at once; the next one waits
MOST_TOLD = 3  # lines that one server writes into the log
PIECE = 65_536


class Service(Protocol):
    """What is served. It keeps its own log."""

    def note_broken(self, method: str, path: str, status: int) -> None:
        """Counts a request that could not be read; ``method`` is empty where it was no HTTP."""


class _Incoming(io.RawIOBase):
    """The bytes of a connection until ``deadline``. Raises TimeoutError after it, however slowly they come."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self.renew()

    def renew(self) -> None:
        self.deadline, self.received = time.monotonic() + TIMEOUT, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        self._connection.settimeout(left)
        try:
            number = self._connection.recv_into(buffer)
        finally:
            self._connection.settimeout(TIMEOUT)
        self.received += number
        return number


class _Head(io.BufferedReader):
    """Reads lines of at most ``left`` bytes together. Raises LineTooLong."""

    left = MOST_HEAD

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(self.left + 1)
        self.left -= len(line)
        if self.left < 0:
            raise LineTooLong("head")
        return line


class Handler(BaseHTTPRequestHandler):
    """Answers for ``server.service``. What it writes to a client that is gone is nobody's fault."""

    server: Server
    timeout = TIMEOUT
    default_request_version = "HTTP/1.0"  # of what is none: the answer has a status

    def setup(self) -> None:
        super().setup()
        self.rfile.close()
        self._incoming = _Incoming(self.connection)
        self._head = _Head(self._incoming)
        self.rfile = self._head

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing goes to the screen: the log is the service's."""

    def handle(self) -> None:
        try:
            super().handle()
        except (ConnectionError, TimeoutError):
            self.close_connection = True
        except Exception as fault:
            self.server.tell(fault)
            with suppress(OSError, ValueError):
                self.send_error(HTTPStatus.INTERNAL_SERVER_ERROR)

    def handle_one_request(self) -> None:
        self._incoming.renew()
        self._head.left = MOST_HEAD
        self.requestline = self.request_version = self.command = self.path = ""
        try:
            super().handle_one_request()
        except LineTooLong:
            self.send_error(HTTPStatus.REQUEST_URI_TOO_LONG)

    def parse_request(self) -> bool:
        self._incoming.deadline = time.monotonic() + TIMEOUT  # its first line is here, after whatever pause
        return super().parse_request()

    def log_error(self, format: str, *args: Any) -> None:
        if args and isinstance(args[0], TimeoutError) and self._incoming.received:
            self._note_broken(HTTPStatus.REQUEST_TIMEOUT)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answers what can't be read, and ends the connection: nobody knows where the next request begins."""
        self._note_broken(code)
        super().send_error(code)
        self.close_connection = True

    def _note_broken(self, code: int) -> None:
        self.server.service.note_broken((self.command or "")[:10], (self.path or "")[:200], int(code))

    def read_body(self, most: int) -> bytes | None:
        """The body of a request; None where it has more than ``most`` bytes or can't be read, which is answered."""
        said = self.headers.get("Content-Length", "0").strip()
        length = int(said) if said.isascii() and said.isdecimal() and len(said) <= 15 else None
        if "Transfer-Encoding" in self.headers:
            self.send_error(HTTPStatus.LENGTH_REQUIRED)
        elif length is None:
            self.send_error(HTTPStatus.BAD_REQUEST)
        elif length > most:
            left = min(length, MOST_DRAINED)
            while left > 0 and (piece := self.rfile.read1(min(left, PIECE))):
                left -= len(piece)
            self.send_error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        elif len(body := self.rfile.read(length)) < length:
            self.send_error(HTTPStatus.BAD_REQUEST)
        else:
            return body
        return None


class Server(ThreadingHTTPServer):
    """Serves ``service`` on a socket that listens; ``ended`` is set as it goes."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, listening: socket.socket, handler: type[Handler], service: Service) -> None:
        super().__init__(("127.0.0.1", 0), handler, bind_and_activate=False)
        self.socket.close()
        self.socket = listening
        self.service: Any = service
        self.ended = threading.Event()
        self._free = threading.BoundedSemaphore(MOST_CONNECTIONS)
        self._told = 0

    def process_request(self, request: Any, client_address: Any) -> None:
        while not self._free.acquire(timeout=0.1):
            if self.ended.is_set():
                self.shutdown_request(request)
                return
        try:
            super().process_request(request, client_address)
        except Exception:  # no thread could be started
            self._free.release()
            raise

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Writes no traceback: a client that goes away while it is answered is nobody's fault."""

    def tell(self, fault: Exception) -> None:
        """Says in one line that a request met a fault of the service's own; not of each, where there are many."""
        self._told += 1
        if self._told <= MOST_TOLD:
            said = f"{type(fault).__name__}: {fault}"[:200]
            logging.getLogger(__name__).warning("A request to a service on this machine met a fault (%r).", said)


@contextmanager
def serving(service: Service, handler: type[Handler], listening: socket.socket | None = None) -> Iterator[str]:
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
