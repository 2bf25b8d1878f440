"""A PostgreSQL server of the tests' own: the system's package, a temporary folder, a free port of loopback."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PASSWORD = "hush/quiet@42"


def _as_user(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root: there it runs as the user that its package made."""
    return (
        ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]
        if os.geteuid() == 0
        else command
    )


@contextmanager
def postgres(pg_ctl: Path) -> Iterator[str]:
    """A running server; gives the address of its empty database ``flights``, with a password in it."""
    folder = Path(tempfile.mkdtemp(prefix="fq-pg-", dir="/tmp"))  # short: a socket's path may have 107 characters
    secret = folder / "password"
    secret.write_text(PASSWORD)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        shutil.chown(secret, "postgres", "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data, home = str(folder / "data"), pg_ctl.resolve().parent
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(folder)}

    def call(*command: str) -> None:
        subprocess.run(_as_user(list(command)), check=True, cwd=folder, env=environment, stdout=subprocess.DEVNULL)

    call(
        str(home / "initdb"), "-D", data, "-U", "owner", f"--pwfile={secret}", "-A", "scram-sha-256", "-N", "-E", "UTF8"
    )
    settings = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off"
    try:
        call(str(home / "pg_ctl"), "-D", data, "-l", str(folder / "log"), "-w", "-o", settings, "start")
        import psycopg

        address = f"host=127.0.0.1 port={port} user=owner password={PASSWORD}"
        with psycopg.connect(f"{address} dbname=postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE flights")
        yield f"postgresql://owner:hush%2Fquiet%4042@127.0.0.1:{port}/flights"
    finally:
        subprocess.run(
            _as_user([str(home / "pg_ctl"), "-D", data, "-m", "immediate", "stop"]),
            cwd=folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        shutil.rmtree(folder, ignore_errors=True)
