"""A learner's folder with week 1 done, a chart, a memo, predictions and a failure note: what a portfolio is made of."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from firstquery.core import course, records
from firstquery.learner import failures as store
from firstquery.learner.exercises import exercises_of
from firstquery.learner.failure_note import Note
from tests.conftest import ROOT

STEM = "week-01-first-query"
CHART = 'ax.plot(weekly)\nax.set_title("Tickets rise faster than customers")'
MEMO = (
    "# Decision: no vendor this year\n\n## What we decided\n\nWe sort by hand.\n\n"
    "## What would reverse it\n\n- 85 of 100\n- $2"
)
#: item id -> what goes in, in the folder that `fill` makes
ALL = ["w01-q4", "w01-q6", "w01-q7", "chart-my-look-rise", "memo-vendor", "note-1", "questions", "calibration"]
NAMES = ["w01-q1", "w01-q2", "w01-q3"]  # their tables hold names of customers


def fill(work: Path) -> None:
    """Fills ``work``, which FIRSTQUERY_WORK names."""
    practice = solved(STEM)
    (work / "practice" / STEM).mkdir(parents=True)
    nbformat.write(practice, work / "practice" / STEM / f"{STEM}.ipynb")
    for one in exercises_of(course.week(STEM)):
        records.attempt(one.id, "right", one.points, one.points)
    for number, (sure, inside) in enumerate([(70, True), (60, False), (90, True), (80, True), (30, False)] * 2, 1):
        predicted(f"w01-p{number}", sure, inside)
    look = nbformat.v4.new_notebook(cells=[chart("rise", CHART, png())])
    nbformat.write(look, work / "my-look.ipynb")
    (work / "memos").mkdir()
    (work / "memos" / "vendor.md").write_text(MEMO, encoding="utf-8")
    note = Note("0" * 12, 1, "27 test accounts were in my number.", "Customers only.", "I read the dictionary first.")
    store.write(work / "failures" / "failure-note-000000.md", note)
    store.record({"number": 1, "id": note.id, "path": str(work / "failures" / "failure-note-000000.md")})


def solved(stem: str) -> NotebookNode:
    """The practice as released, with the course's own answers and what they showed."""
    practice = nbformat.read(ROOT / "release" / stem / f"{stem}.ipynb", as_version=4)
    source = {cell.id: cell for cell in nbformat.read(ROOT / "source" / stem / f"{stem}.ipynb", as_version=4).cells}
    for cell in practice.cells:
        if cell.id.endswith("-answer"):
            lines = source[cell.id].source.splitlines()
            cell.source = "\n".join(line for line in lines if "SOLUTION" not in line)
            cell.outputs = source[cell.id].outputs
    return practice


def predicted(name: str, sure: float, inside: bool) -> None:
    kept = {
        "tries": [{"number": 1_743_000, "confidence": sure}],
        "seen": True,
        "outcome": 1_716_000,
        "inside": inside,
        "within": 25_000,
    }
    records.update(name, lambda record: {**record, **kept})


def chart(name: str, code: str, data: bytes) -> NotebookNode:
    """A cell that showed a picture."""
    shown = nbformat.v4.new_output("display_data", data={"image/png": encoded(data)})
    return nbformat.v4.new_code_cell(code, id=name, outputs=[shown])


def encoded(data: bytes) -> str:
    """The bytes as a notebook holds them."""
    return base64.b64encode(data).decode()


def png(**said: str) -> bytes:
    """A small picture; ``said`` is written into it beside the picture."""
    from PIL import Image, PngImagePlugin

    info = PngImagePlugin.PngInfo()
    for key, value in said.items():
        info.add_text(key, value)
    image = Image.new("RGB", (320, 200), "white")
    image.putpixel((3, 4), (11, 79, 158))
    exif = Image.Exif()
    exif[0x013B] = "Maria Novak"  # the artist
    made = io.BytesIO()
    image.save(made, "PNG", pnginfo=info, exif=exif)
    return made.getvalue()
