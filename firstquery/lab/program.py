"""JupyterLab as `firstquery lab` starts it: the same program, without what only those who build extensions wait for.

At its start it asks Node for settings of Yarn, where a machine has Node; and its page loads every extension there is,
those that are left out too.
"""

from __future__ import annotations

import sys
from typing import Any

import jupyterlab.commands


def main() -> None:
    """Runs JupyterLab on the arguments of the command line, until it is stopped."""
    jupyterlab.commands.which = nothing_is_built_here
    from jupyterlab.labapp import LabApp  # asks Node as soon as it is imported

    LabApp.serverapp_config = LabApp.serverapp_config | {"tornado_settings": {"page_config_hook": without_left_out}}
    sys.exit(LabApp.launch_instance())


def without_left_out(handler: object, page: dict[str, Any]) -> dict[str, Any]:
    """What a page of JupyterLab's is told to load, without the extensions that ``disabledExtensions`` names whole."""
    loaded = [one for one in page["federated_extensions"] if one["name"] not in page["disabledExtensions"]]
    return page | {"federated_extensions": loaded}


def nothing_is_built_here(program: str) -> str:
    raise ValueError(f"{program} is not asked")


if __name__ == "__main__":
    main()
