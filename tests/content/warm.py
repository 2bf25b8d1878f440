"""Kernels of pages that are forks of one process, as on a hub: each would spend two seconds on the same libraries.

A pytest plugin, for the pytest that runs nbval: ``-p tests.content.warm``, with the address in FIRSTQUERY_KERNELS.
"""

from __future__ import annotations

import atexit
import os
from functools import cache
from pathlib import Path
from typing import Any

import nbval.kernel
import pytest
from jupyter_client.manager import AsyncKernelManager, KernelManager

from firstquery.cohort.hub.kernels import WarmProvisioner
from firstquery.cohort.hub.warm import KERNELS
from firstquery.grading.libraries import libraries
from firstquery.sandbox import forks
from tests.content import notebooks as nb


@cache
def address() -> str:
    """Where the process of this test process listens that forks kernels. It ends with this one."""
    modules = ["firstquery.cohort.hub.warm", "ipykernel.kernelapp", *libraries()]
    # The folder of the first learner is nobody's: each kernel is told its own.
    env = {**nb.environment(Path("/nowhere")), **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")}
    server = forks.Server(modules, env)
    atexit.register(server.end)
    return server.address


def _fork(manager: Any) -> None:
    if manager.provisioner is None:
        manager.provisioner = WarmProvisioner(
            address=os.environ.get(KERNELS) or address(),
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
