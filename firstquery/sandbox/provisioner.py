"""A kernel provisioner for jupyter_client: the kernel runs in a box, as a fork of the zygote where that goes."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import tempfile
import uuid
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import zmq
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.provisioner_base import KernelProvisionerBase

from firstquery.sandbox import process
from firstquery.sandbox.limits import Fault, Limits
from firstquery.sandbox.monitor import Monitor
from firstquery.sandbox.mounts import DISKS, QUESTIONS, view_of
from firstquery.sandbox.process import BoxedProcess

#: Channels that are listened on. Nobody asks for the heartbeat: the manager knows whether the process is there.
CHANNELS = ("shell", "iopub", "stdin", "control")
INTERRUPT = 2  # seconds for a kernel to take the message that interrupts it


class SandboxProvisioner(KernelProvisionerBase):
    """Give one to a kernel manager as its ``provisioner`` before it starts a kernel (see `provide`).

    ``repository`` goes with the ``warehouse``, where there is one; ``imports`` are what the zygote has imported.
    ``fault`` says why the sandbox was ended from outside; None when it was not. ``forked``: whether the kernel is a
    fork of the zygote.
    """

    def __init__(
        self,
        *,
        course: Path,
        warehouse: Path,
        submission: Path,
        limits: Limits,
        repository: Path | None = None,
        questions: Path | None = None,
        imports: Sequence[str] = (),
        is_warm: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self._seen = (course, warehouse, submission, repository)
        self._given = {QUESTIONS: questions} if questions is not None else {}
        self._limits, self._imports, self._is_warm = limits, imports, is_warm
        self._run: Path | None = None
        self._sockets: dict[str, socket.socket] = {}
        self._boxed: BoxedProcess | None = None
        self._monitor: Monitor | None = None
        self.forked = False

    @property
    def fault(self) -> Fault | None:
        return self._monitor.fault if self._monitor else None

    @property
    def has_process(self) -> bool:
        return self._boxed is not None

    def watch(self) -> None:
        """From here on the notebook's time and memory are counted."""
        assert self._boxed is not None
        boxed, limits = self._boxed, self._limits
        self._monitor = Monitor(boxed.roots, limits.memory, limits.seconds, boxed.end, DISKS)
        self._monitor.start()

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
        manager: Any = self.parent
        course, warehouse, submission, repository = self._seen
        asked = {
            "connection": {**self.connection_info, "key": manager.session.key.decode(), "ip": "/kernel"},
            "folder": submission.name,
            "limits": asdict(self._limits),
            "arguments": arguments,
        }
        fds = {channel: listening.fileno() for channel, listening in self._sockets.items()}
        view = view_of(self._run, course, warehouse, submission, repository, self._given)
        entry = f"{__package__}.kernel:run"
        self._boxed = process.start(entry, asked, fds, view, self._limits, self._imports, self._is_warm)
        self.forked = self._boxed.fork is not None

    async def poll(self) -> int | None:
        if self._boxed is None:
            return 0
        return 1 if self._boxed.wait(0) else None  # its status means nothing to the grader

    async def wait(self) -> int | None:
        """Every process of the sandbox is gone when this returns."""
        self._close()
        return 0

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
        if self._boxed is not None:
            self._boxed.end()

    async def terminate(self, restart: bool = False) -> None:
        await self.kill()

    async def cleanup(self, restart: bool = False) -> None:
        self._close()

    def _close(self) -> None:
        if self._monitor is not None:
            self._monitor.stop()
        if self._boxed is not None:
            self._boxed.close()
            self._boxed = None
        if self._run is not None:
            shutil.rmtree(self._run, ignore_errors=True)
            self._run = None


def provide(manager: Any, client: type[AsyncKernelClient], **kwargs: Any) -> SandboxProvisioner:
    """Gives ``manager``, an AsyncKernelManager, a provisioner in place of its kernelspec's, and a ``client``.

    The client asks for no heartbeat, since a kernel in a box has none.
    """
    spec = manager.kernel_spec
    made = SandboxProvisioner(kernel_id=str(uuid.uuid4()), kernel_spec=spec, parent=manager, **kwargs)
    manager.provisioner, manager.client_factory = made, client
    return made
