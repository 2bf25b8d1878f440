"""A learner's kernels on the hub: forks of a process of hers that has imported what they need."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path
from typing import Any

import psutil
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from jupyter_server.services.kernels.kernelmanager import ServerKernelManager

from firstquery.cohort.hub.warm import KERNELS
from firstquery.sandbox.forks import Fork, NoFork, Zygote


class WarmProvisioner(LocalProvisioner):
    """As for any local kernel, and the process is a fork. ``address``: of the process that forks it."""

    def __init__(self, *, address: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._address = address
        self._fork: Fork | None = None

    @property
    def has_process(self) -> bool:
        return self._fork is not None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Forks it; where that can't be, it is started as any other. ``cmd`` is that of the course's one kernelspec."""
        env = dict(kwargs["env"])
        env.pop("JPY_PARENT_PID", None)  # its parent is the process that forked it, with which it ends
        asked = {"arguments": cmd[cmd.index("-f") :], "env": env, "folder": str(kwargs.get("cwd") or Path.cwd())}
        zygote = Zygote(self._address)
        try:
            self._fork = await asyncio.to_thread(zygote.fork, "firstquery.cohort.hub.warm:run_kernel", asked, {})
        finally:
            zygote.close()
        self.pid = self._kernel().pid
        return self.connection_info

    async def poll(self) -> int | None:
        if self._fork is None:
            return 0
        return (self._fork.code or 0) if self._fork.wait(0) else None

    async def wait(self) -> int | None:
        if self._fork is None:
            return 0
        while not self._fork.wait(0):
            await asyncio.sleep(0.05)
        code = self._fork.code
        self._fork.close()
        self._fork = None
        return code

    async def send_signal(self, signum: int) -> None:
        """To the kernel and what it has started; a stop ends all of it."""
        if self._fork is None or self._fork.wait(0):
            return
        if signum in (signal.SIGKILL, signal.SIGTERM):
            os.kill(self._fork.holder, signal.SIGTERM)
        elif signum:
            os.killpg(self._kernel().pid, signum)

    async def kill(self, restart: bool = False) -> None:
        await self.send_signal(signal.SIGKILL)

    async def terminate(self, restart: bool = False) -> None:
        await self.send_signal(signal.SIGTERM)

    def _kernel(self) -> psutil.Process:
        assert self._fork is not None
        return psutil.Process(self._fork.holder).children()[0]


class WarmKernelManager(ServerKernelManager):
    """The server's own, with forks where there is a process that makes them."""

    async def _async_pre_start_kernel(self, **kw: Any) -> Any:
        address = os.environ.get(KERNELS)
        if address and self.provisioner is None:
            try:
                Zygote(address).close()
            except NoFork as fault:
                self.log.warning("Kernels are started plainly: %s", fault)
            else:
                spec = self.kernel_spec
                number = self.kernel_id or kw.get("kernel_id", "")
                self.provisioner = WarmProvisioner(address=address, kernel_id=number, kernel_spec=spec, parent=self)
        return await super()._async_pre_start_kernel(**kw)
