"""The trial that a kind is handed which runs a program: the sandbox's, on one snapshot of the data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from firstquery.checks.kind import Trial, TrialOutcome

SECONDS = 10
PORT = 8765  # where a program finds the service, in a box


def trial_on(snapshot: Path | None, *, must_isolate: bool) -> Trial | None:
    """Runs programs beside the database ``snapshot``; None where nothing can run one (a browser's kernel).

    ``must_isolate``: it raises `Sentence` where there is no sandbox.
    """
    try:
        from firstquery.grade.sandbox import trial as sandbox  # type: ignore[attr-defined,unused-ignore]
    except ImportError:
        return None

    def run(*, files: Mapping[str, str | bytes], command: Sequence[str], **surroundings: Any) -> TrialOutcome:
        serve = surroundings.get("serve")
        asked = sandbox.Trial(
            command=list(command),
            files=dict(files),
            folder=surroundings.get("folder", ""),
            environment=dict(surroundings.get("environment") or {}),
            stdin=surroundings.get("stdin", ""),
            limits=sandbox.Limits(seconds=surroundings.get("seconds", SECONDS)),
            warehouse=snapshot if surroundings.get("warehouse") else None,
            service=sandbox.Service(serve.serving, port=PORT, variable="SERVICE_URL") if serve else None,
        )
        found = sandbox.run(asked, must_isolate=must_isolate)
        given = {name: text.encode() if isinstance(text, str) else text for name, text in files.items()}
        return replace(found, files={**given, **found.files})  # type: ignore[no-any-return]

    return run
