"""The command `firstquery`. The examination of a damaged installation must not need what is damaged."""

from __future__ import annotations

import sys


def main() -> None:
    if sys.argv[1:2] == ["doctor"]:
        from firstquery.doctor.run import main as examine

        sys.exit(examine(sys.argv[2:]))
    try:
        from firstquery.cli.main import main as command
    except ImportError as fault:
        print(
            f"A part of First Query's environment is missing or damaged ({fault}). "
            "`python3 start.py doctor`, in the folder of the course, says how to mend it.",
            file=sys.stderr,
        )
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    command()
