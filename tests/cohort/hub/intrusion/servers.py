"""Attempts at another's server, the hub, its proxy and the formgrader: with her cookies and her token."""

from __future__ import annotations

import contextlib
import json
import threading
from urllib.parse import quote

import httpx

from firstquery.cohort.hub.visitor import Visitor
from tests.cohort.hub.intrusion.ground import Ground, attempt, eventually, from_page


def _api(ground: Ground, method: str, path: str, json: object = None) -> list[httpx.Response]:
    """The hub's answers to her: with her cookies, and with the token of her server."""
    with httpx.Client(base_url=ground.ann.address, timeout=60, trust_env=False) as client:
        token = client.request(
            method, f"/hub/api/{path}", headers={"Authorization": f"token {ground.secret['her own token']}"}, json=json
        )
    return [from_page(ground.ann, method, f"/hub/api/{path}", json), token]


def _done(answers: list[httpx.Response]) -> str:
    """What of it the hub has done."""
    return ", ".join(f"{one.request.method} {one.url.path}: {one.status_code}" for one in answers if one.is_success)


def _is_up(visitor: Visitor) -> bool:
    return visitor.ask("GET", "api/status").status_code == 200


@attempt("Opens another's server with her own cookies")
def open_a_server(ground: Ground) -> str:
    paths = ["api/contents", "api/contents/mine.txt", "files/mine.txt", "lab", "api/kernels", "tree"]
    answers = [ground.ann.browser.get(f"/user/{ground.ben.name}/{path}") for path in paths]
    mine = [one for one in answers if one.url.path.startswith(f"/user/{ground.ben.name}/")]
    return ground.took("home", answer="".join(one.text for one in answers)) or _done(mine)


@attempt("Opens another's and the facilitator's server with her cookies under their names")
def rename_cookies(ground: Ground) -> str:
    hers = {one.name: one.value or "" for one in ground.ann.browser.cookies.jar}
    answers = []
    for who in (ground.ben, ground.lead):
        cookies = {name.replace(ground.ann.name, who.name): value for name, value in hers.items()}
        session = hers.get("jupyterhub-session-id", "")
        cookies |= {f"jupyterhub-user-{who.name}": hers.get(f"jupyterhub-user-{ground.ann.name}", session)}
        with httpx.Client(base_url=ground.ann.address, cookies=cookies, timeout=60, trust_env=False) as client:
            answers += [client.get(f"/user/{who.name}/{path}") for path in ("api/contents", "api/contents/mine.txt")]
    return ground.took("home", "facilitator", answer="".join(one.text for one in answers)) or _done(answers)


@attempt("Knocks at every port at which another's processes listen, without a token and with her own")
def knock_at_ports(ground: Ground) -> str:
    paths = ("api/contents/mine.txt", "files/mine.txt")
    for who in (ground.ben, ground.lead):
        ground.cell(
            "hers = os.environ['JUPYTERHUB_API_TOKEN']\n"
            f"for port in listening({ground.uid(who)}):\n"
            f"    for path in {paths}:\n"
            f"        address = f'http://127.0.0.1:{{port}}/user/{who.name}/{{path}}'\n"
            "        if b'RemoteDisconnected' in ask(address) or b'imed out' in ask(address + '?token=' + hers):\n"
            "            break  # no server of pages\n"
            "        ask(address, Authorization='token ' + hers)\n"
            "        ask(address, Authorization='token', Cookie='username-127-0-0-1=x')"
        )
    return ground.took("home", "facilitator")


@attempt("Listens to another's kernel: subscribes to each port of her processes")
def listen_to_a_kernel(ground: Ground) -> str:
    ground.cell("print(1)", ground.ben)
    ground.cell(
        "import threading, zmq\nstop, ready = threading.Event(), threading.Event()\n"
        "def listen():\n"
        "    one = zmq.Context.instance().socket(zmq.SUB)\n    one.subscribe(b'')\n"
        f"    for port in listening({ground.uid(ground.ben)}):\n        one.connect(f'tcp://127.0.0.1:{{port}}')\n"
        "    ready.set()\n"
        "    while not stop.is_set():\n"
        "        if one.poll(200):\n            keep(b' '.join(one.recv_multipart()))\n"
        "    one.close(0)\n"
        "listening_to = threading.Thread(target=listen)\nlistening_to.start()\nready.wait(30)\n"
        "import time; time.sleep(1)"
    )
    ground.cell(f"print({ground.secret['output']!r})", ground.ben)
    eventually(lambda: bool(ground.took("output")), 2)
    ground.cell("stop.set(); listening_to.join(30)")
    return ground.took("output")


@attempt("Connects to the sockets of the hub and of others' servers and kernels, in the file system")
def connect_to_sockets(ground: Ground) -> str:
    others = [one.pid for who in (ground.ben, ground.lead) for one in ground.processes_of(who)]
    said = ground.cell(
        "import glob, socket, struct\nfound = []\n"
        "with open('/proc/net/unix') as file:\n"
        "    names = {line.split()[7] for line in list(file)[1:] if len(line.split()) > 7}\n"
        f"for name in sorted({{*names, *glob.glob('/tmp/*/*'), {str(ground.state / 'warm')!r}}}):\n"
        "    for kind in (socket.SOCK_STREAM, socket.SOCK_SEQPACKET):\n"
        "        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, kind) as one:\n"
        "            one.settimeout(5)\n"
        "            one.connect(name.replace('@', chr(0), 1))\n"
        "            peer = one.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)\n"
        "            found.append(struct.unpack('3i', peer)[0])\n"
        "print(*found)"
    )
    guarded = {*others, ground.hub.pid, *(one.pid for one in ground.hub.children(recursive=True))}
    guarded -= {one.pid for one in ground.processes_of(ground.ann)}
    reached = guarded & {int(one) for one in said.split() if one.isdigit()}
    return f"is connected to {len(reached)} processes" if reached else ""


@attempt("Asks the hub who there is, and what of them")
def list_users(ground: Ground) -> str:
    paths = ["users", f"users/{ground.ben.name}", "groups", "services", "proxy", f"users/{ground.ben.name}/tokens"]
    answers = [one for path in paths for one in _api(ground, "GET", path)]
    # Some lists are answered to all with what they may see: it counts what is in them.
    said = [one for one in answers if one.is_success and ground.ben.name in one.text]
    return _done(said)


@attempt("Stops another's server, and starts the facilitator's")
def stop_a_server(ground: Ground) -> str:
    answers = _api(ground, "DELETE", f"users/{ground.ben.name}/server")
    answers += _api(ground, "POST", f"users/{ground.lead.name}/servers/more")
    answers.append(ground.ann.browser.get(f"/hub/spawn/{ground.lead.name}/more"))
    harm = "" if _is_up(ground.ben) else "another's server is down"
    mine = [one for one in answers if one.url.path.startswith("/hub/api/")]
    return harm or _done(mine)


@attempt("Makes tokens: for another, and for herself with rights that she has not")
def make_tokens(ground: Ground) -> str:
    answers = _api(ground, "POST", f"users/{ground.ben.name}/tokens", {"note": "hers"})
    answers += _api(ground, "POST", f"users/{ground.lead.name}/tokens", {"note": "hers"})
    for asked in (
        {"roles": ["admin"]},
        {"scopes": ["admin:users"]},
        {"scopes": [f"access:servers!user={ground.ben.name}"]},
    ):
        answers += _api(ground, "POST", f"users/{ground.ann.name}/tokens", asked)
    return _done(answers)


@attempt("Makes herself admin, deletes and adds users, ends the hub")
def become_admin(ground: Ground) -> str:
    hers, other = ground.ann.name, ground.ben.name
    before = ground.row(ground.ann), ground.row(ground.ben)
    answers = _api(ground, "PATCH", f"users/{hers}", {"admin": True})
    answers += _api(ground, "PATCH", f"users/{other}", {"name": f"{hers}2"})
    answers += _api(ground, "POST", f"users/{hers}3", {"admin": True})
    answers += _api(ground, "POST", "groups/hers", {"users": [hers]})
    answers += _api(ground, "DELETE", f"users/{other}")
    answers += _api(ground, "POST", "shutdown", {"proxy": True, "servers": True})
    answers.append(from_page(ground.ann, "GET", "/hub/admin"))
    harm = [] if ground.hub.is_running() else ["the hub is down"]
    if (ground.row(ground.ann), ground.row(ground.ben)) != before:
        harm.append("the hub's database has it")
    return ", ".join([*harm, *filter(None, [_done(answers)])])


@attempt("Shares another's server with herself, and takes it by an invitation of her own")
def share_a_server(ground: Ground) -> str:
    other, hers = ground.ben.name, ground.ann.name
    answers = _api(ground, "POST", f"shares/{other}/", {"user": hers})
    answers += _api(ground, "POST", f"share-codes/{other}/", {})
    answers.append(from_page(ground.ann, "GET", f"/hub/accept-share?code={quote('x' * 20)}"))
    return _done(answers)


@attempt("Asks the proxy for its routes and leads another's to herself, without its token and with hers")
def lead_a_route_away(ground: Ground) -> str:
    port, target = ground.ports[1], json.dumps({"target": "http://127.0.0.1:9", "user": ground.ben.name})
    for token in ("", "token " + ground.secret["her own token"]):
        ground.cell(
            f"ask('http://127.0.0.1:{port}/api/routes', Authorization={token!r})\n"
            f"ask('http://127.0.0.1:{port}/api/routes/user/{ground.ben.name}', 'POST', {target.encode()!r},"
            f" Authorization={token!r})"
        )
    kept = (ground.loot / "loot").read_text(errors="replace")
    is_told = f"/user/{ground.ben.name}" in kept and '"hub"' in kept
    return "" if _is_up(ground.ben) and not is_told else "the proxy has done it"


@attempt("Opens the facilitator's formgrader, and its API")
def open_the_formgrader(ground: Ground) -> str:
    own = f"/user/{ground.lead.name}"
    paths = ("formgrader", "formgrader/api/assignments", "formgrader/api/students", "api/contents", "files/mine.txt")
    answers = [ground.ann.browser.get(f"{own}/{path}") for path in paths]
    answers += [from_page(ground.ann, "POST", f"{own}/formgrader/api/assignment/{ground.stem}/autograde")]
    mine = [one for one in answers if one.url.path.startswith(f"{own}/")]
    return ground.took("gradebook", "facilitator", answer="".join(one.text for one in answers)) or _done(mine)


@attempt("Has a formgrader, or another page of nbgrader's for instructors, on her own server")
def have_a_formgrader(ground: Ground) -> str:
    paths = ("formgrader", "formgrader/api/assignments", "formgraders", "courses", "assignments", "nbgrader_version")
    return _done([ground.ann.ask("GET", path) for path in paths])


@attempt("Logs in as the facilitator, as another or as root, by tricks with the name and her own password")
def log_in_as_another(ground: Ground) -> str:
    lead, hers = ground.lead.name, ground.passwords[ground.ann.name]
    names = [lead.upper(), f"{lead} ", f"{lead}.", f" {lead}\x00", f"{ground.ann.name}\n{lead}", "root", "0"]
    found: list[str] = []

    def log_in(name: str) -> None:
        with contextlib.suppress(httpx.HTTPError), Visitor(ground.ann.address, name) as visitor:
            visitor.log_in(hers)
            page = visitor.browser.get("/hub/home")
            if page.is_success and page.url.path == "/hub/home":
                found.append(f"{name!r} is in")

    tries = [threading.Thread(target=log_in, args=(name,)) for name in names]
    for one in tries:
        one.start()
    for one in tries:
        one.join()
    return ", ".join(sorted(found))
