"""A learner leaves a hub: she gets what it holds of her, and afterwards no account, file or table names her."""

from __future__ import annotations

import json
import os
import pwd
import re
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from firstquery.cohort.hub import accounts, daemon, removal
from firstquery.cohort.hub.site import Site, home_of
from firstquery.cohort.hub.visitor import Visitor
from firstquery.core.errors import UserError

from .conftest import named

pytestmark = pytest.mark.root
ANN, BEN = named("ann"), named("ben")


def command(site: Site, *words: str) -> str:
    asked = [sys.executable, "-m", "firstquery.cli.main", "person", *words, "--state", str(site.state)]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=600)
    assert "Traceback" not in done.stderr
    assert done.returncode == 0, done.stdout + done.stderr
    return " ".join(done.stdout.split())


def test_while_the_hub_runs_nothing_goes_and_the_way_is_said(hub: Site, ann: Visitor) -> None:
    assert ann.has("practice")
    with pytest.raises(UserError, match="hub stop"):
        removal.check(hub, ANN)
    with pytest.raises(UserError, match="facilitator's account"):
        removal.check(hub, hub.facilitator)


def test_she_gets_her_work_and_what_the_hub_knows_without_her_password(hub: Site, ann: Visitor, tmp_path: Path) -> None:
    file = tmp_path / "ann.zip"
    command(hub, ANN, "--export", str(file))
    assert file.stat().st_mode & 0o077 == 0
    password = accounts.read_accounts(hub)[ANN].password
    with zipfile.ZipFile(file) as archive:
        assert password.encode() not in b"".join(archive.read(name) for name in archive.namelist())
        known = json.loads(archive.read("hub.json"))
        assert json.loads(archive.read("person.json"))["roster"]["name"] == ANN
        assert archive.getinfo("work.tar").file_size > 0
    assert known["account"]["display"] == "Ann"
    assert [one["name"] for one in known["users"]] == [ANN]


def test_erased_no_account_file_or_table_of_the_hub_names_her(hub: Site, ann: Visitor) -> None:
    (left := Path("/tmp", f"{ANN}-left")).write_text("hers", encoding="utf-8")
    os.chown(left, pwd.getpwnam(ANN).pw_uid, -1)
    home = home_of(ANN, hub.homes)
    daemon.stop(hub)
    said = command(hub, ANN, "--erase", "--yes")
    assert "none names her any more" in said, said
    with pytest.raises(KeyError):
        pwd.getpwnam(ANN)
    assert not home.exists()
    assert not left.exists()
    assert accounts.learners(hub) == [BEN]
    with closing(sqlite3.connect(hub.state / "jupyterhub.sqlite")) as database:
        for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            assert ANN not in str(database.execute(f"SELECT * FROM {table}").fetchall()), table
    for place in (hub.state, hub.exchange, hub.facilitator_course):
        for path in place.rglob("*"):
            if path.is_file() and ".venv" not in path.parts:
                assert ANN.encode() not in (said := path.read_bytes()), (path, re.findall(rf".*{ANN}.*", said.decode()))
    daemon.start(hub)
    with Visitor(hub.address(), BEN) as ben:
        ben.log_in(accounts.read_accounts(hub)[BEN].password)
        assert ben.open().status_code == 200
