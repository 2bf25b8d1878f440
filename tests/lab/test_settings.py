"""Every setting of ours is one that the installed JupyterLab has: a mistyped one would do nothing, and say nothing."""

from __future__ import annotations

import json
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from firstquery.lab.server import SETTINGS

SHARE = Path(sys.prefix) / "share" / "jupyter"
OVERRIDES: dict[str, dict[str, Any]] = json.loads((SETTINGS / "overrides.json").read_text(encoding="utf-8"))
LEFT_OUT: dict[str, bool] = json.loads((SETTINGS / "page_config.json").read_text(encoding="utf-8"))[
    "disabledExtensions"
]
THEMES = "@jupyterlab/apputils-extension:themes"
TOUR = OVERRIDES["jupyterlab-tour:user-tours"]["tours"][0]


@cache
def schemas() -> dict[str, dict[str, Any]]:
    """The schemas of JupyterLab and of its extensions, by plugin."""
    found = {}
    for path in [*(SHARE / "lab" / "schemas").rglob("*.json"), *(SHARE / "labextensions").glob("**/schemas/**/*.json")]:
        folders = path.parent.parts[path.parent.parts.index("schemas") + 1 :]
        found["/".join(folders) + ":" + path.stem] = json.loads(path.read_text(encoding="utf-8"))
    return found


@cache
def code() -> str:
    """All of JupyterLab's program, where plugins and commands are named."""
    files = [*(SHARE / "lab" / "static").glob("*.js"), *(SHARE / "labextensions").rglob("*.js")]
    return "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in files)


def faults(plugin: str, settings: dict[str, Any]) -> list[str]:
    """What JupyterLab's own schema says against these settings."""
    schema = schemas().get(plugin)
    if schema is None:
        return [f"{plugin}: there is no such plugin"]
    unknown = [f"{plugin}: no setting {name!r}" for name in settings if name not in schema["properties"]]
    return unknown + [f"{plugin}: {error.message[:200]}" for error in Draft7Validator(schema).iter_errors(settings)]


@pytest.mark.parametrize("plugin", sorted(OVERRIDES))
def test_jupyterlab_knows_each_override_and_accepts_its_value(plugin: str) -> None:
    assert faults(plugin, OVERRIDES[plugin]) == []


def test_jupyterlab_accepts_the_letters_that_she_is_lent() -> None:
    assert faults(THEMES, json.loads((SETTINGS / "themes.jupyterlab-settings").read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("plugin", "settings"),
    [
        ("@jupyterlab/docmanager-extension:plugin", {"autosaveIntervall": 1}),
        ("@jupyterlab/docmanager-extension:plugin", {"autosaveInterval": "1"}),
        ("@jupyterlab/docmanager-extension:plug", {"autosaveInterval": 1}),
        ("@jupyterlab/application-extension:shell", {"startMode": "single-document"}),
        ("jupyterlab-tour:user-tours", {"tours": [{"id": "x", "label": "x", "steps": [{"target": "body"}]}]}),
    ],
)
def test_a_mistyped_setting_is_noticed(plugin: str, settings: dict[str, Any]) -> None:
    assert faults(plugin, settings)


@pytest.mark.parametrize("part", sorted(LEFT_OUT))
def test_each_part_that_is_left_out_is_one_that_is_there(part: str) -> None:
    extension = part.split(":")[0]
    folder = (SHARE / "labextensions" / extension).is_dir()
    if ":" not in part:
        assert folder or f'"{part}:' in code()
    else:
        # an extension of its own may build the name from its parts
        assert f'"{part}"' in code() or (folder and f":{part.split(':')[1]}`" in code())


def mentioned(value: Any, key: str) -> list[str]:
    """All values of `key` in it, however deep."""
    if isinstance(value, dict):
        own = [value[key]] if isinstance(value.get(key), str) else []
        return own + [one for inner in value.values() for one in mentioned(inner, key)]
    return [one for inner in value for one in mentioned(inner, key)] if isinstance(value, list) else []


def test_each_menu_entry_and_button_that_is_named_exists() -> None:
    theirs = [schema.get(part, {}) for schema in schemas().values() for part in ("jupyter.lab.menus",)]
    menus, commands = set(mentioned(theirs, "id")), set(mentioned(theirs, "command"))
    ours = OVERRIDES["@jupyterlab/mainmenu-extension:plugin"]["menus"]
    assert set(mentioned(ours, "id")) <= menus
    assert set(mentioned(ours, "command")) <= commands
    for plugin, bar in (("notebook-extension:panel", "Notebook"), ("filebrowser-extension:widget", "FileBrowser")):
        shown = {one["name"] for schema in schemas().values() for one in _toolbar(schema, bar)}
        for button in OVERRIDES[f"@jupyterlab/{plugin}"]["toolbar"]:
            assert button.get("disabled") is not True or button["name"] in shown, button["name"]
            assert button.get("command", "apputils:").split(":")[0] + ":" in code()


def _toolbar(schema: dict[str, Any], bar: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = schema.get("jupyter.lab.toolbars", {}).get(bar, [])
    return found


def test_the_button_leads_to_the_tour() -> None:
    (button,) = [
        one for one in OVERRIDES["@jupyterlab/notebook-extension:panel"]["toolbar"] if one["name"] == "show-me-around"
    ]
    assert button["args"] == {
        "commands": ["jupyterlab-tour:launch"],
        "args": {"id": f"jupyterlab-tour:user-tours:{TOUR['id']}"},
    }
    # with two tours the extension's own sorting fails, and none is there
    assert len(OVERRIDES["jupyterlab-tour:user-tours"]["tours"]) == 1
    assert 5 <= len(TOUR["steps"]) <= 6


def test_what_she_types_is_saved_within_a_second_or_so() -> None:
    assert OVERRIDES["@jupyterlab/docmanager-extension:plugin"]["autosaveInterval"] == 1


def letters_on_a_cell() -> dict[str, list[Any]]:
    """Each command that letters or digits alone, with Shift or without, would give to a cell that is not entered."""
    return {
        f"{one['command']} {' '.join(one['keys'])}": [one["command"], one["keys"], one["selector"]]
        for schema in schemas().values()
        for one in schema.get("jupyter.lab.shortcuts", [])
        if ".jp-Notebook" in one["selector"] or "data-jp-kernel-user" in one["selector"]
        if any(one.get("keys", [])) and all(re.fullmatch(r"(Shift )?[A-Z0-9]", key) for key in one["keys"])
    }


def test_a_letter_typed_outside_a_cell_is_no_command() -> None:
    ours = OVERRIDES["@jupyterlab/shortcuts-extension:shortcuts"]["shortcuts"]
    silenced = [[one["command"], one["keys"], one["selector"]] for one in ours if one["disabled"]]
    assert len(letters_on_a_cell()) >= 25
    # one that belongs to a part which is left out altogether
    open_still = [name for name, one in letters_on_a_cell().items() if one not in silenced]
    assert open_still in ([], ["notebook:toggle-cell-outputs O"])
    assert not [one for one in ours if any(key in ("Enter", "Escape", "Space") for key in one["keys"])]
