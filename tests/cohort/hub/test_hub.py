"""A real hub with real system users: what a learner has there, what she does not reach, and what its commands do."""

from __future__ import annotations

import grp
import hashlib
import json
import pwd
import re
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from firstquery.cohort.hub import accounts, archive, daemon, examination, workshop
from firstquery.cohort.hub.accounts import Account
from firstquery.cohort.hub.site import Site, home_of
from firstquery.cohort.hub.visitor import Visitor
from firstquery.core.errors import UserError
from tests.browser.jupyterlab import LAPTOP, PATIENCE, PRACTICE, PRACTICE_PATH, QUIET, cell, opened, run
from tests.cohort.hub.conftest import COURSE, named
from tests.cohort.hub.terminal import say_in_terminal
from tests.conftest import ROOT, needs

pytestmark = pytest.mark.root


def as_user(name: str, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["runuser", "-u", name, "--", *command], capture_output=True, text=True, cwd="/", check=False)


def test_a_learner_logs_in_and_stands_before_start_here_in_her_own_folder(hub: Site, ann: Visitor) -> None:
    page = ann.open()
    assert page.url.path == f"/user/{ann.name}/lab/tree/start-here.ipynb"
    listed = {one["name"] for one in ann.ask("GET", "api/contents").json()["content"]}
    assert {"start-here.ipynb", "practice"} <= listed
    practice = ann.ask("GET", "api/contents/practice").json()["content"][0]["path"]
    assert "key.json" not in {one["name"] for one in ann.ask("GET", f"api/contents/{practice}").json()["content"]}
    layout = ann.ask("GET", "lab/api/workspaces/default")
    assert layout.status_code == 200
    assert ann.ask("PUT", "lab/api/workspaces/default", content=layout.content).status_code == 204
    assert ann.ask("GET", "lab/api/settings/@jupyterlab/apputils-extension:themes").status_code == 200
    told = json.loads(re.search(r'(?s)id="jupyter-config-data"[^>]*>(.*?)</script>', page.text)[1])
    loaded = {one["name"] for one in told["federated_extensions"]}
    assert loaded
    assert not loaded & set(told["disabledExtensions"])
    work = home_of(ann.name, hub.homes) / "first-query"
    assert work.stat().st_uid == pwd.getpwnam(ann.name).pw_uid


def test_what_stands_beside_a_cell_at_home_stands_there_on_the_hub(ann: Visitor) -> None:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(needs("chromium")), args=QUIET)
        context = chromium.new_context(viewport=LAPTOP)
        host = urlsplit(ann.address).hostname
        for one in ann.browser.cookies.jar:
            context.add_cookies([{"name": one.name, "value": one.value or "", "domain": host, "path": one.path}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{ann.address}/user/{ann.name}/lab/tree/{PRACTICE_PATH}")
        opened(page, PRACTICE_PATH, "Practice")
        run(page, cell(page, PRACTICE, "rebuild"))
        page.get_by_role("tab", name="Tables").click()
        expect(page.locator(".fq-Tables summary").first).to_have_text("accounts")
        cell(page, PRACTICE, "w01-q5-answer").get_by_role("radio").nth(2).check()
        check = cell(page, PRACTICE, "w01-q5")
        check.get_by_role("button", name=re.compile("^Check")).click()
        expect(check.locator(".jp-OutputArea")).to_contain_text("Right")
        chromium.close()


def test_her_kernel_runs_the_course_as_herself_and_within_its_limits(hub: Site, ann: Visitor) -> None:
    said = ann.run(
        ann.start_kernel(),
        "from firstquery import *",
        "import os, resource; print(os.getuid(), os.getcwd(), resource.getrlimit(resource.RLIMIT_DATA)[1])",
        "answer = sql('SELECT COUNT(*) AS n FROM accounts'); answer",
        "check('w01-q1', answer)",
        "wide = bytearray(3 * 2**30)",
        "print(1 + 1)",
    )
    assert said[0] == ""
    work = home_of(ann.name, hub.homes) / "first-query"
    assert said[1].split() == [str(pwd.getpwnam(ann.name).pw_uid), str(work), str(hub.memory * 2**20)]
    assert said[2].split()[0] == "n"
    assert said[3].startswith(("Right", "Not yet"))
    assert "MemoryError" in said[4]
    assert said[5] == "2\n"


def test_a_kernel_is_interrupted_started_anew_and_ended_as_any_other(ann: Visitor) -> None:
    kernel, said = ann.start_kernel("week.ipynb"), []
    (before,) = (int(one) for one in ann.run(kernel, "import os; print(os.getpid())"))
    endless = "print('begun', flush=True)\nwhile True: pass"
    thread = threading.Thread(target=lambda: said.extend(ann.run(kernel, endless, "'here'")))
    thread.start()
    while ann.ask("GET", f"api/kernels/{kernel}").json()["execution_state"] != "busy":
        assert thread.is_alive()
    assert ann.ask("POST", f"api/kernels/{kernel}/interrupt").status_code == 204
    thread.join()
    assert "KeyboardInterrupt" in said[0]
    assert said[1] == "'here'"
    assert ann.ask("POST", f"api/kernels/{kernel}/restart").status_code == 200
    (after,) = (int(one) for one in ann.run(kernel, "import os; print(os.getpid())"))
    assert before not in _processes(ann.name)
    assert after in _processes(ann.name)
    assert ann.ask("DELETE", f"api/kernels/{kernel}").status_code == 204
    assert after not in _processes(ann.name)


def test_a_kernel_that_dies_comes_back_by_itself(ann: Visitor) -> None:
    kernel = ann.start_kernel("dies.ipynb")
    (before,) = (int(one) for one in ann.run(kernel, "import os; print(os.getpid())"))
    known, end = set(_processes(ann.name)), time.monotonic() + 120
    assert as_user(ann.name, "kill", "-9", str(before)).returncode == 0
    while len(set(_processes(ann.name)) - known) < 2:  # the kernel, and the process that waits for it
        assert time.monotonic() < end
        time.sleep(0.1)
    assert ann.run(kernel, "'again'") == ["'again'"]
    assert ann.ask("DELETE", f"api/kernels/{kernel}").status_code == 204


def test_a_wrong_password_and_an_account_that_is_not_the_hubs_stay_outside(hub: Site, ann: Visitor) -> None:
    for name, password in ((named("ben"), "wrong"), ("root", "wrong")):
        with Visitor(hub.address(), name) as stranger:
            assert stranger.log_in(password).status_code == 403
            assert stranger.browser.get("/hub/home").url.path == "/hub/login"


def test_a_learner_reaches_nothing_that_is_not_hers(hub: Site, ann: Visitor) -> None:
    ben = home_of(named("ben"), hub.homes)
    (secret := ben / "mine.txt").write_text("ben's")
    held_out = hub.facilitator_course / "held-out"
    assert as_user(hub.facilitator, "touch", str(hub.facilitator_course / "gradebook.db")).returncode == 0
    assert as_user(hub.facilitator, "mkdir", str(held_out)).returncode == 0
    for path in (
        ben,
        secret,
        hub.facilitator_course / "source",
        held_out,
        hub.facilitator_course / "gradebook.db",
        hub.facilitator_course,
        hub.state,
        hub.file,
    ):
        assert as_user(ann.name, "ls", str(path)).returncode
        assert as_user(ann.name, "cat", str(path)).returncode
        assert as_user(ann.name, "touch", str(path / "x" if path.is_dir() else path)).returncode
    for path in (hub.state / "jupyterhub.sqlite", hub.state / "accounts.json", hub.state / "slips.html"):
        assert path.is_file()
        assert as_user(ann.name, "cat", str(path)).returncode
    assert as_user(ann.name, "touch", str(hub.course / "firstquery" / "x.py")).returncode
    assert not list((hub.course / "source").rglob("answers.py"))


def test_a_learner_reaches_no_other_server_and_not_the_hubs_rights(hub: Site, ann: Visitor) -> None:
    with Visitor(hub.address(), named("ben")) as ben:
        ben.log_in(accounts.read_accounts(hub)[ben.name].password)
        ben.open()
        refused = ben.browser.get(f"/user/{ann.name}/api/contents")
        assert refused.status_code == 403
        assert ben.browser.get(f"/user/{hub.facilitator}/formgrader").status_code in (403, 404)
        assert ben.browser.get("/hub/admin").status_code == 403
        assert ben.browser.get("/hub/api/users", headers={"Referer": f"{hub.address()}/hub/home"}).status_code == 403
        assert ben.ask("GET", "formgrader").status_code == 404


def test_other_users_cannot_listen_to_a_kernel(hub: Site, ann: Visitor) -> None:
    (kernel,) = [one["id"] for one in ann.ask("GET", "api/kernels").json()][:1]
    runtime = home_of(ann.name, hub.homes) / ".jupyter-run"
    connection = (runtime / f"kernel-{kernel}.json").read_text()
    assert '"transport": "ipc"' in connection
    assert as_user(named("ben"), "ls", str(runtime)).returncode


def test_the_exchange_takes_and_gives_and_nothing_else(hub: Site, ann: Visitor) -> None:
    box = hub.inbox / "inbound"
    assert as_user(ann.name, "mkdir", str(box / "hers")).returncode == 0
    assert as_user(ann.name, "ls", str(box)).returncode
    assert as_user(named("ben"), "rmdir", str(box / "hers")).returncode
    assert as_user(named("ben"), "mv", str(box / "hers"), str(box / "his")).returncode
    assert as_user(ann.name, "mv", str(hub.inbox), f"{hub.inbox}-false").returncode
    assert as_user(ann.name, "mkdir", str(hub.inbox / "outbound" / "week-99")).returncode
    assert as_user(ann.name, "ls", str(hub.inbox / "feedback")).returncode
    assert as_user(ann.name, "rmdir", str(box / "hers")).returncode == 0


def test_what_the_facilitator_releases_a_learner_fetches_and_hands_in_and_she_collects(hub: Site, ann: Visitor) -> None:
    stem = sorted(one.name for one in (hub.course / "release").iterdir())[1]
    nbgrader = str(hub.python.with_name("nbgrader"))

    def at(name: str, folder: Path, *words: str) -> None:
        done = as_user(name, "env", "-i", "-C", str(folder), f"HOME={home_of(name, hub.homes)}", nbgrader, *words)
        assert done.returncode == 0, done.stdout + done.stderr

    at(hub.facilitator, hub.facilitator_course, "release_assignment", stem)
    work = home_of(ann.name, hub.homes)
    at(ann.name, work, "fetch_assignment", stem)
    assert (work / stem / f"{stem}.ipynb").is_file()
    at(ann.name, work, "submit", stem)
    at(hub.facilitator, hub.facilitator_course, "collect", stem)
    assert (hub.facilitator_course / "submitted" / ann.name / stem / f"{stem}.ipynb").is_file()


def test_a_terminal_knows_the_commands_of_the_course(hub: Site, ann: Visitor) -> None:
    with Visitor(hub.address(), hub.facilitator) as lead:
        lead.log_in(accounts.read_accounts(hub)[hub.facilitator].password)
        lead.open()
        for who, commands in ((ann, ["firstquery --version"]), (lead, ["firstquery --version", "nbgrader --version"])):
            said = say_in_terminal(who, *commands)
            assert "not found" not in said and "First Query 0." in said, said
            assert ("nbgrader version" in said) is (who is lead), said


def test_the_formgrader_answers_the_facilitator_through_the_hub(hub: Site) -> None:
    with Visitor(hub.address(), hub.facilitator) as lead:
        lead.log_in(accounts.read_accounts(hub)[hub.facilitator].password)
        lead.open()
        page = lead.ask("GET", "formgrader")
        assert page.status_code == 200
        assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
        weeks = {one["name"] for one in lead.ask("GET", "formgrader/api/assignments").json()}
        assert {one.name for one in (hub.course / "release").iterdir()} <= weeks
        assert lead.browser.get(f"/user/{named('ann')}/api/contents").status_code == 403


def test_check_finds_nothing_here_and_says_how_to_mend_what_is_planted(hub: Site, ann: Visitor) -> None:
    assert [str(one) for one in examination.examine(hub) if one.mend and "GiB" not in one.what] == []
    home = home_of(named("ben"), hub.homes)
    answers = hub.course / "source" / "week-99" / "answers.py"
    answers.parent.mkdir()
    try:
        home.chmod(0o755)
        (hub.inbox / "inbound").chmod(0o777)
        answers.touch()
        said = "\n".join(str(one) for one in examination.examine(hub) if one.mend)
        assert f"{home} has mode 0755" in said
        assert f"chmod 0700 {home}" in said
        assert f"{ann.name} can read or write {home}" in said
        assert f"chmod 3733 {hub.inbox / 'inbound'}" in said
        assert f"Learners can read {answers}" in said
    finally:
        home.chmod(0o700)
        (hub.inbox / "inbound").chmod(0o3733)
        answers.unlink()
        answers.parent.rmdir()


def test_up_again_adds_who_is_new_and_changes_nobody(hub: Site, ann: Visitor) -> None:
    before, process = accounts.read_accounts(hub), daemon.running(hub)
    mine = home_of(ann.name, hub.homes) / "first-query" / "mine.txt"
    assert as_user(ann.name, "sh", "-c", f"printf 'as I left it' > {mine}").returncode == 0
    workshop.up(hub, [Account(name=ann.name), Account(name=named("cleo"), display="Cléo <b>")], print)
    after = accounts.read_accounts(hub)
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {named("cleo")}
    assert mine.read_text() == "as I left it"
    assert daemon.running(hub) == process
    slips = (hub.state / workshop.SLIPS).read_text()
    assert all(one.password in slips for one in after.values())
    assert "Cléo &lt;b&gt;" in slips
    with Visitor(hub.address(), named("cleo")) as cleo:
        assert cleo.log_in(after[cleo.name].password).status_code == 200
    roster = (hub.facilitator_course / "roster.csv").read_text()
    assert named("cleo") in roster
    assert after[named("cleo")].password not in roster


def test_up_from_another_version_of_the_course_says_that_it_is_an_upgrade(
    hub: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("source", "firstquery", "release"):
        (tmp_path / name).mkdir()
    (tmp_path / "course.toml").touch()
    monkeypatch.setenv("FIRSTQUERY_COURSE", str(tmp_path))
    with pytest.raises(UserError, match="firstquery hub upgrade"):
        workshop.up(hub, [Account(name=named("ann"))], print)


def test_a_name_that_is_somebody_elses_account_makes_nothing(hub: Site) -> None:
    before = set(pwd.getpwall())
    with pytest.raises(UserError, match=r"account daemon on this machine"):
        accounts.make(hub, [Account(name=named("dev")), Account(name="daemon")])
    assert set(pwd.getpwall()) == before


def test_backup_and_restore_give_the_same_and_stop_leaves_no_process(hub: Site, ann: Visitor, tmp_path: Path) -> None:
    work = home_of(ann.name, hub.homes) / "first-query"
    assert as_user(ann.name, "ln", "-s", "/etc/shadow", str(work / "away")).returncode == 0
    subprocess.run(["chpasswd"], input=f"{ann.name}:her own choice\n", text=True, check=True)
    archive.save(hub, tmp_path / "of-a-running-hub.tar.gz")
    with pytest.raises(UserError, match="The hub runs"):
        archive.restore(tmp_path / "of-a-running-hub.tar.gz", hub.state)
    assert daemon.stop(hub)
    assert list(daemon.members(hub)) == []
    assert not [one for name in accounts.read_accounts(hub) for one in _processes(name)]
    archive.save(hub, tmp_path / "backup.tar.gz")
    assert (tmp_path / "backup.tar.gz").stat().st_mode & 0o777 == 0o600
    (hub.state / "hub.log").unlink()
    before = [(place.name, *one) for place in archive.cohort_folders(hub) for one in _tree(place.folder)]
    accounts.remove(hub)
    for place in archive.cohort_folders(hub):
        subprocess.run(["rm", "-rf", place.folder], check=True)
    restored = archive.restore(tmp_path / "backup.tar.gz", hub.state)
    assert restored == hub
    after = [(place.name, *one) for place in archive.cohort_folders(hub) for one in _tree(place.folder)]
    assert len(after) > 100
    assert sorted(set(after) ^ set(before)) == []
    assert grp.getgrnam(hub.group).gr_mem
    changed = hub.facilitator_course / "release" / "changed.md"
    assert as_user(hub.facilitator, "touch", str(changed)).returncode == 0
    workshop.upgrade(hub, print, start=True)
    assert not changed.exists()
    assert (hub.facilitator_course / "before-upgrade" / "release" / changed.name).exists()
    with Visitor(hub.address(), ann.name) as again:
        assert again.log_in("her own choice").status_code == 200
        assert again.open().status_code == 200


def test_what_is_no_backup_changes_nothing(hub: Site, tmp_path: Path) -> None:
    (tmp_path / "no.tar.gz").write_bytes(b"no archive")
    with pytest.raises(UserError, match="Nothing was changed"):
        archive.restore(tmp_path / "no.tar.gz", tmp_path / "state")
    assert not (tmp_path / "state").exists()


def test_the_benchmark_of_the_hub_runs_and_prints_its_ratio() -> None:
    command = [sys.executable, "-m", "benchmarks.hub", "--small", "--course", str(COURSE)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert re.search(r"each further learner: \d+ % of stock\nmemory: \d+ % of stock\n", done.stdout), done.stdout


def _processes(name: str) -> list[int]:
    found = subprocess.run(["ps", "-u", name, "-o", "pid="], capture_output=True, text=True, check=False)
    return [int(one) for one in found.stdout.split()]


def _tree(folder: Path) -> Iterator[tuple[str, int, str, str]]:
    """Each file's mode, owner and content."""
    for path in sorted((folder, *folder.rglob("*"))) if folder.exists() else ():
        told = path.lstat()
        content = str(path.readlink()).encode() if path.is_symlink() else path.read_bytes() if path.is_file() else b""
        if content.startswith(b"SQLite"):  # a copy is not the same byte by byte
            with closing(sqlite3.connect(path)) as database:
                content = "".join(database.iterdump()).encode()
        digest = hashlib.sha256(content).hexdigest()
        yield str(path.relative_to(folder)), told.st_mode, pwd.getpwuid(told.st_uid).pw_name, digest
