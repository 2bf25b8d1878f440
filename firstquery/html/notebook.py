"""A notebook as one accessible HTML page in the look of the course: loads nothing, runs nothing.

Through nbconvert, with a template of our own (``templates/firstquery``). The grader's feedback is the same page with
marks (``feedback.py``).
"""

from __future__ import annotations

import base64
import mimetypes
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import nbformat
from markupsafe import Markup, escape
from nbconvert.exporters import HTMLExporter
from nbconvert.filters import strip_ansi
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer, SqlLexer
from traitlets.config import Config

from firstquery.core import course, first_line, questions
from firstquery.core.notebook_form import is_fold
from firstquery.html import page, templates
from firstquery.html.accessible import Leads, put_right

#: What is shown of an output that has several forms, the best first.
KINDS = ("text/html", "text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/latex", "text/plain")
NO_WORDS = "A picture that the cell made; nothing describes it."
_LANGUAGES = {"sql": "SQL", "text": "text", "ask": "text"}
_MOST_COLOURED = 100_000  # characters; more is no code that anybody wrote
_HERE = Path(__file__).parent
SAID = "firstquery_page"
_FEW = 3  # with fewer headings a list of them is no help


def language_of(source: str) -> str:
    """Return ``SQL``, ``text`` (an answer in words) or ``Python``."""
    return _LANGUAGES.get(first_line.split(source).magic, "Python")


def highlight_code(source: str) -> str:
    """Code as HTML, its words in <span>s of pygments' short classes; for a <pre>."""
    parts = first_line.split(source)
    if len(source) > _MOST_COLOURED or parts.magic == "text":
        return escape(source)
    is_query = parts.magic == "sql"
    first, code = (parts.head, parts.below) if is_query else ("", source)
    lexer = SqlLexer(stripnl=False, ensurenl=False) if is_query else PythonLexer(stripnl=False, ensurenl=False)
    rest = highlight(code, lexer, HtmlFormatter(nowrap=True)) if code else ""
    above = Markup('<span class="cm">{}</span>\n').format(first.rstrip()) if first else ""
    return str(above) + rest.rstrip("\n")


def kind_of(output: Any) -> str:
    """Return which of its forms is shown: a MIME type, or the output's own type where it has no data."""
    data = output.get("data")
    if data is None:
        return str(output.get("output_type", ""))
    return next((kind for kind in KINDS if kind in data), "")


def as_html(output: Any) -> str:
    """Return one output as HTML; empty where it has no form that a page can show. Markdown is left to the template."""
    kind = kind_of(output)
    if kind == "stream":
        return _text(output.get("text", ""))
    if kind == "error":
        look = " open" if output.get("ename") == "NotYet" else " fault"
        return _text("\n".join(output.get("traceback", [])), look)
    if not kind:
        return ""
    content = output["data"][kind]
    content = "".join(content) if isinstance(content, list) else str(content)
    if kind == "text/html":
        return content
    if kind == "image/svg+xml":
        content = base64.b64encode(content.encode()).decode()
    if kind.startswith("image/"):
        words = (output.get("metadata", {}).get(kind) or output.get("metadata", {})).get("alt")
        return Markup('<img alt="{}" src="data:{};base64,{}">').format(words or NO_WORDS, kind, content.strip())
    return _text(content)


def _text(text: str | list[str], look: str = "") -> str:
    whole = "".join(text) if isinstance(text, list) else text
    plain = strip_ansi(whole).rstrip()  # type: ignore[no-untyped-call]
    return Markup('<pre class="said{}">{}</pre>').format(look, plain)


def _put_answers_last(cells: list[NotebookNode]) -> list[NotebookNode]:
    """Return the cells with the answers to a lesson's questions at their end: on paper nothing is folded."""
    listed = []
    for at in questions.places(cells):
        cells[at].source, answers = questions.split(cells[at].source)
        if answers:
            listed.append(f"{cells[at].source.splitlines()[0]}\n\n{answers}")
    text = "\n\n".join(["## Answers to the questions", *listed])
    return [*cells, new_markdown_cell(text)] if listed else cells  # type: ignore[no-untyped-call]


@cache
def _code_style() -> str:
    return (_HERE / "code.css").read_text(encoding="utf-8")


def nowhere(address: str) -> str | None:
    """For a page that stands alone: no other file is beside it."""
    return None


class PageExporter(HTMLExporter):
    """nbconvert's exporter of the page.

    ``leads`` says where a link to another notebook goes, and ``beside`` which file a picture's address means. Both are
    None for most: a page stands alone.
    """

    leads: Leads = staticmethod(nowhere)
    beside: Leads = staticmethod(nowhere)

    @property
    def default_config(self) -> Config:
        config = Config({"NbConvertBase": {"display_data_priority": list(KINDS)}})
        # nbgrader names a template of its own for HTMLExporter; what is said for a class itself goes before.
        config[type(self).__name__] = Config(
            {
                "template_name": "firstquery",
                "extra_template_basedirs": [str(_HERE / "templates")],
                "exclude_anchor_links": True,
            }
        )
        inherited = super().default_config.copy()
        inherited.merge(config)
        return inherited  # type: ignore[no-any-return]

    def default_filters(self) -> Iterator[tuple[str, Any]]:
        yield from super().default_filters()  # type: ignore[no-untyped-call]
        yield from (("coloured", highlight_code), ("kind_of", kind_of), ("as_html", as_html))

    def _preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        nb, resources = super()._preprocess(nb, resources)  # type: ignore[no-untyped-call]
        nb.cells = self.arrange(nb.cells)
        number = 0
        for cell in nb.cells:
            said: dict[str, Any] = {}
            if cell.cell_type == "code":
                number += 1
                said = {
                    "id": f"cell-{number}",
                    "label": f"Cell {number}, {language_of(cell.source)}",
                    "shown": f"What cell {number} shows",
                    "folded": bool(cell.metadata.get("jupyter", {}).get("source_hidden")),
                }
            said |= self.said_of(cell)
            cell.metadata[SAID] = NotebookNode(said)  # type: ignore[no-untyped-call]
        return nb, resources

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the whole page, as HTML."""
        body, resources = super().from_notebook_node(nb, resources, **kw)
        title, body, contents = put_right(
            body, self.title(resources), self.leads, self.beside, has_title=self.takes_its_title
        )
        intro = self.intro(resources) + (part("contents")(contents) if len(contents) >= _FEW else Markup())
        style = _code_style() + self.further_style
        return page(title, body, intro=intro, above=self.above, about=self.about, further_style=style), resources

    #: Whether the notebook's first heading is the page's title.
    takes_its_title = True
    #: HTML above the title; what the page is about, for a search engine; CSS of these pages.
    above = Markup()
    about = ""
    further_style = ""

    def arrange(self, cells: list[NotebookNode]) -> list[NotebookNode]:
        """Return the cells as the page shows them: on paper nothing is folded."""
        return _put_answers_last([cell for cell in cells if not is_fold(cell)])

    def title(self, resources: dict[str, Any]) -> str:
        """Return the page's title where the notebook gives none."""
        return str(resources.get("metadata", {}).get("name", "")) or "First Query"

    def intro(self, resources: dict[str, Any]) -> Markup:
        """HTML below the title: as Markup, since Markup escapes a str that it is added to."""
        return Markup()

    def said_of(self, cell: NotebookNode) -> dict[str, Any]:
        """Return what else the template says of a cell: ``mark`` and its ``anchor``, ``comment``."""
        return {}


def render(notebook: Path, leads: Leads = nowhere) -> str:
    """Return the page of the notebook at ``notebook``. Raises what nbformat raises for a file that is none."""
    exporter = PageExporter()  # type: ignore[no-untyped-call]
    exporter.leads = leads
    exporter.beside = partial(embed_picture, notebook.parent)
    read = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    resources = {"metadata": {"name": notebook.stem, "path": str(notebook.parent)}}
    return exporter.from_notebook_node(read, resources)[0]


def part(name: str) -> Callable[..., Markup]:
    """Return a macro of ``parts.html.j2``."""
    macro: Callable[..., Markup] = getattr(templates(_HERE / "templates").get_template("parts.html.j2").module, name)
    return macro


def embed_picture(folder: Path, address: str) -> str | None:
    """Return a picture as an address that holds it whole: one in the notebook's folder, or a drawing of the course."""
    path = (folder / unquote(address)).resolve()
    kind = mimetypes.guess_type(path.name)[0] or ""
    drawings = course.COURSE / "notebooks" / "drawings", course.work_folder() / "drawings"
    is_near = any(path.is_relative_to(place.resolve()) for place in (folder, *drawings))
    if not (kind.startswith("image/") and is_near and path.is_file()):
        return None
    return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"
