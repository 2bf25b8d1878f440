"""A notebook's page stands alone, says all that the notebook says, runs nothing, and leads to its neighbours."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell
from typer.testing import CliRunner

from firstquery.cli.main import app
from firstquery.core import course
from firstquery.core.errors import UserError
from firstquery.html.notebook import PageExporter, highlight_code, language_of
from firstquery.html.pages import write

STEM = course.weeks()[0].stem
LESSON = course.week(STEM).lesson
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAAAABJRU5ErkJggg=="


def shown(*cells: nbformat.NotebookNode) -> BeautifulSoup:
    html, _ = PageExporter().from_notebook_node(new_notebook(cells=list(cells)))
    return BeautifulSoup(html, "html.parser")


def display(**data: str) -> nbformat.NotebookNode:
    kinds = {kind.replace("_", "/"): content for kind, content in data.items()}
    return new_code_cell("x", outputs=[new_output("display_data", data=kinds)])


@cache
def each(pages: Path) -> list[tuple[Path, BeautifulSoup]]:
    """The pages as they are parsed, once: no test changes them."""
    found = [(path, BeautifulSoup(path.read_text("utf-8"), "html.parser")) for path in sorted(pages.glob("*.html"))]
    assert len(found) >= 10
    return found


def test_a_page_needs_no_other_file_and_runs_nothing(pages: Path) -> None:
    for path, page in each(pages):
        assert page.find_all(["script", "link", "iframe", "object", "embed"]) == [], path.name
        assert "default-src 'none'" in str(page.find("meta", {"http-equiv": "Content-Security-Policy"}))
        assert "url(" not in "".join(sheet.get_text() for sheet in page.find_all("style"))
        for picture in page.find_all("img"):
            assert picture["src"].startswith("data:")


def test_a_page_has_one_title_and_headings_that_nest(pages: Path) -> None:
    for path, page in each(pages):
        levels = [int(one.name[1]) for one in page.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])]
        assert levels[0] == 1 and levels.count(1) == 1, path.name
        assert all(level <= above + 1 for above, level in pairwise(levels)), path.name
        assert page.title is not None and page.title.get_text() == page.h1.get_text()  # type: ignore[union-attr]


def test_no_id_stands_twice_and_every_link_leads_somewhere(pages: Path) -> None:
    ids = {path.name: [one["id"] for one in page.find_all(id=True)] for path, page in each(pages)}
    led = 0
    for path, page in each(pages):
        assert len(ids[path.name]) == len(set(ids[path.name])), path.name
        for link in page.find_all("a"):
            name, _, place = link["href"].partition("#")
            if name.startswith(("http", "mailto")):
                continue
            assert (name or path.name) in ids, f"{path.name}: {link}"
            assert not place or place in ids[name or path.name], f"{path.name}: {link}"
            led += bool(name)
    assert led >= 16  # between lessons, practices, start here and glossary


def test_a_page_says_every_word_of_its_notebook_and_all_that_its_cells_showed(pages: Path) -> None:
    page = BeautifulSoup((pages / f"{STEM}.html").read_text("utf-8"), "html.parser")
    of_pictures = [str(one["alt"]) for one in page.find_all("img")]
    words = set(re.findall(r"\w+", " ".join([page.get_text(), *of_pictures])))
    cells = nbformat.read(LESSON, as_version=4).cells
    text = "\n".join(re.sub(r"\]\([^)]*\)|</?\w+>", " ", cell.source) for cell in cells)
    assert set(re.findall(r"\w+", text)) - words == set()
    code = [one.get_text() for one in page.select("pre.code")]
    assert code == [cell.source for cell in cells if cell.cell_type == "code"]
    assert len(page.select(".shown table")) == sum("<table" in str(cell.get("outputs")) for cell in cells)


def test_each_code_cell_is_named_by_its_number_and_language(pages: Path) -> None:
    page = BeautifulSoup((pages / f"{STEM}.html").read_text("utf-8"), "html.parser")
    cells = page.select(".cell")
    for number, cell in enumerate(cells, 1):
        label = page.find(id=cell["aria-labelledby"])
        language = "SQL" if cell.pre is not None and cell.pre.get_text().startswith("%%sql") else "Python"
        assert label is not None and label.get_text() == f"Cell {number}, {language}"


@pytest.mark.parametrize("line", ["%%SQL west", "\u00a0%%sql west", "%sql west", "-- the West\n%%sql west"])
def test_a_query_is_coloured_as_one_however_its_first_line_is_written(line: str) -> None:
    assert language_of(f"{line}\nSELECT 1") == "SQL"
    assert '<span class="k">SELECT</span>' in highlight_code(f"{line}\nSELECT 1")
    assert language_of("%%time\nx = 1") == "Python"
    assert (language_of("% text note\nmine"), highlight_code("% text note\nin mine")) == (
        "text",
        "% text note\nin mine",
    )


def test_every_table_has_heads_that_say_what_they_head(pages: Path) -> None:
    for path, page in each(pages):
        for table in page.find_all("table"):
            heads = table.find_all("th")
            assert heads and all(
                head.get("scope") in ("col", "row", "rowgroup") and head.get_text() for head in heads
            ), path.name


def test_nothing_that_a_notebook_brings_along_runs() -> None:
    hostile = '<script>x()</script><img src=x onerror="x()"><iframe srcdoc="x"></iframe><form><input autofocus></form>'
    links = '<a href="javascript:x()">one</a> <a href="data:text/html,x">two</a> [three](javascript:x())'
    sheet = "<style>@import url('http://elsewhere.example/s.css')</style>"
    page = shown(
        new_markdown_cell(f"# A title\n\n{hostile}\n\n{links}"),
        new_raw_cell(hostile + sheet, metadata={"raw_mimetype": "text/html"}),
        display(text_html=sheet + "<p style='background: URL(http://elsewhere.example/x.png)'>x</p>"),
        display(text_html=hostile + links, text_plain="x"),
        display(**{"image_svg+xml": f"<svg onload='x()'>{hostile}</svg>"}),
        display(image_png="x' onerror='x()"),
        display(application_javascript="x()"),
        new_code_cell(hostile, outputs=[new_output("stream", text=hostile), new_output("error", traceback=[hostile])]),
    )
    assert page.find_all(["script", "iframe", "form", "input", "svg"]) == []
    assert [
        name for tag in page.find_all(True) for name in tag.attrs if name.startswith("on") or name == "srcdoc"
    ] == []
    assert "elsewhere" not in str(page).replace(page.find("pre", class_="said").decode(), "")  # type: ignore[union-attr]
    assert {link["href"] for link in page.main.find_all("a")} == set()  # type: ignore[union-attr]
    assert all(picture["src"].startswith("data:image/") for picture in page.find_all("img"))
    assert hostile in page.find_all("pre", class_="said")[-1].get_text()  # as text it is shown


def test_what_is_not_right_yet_and_an_error_look_unlike_each_other() -> None:
    errors = [new_output("error", ename=name, traceback=["Not so."]) for name in ("NotYet", "QueryStopped", "KeyError")]
    page = shown(new_code_cell("x", outputs=errors))
    assert [one["class"] for one in page.find_all("pre", class_="said")] == [["said", "open"], *[["said", "fault"]] * 2]


def test_a_picture_that_says_what_it_shows_keeps_its_words() -> None:
    told = new_output("display_data", data={"image/png": PIXEL}, metadata={"alt": "Revenue rises"})
    page = shown(new_code_cell("x", outputs=[told]), display(image_png=PIXEL))
    assert [one["alt"] for one in page.find_all("img")] == [
        "Revenue rises",
        "A picture that the cell made; nothing describes it.",
    ]


def test_a_picture_beside_the_notebook_is_taken_into_the_page_and_one_elsewhere_is_not(tmp_path: Path) -> None:
    import base64

    folder = tmp_path / "mine"
    folder.mkdir()
    for place in (folder, tmp_path):
        (place / "dot.png").write_bytes(base64.b64decode(PIXEL))
    cell = new_markdown_cell("# Pictures\n\n![a dot](dot.png) ![another](../dot.png) ![lost](gone.png)")
    nbformat.write(new_notebook(cells=[cell]), folder / "p.ipynb")
    (written,) = write(str(folder / "p.ipynb"), tmp_path / "out.html")
    page = BeautifulSoup(written.read_text("utf-8"), "html.parser")
    assert [(one["alt"], one["src"]) for one in page.find_all("img")] == [("a dot", f"data:image/png;base64,{PIXEL}")]
    assert "(Picture: another)" in page.get_text() and "(Picture: lost)" in page.get_text()


def test_a_drawing_of_a_lesson_is_taken_into_its_page_and_into_that_of_a_practice(work: Path, tmp_path: Path) -> None:
    (work / "drawings").mkdir(parents=True)
    (work / "drawings" / "heaps.svg").write_text("<svg/>")
    for folder, address in ((work, "drawings/heaps.svg"), (work / "practice" / STEM, "../../drawings/heaps.svg")):
        folder.mkdir(parents=True, exist_ok=True)
        cell = new_markdown_cell(f"# Drawings\n\n![Six rows become three heaps]({address})")
        nbformat.write(new_notebook(cells=[cell]), folder / "p.ipynb")
        (written,) = write(str(folder / "p.ipynb"), tmp_path / "out.html")
        (picture,) = BeautifulSoup(written.read_text("utf-8"), "html.parser").find_all("img")
        assert picture["alt"] == "Six rows become three heaps"
        assert picture["src"] == "data:image/svg+xml;base64,PHN2Zy8+"


def test_headings_that_skip_a_level_or_repeat_are_put_right() -> None:
    page = shown(new_markdown_cell("# One\n\n#### Deep\n\n# Two\n\n## Deep"), display(text_html="<h5>From a cell</h5>"))
    found = [(one.name, one.get_text(), one.get("id")) for one in page.find_all(re.compile("^h[1-6]$"))]
    assert found == [
        ("h1", "One", None),
        ("h2", "Deep", "Deep"),
        ("h2", "Two", "Two"),
        ("h2", "Deep", "Deep-2"),
        ("h3", "From a cell", "From-a-cell"),
    ]


def test_a_table_of_pandas_has_the_heads_of_its_rows() -> None:
    import pandas as pd

    table = pd.DataFrame({"plan": ["Solo"], "seats": [3]}, index=["West"]).to_html()
    page = shown(display(text_html=table))
    assert [(one.get_text(), one["scope"]) for one in page.find_all("th")] == [
        ("plan", "col"),
        ("seats", "col"),
        ("West", "row"),
    ]


def test_what_a_learner_wrote_is_what_her_page_shows(work: Path, tmp_path: Path) -> None:
    hers = work / "practice" / STEM / f"{STEM}.ipynb"
    hers.parent.mkdir(parents=True)
    nbformat.write(new_notebook(cells=[new_markdown_cell("# Mine\n\nwritten by me")]), hers)
    (practice,) = write("1", practice=True)
    (lesson,) = write("1")
    assert practice == work / "pages" / f"{STEM}-practice.html"
    assert "written by me" in practice.read_text("utf-8")
    assert "written by me" not in lesson.read_text("utf-8")
    assert f'href="{STEM}-practice.html"' in lesson.read_text("utf-8")  # it stands beside it now


def test_a_page_alone_has_no_link_that_leads_nowhere(work: Path, tmp_path: Path) -> None:
    (alone,) = write("1", tmp_path / "week.html")
    assert ".ipynb" not in re.findall(r'href="([^"]*)"', alone.read_text("utf-8"))
    assert "practice" in alone.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["99"], "There is no week '99'"),
        ([], "Which week?"),
        (["nowhere.ipynb"], "There is no file"),
        (["--all", "--output", "one.html"], "give a folder"),
    ],
)
def test_what_cannot_be_written_is_told_in_a_sentence(
    work: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: list[str], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["page", *arguments])
    assert isinstance(done.exception, UserError)
    assert says in done.exception.sentence


def test_a_file_that_is_no_notebook_is_named_in_a_sentence(work: Path, tmp_path: Path) -> None:
    (tmp_path / "odd.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(UserError, match="not a notebook"):
        write(str(tmp_path / "odd.ipynb"))


def test_the_answers_to_a_question_stand_last_and_a_fold_is_not_on_a_page() -> None:
    asked = "**Which?**\n\n- **A.** this\n- **B.** that\n\n<details><summary>The answers</summary>\n\n"
    page = shown(
        new_markdown_cell("# On with the lesson", metadata={"firstquery": {"folds": "w01-p1"}}),
        new_markdown_cell(asked + "- **A.** No.\n- **B. Right.** Yes.\n\n</details>"),
        new_code_cell("%%ask w01-r1\n?"),
        new_markdown_cell("## What follows"),
    )
    text = page.get_text()
    assert (
        text.index("this") < text.index("What follows") < text.index("Answers to the questions") < text.index("Right.")
    )
    assert page.find("details") is None and "On with the lesson" not in text
