"""How the hub starts a server: with a learner's Lab on her own folder, or the facilitator's on her course.

The hub alone imports this module: JupyterHub is in its environment, and not in that of the course.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
from jupyterhub.spawner import LocalProcessSpawner
from jupyterhub.utils import random_port
from traitlets import Any as AnyTrait
from traitlets import Instance

from firstquery.cohort.hub import limits, warm
from firstquery.cohort.hub.site import MARK, Site
from firstquery.sandbox.forks import Fork, NoFork

#: One thread of numerical libraries a kernel: sixty learners share a few processors.
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
RUNTIME = ".jupyter-run"


class WorkshopSpawner(LocalProcessSpawner):  # type: ignore[misc]
    """A server as a process of its user: a learner's is a fork, where there is a process that makes them.

    ``site`` is given by the hub's configuration.
    """

    site = Instance(Site).tag(config=True)
    fork = AnyTrait(None, allow_none=True)

    @property
    def is_facilitator(self) -> bool:
        """Whether this is the facilitator's server."""
        return bool(self.user.name == self.site.facilitator)

    async def start(self) -> tuple[str, int]:
        if not self.port:
            self.port: int = random_port()
        if not self.is_facilitator:
            try:
                fork = await asyncio.to_thread(self._fork, self.get_env(), self.get_args())
            except NoFork as fault:
                self.log.warning("The server of %s is started plainly: %s", self.user.name, fault)
            else:
                self.fork, self.pid = fork, fork.holder
                return "127.0.0.1", self.port
        module = "firstquery.cohort.hub.facilitator" if self.is_facilitator else "firstquery.cohort.hub.program"
        self.cmd = [str(self.site.python), "-P", "-m", module]
        started: tuple[str, int] = await super().start()
        return started

    def _fork(self, env: dict[str, str], arguments: list[str]) -> Fork:
        with contextlib.closing(warm.connect(self.site)) as zygote:
            site = self.site.model_dump(mode="json")
            asked = {"name": self.user.name, "site": site, "env": env, "arguments": arguments}
            return zygote.fork("firstquery.cohort.hub.warm:serve_learner", asked, {})

    async def poll(self) -> int | None:
        if self.fork is None:
            status: int | None = await super().poll()
            return status
        if not self.fork.wait(0):
            return None
        code = self.fork.code
        self.fork.close()
        self.fork = None
        self.clear_state()
        return 1 if code is None else code

    async def stop(self, now: bool = False) -> None:
        if self.fork is None:
            await super().stop(now)
            return
        if not now:
            with contextlib.suppress(psutil.Error):
                for server in psutil.Process(self.pid).children():
                    server.terminate()
            await self.wait_for_death(self.term_timeout)
        if await self.poll() is None:
            await asyncio.to_thread(self.fork.end)
            await self.wait_for_death(self.kill_timeout)

    def get_env(self) -> dict[str, str]:
        env: dict[str, str] = super().get_env()
        beside = str(self.site.python.parent)
        env |= {MARK: str(self.site.file), "PATH": os.pathsep.join([beside, "/usr/local/bin", "/usr/bin", "/bin"])}
        env |= {"LANG": env.get("LANG", "C.UTF-8")} | ONE_THREAD
        # The path of a socket has room for 107 bytes (unix(7)), and Jupyter's own folder takes half of them.
        env |= {"JUPYTER_RUNTIME_DIR": str(Path(env["HOME"], RUNTIME))}
        if not self.is_facilitator:
            env |= {
                "FIRSTQUERY_COURSE": str(self.site.course),
                "FIRSTQUERY_WORK": str(Path(env["HOME"], "first-query")),
            }
        return env

    def make_preexec_fn(self, name: str) -> Callable[[], None]:
        become: Callable[[], Any] = super().make_preexec_fn(name)
        course = self.site.facilitator_course if self.is_facilitator else None

        def prepare() -> None:
            if course is None:
                limits.apply(self.site, name)
            become()
            os.umask(0o077)
            if course is not None:
                os.chdir(course)  # nbgrader reads its configuration where it is started

        return prepare
