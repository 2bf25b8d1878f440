"""A kernel provisioner for jupyter_client: the kernel runs in a sandbox, as a fork of the server where that goes."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import socket
import sys
import tempfile
import uuid
from pathlib import Path
from typing import Any

import zmq
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.provisioner_base import KernelProvisionerBase

from firstquery.grade.sandbox import box as boxes
from firstquery.grade.sandbox import joined, warm
from firstquery.grade.sandbox.box import Box
from firstquery.grade.sandbox.limits import Fault, Limits
from firstquery.grade.sandbox.outputs import BoundedClient
from firstquery.grade.sandbox.request import CHANNELS, Request
from firstquery.grade.sandbox.view import DISKS, View
from firstquery.grade.sandbox.watch import Watch
from firstquery.service.held_out import beside

log = logging.getLogger("firstquery.grade")
INTERRUPT = 2  # seconds for a kernel to take the message that interrupts it


class SandboxProvisioner(KernelProvisionerBase):
    """Give one to a kernel manager as its ``provisioner`` before it starts a kernel (see `provide`).

    ``fault`` says why the sandbox was ended from outside; None when it was not. ``forked``: whether the
    kernel is a fork of the server.
    """

    def __init__(
        self,
        *,
        course: Path,
        warehouse: Path,
        submission: Path,
        limits: Limits,
        is_warm: bool = True,
        questions: Path | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self._course, self._warehouse, self._submission = course, warehouse, submission
        self._limits, self._is_warm, self._questions = limits, is_warm, questions
        self.forked = False
        self._run: Path | None = None
        self._sockets: dict[str, socket.socket] = {}
        self._box: Box | None = None
        self._fork: warm.Fork | None = None
        self._watch: Watch | None = None

    @property
    def fault(self) -> Fault | None:
        return self._watch.fault if self._watch else None

    @property
    def has_process(self) -> bool:
        return self._box is not None

    def watch(self) -> None:
        """From here on the notebook's time and memory are counted."""
        assert self._box is not None
        roots = [self._box.inner, *([self._fork.holder] if self._fork else [])]
        self._watch = Watch(roots, self._limits.memory, self._limits.seconds, self._box.kill, DISKS)
        self._watch.start()

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Opens the kernel's sockets in a private folder, which only this side sees."""
        # A socket's path has room for 107 bytes (unix(7)).
        short = None if len(os.fsencode(tempfile.gettempdir())) < 80 else "/tmp"
        self._run = run = Path(tempfile.mkdtemp(prefix="first-query-", dir=short))
        manager: Any = self.parent
        manager.transport, manager.ip = "ipc", str(run / "k")
        manager.connection_file = str(run / "kernel.json")
        for port, channel in enumerate((*CHANNELS, "hb"), 1):
            setattr(manager, f"{channel}_port", port)
        for channel in CHANNELS:
            listening = self._sockets[channel] = socket.socket(socket.AF_UNIX)
            listening.bind(f"{manager.ip}-{getattr(manager, f'{channel}_port')}")
            listening.listen(100)
        self.connection_info = manager.get_connection_info()
        return {"cmd": [], "arguments": kwargs.get("extra_arguments", [])}

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Starts it. Raises `NoSandbox`; then nothing is left behind."""
        try:
            self._launch(list(kwargs["arguments"]))
        except BaseException:
            self._close()
            raise
        finally:
            for listening in self._sockets.values():
                listening.close()
        return self.connection_info

    def _launch(self, arguments: list[str]) -> None:
        assert self._run is not None
        fds = {channel: listening.fileno() for channel, listening in self._sockets.items()}
        manager: Any = self.parent
        told = {**self.connection_info, "key": manager.session.key.decode(), "ip": "/kernel"}
        request = Request(told, self._submission.name, self._limits, fds, arguments)
        service = beside(self._course, self._warehouse)
        view = joined.view_of(self._run, self._course, self._warehouse, self._submission, service, self._questions)
        if self._is_warm:
            try:
                self._launch_warm(view, request, fds)
                return
            except warm.NoFork as fault:
                log.info("This kernel is started plainly: %s", fault)
        pipe = request.pipe()
        try:
            command = [sys.executable, "-m", "firstquery.grade.sandbox.kernel", str(pipe)]
            self._box = boxes.start(view, self._limits, command, (pipe, *fds.values()))
        finally:
            os.close(pipe)

    def _launch_warm(self, view: View, request: Request, fds: dict[str, int]) -> None:
        pipe = request.pipe()
        try:
            self._box, self._fork = joined.start("kernel", view, self._limits, {"request": pipe, **fds})
        finally:
            os.close(pipe)
        self.forked = True

    async def poll(self) -> int | None:
        if self._box is None:
            return 0
        ended = self._box.poll()
        if ended is None and self._fork is not None:
            ended = self._fork.poll()
        return ended

    async def wait(self) -> int | None:
        """Every process of the sandbox is gone when this returns."""
        ended = self._box.poll() if self._box else 0
        self._close()
        return ended

    async def send_signal(self, signum: int) -> None:
        """SIGINT goes as a message: the kernel is in a process namespace of its own, and interrupts itself."""
        if signum == signal.SIGINT:
            manager: Any = self.parent
            if manager.shutting_down:
                return  # it is killed next, and a message that nobody reads would be waited for
            manager._connect_control_socket()
            # Where nobody is at the other end any more, a message would be waited for without an end.
            manager._control_socket.sndtimeo = 1000 * INTERRUPT
            try:
                manager.session.send(manager._control_socket, manager.session.msg("interrupt_request", content={}))
            except zmq.Again:
                await self.kill()
        elif signum != 0:
            await self.kill()

    async def kill(self, restart: bool = False) -> None:
        if self._box is not None:
            self._box.kill()

    async def terminate(self, restart: bool = False) -> None:
        await self.kill()

    async def cleanup(self, restart: bool = False) -> None:
        self._close()

    def _close(self) -> None:
        if self._watch is not None:
            self._watch.stop()
        if self._box is not None:
            self._box.close()
            self._box = None
        if self._fork is not None:
            self._fork.close()
            self._fork = None
        if self._run is not None:
            shutil.rmtree(self._run, ignore_errors=True)
            self._run = None


def provide(manager: Any, **kwargs: Any) -> SandboxProvisioner:
    """Gives ``manager``, an AsyncKernelManager, a provisioner in place of its kernelspec's, and a bounded client."""
    spec = manager.kernel_spec
    made = SandboxProvisioner(kernel_id=str(uuid.uuid4()), kernel_spec=spec, parent=manager, **kwargs)
    manager.provisioner, manager.client_factory = made, BoundedClient
    return made
