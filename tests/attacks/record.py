"""The record of what was measured: tests/attacks/results.json, by attack, "stock" and "ours"."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "results.json"
_lock = threading.Lock()


def read() -> dict[str, dict[str, Any]]:
    return json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}  # type: ignore[no-any-return]


def put(name: str, whose: str, found: dict[str, Any]) -> None:
    """Writes one measurement over the one before."""
    with _lock:
        kept = read()
        kept.setdefault(name, {})[whose] = found
        text = ",\n".join(f"{json.dumps(one)}: {json.dumps(kept[one], sort_keys=True)}" for one in sorted(kept))
        FILE.write_text("{\n" + text + "\n}\n", encoding="utf-8")


def stock_said(found: dict[str, Any]) -> str:
    """What stock nbgrader did, in words for the table."""
    said = []
    ended, earned, deserved = found["ended"], found.get("earned"), found["deserved"]
    if ended.startswith("not"):
        said.append(f"**the run did not end {ended.removeprefix('not ')}**")
    if found.get("done"):
        said.append("**it went through**")
    if earned is not None and earned > deserved:
        said.append(f"**{earned:g} points earned, {deserved:g} deserved**")
    elif earned is not None and earned < deserved:
        said.append(f"{earned:g} of the {deserved:g} points deserved")
    if found.get("secrets"):
        said.append(f"**came out: {', '.join(found['secrets'])}**")
    if "ann" not in found.get("neighbours", []):
        said.append("**marks of one graded before changed**")
    if "zoe" not in found.get("neighbours", []):
        said.append("**the next was not graded**")
    if found.get("changed"):
        said.append("**files of the course changed**")
    if found.get("left"):
        said.append("**files left behind**")
    if found.get("processes"):
        said.append("**processes left behind**")
    if found.get("reached"):
        said.append(f"**reached: {', '.join(found['reached'])}**")
    if found.get("ran"):
        said.append("**its script runs in the browser**")
    if found.get("peak_mb", 0) > 1500:
        said.append(f"**{found['peak_mb'] / 1000:.1f} GB of memory taken**")
    if found.get("log_mb", 0) >= 10:
        said.append(f"**a log of {found['log_mb']} MB**")
    if found.get("feedback"):
        said.append(f"**no feedback: {found['feedback']}**")
    if not said:
        said.append("held" if ended == "well" else "held; it alone was not graded")
    return "; ".join(said)
