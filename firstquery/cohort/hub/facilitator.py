"""The facilitator's server on the hub: JupyterLab in her copy of the course, with nbgrader's formgrader."""

from __future__ import annotations

from pathlib import Path

from firstquery.cohort.hub import program


def main() -> None:
    """Serve the folder that one stands in, until the hub ends it."""
    program.serve(
        [
            f"--ServerApp.root_dir={Path.cwd()}",
            "--KernelManager.transport=ipc",
            # not as at a log-in, which would forget where the words firstquery and nbgrader are
            "--ServerApp.terminado_settings={'shell_command': ['/bin/bash']}",
            # JupyterLab's tab of it is a frame; this page may be shown in frames of the same address, and no other.
            "--ServerApp.tornado_settings={'headers': {'Content-Security-Policy': \"frame-ancestors 'self'\"}}",
        ]
    )


if __name__ == "__main__":
    main()
