"""A learner's code, called within a time limit: what it returned or raised, what it printed, or that it was stopped."""

from __future__ import annotations

import builtins
import contextlib
import inspect
import io
import linecache
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FrameType
from typing import Any, Literal

AGAIN = 0.02  # seconds between two interrupts of code that catches the first
WAITING = 8.0  # how many times the limit code may wait: for others on a busy machine, or asleep
MOST_PRINTED = 2_000
THREAD = "firstquery-limit"
MOST_SAID = 300


class AsksForInput(BaseException):
    """Raised in a learner's code that calls ``input``: nobody is there to type."""


@dataclass(frozen=True)
class Outcome:
    """What a call came to. ``error`` is what it raised; ``printed`` the beginning of its output."""

    state: Literal["returned", "raised", "time", "input"]
    value: Any = None
    error: BaseException | None = None
    printed: str = ""


def call(function: Callable[[], Any], seconds: float) -> Outcome:
    """What ``function()`` came to, stopped after ``seconds`` of its own work.

    Raises nothing but the user's interrupt, and a fault of the limit's own. Only work counts, where the system tells
    it, so that a busy machine takes nothing from an answer.
    """
    limit, sink = _Limit(seconds), _Sink()
    value: Any = None
    error: BaseException | None = None
    is_begun = False
    quiet = warnings.catch_warnings(action="ignore")
    with _no_input(), contextlib.redirect_stdout(sink), contextlib.redirect_stderr(sink), quiet:
        try:
            limit.start()
            is_begun = True
            value = function()
        except BaseException as fault:
            if not is_begun and isinstance(fault, Exception):
                raise  # the limit's own
            error = fault
        finally:
            limit.stop()
    if limit.passed:
        return Outcome("time", printed=sink.text)
    if isinstance(error, KeyboardInterrupt):
        raise error
    if isinstance(error, AsksForInput):
        return Outcome("input", printed=sink.text)
    return Outcome("raised" if error else "returned", value, error, sink.text)


def worked() -> float:
    """The seconds that this thread has worked; where no system tells them, all that went by."""
    return time.thread_time() if hasattr(time, "thread_time") else time.monotonic()


def describe(error: BaseException, function: Any = None) -> dict[str, Any]:
    """An error as JSON: ``error``, the names of its ``bases``, its ``message``, and her ``line`` and its ``code``."""
    try:
        message = " ".join(str(error).split())[:MOST_SAID]
    except BaseException:
        message = ""
    with contextlib.suppress(Exception):  # it may be wrapped in itself
        function = inspect.unwrap(function)
    bases = [base.__name__[:80] for base in type(error).__mro__ if base not in (object, BaseException)]
    line, code = _place(error, getattr(function, "__globals__", None))
    return {"error": type(error).__name__[:80], "bases": bases[:20], "message": message, "line": line, "code": code}


def _place(error: BaseException, hers: object) -> tuple[int | None, str]:
    """The last line of the learner's own that an error passed: her functions share one global namespace."""
    found: tuple[int | None, str] = None, ""
    trace, steps = error.__traceback__, 0
    while trace is not None and steps < 5_000:
        if hers is not None and trace.tb_frame.f_globals is hers:
            line = linecache.getline(trace.tb_frame.f_code.co_filename, trace.tb_lineno)
            found = trace.tb_lineno, line.strip()[:100]
        trace, steps = trace.tb_next, steps + 1
    return found


class _Limit:
    """Interrupts the calling thread after ``seconds``, and again where the code catches it, until stopped."""

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._seconds = seconds
        self._times = 0
        self._done = threading.Event()
        self._lock = threading.Lock()
        self._caller = threading.get_ident()
        self._before: Any = signal.getsignal(signal.SIGINT)
        self._traced = sys.gettrace()
        self._work = self._worked()

    def start(self) -> None:
        if threading.current_thread() is not threading.main_thread():
            return  # a kernel runs its cells in the main thread: no other can be interrupted
        signal.signal(signal.SIGINT, self._interrupt)
        # A browser's kernel has no threads: there the page's own stop button is the limit.
        with contextlib.suppress(RuntimeError):
            threading.Thread(target=self._watch, name=THREAD, daemon=True).start()

    def _watch(self) -> None:
        start, wait = time.monotonic(), self._seconds
        while not self._done.wait(wait):
            left = self._seconds - (self._worked() - self._work)
            if left > 0 and time.monotonic() - start < WAITING * self._seconds and not self.passed:
                wait = max(left, AGAIN)
                continue
            wait = AGAIN
            with self._lock:
                if self._done.is_set():
                    return
                self.passed = True
                if hasattr(signal, "pthread_kill"):  # it also ends a sleep
                    signal.pthread_kill(self._caller, signal.SIGINT)
                else:  # on Windows, as Ctrl-C does; `interrupt_main` would leave a sleep as it is
                    signal.raise_signal(signal.SIGINT)

    def _worked(self) -> float:
        """The seconds that the calling thread has worked; where no system tells them, all that went by."""
        with contextlib.suppress(AttributeError, OSError):  # some systems have no such clock, others none that answers
            return time.clock_gettime(time.pthread_getcpuclockid(self._caller))
        return time.monotonic()

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        """The handler of the signal: from the second time on, the code's own ``except`` meets it as well."""
        self._times += self.passed
        while self._times > 1 and frame is not None and frame.f_code is not call.__code__:
            frame.f_trace = self._leave
            frame = frame.f_back
            sys.settrace(self._leave)
        raise KeyboardInterrupt

    def _leave(self, frame: FrameType, event: str, argument: Any) -> Any:
        if event == "line" and not self._done.is_set():
            raise KeyboardInterrupt
        return self._leave

    def stop(self) -> None:
        """Ends the watch; an interrupt that is on its way arrives in here."""
        while True:
            try:
                self._done.set()
                with self._lock:
                    sys.settrace(self._traced)
                if self.passed:
                    time.sleep(0.001)
                if threading.current_thread() is threading.main_thread():
                    signal.signal(signal.SIGINT, signal.SIG_DFL if self._before is None else self._before)
                return
            except KeyboardInterrupt:
                self.passed = True


class _Sink(io.TextIOBase):
    """Takes any amount of output and keeps its beginning."""

    def __init__(self) -> None:
        self.text = ""

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if len(self.text) < MOST_PRINTED:
            self.text += text[: MOST_PRINTED - len(self.text)]
        return len(text)


@contextlib.contextmanager
def _no_input() -> Iterator[None]:
    def asks(*_: object) -> str:
        raise AsksForInput

    before = builtins.input
    builtins.input = asks
    try:
        yield
    finally:
        builtins.input = before
