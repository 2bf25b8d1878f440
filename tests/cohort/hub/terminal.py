"""A terminal of JupyterLab's, as its page drives it."""

from __future__ import annotations

import json

from tornado.httpclient import HTTPRequest
from tornado.ioloop import IOLoop
from tornado.websocket import websocket_connect

from firstquery.cohort.hub.visitor import PATIENCE, Visitor

END = "this is the end"


def say_in_terminal(visitor: Visitor, *lines: str) -> str:
    """Returns what a new terminal of her server shows when these lines are typed there."""
    number = visitor.ask("POST", "api/terminals").json()["name"]
    loop = IOLoop(make_current=False)
    try:
        said: str = loop.run_sync(lambda: _type(visitor, number, lines), timeout=PATIENCE)
        return said
    finally:
        loop.close()
        visitor.ask("DELETE", f"api/terminals/{number}")


async def _type(visitor: Visitor, number: str, lines: tuple[str, ...]) -> str:
    path = f"/user/{visitor.name}/terminals/websocket/{number}"
    cookies = visitor.browser.build_request("GET", f"/user/{visitor.name}/api/terminals").headers["Cookie"]
    socket = await websocket_connect(
        HTTPRequest(visitor.address.replace("http", "ws", 1) + path, headers={"Cookie": cookies})
    )
    # typed, it has a quotation mark; shown at the end, it has none
    for line in (*lines, f"echo {END[:4]}''{END[4:]}"):
        await socket.write_message(json.dumps(["stdin", f"{line}\n"]))
    said = ""
    while END not in said and (message := await socket.read_message()) is not None:
        kind, *rest = json.loads(message)
        said += str(rest[0]) if kind == "stdout" else ""
    socket.close()
    return said
