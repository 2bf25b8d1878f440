"""The slides as one page that loads nothing and runs nothing: a slide fills the screen, and each prints on its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter, SlidesExporter
from nbformat import NotebookNode
from traitlets.config import Config

from firstquery.core.errors import UserError
from firstquery.html import page
from firstquery.html.accessible import put_right
from firstquery.html.notebook import PageExporter

_HERE = Path(__file__).parent


class TalkExporter(PageExporter, SlidesExporter):
    """nbconvert's slides, with a template of ours: its own loads reveal.js from the network while it is shown."""

    takes_its_title = False

    @property
    def default_config(self) -> Config:
        ours = {"template_name": "firstquery-talk", "extra_template_basedirs": [str(_HERE / "templates")]}
        inherited = Config(super().default_config)
        inherited.merge(Config({type(self).__name__: ours}))
        return inherited

    def _preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        nb, resources = super()._preprocess(nb, resources)
        last, number = count(nb), 0
        for cell in nb.cells:
            number += bool(cell.metadata.get("slide_start"))
            cell.metadata.firstquery_slide = number
            cell.metadata.firstquery_slides = last
        return nb, resources

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """The whole page, as HTML."""
        body, resources = HTMLExporter.from_notebook_node(self, nb, resources, **kw)
        _, body, _ = put_right(body, "", self.leads, self.beside, has_title=False)
        return page(
            str(kw.get("title") or "My talk, in slides"),
            body,
            further_style=(_HERE / "slides.css").read_text(encoding="utf-8"),
        ), resources


def count(notebook: NotebookNode) -> int:
    """How many slides a notebook has: the first cell that is shown begins one, whatever its metadata say."""
    kinds = [_kind(cell) for cell in notebook.cells]
    shown = [kind for kind in kinds if kind not in ("notes", "skip")]
    return (1 + sum(kind == "slide" for kind in shown[1:])) if shown else 0


def _kind(cell: NotebookNode) -> str:
    told = cell.metadata.get("slideshow")
    return str(told.get("slide_type", "-")) if isinstance(told, dict) else "-"


def render(notebook: NotebookNode) -> str:
    """Raises `UserError` where no cell is a slide."""
    if not count(notebook):
        raise UserError("Every cell of your talk is hidden, so there is no slide. talk(anew=True) makes them again.")
    exporter = TalkExporter()  # type: ignore[no-untyped-call]
    return exporter.from_notebook_node(notebook, {"metadata": {"name": "talk"}})[0]
