"""Ctrl+C is answered with a word, also before a command has begun."""

from __future__ import annotations

import pytest

from firstquery.cli import entry, main


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
