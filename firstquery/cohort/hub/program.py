"""A learner's server on the hub: the Lab that `firstquery lab` gives her, behind the hub's log-in."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import jupyterlab.commands
from jupyterhub.singleuser import extension

from firstquery.core import course
from firstquery.core.errors import UserError
from firstquery.lab import opening, ports, program, server
from firstquery.learner.workspace import fill


def main() -> None:
    """Fills her folder, and serves it until the hub ends it."""
    work = course.work_folder()
    prepare(work)
    os.chdir(work)
    os.environ.update(server.surroundings(work))
    serve(server.arguments(settings()))


def prepare(work: Path) -> None:
    """Fills her folder, in a process apart: a server keeps for good the memory that all notebooks take to read."""
    if child := os.fork():
        if code := os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
            sys.exit(code)
        return
    status = 1
    try:
        for line in fill().lines(work):
            print(line, flush=True)
        opening.lend(work)
        status = 0
    except UserError as fault:
        print(fault.sentence, file=sys.stderr, flush=True)
    finally:
        os._exit(status)


def settings() -> dict[str, object]:
    """What JupyterLab is told: as at home, and what many on one machine need."""
    work = course.work_folder()
    around = server.surroundings(work)
    return server.settings(work) | {
        # JupyterLab settles where these are when it is imported, and that was before this process was hers
        "LabApp.user_settings_dir": around["JUPYTERLAB_SETTINGS_DIR"],
        "LabApp.workspaces_dir": around["JUPYTERLAB_WORKSPACES_DIR"],
        "ServerApp.default_url": f"/{ports.FIRST_PAGE}",
        # Whoever is on this machine may listen at a port; nobody else gets at a socket in her folder.
        "KernelManager.transport": "ipc",
        "MappingKernelManager.cull_idle_timeout": int(os.environ.get("FIRSTQUERY_IDLE", "3600")),
        "MappingKernelManager.cull_interval": 60,
        "MappingKernelManager.kernel_manager_class": "firstquery.cohort.hub.kernels.WarmKernelManager",
    }


def serve(arguments: list[str]) -> None:
    """Runs the hub's JupyterLab on ``arguments``, as `firstquery.lab.program` runs JupyterLab."""
    jupyterlab.commands.which = program.nothing_is_built_here
    provider = extension.JupyterHubIdentityProvider
    known = provider.page_config_hook

    def hook(self: object, handler: object, page: dict[str, Any]) -> dict[str, Any]:
        return program.without_left_out(handler, known(self, handler, page))

    provider.page_config_hook = hook
    extension.main([*arguments, *sys.argv[1:]])


if __name__ == "__main__":
    main()
