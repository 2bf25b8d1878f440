"""Attacks on memory, disk, processes, output and time: each takes what no honest notebook needs."""

from tests.attacks.attack import EMITS, Attack

ATTACKS = (
    Attack(
        "memory-in-many-processes",
        "Takes a gigabyte of memory in twenty processes, each of them modest",
        q2="""
import os, time
for _ in range(20):
    if not os.fork():
        taken = bytearray(b"x") * 50_000_000
        time.sleep(10)
        os._exit(0)
time.sleep(11)
taken = [os.wait()[1] for _ in range(20)]
""",
        done="taken == [0] * 20",
        said="It used more than 600 MB of memory and was stopped.",
    ),
    Attack(
        "memory-shared-and-forgotten",
        "Takes a gigabyte of shared memory and tells the kernel that it does not need them now",
        q2="""
import mmap, time
taken, written = [], b"x" * 50_000_000
for _ in range(20):
    taken.append(mmap.mmap(-1, 50_000_000))
    taken[-1].write(written)
    taken[-1].madvise(mmap.MADV_DONTNEED)
time.sleep(20)
print("taken", len(taken))
""",
        done="len(taken) == 20",
        said="It used more than 600 MB of memory and was stopped.",
    ),
    Attack(
        "memory-in-files-without-a-name",
        "Takes three gigabytes of memory in files without a name (memfd_create), which no process maps",
        q2="""
import os, time
taken = []
for _ in range(60):
    taken.append(os.memfd_create("x"))
    os.write(taken[-1], b"x" * 50_000_000)
time.sleep(20)
print("taken", len(taken))
""",
        done="len(taken) == 60",
    ),
    Attack(
        "memory-in-sockets",
        "Keeps memory in the buffers of sockets, which belong to no process",
        q2="""
import socket
taken = []
sent = 0
while sent < 1_500_000_000:
    taken.append(socket.socketpair())
    for end in taken[-1]:
        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 10_000_000)
        end.setblocking(False)
        try:
            while True:
                sent += end.send(b"x" * 100_000)
        except BlockingIOError:
            pass
""",
        done="sent > 1_000_000_000",
    ),
    Attack(
        "memory-in-pipes",
        "Keeps memory in eighty thousand pipes, which belong to no process",
        q2="""
import os, struct, time
taken, sent = [], 0
reading, writing = os.pipe()
for _ in range(8):
    process = os.fork()
    if not process:
        bytes_in, kept = 0, []
        try:
            while len(kept) < 9_900:
                kept.append(os.pipe())
                os.set_blocking(kept[-1][1], False)
                try:
                    while True:
                        bytes_in += os.write(kept[-1][1], b"x" * 4096)
                except BlockingIOError:
                    pass
        except OSError:
            pass
        os.write(writing, struct.pack("q", bytes_in))
        time.sleep(20)
        os._exit(0)
    taken.append(process)
    sent += struct.unpack("q", os.read(reading, 8))[0]
for process in taken:
    os.kill(process, 9)
""",
        done="sent > 600_000_000",
    ),
    Attack(
        "mappings-without-number",
        "Cuts the memory of sixteen processes into 65,000 mappings each, and takes 720 MB while those are counted",
        q2="""
import ctypes, os, time
reading, writing = os.pipe()
spike = []
for _ in range(3):
    spike.append(os.fork())
    if not spike[-1]:
        os.read(reading, 1)
        held = bytearray(240_000_000)
        held[::4096] = b"x" * len(held[::4096])
        time.sleep(4)
        os._exit(0)
libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
libc.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
start = libc.mmap(None, 65_000 * 4096, 0, 0x4022, -1, 0)
for page in range(0, 63_000, 2):
    libc.mprotect(start + page * 4096, 4096, 1)
taken = []
for _ in range(16):
    taken.append(os.fork())
    if not taken[-1]:
        time.sleep(30)
        os._exit(0)
""",
        q3="""
time.sleep(1)
os.write(writing, b"xxx")
done = [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in spike]
for process in taken:
    os.kill(process, 9)
""",
        done="done == [0, 0, 0]",
        said="It cut its memory into more than 150,000 pieces and was stopped.",
        may_time_out=True,
    ),
    Attack(
        "files-without-number",
        "Makes empty files without number, each of which costs the machine memory",
        q2="""
import os, time
os.makedirs("/tmp/hostile-many", exist_ok=True)
for number in range(400_000):
    os.close(os.open(f"/tmp/hostile-many/{number}", os.O_CREAT))
time.sleep(10)  # a machine under load looks late; the files are still there then
""",
        done="number == 399_999",
        said="It made more than 50,000 files and was stopped.",
    ),
    Attack(
        "disk-in-many-files",
        "Writes files in every folder that can be written until the disk is full",
        q2="""
import os
for folder in (".", "/tmp", "/var/tmp", "/dev/shm", os.path.expanduser("~"), "/run", "../.."):
    try:
        for number in range(3000):
            with open(f"{folder}/hostile-{number}", "wb") as file:
                file.write(b"x" * 1_000_000)
    except OSError:
        continue
""",
    ),
    Attack(
        "fork-bomb",
        "Forks without end",
        q2="""
import os
while True:
    try:
        os.fork()
    except OSError:
        pass
""",
    ),
    Attack("loop-without-end", "Loops without end", q2="while True:\n    pass"),
    Attack(
        "loop-inside-a-library",
        "Matches a regular expression that takes centuries, inside a library that hears no interrupt",
        q2="import re\nre.match(r'(a*)*$', 'a' * 60 + 'b')",
    ),
    Attack(
        "query-without-end",
        "Runs a query that never ends",
        q2="sql('WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n')",
    ),
    Attack(
        "waits-for-input",
        "Asks for input that nobody gives",
        q2="""
kernel = get_ipython().kernel
kernel._allow_stdin = True
kernel._input_request("?", kernel._parent_ident["shell"], {}) if hasattr(kernel, "_parent_ident") else input()
""",
        q3="input('mark? ')",
        q4="import sys\nsys.stdin.read()",
    ),
    Attack("output-bomb", "Prints without end", q2="while True:\n    print('x' * 100_000)"),
    Attack(
        "log-flooded",
        "Sends messages whose types are a megabyte long: each one is a line of the grader's log",
        q2="""
kernel = get_ipython().kernel
for number in range(200):
    kernel.session.send(kernel.iopub_socket, "\\x1b]0;hostile\\x07" + "x" * 1_000_000, {}, get_ipython().parent_header)
""",
    ),
    Attack(
        "message-without-an-end",
        "Sends one message in parts that never end, past every bound on a single part",
        q2="""
import os, socket, stat, struct
part = b"\\x03" + struct.pack(">Q", 30_000_000) + b"x" * 30_000_000  # ZMTP: a long frame, and more follow
sockets = []
for number in map(int, os.listdir("/proc/self/fd")):
    try:
        if stat.S_ISSOCK(os.fstat(number).st_mode):
            end = socket.socket(fileno=os.dup(number))
            if end.family == socket.AF_UNIX and end.getsockname() and end.getpeername() is not None:
                end.setblocking(True)
                sockets.append(end)
    except OSError:
        continue
sent = 0
for end in sockets:
    try:
        for _ in range(3_000_000_000 // len(part)):
            end.sendall(part)
            sent += len(part)
    except OSError as fault:
        print(fault)
print("sent", sent)
""",
        done="sent > 2_000_000_000",
    ),
    Attack(
        "payload-of-a-hundred-megabytes",
        "Answers with a hundred megabytes, and emits them as a payload by hand",
        q2=f"""{EMITS}
largest = "x" * 100_000_000

def check(exercise, answer):
    emit(exercise, {{"type": "text", "value": largest}}, kind="text")
""",
    ),
    Attack(
        "payload-of-many-small-things",
        "Emits a payload of sixty megabytes that is a gigabyte when it is read: lists of nothing",
        q2="""
import zmq
kernel = get_ipython().kernel
session, parent = kernel.session, get_ipython().parent_header
for _ in range(6):
    message = session.msg("display_data", {}, parent=parent)
    message["content"] = {}
    parts = session.serialize(message)
    small = b"{}," * 20_000_000 + b"{}"
    parts[-1] = b'{"data": {"application/vnd.firstquery.payload+json": [' + small + b']}, "metadata": {}}'
    parts[2 if parts[0].startswith(b"<IDS") else 1] = session.sign(parts[-4:])
    socket = get_ipython().display_pub.pub_socket
    getattr(socket, "send_multipart", kernel.iopub_thread.socket.send_multipart)(parts)
""",
    ),
    Attack(
        "letters-that-take-for-ever",
        "Emits a text of marks that combine, in the wrong order: whoever normalises it sorts them one by one",
        q2=EMITS
        + """
largest = 0

def check(exercise, answer):
    if exercise != "w90-q2":
        return emits(exercise, answer)
    cell = "\\u0301" * 30_000 + "\\u0323" * 30_000
    rows = [[cell, 1], [cell, 2], [cell, 3]]
    emit(exercise, {"type": "table", "columns": ["customer", "total"], "rows": rows}, kind="table")
""",
    ),
)
