"""How the hub starts a server: with a learner's Lab on her own folder, or the facilitator's on her course.

The hub alone imports this module: JupyterHub is in its environment, and not in that of the course.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jupyterhub.spawner import LocalProcessSpawner
from traitlets import Instance

from firstquery.cohort.hub import limits
from firstquery.cohort.hub.site import MARK, Site

#: One thread of numerical libraries a kernel: sixty learners share a few processors.
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class WorkshopSpawner(LocalProcessSpawner):  # type: ignore[misc]
    """A server as a process of its user. ``site`` is given by the hub's configuration."""

    site = Instance(Site).tag(config=True)

    @property
    def is_desk(self) -> bool:
        """Whether this is the facilitator's server."""
        return bool(self.user.name == self.site.facilitator)

    async def start(self) -> tuple[str, int]:
        module = "firstquery.cohort.hub.desk" if self.is_desk else "firstquery.cohort.hub.program"
        self.cmd = [str(self.site.python), "-P", "-m", module]
        started: tuple[str, int] = await super().start()
        return started

    def get_env(self) -> dict[str, str]:
        env: dict[str, str] = super().get_env()
        beside = str(self.site.python.parent)
        env |= {MARK: str(self.site.file), "PATH": os.pathsep.join([beside, "/usr/local/bin", "/usr/bin", "/bin"])}
        env |= {"LANG": env.get("LANG", "C.UTF-8")} | ONE_THREAD
        if not self.is_desk:
            env |= {
                "FIRSTQUERY_COURSE": str(self.site.course),
                "FIRSTQUERY_WORK": str(Path(env["HOME"], "first-query")),
            }
        return env

    def make_preexec_fn(self, name: str) -> Callable[[], None]:
        become: Callable[[], Any] = super().make_preexec_fn(name)
        desk = self.site.desk if self.is_desk else None

        def prepare() -> None:
            if desk is None:
                limits.apply(self.site, name)
            become()
            os.umask(0o077)
            if desk is not None:
                os.chdir(desk)  # nbgrader reads its configuration where it is started

        return prepare
