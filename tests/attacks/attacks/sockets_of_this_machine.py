"""Connects to sockets of the machine: abstract ones, the display, Docker, the bus, the agent"""

from tests.attacks.attack import SOCKET, Attack

ATTACK = Attack(
    "harm",
    q2=f"""
import glob, socket
reached = False
places = ["\\0{SOCKET}", "/var/run/docker.sock", "/run/dbus/system_bus_socket", "/tmp/.X11-unix/X0"]
for place in places + glob.glob("/tmp/**/*.sock", recursive=True) + glob.glob("/run/user/*/*"):
    with socket.socket(socket.AF_UNIX) as out:
        try:
            out.connect(place)
            out.sendall(b"hostile")
            reached = True
        except OSError as fault:
            print(place, fault)
""",
    q3="reason = 'B' if reached else 'not done'",
    proof="q3",
)
