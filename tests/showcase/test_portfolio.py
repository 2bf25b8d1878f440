"""The portfolio holds what she picked and nothing else; what is private stays out until she says so."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import nbformat
import pytest
from typer.testing import CliRunner

from firstquery import portfolio
from firstquery.cli.main import app
from firstquery.core import records
from firstquery.core.errors import UserError
from firstquery.showcase import gather, item
from firstquery.showcase.calibration import Prediction, summarize
from firstquery.showcase.item import table
from tests.showcase import folder as made
from tests.showcase.folder import ALL, NAMES, STEM

runner = CliRunner()


@pytest.fixture(autouse=True)
def filled(work: Path) -> Path:
    made.fill(work)
    return work


def command(*arguments: str, said: str | None = None) -> str:
    done = runner.invoke(app, ["portfolio", *arguments], input=said, catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


def pages(folder: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.html")))


def test_the_first_run_picks_nothing_and_says_how_to_pick(work: Path) -> None:
    said = command()
    assert "you pick what goes in" in said
    assert not (work / "portfolio").exists()
    listed = tomllib.loads((work / "kept" / "portfolio.toml").read_text(encoding="utf-8"))["include"]
    assert set(listed) == {*ALL, *NAMES}
    assert set(listed.values()) == {False}
    assert all(name in said for name in listed)


def test_in_a_notebook_the_first_call_shows_how_it_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):  # and as long as nothing is picked
        portfolio()
        said = capsys.readouterr().out
        assert all(f"  {name}  " in said for name in (*ALL, *NAMES))
        # the first of hers that holds nothing private
        assert '  portfolio(include=["w01-q4"])' in said.splitlines()
    portfolio(include=["w01-q4"])
    said = capsys.readouterr().out
    assert "Your portfolio has 1 thing" in said and "portfolio(include" not in said
    assert "Not picked: note-1, w01-q1, w01-q2, w01-q3, w01-q6, w01-q7, calibration" in said
    assert "as they were saved last" in said


def test_the_line_to_copy_names_what_she_has_and_no_other(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for one in (work / ".records").glob("w01-q[1-7].json"):
        if one.stem not in ("w01-q1", "w01-q6"):
            one.unlink()
    portfolio()
    said = capsys.readouterr().out
    assert 'portfolio(include=["w01-q6"])' in said and "w01-q7" not in said
    with pytest.raises(UserError, match=r'portfolio is written like this: portfolio\(include=\["w01-q6"\]\)'):
        portfolio("w01-q6")  # type: ignore[misc]
    with pytest.raises(UserError, match=r"nothing called 'w01-q7' .*You can pick note-1, w01-q1, w01-q6,"):
        portfolio(include=["w01-q7"])


def test_in_an_empty_folder_it_says_where_things_come_from(
    work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "new").mkdir()
    monkeypatch.setenv("FIRSTQUERY_WORK", str(tmp_path / "new"))
    portfolio()
    assert "nothing to show yet" in capsys.readouterr().out


def test_what_is_true_in_the_file_goes_in_and_nothing_else(work: Path) -> None:
    command()
    file = work / "kept" / "portfolio.toml"
    file.write_text(re.sub(r'("w01-q7"\s*=) false', r"\1 true", file.read_text(encoding="utf-8")), encoding="utf-8")
    assert "w01-q7" in command()
    assert sorted(path.name for path in (work / "portfolio").iterdir()) == ["index.html", "week-01.html"]
    text = pages(work / "portfolio")
    assert "had 1,716 paying customers" in text
    for other in ("strategy_meetings", "Tickets rise", "We sort by hand", "27 test accounts", "written down"):
        assert other not in text


def test_all_that_holds_nothing_private_can_go_in(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    portfolio(include=ALL)
    said = capsys.readouterr().out
    assert "Your portfolio has 8 things" in said
    assert "left out" not in said
    text = pages(work / "portfolio")
    for part in (
        "1,716",
        "Tickets rise faster",
        "We sort by hand",
        "I read the dictionary first",
        "Where is the definition",
    ):
        assert part in text
    assert "60% sure" not in text and "66% sure, and 6 of 10 (60%)" in text


def test_names_of_the_warehouse_keep_an_item_out_until_she_says_so(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    portfolio(include=["w01-q1", "w01-q7"])
    said = capsys.readouterr().out
    assert "names from the warehouse (Osborn Bros. Exteriors" in said
    assert "Osborn" not in pages(work / "portfolio")
    assert "1 thing was left out for names from the warehouse" in said and "Those of Kestrel are invented" in said
    for line in ('  portfolio(even_so=["w01-q1"])', '  portfolio(mask=["w01-q1"])'):
        assert line in said.splitlines()
    assert "  firstquery portfolio --even-so w01-q1" in command("--include", "w01-q1").splitlines()
    portfolio(include=["w01-q7"], mask="w01-q1")
    assert "Osborn" not in pages(work / "portfolio")
    assert "[a name from the warehouse]" in pages(work / "portfolio")
    portfolio(include=["w01-q7"], even_so=["w01-q1"])
    assert "Osborn Bros. Exteriors" in pages(work / "portfolio")
    command()  # and her word holds the next time
    assert "Osborn Bros. Exteriors" in pages(work / "portfolio")


@pytest.mark.parametrize(
    "private", ["write to dana@example.com", "call 07911 123456", "api_key = 'k3y-9f8e7d6c5b'", "Inez Gibbs"]
)
def test_private_words_in_a_text_keep_it_out(work: Path, private: str, capsys: pytest.CaptureFixture[str]) -> None:
    (work / "memos" / "vendor.md").write_text(f"{made.MEMO}\n\n{private}\n", encoding="utf-8")
    portfolio(include=["memo-vendor"])
    assert "Picked, and left out:" in capsys.readouterr().out
    assert not (work / "portfolio").exists()
    portfolio(include=["memo-vendor"], mask=["memo-vendor"])
    assert private not in pages(work / "portfolio")


def test_the_vendors_key_keeps_what_shows_it_out_whatever_its_form(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = "planted key of no known form: 0451"
    monkeypatch.setenv("AI_API_KEY", key)
    (work / "memos" / "vendor.md").write_text(f"{made.MEMO}\n\nIt answered: {key}.\n", encoding="utf-8")
    look = nbformat.v4.new_notebook(cells=[made.chart("rise", f"{made.CHART}\nprint('{key}')", made.png())])
    nbformat.write(look, work / "my-look.ipynb")
    shown = ["memo-vendor", "chart-my-look-rise"]
    portfolio(include=shown)
    assert not (work / "portfolio").exists()
    portfolio(include=shown, mask=shown)
    assert key not in pages(work / "portfolio")
    assert pages(work / "portfolio").count("[a password or key]") == 2


def test_the_same_picks_give_the_same_folder_and_what_is_unpicked_goes(work: Path) -> None:
    portfolio(include=ALL)
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in (work / "portfolio").iterdir()}
    command()
    assert {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in (work / "portfolio").iterdir()
    } == before
    command("--without", "questions")
    assert {path.name for path in (work / "portfolio").iterdir()} == before.keys() - {"questions.html"}
    portfolio(include=[])
    assert not (work / "portfolio").exists()


def test_a_folder_with_something_else_in_it_is_refused_and_untouched(work: Path) -> None:
    target = work / "portfolio"
    target.mkdir()
    (target / "letter.txt").write_text("hers")
    with pytest.raises(UserError, match=r"letter\.txt in .* is not First Query's"):
        portfolio(include=["w01-q7"])
    assert [path.name for path in target.iterdir()] == ["letter.txt"]
    (target / "letter.txt").unlink()
    portfolio(include=["w01-q7"])
    (target / "index.html").write_text("changed by hand")
    with pytest.raises(UserError, match=r"index\.html in .* was changed since"):
        portfolio(include=["w01-q7", "questions"])
    assert (target / "index.html").read_text() == "changed by hand"
    assert not (target / "questions.html").exists()


def test_an_exercise_that_is_not_right_is_not_offered(work: Path) -> None:
    (work / ".records" / "w01-q4.json").unlink()
    assert "w01-q4" not in [one.id for one in gather.items(work)]


def test_copies_and_what_was_kept_are_not_looked_at(work: Path) -> None:
    other = made.solved(STEM)
    for cell in other.cells:
        if cell.id == "w01-q7-answer":
            cell.source = "%%text footnote\nAN OLDER TEXT"
    practice = work / "practice" / STEM
    for path in (
        practice / f"{STEM}-Copy1.ipynb",
        practice / "kept" / f"{STEM}.ipynb",
        practice / ".ipynb_checkpoints" / f"{STEM}-checkpoint.ipynb",
        work / "another" / "copy.ipynb",
    ):
        path.parent.mkdir(exist_ok=True)
        nbformat.write(other, path)
    assert "AN OLDER TEXT" not in "".join(one.text for one in gather.items(work))


def test_what_the_course_ships_is_not_hers(work: Path) -> None:
    shipped = nbformat.read(work / "practice" / STEM / f"{STEM}.ipynb", as_version=4)
    look = next(cell for cell in shipped.cells if cell.id == "calendar-look")
    look.outputs = made.chart("x", look.source, made.png()).outputs
    nbformat.write(shipped, work / "practice" / STEM / f"{STEM}.ipynb")
    assert not [one.id for one in gather.items(work) if one.id.startswith("w01-chart")]


def test_a_chart_without_words_asks_for_them(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nbformat.write(nbformat.v4.new_notebook(cells=[made.chart("bare", "plot(1)", made.png())]), work / "bare.ipynb")
    portfolio(include=["chart-bare-bare"])
    assert "a sentence that says what it shows" in capsys.readouterr().out
    portfolio(include=["chart-bare-bare"], alt={"chart-bare-bare": 'One line, "rising".'})
    assert 'alt="One line, &#34;rising&#34;."' in pages(work / "portfolio")
    command()
    assert 'alt="One line, &#34;rising&#34;."' in pages(work / "portfolio")


def test_a_picture_leaves_behind_what_it_says_beside_the_picture() -> None:
    data = made.png(Author="Maria Novak", Comment="/home/maria")
    assert b"Maria" in data
    cleaned = item.picture("image/png", made.encoded(data + b"trailing Maria")).data
    assert b"Maria" not in cleaned and b"/home" not in cleaned
    from io import BytesIO

    from PIL import Image

    with Image.open(BytesIO(cleaned)) as image:
        assert image.size == (320, 200)
        assert image.convert("RGB").getpixel((3, 4)) == (11, 79, 158)


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n\x1a\n", made.png()[: len(made.png()) // 2], made.png()[:60] + b"x" + made.png()[61:]]
)
def test_a_damaged_picture_is_told(data: bytes) -> None:
    with pytest.raises(item.NoPicture):
        item.picture("image/png", made.encoded(data))


def test_what_she_wrote_is_text_on_the_page(work: Path) -> None:
    html = '<script>alert(1)</script><img src=x onerror="alert(2)">'
    (work / "memos" / "vendor.md").write_text(f"# {html}\n\n- {html}\n\n{html}\n", encoding="utf-8")
    portfolio(include=["memo-vendor"])
    text = pages(work / "portfolio")
    assert "<script" not in text and "<img" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert re.findall(r"(?:src|href)=[\"'](?!#|data:|[a-z0-9-]+\.html)", text) == []


def test_a_table_comes_as_text_whatever_its_html_holds() -> None:
    found = table(
        "<table><tr><th>a<script>x()</script></th><th>b</th></tr><tr><td>1</td><td onclick=x()><b>2</b></td></tr>"
        "</table>"
        "<table><tr><td>3</td></tr></table>"
    )
    assert found is not None
    assert found.rows == (("a", "b"), ("1", "2"))
    assert table("<p>none</p>") is None
    rows = "".join(f"<tr>{'<td>x</td>' * 40}</tr>" for _ in range(500))
    wide = table(f"<table>{rows}</table>")
    assert wide is not None and (len(wide.rows), len(wide.rows[0])) == (31, 12)


def test_calibration_says_when_too_few_predictions_say_nothing() -> None:
    one = Prediction(1, 40, 80, 41, "5%", True)
    assert "too few" in summarize([one] * 5)
    assert "20 points less sure than I was right" in summarize([one] * 10)


def test_mistakes_in_the_picks_are_told_in_a_sentence(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UserError, match=r"nothing called 'w01-q77' .* Is it w01-q7\?"):
        portfolio(include=["w01-q77"])
    with pytest.raises(UserError, match="include is a list of names"):
        portfolio(include=7)
    (work / "portfolio.toml").write_text('[include]\n"w01-q7" = maybe\n')  # where it stood once
    with pytest.raises(UserError, match=r"cannot be read: .*line 2"):
        portfolio()
    (work / "kept" / "portfolio.toml").write_text('[include]\n"w01-q7" = "perhaps"\n')
    with pytest.raises(UserError, match='"mask" or "even so", and not perhaps'):
        portfolio()
    assert not (work / "portfolio").exists()
    assert capsys.readouterr().out == ""


def test_a_review_stands_there_as_it_reads_and_one_that_is_computed_as_its_cell(work: Path) -> None:
    stem = "week-25-review-a-pull-request"
    practice = made.solved(stem)
    (work / "practice" / stem).mkdir(parents=True)
    for cell in practice.cells:
        if cell.id == "w25-q4-answer":
            cell.source = "text = str(1)\n" + cell.source.replace('"0141"', 'f"014{text}"')
    nbformat.write(practice, work / "practice" / stem / f"{stem}.ipynb")
    for name in ("w25-q3v2", "w25-q4"):
        records.attempt(name, "right", 1, 1)
    found = {one.id: one for one in gather.items(work)}
    assert (found["w25-q3v2"].kind, found["w25-q4"].kind) == ("review", "code")
    assert found["w25-q3v2"].title == "Review of pull request 0151, Paying customers by region on Monday's page"
    portfolio(include=["w25-q3v2"])
    page = (work / "portfolio" / "week-25.html").read_text(encoding="utf-8")
    assert "Changes requested." in page and "1. Blocker: desk/revenue.py, line 25</h3>" in page
    assert "Review of pull request 0151" in (work / "portfolio" / "index.html").read_text(encoding="utf-8")


def test_the_questions_of_every_week_are_on_the_sheet(work: Path) -> None:
    for stem in ("week-04-join-without-counting-twice", "week-25-review-a-pull-request"):
        (work / "practice" / stem).mkdir(parents=True)
        nbformat.write(made.solved(stem), work / "practice" / stem / f"{stem}.ipynb")
        records.attempt(f"w{stem[5:7]}-q2", "right", 1, 1)
    sheet = next(one.text for one in gather.items(work) if one.id == "questions")
    assert [sheet.count(f"## Week {number}:") for number in (1, 4, 25)] == [1, 1, 1]
    assert sheet.count("\n- ") == 9
