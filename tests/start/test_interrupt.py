"""Ctrl+C is answered with a word, also before a command has begun."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from firstquery.cli import entry, main
from tests.run.bench import eventually

ROOT = Path(__file__).resolve().parents[2]


def _press(_: list[str]) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("module", [main, entry])
def test_a_command_that_is_stopped_as_it_is_read_ends_without_a_traceback(
    module: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(main, "app", _press)
    with pytest.raises(SystemExit) as ended:
        module.main()  # type: ignore[attr-defined]
    assert (ended.value.code, capsys.readouterr().err) == (130, "Aborted.\n")


@pytest.mark.parametrize(
    "arguments", [("doctor",), ("lint",), ("prove", "4"), ("site", "--output", "site"), ("wheel", "--output", "wheel")]
)
def test_a_long_command_ends_at_once_and_without_a_traceback(arguments: tuple[str, ...], tmp_path: Path) -> None:
    code = "from firstquery.cli.entry import main; main()"
    with (tmp_path / "said").open("w+", encoding="utf-8") as said:
        process = subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            cwd=tmp_path,
            env={**os.environ, "FIRSTQUERY_COURSE": str(ROOT), "FIRSTQUERY_WORK": str(tmp_path / "work")},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
        try:
            assert eventually(lambda: _has_begun(process.pid, tmp_path / "said"), 60)
            os.killpg(process.pid, signal.SIGINT)
            assert process.wait(30) == 130
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    text = (tmp_path / "said").read_text(encoding="utf-8")
    assert "Traceback" not in text and "KeyboardInterrupt" not in text, text


def _has_begun(process: int, said: Path) -> bool:
    """It has said which course it is, or, as the examination does, started another program."""
    return "Course:" in said.read_text(encoding="utf-8") or bool(psutil.Process(process).children())
