"""Somebody at a JupyterHub, as a program: she logs in through the hub's own form, and runs cells on her server."""

from __future__ import annotations

import json
import time
import uuid
from typing import Any

import httpx
from tornado.httpclient import HTTPRequest
from tornado.ioloop import IOLoop
from tornado.websocket import websocket_connect

PATIENCE = 300.0


class Visitor:
    """``address`` of the hub, with its port. Raises RuntimeError where what she asks for is refused."""

    def __init__(self, address: str, name: str) -> None:
        self.address, self.name = address, name
        self.browser = httpx.Client(base_url=address, follow_redirects=True, timeout=60, trust_env=False)

    def __enter__(self) -> Visitor:
        return self

    def __exit__(self, *_: object) -> None:
        self.browser.close()

    def log_in(self, password: str) -> httpx.Response:
        """What the hub says to her name and password."""
        self.browser.get("/hub/login")
        xsrf = self.browser.cookies.get("_xsrf", path="/hub/")
        return self.browser.post(
            "/hub/login?next=%2Fhub%2Fspawn",
            data={"username": self.name, "password": password, "_xsrf": xsrf},
        )

    def open(self) -> httpx.Response:
        """The page that her server opens on, once it has started."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            page = self.browser.get("/hub/spawn")
            if page.url.path.startswith(f"/user/{self.name}/") and page.status_code == 200:
                return page
            if page.status_code >= 500 or page.url.path == "/hub/login":
                raise RuntimeError(f"{page.status_code} at {page.url}: {page.text[-2000:]}")
            time.sleep(0.2)
        raise RuntimeError(f"The server of {self.name} did not start: {page.url}")

    def ask(self, method: str, path: str, **how: Any) -> httpx.Response:
        """One request to her own server, as her browser sends it."""
        headers = {"X-XSRFToken": self.browser.cookies.get("_xsrf", path=f"/user/{self.name}/") or ""}
        return self.browser.request(method, f"/user/{self.name}/{path}", headers=headers, **how)

    def has(self, path: str) -> bool:
        """Whether there is such a file below the folder that her server shows."""
        return self.ask("GET", f"api/contents/{path}").status_code == 200

    def start_kernel(self, path: str = "start-here.ipynb") -> str:
        """The number of the kernel of the notebook ``path``."""
        session = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}
        answer = self.ask("POST", "api/sessions", json=session)
        if answer.status_code != 201:
            raise RuntimeError(f"{answer.status_code}: {answer.text}")
        return str(answer.json()["kernel"]["id"])

    def run(self, kernel: str, *cells: str) -> list[str]:
        """What each cell shows, as text; a cell that fails says its error."""
        loop = IOLoop(make_current=False)
        try:
            said: list[str] = loop.run_sync(lambda: self._run(kernel, cells), timeout=PATIENCE)
            return said
        finally:
            loop.close()

    async def _run(self, kernel: str, cells: tuple[str, ...]) -> list[str]:
        where = f"{self.address.replace('http', 'ws', 1)}/user/{self.name}/api/kernels/{kernel}/channels"
        matching = self.browser.build_request("GET", f"/user/{self.name}/api/kernels").headers["Cookie"]
        socket = await websocket_connect(
            HTTPRequest(where, headers={"Cookie": matching}, connect_timeout=PATIENCE, request_timeout=PATIENCE)
        )
        said = []
        try:
            for cell in cells:
                number = uuid.uuid4().hex
                header = {"msg_id": number, "msg_type": "execute_request", "session": "visitor", "version": "5.3"}
                content = {"code": cell, "silent": False, "store_history": True, "allow_stdin": False}
                asked = {"header": header, "content": content, "parent_header": {}, "metadata": {}, "channel": "shell"}
                await socket.write_message(json.dumps(asked))
                text = ""
                while (message := await _next(socket, number)) is not None:
                    text += message
                said.append(text)
        finally:
            socket.close()
        return said


async def _next(socket: Any, number: str) -> str | None:
    """What a message adds to the output of the request ``number``; None when that is done."""
    message = await socket.read_message()
    if message is None:
        raise RuntimeError("The server has closed the kernel's channel.")
    if isinstance(message, bytes):
        return ""
    one = json.loads(message)
    if one["parent_header"].get("msg_id") != number:
        return ""
    kind, content = one["msg_type"], one["content"]
    if kind == "stream":
        return str(content["text"])
    if kind in ("execute_result", "display_data"):
        return str(content["data"].get("text/plain", ""))
    if kind == "error":
        return "\n".join(content["traceback"]) or str(content["evalue"])
    return None if kind == "status" and content["execution_state"] == "idle" else ""
