"""JupyterLab as `firstquery lab` starts it: the same program, without what only those who build extensions wait for.

At its start it asks Node for settings of Yarn, where a machine has Node; and its page loads every extension there is,
those that are left out too.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import jupyterlab.commands


def main() -> None:
    """Runs JupyterLab on the arguments of the command line, until it is stopped."""
    jupyterlab.commands.which = nothing_is_built_here
    from jupyterlab.labapp import LabApp  # asks Node as soon as it is imported

    LabApp.serverapp_config = LabApp.serverapp_config | {"tornado_settings": {"page_config_hook": without_left_out}}
    try:
        LabApp.launch_instance()
    except SystemExit as ended:
        if ended.code not in (None, 0):
            raise
    # All is closed. A thread that read a file for the server when it stopped is told by nobody that it may end (anyio's
    # workers), and Python would wait for it without end.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def without_left_out(handler: object, page: dict[str, Any]) -> dict[str, Any]:
    """What a page of JupyterLab's is told to load, without the extensions that ``disabledExtensions`` names whole."""
    loaded = [one for one in page["federated_extensions"] if one["name"] not in page["disabledExtensions"]]
    return page | {"federated_extensions": loaded}


def nothing_is_built_here(program: str) -> str:
    raise ValueError(f"{program} is not asked")


if __name__ == "__main__":
    main()
