"""Kernels of pages that are forks of one process, as on a hub: each would spend two seconds on the same libraries.

A pytest plugin, for the pytest that runs nbval: ``-p tests.content.warm``, with the address in FIRSTQUERY_KERNELS.
"""

from __future__ import annotations

import atexit
import os
import socket
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import nbval.kernel
import pytest
from jupyter_client.manager import AsyncKernelManager, KernelManager

from firstquery.cohort.hub.kernels import WarmProvisioner
from firstquery.cohort.hub.warm import KERNELS
from firstquery.grading.libraries import libraries
from tests.content import notebooks as nb


@cache
def address() -> str:
    """Where the process of this test process listens that forks kernels. It ends with this one."""
    folder = Path(tempfile.mkdtemp(prefix="first-query-", dir="/tmp"))
    owner, held = os.pipe()
    passed, sockets = [owner], []
    for name in ("fork", "small"):
        listening = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        listening.bind(str(folder / name))
        listening.listen(100)
        passed.append(listening.fileno())
        sockets.append(listening)
    modules = ["firstquery.cohort.hub.warm", "ipykernel.kernelapp", *libraries()]
    process = subprocess.Popen(
        [sys.executable, "-m", "firstquery.sandbox.zygote", *map(str, passed), *modules],
        env={**nb.environment(folder), **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")},
        pass_fds=passed,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(owner)
    for listening in sockets:
        listening.close()
    atexit.register(process.wait)
    atexit.register(os.close, held)
    return str(folder / "fork")


def _fork(manager: Any) -> None:
    if manager.provisioner is None:
        manager.provisioner = WarmProvisioner(
            address=os.environ[KERNELS],
            kernel_id=manager.kernel_id or "",
            kernel_spec=manager.kernel_spec,
            parent=manager,
        )


class Forked(KernelManager):
    """As nbval starts a kernel, and the process is a fork."""

    async def _async_pre_start_kernel(self, **kw: Any) -> Any:
        _fork(self)
        return await super()._async_pre_start_kernel(**kw)


class ForkedAsync(AsyncKernelManager):
    """As nbclient starts a kernel, and the process is a fork."""

    async def _async_pre_start_kernel(self, **kw: Any) -> Any:
        _fork(self)
        return await super()._async_pre_start_kernel(**kw)


def pytest_configure(config: pytest.Config) -> None:
    nbval.kernel.KernelManager = Forked
