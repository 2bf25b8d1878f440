"""The list of a workshop's learners, and the learners' copy of the course."""

from __future__ import annotations

import os
import pwd
import re
import socket
import tempfile
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from firstquery.cohort.commands.hub import hub
from firstquery.cohort.hub import accounts, daemon, examination, install
from firstquery.cohort.hub.site import Site, read
from firstquery.core import course
from firstquery.core.errors import UserError


def test_a_list_is_read_with_and_without_its_other_columns(tmp_path: Path) -> None:
    (listed := tmp_path / "list.csv").write_text('﻿Name,Display name,email\nann,"Ann, of Sales",a@b.org\n\nben-2,,\n')
    ann, ben = accounts.read_list(listed)
    assert (ann.name, ann.display, ann.email) == ("ann", "Ann, of Sales", "a@b.org")
    assert (ben.name, ben.display) == ("ben-2", "")
    listed.write_text("name\ncleo\n")
    assert [one.name for one in accounts.read_list(listed)] == ["cleo"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("ann\nben\n", "first line"),
        ("", "first line"),
        ("name\n", "names nobody"),
        ("name\nann\nAnn Smith\n", "'Ann Smith' can't be the name of an account"),
        ("name\n-rf\n", "'-rf'"),
        ("name\nann\nann\n", "line 3: ann is in the list already"),
        ("name\n" + "a" * 32 + "\n", "31 at most"),
    ],
)
def test_any_other_list_is_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    (listed := tmp_path / "list.csv").write_text(text)
    with pytest.raises(UserError, match=sentence):
        accounts.read_list(listed)


def test_a_file_that_is_no_text_or_not_there_is_a_sentence(tmp_path: Path) -> None:
    (listed := tmp_path / "list.xlsx").write_bytes(b"PK\x03\x04\xff\xfe")
    with pytest.raises(UserError, match="save the list as CSV"):
        accounts.read_list(listed)
    with pytest.raises(UserError, match="There is no file"):
        accounts.read_list(tmp_path / "none.csv")


def test_the_learners_copy_has_the_practices_and_no_answers() -> None:
    root = course.PACKAGE.parent
    with tempfile.TemporaryDirectory(dir="/tmp") as made:
        Path(made).chmod(0o755)
        to = Path(made) / "course"
        install.give_course(root, to)
        given = {one.name for one in to.iterdir()}
        assert given <= {*install.GIVEN, "source"}
        assert {one.name for one in (to / "source").rglob("*.*")} <= {"placement.toml", *_ungraded(root)}
        assert [one.stem for one in course.practices(to)] == [one.stem for one in course.practices(root)]
        assert [one.number for one in course.weeks(to)] == [one.number for one in course.weeks(root)]
        for path in to.rglob("*"):
            assert path.stat().st_mode & (0o055 if path.is_dir() else 0o044) == (0o055 if path.is_dir() else 0o044)
            assert not path.stat().st_mode & 0o022
        (to / "firstquery" / "strange.py").touch()
        install.give_course(root, to)
        assert not (to / "firstquery" / "strange.py").exists()


def a_course_in_use(root: Path) -> Path:
    """A course with a cohort: what install copies, in small, and what is the cohort's alone."""
    for name in ("firstquery/one.py", "source/week-01-one/one.py", "held-out/one.sqlite", "submitted/ann/one.ipynb"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    for name in ("course.toml", "roster.csv", "gradebook.db"):
        (root / name).touch()
    (root / "cohort.toml").write_text("[due]\n1 = 2026-01-12\n")
    return root


def test_a_due_date_is_no_other_version_of_the_course(tmp_path: Path) -> None:
    root, to = a_course_in_use(tmp_path / "root"), tmp_path / "learners"
    to.mkdir()
    install.replace(root, to, ("firstquery", "course.toml"))
    assert install.is_current(root, to), "the learners have no cohort.toml"
    (to / "cohort.toml").write_text("[due]\n1 = 2026-01-19\n")
    assert install.is_current(root, to), "theirs says another day"
    (root / "cohort.toml").unlink()
    assert install.is_current(root, to), "they alone have one"
    (root / "firstquery" / "one.py").write_text("1")
    assert not install.is_current(root, to)


def test_made_up_people_get_nothing_of_the_cohort_that_is_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = a_course_in_use(tmp_path / "root")
    monkeypatch.setattr(course, "course_folder", lambda: root)
    facilitator = pwd.getpwuid(os.geteuid()).pw_name
    monkeypatch.setattr(Site, "facilitator_course", property(lambda site: tmp_path / str(site.is_made_up)))
    monkeypatch.setattr(install, "home_of", lambda *_: tmp_path)
    cohorts = {"cohort.toml", "held-out", "submitted", "roster.csv", "gradebook.db"}
    for is_made_up in (True, False):
        site = Site(facilitator=facilitator, is_made_up=is_made_up)
        install.update_facilitator_course(site)
        there = {one.name for one in site.facilitator_course.iterdir()}
        assert {"firstquery", "source", "course.toml"} <= there
        assert there & cohorts == (set() if is_made_up else cohorts)


def test_a_course_that_was_made_for_made_up_people_is_known_as_theirs_when_it_goes_on(tmp_path: Path) -> None:
    site = Site(course=tmp_path / "course", state=tmp_path / "state")
    begun = site.without_people()
    assert begun.owns_course
    begun.state.mkdir()
    begun.save()
    begun.course.mkdir()
    assert site.without_people() == begun
    other = site.model_copy(update={"state": tmp_path / "other"})
    assert not other.without_people().owns_course, "somebody else's course is there"


def test_where_there_is_no_hub_the_sentence_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="firstquery hub up --learners"):
        read(tmp_path)


def test_what_is_written_of_a_hub_is_read_again_and_is_roots_alone(tmp_path: Path) -> None:
    site = Site(state=tmp_path, port=8123, homes=Path("/somewhere"))
    site.save()
    assert read(tmp_path) == site
    assert site.file.stat().st_mode & 0o777 == 0o600


def _ungraded(root: Path) -> set[str]:
    return {f"{one.stem}.ipynb" for one in course.practices(root) if not one.graded}


@pytest.mark.parametrize("command", ["up", "demo"])
def test_what_a_taken_port_advises_is_an_option(command: str, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(UserError, match="is taken by another program") as said:
            daemon.start(Site(state=tmp_path, hub_port=other.getsockname()[1]))
    group = typer.main.get_command(hub)
    assert isinstance(group, TyperGroup)
    known = {option for one in group.commands[command].params for option in one.opts}
    advised = set(re.findall(r"--[a-z-]+", said.value.sentence))
    assert len(advised) == 3 and advised <= known


def test_check_says_how_a_stopped_hub_is_started_wherever_its_state_is(tmp_path: Path) -> None:
    (found,) = examination._service(Site(state=tmp_path))
    assert found.what == "The hub is not running."
    assert f"`firstquery hub upgrade --start --state {tmp_path}`" in found.mend


def test_a_machine_whose_own_name_leads_nowhere_is_told_how_to_mend_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "nowhere.invalid")
    ports = {f"{one}port": _free() for one in ("", "hub_", "proxy_")}
    with pytest.raises(UserError, match=r"add the line `127\.0\.1\.1 nowhere\.invalid` to /etc/hosts"):
        daemon.start(Site(state=tmp_path, **ports))


def test_the_fault_of_a_hub_that_ended_is_that_of_jupyterhub_and_not_of_its_proxy(tmp_path: Path) -> None:
    site = Site(state=tmp_path)
    site.log.write_text("[I 2026 JupyterHub app:1] Up\n[C 2026 JupyterHub app:2] Failed to start proxy\n  code: 5\n}\n")
    assert daemon._last(site) == "Failed to start proxy"


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("", 0))
        return int(probe.getsockname()[1])
