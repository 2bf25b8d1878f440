"""What hub/kubernetes says of accounts is run, and its files agree with each other and with the package."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

HERE = ROOT / "hub" / "kubernetes"


def documents(name: str) -> list[dict[str, Any]]:
    return [one for one in yaml.safe_load_all((HERE / name).read_text(encoding="utf-8")) if one]


@pytest.fixture
def hook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The hub's extra configuration, run as the hub runs it."""
    monkeypatch.setenv("FACILITATOR", "facilitator")
    (values,) = documents("values.yaml")
    code = values["hub"]["extraConfig"]["10-accounts"].replace("/srv/accounts/passwd", str(tmp_path / "passwd"))
    space: dict[str, Any] = {"c": SimpleNamespace(KubeSpawner=SimpleNamespace())}
    exec(compile(code, "10-accounts", "exec"), space)
    return SimpleNamespace(spawner=space["c"].KubeSpawner, file=tmp_path / "passwd")


def spawner(name: str, number: int) -> SimpleNamespace:
    user = SimpleNamespace(name=name, id=number)
    return SimpleNamespace(user=user, environment={}, image="example.org/first-query:learner", cmd=[], working_dir="")


def test_every_account_has_a_number_of_its_own_and_its_name_is_written_once(hook: SimpleNamespace) -> None:
    people = [spawner("facilitator", 1), spawner("ann", 2), spawner("ben", 3)]
    for one in (*people, *people):
        hook.spawner.pre_spawn_hook(one)
    rows = [line.split(":") for line in hook.file.read_text().splitlines()]
    assert {row[0]: int(row[2]) for row in rows} == {"facilitator": 1000, "ann": 20002, "ben": 20003}
    assert len(rows) == 3 and all(len(row) == 7 for row in rows)
    assert [hook.spawner.uid(one) for one in people] == [1000, 20002, 20003]


def test_an_account_that_was_made_anew_at_the_hub_has_its_new_number_alone(hook: SimpleNamespace) -> None:
    hook.spawner.pre_spawn_hook(spawner("ann", 2))
    hook.spawner.pre_spawn_hook(spawner("ann", 9))
    assert hook.file.read_text() == "ann:x:20009:100::/home/jovyan:/bin/bash\n"


def test_the_facilitator_alone_has_her_image_and_her_server(hook: SimpleNamespace) -> None:
    hers, learner = spawner("facilitator", 1), spawner("ann", 2)
    hook.spawner.pre_spawn_hook(hers)
    hook.spawner.pre_spawn_hook(learner)
    assert hers.image.endswith(":facilitator") and learner.image.endswith(":learner")
    assert hers.cmd[-1] == "firstquery.cohort.hub.facilitator" and learner.cmd == []
    # no fixed course for her: her commands work on the copy in whose folder she stands
    assert hers.environment["FIRSTQUERY_COURSE"] == "" and "FIRSTQUERY_COURSE" not in learner.environment


@pytest.mark.parametrize("name", [".git", ".venv", "held-out", "gradebook.db", "submitted", "feedback"])
def test_an_image_has_nothing_of_the_cohorts_or_of_this_machines(name: str) -> None:
    left = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert name in left or f"{name}*" in left


def test_the_programs_that_pods_run_are_in_the_package() -> None:
    (values,) = documents("values.yaml")
    for module in (values["singleuser"]["cmd"][-1], "firstquery.cohort.hub.facilitator"):
        assert importlib.util.find_spec(module)


def test_the_volumes_that_are_mounted_are_claimed() -> None:
    (values,) = documents("values.yaml")
    claims = {one["metadata"]["name"] for name in ("volumes.yaml", "grading.yaml") for one in documents(name)
              if one["kind"] == "PersistentVolumeClaim"}  # fmt: skip
    used = {one["persistentVolumeClaim"]["claimName"] for one in values["singleuser"]["storage"]["extraVolumes"]}
    used |= {one["persistentVolumeClaim"]["claimName"] for one in values["hub"]["extraVolumes"]}
    assert used <= claims


def test_no_learner_reaches_the_network_or_another_ones_server() -> None:
    (values,) = documents("values.yaml")
    policy = values["singleuser"]["networkPolicy"]
    rules = policy["egressAllowRules"]
    assert policy["enabled"] and not any(rules[name] for name in ("nonPrivateIPs", "privateIPs", "cloudMetadataServer"))
    assert values["hub"]["config"]["JupyterHub"]["admin_access"] is False
