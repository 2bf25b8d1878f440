"""A trial as the kinds of exercises call it: files, a command and surroundings in, an outcome out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from firstquery.sandbox.trial import Limits, Outcome, Service, Trial, run

PORT = 8765
ADDRESS = "SERVICE_URL"


def trial_on(snapshot: Path | None, *, must_isolate: bool) -> Callable[..., Outcome]:
    """The trial that a judge is handed, on the data of ``snapshot``; ``must_isolate`` where others' work is judged."""

    def trial(
        *,
        files: Mapping[str, str | bytes],
        command: Sequence[str],
        folder: str = "",
        environment: Mapping[str, str] | None = None,
        stdin: str = "",
        seconds: float = 10,
        warehouse: bool = False,
        serve: Any = None,
    ) -> Outcome:
        there = (
            {**files, f"{folder}/.keep": ""}
            if folder and not any(one.startswith(f"{folder}/") for one in files)
            else files
        )
        return run(
            Trial(
                command=list(command),
                files=dict(there),
                folder=folder,
                environment=dict(environment or {}),
                stdin=stdin,
                limits=Limits(seconds=seconds),
                warehouse=snapshot if warehouse else None,
                service=Service(serve.serving, port=PORT, variable=ADDRESS) if serve is not None else None,
            ),
            must_isolate=must_isolate,
        )

    return trial
