"""A check judges what the cells of the page make as they stand, where the page says what stands there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest

from firstquery.core import course
from firstquery.grading import answers, practice
from firstquery.kernel.bindings import binds, open_places
from tests.conftest import ROOT
from tests.kernel.kernel import Kernel, Shown, kernel


class Page:
    """A practice that is open in a page: its code cells in order, and the kernel that runs them."""

    def __init__(self, stem: str, kernel: Kernel) -> None:
        self.kernel = kernel
        cells = nbformat.read(ROOT / "release" / stem / f"{stem}.ipynb", as_version=4).cells
        self.released = {one.id: one.source for one in cells if one.cell_type == "code"}
        self.cells = dict(self.released)
        assert self.run("rebuild").error == ""

    def write(self, which: str, text: str, above: str = "") -> None:
        """Writes into a cell; into a new one where there is none of that name, ``above`` another."""
        if which in self.cells:
            self.cells[which] = text
            return
        others = list(self.cells.items())
        at = list(self.cells).index(above)
        self.cells = dict([*others[:at], (which, text), *others[at:]])

    def run(self, which: str, text: str | None = None, above: str = "") -> Shown:
        if text is not None:
            self.write(which, text, above)
        code = self.cells[which]
        return self.kernel.run(code, which, self.cells if "check(" in code else None)

    def check(self, exercise: str) -> str:
        return " ".join(self.run(exercise).text.split())


@contextmanager
def opened(week: int, folder: Path) -> Iterator[Page]:
    stem = next((ROOT / "release").glob(f"week-{week:02d}-*")).name
    with kernel(ROOT / "release" / stem, FIRSTQUERY_WORK=str(folder)) as made:
        yield Page(stem, made)


Q4, A4 = "w10-q4", "w10-q4-answer"
RIGHT = 'starts = moments("30 7 * * 1")'


@pytest.fixture(scope="module")
def monday_kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with opened(10, tmp_path_factory.mktemp("work")) as page:
        page.run("moments")
        yield page


@pytest.fixture
def monday(monday_kernel: Page) -> Page:
    """Week 10, exercise 4 of it right: its cell has run as it stands, and its name is bound."""
    monday_kernel.cells = dict(monday_kernel.released)
    monday_kernel.run(A4, RIGHT)
    assert monday_kernel.check(Q4).startswith("Right. 2 of 2")
    return monday_kernel


UNNAMED = (
    "Could not check. The answer cell shows a table and gives it no name. The check looks for `starts`: write "
    '`starts = ` before `moments("30 7 * * 1")`. Then run that cell, and this one.'
)


def test_a_table_that_is_shown_and_not_named_is_told_so_and_no_older_one_is_judged(monday: Page) -> None:
    monday.run(A4, 'moments("30 7 * * 1")')
    assert monday.check(Q4) == UNNAMED
    assert monday.kernel.run('check("w10-q4", starts)', Q4).text.startswith("Right."), "a front end that says nothing"


def test_it_is_told_the_same_where_nothing_was_bound_before(tmp_path: Path) -> None:
    with opened(10, tmp_path) as page:
        page.run("moments")
        page.run(A4, 'moments("30 7 * * 1")')
        assert page.check(Q4) == UNNAMED


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (
            'print(moments("30 7 * * 1"))',
            'The answer cell keeps nothing of what `moments("30 7 * * 1")` gives. The check looks for `starts`: write '
            "`starts = ` before it, on a line of its own. Then run that cell, and this one.",
        ),
        ('moments("30 7 * * 1")\nstarts', 'keeps nothing of what `moments("30 7 * * 1")` gives'),
        ('start = moments("30 7 * * 1")', "keeps its table as `start`. The check looks for `starts`: write"),
        ('start = moments("30 7 * * 1")\nstart', "keeps its table as `start`. The check looks for `starts`"),
        ("starts", "No cell of this page gives `starts` a value as it stands"),
        ("starts.head()", "No cell of this page gives `starts` a value as it stands"),
        ("%%sql\nSELECT 1 AS one", "make its first line `%%sql starts`"),
        ("%%sql monday\nSELECT 1 AS one", "keeps its table as `monday`. The check looks for `starts`: make its first"),
        ("def f():\n    starts = 1\nf()", "keeps nothing of what `f()` gives"),
        ("[starts for starts in (1, 2)]", "gives"),
        ("# nothing is left of it", "Not attempted yet. The answer cell is empty."),
    ],
)
def test_what_the_cell_gives_instead_is_said(monday: Page, cell: str, told: str) -> None:
    assert monday.run(A4, cell).error == ""
    said = monday.check(Q4)
    assert told in said
    assert "Right" not in said


@pytest.mark.parametrize(
    "cell",
    [
        RIGHT,
        RIGHT + "  # said again",
        'starts, other = moments("30 7 * * 1"), 1',
        'if (starts := moments("30 7 * * 1")) is not None:\n    pass',
        'for starts in [moments("30 7 * * 1")]:\n    pass',
        'globals()["starts"] = moments("30 7 * * 1")',
        'def make():\n    global starts\n    starts = moments("30 7 * * 1")\nmake()',
        'from contextlib import nullcontext\nwith nullcontext(moments("30 7 * * 1")) as starts:\n    pass',
        "exec(\"starts = moments('30 7 * * 1')\")",
        '%time starts = moments("30 7 * * 1")',
        '%%time\nstarts = moments("30 7 * * 1")',
        'get_ipython().push({"starts": moments("30 7 * * 1")})',
        'match moments("30 7 * * 1"):\n    case starts:\n        pass',
        'starts = []\nstarts = moments("30 7 * * 1")',
        'try:\n    starts = moments("30 7 * * 1")\nfinally:\n    pass',
    ],
)
def test_a_right_answer_is_right_in_every_form(monday: Page, cell: str) -> None:
    monday.kernel.run("starts = 0", "elsewhere")
    assert monday.run(A4, cell).error == ""
    assert monday.check(Q4).startswith("Right. 2 of 2"), cell


def test_an_answer_may_be_made_in_any_cell_of_the_page(monday: Page) -> None:
    monday.run(A4, "# see below")
    for place in (A4, Q4, "w10-q5-answer"):
        monday.kernel.run("starts = 0", "elsewhere")
        monday.run("hers", RIGHT, place)
        assert monday.check(Q4).startswith("Right."), place
        del monday.cells["hers"]
    assert monday.check(Q4).startswith("Not attempted yet. The answer cell is empty.")


def test_an_answer_in_several_cells_and_in_place_is_one(monday: Page) -> None:
    monday.run(A4, "found = []")
    monday.run("hers-1", 'found.append(moments("30 7 * * 1"))', Q4)
    monday.run("hers-2", "starts = found[-1]", Q4)
    assert monday.check(Q4).startswith("Right.")
    monday.run("hers-1", 'found.append(moments("30 7 * * 2"))')
    assert monday.check(Q4).startswith("Right."), "what stands behind it is not looked at"


def test_a_cell_that_is_moved_or_pasted_anew_has_run(monday: Page) -> None:
    del monday.cells[A4]
    monday.write("pasted", RIGHT, Q4)
    assert monday.check(Q4).startswith("Right.")


def test_an_answer_bound_by_what_is_no_cell_of_the_page_is_judged(monday: Page) -> None:
    monday.run(A4, "None")
    monday.kernel.run(RIGHT)  # a console, which sends no id
    assert monday.check(Q4).startswith("Right.")


def test_a_cell_that_changed_since_it_ran_is_told_so(monday: Page) -> None:
    said = "Could not check. The answer cell has changed since it ran. Run that cell, then this one."
    for cell in ('starts = moments("30 7 * * 2")', 'moments("30 7 * * 1")', "starts = moments("):
        monday.write(A4, cell)
        assert monday.check(Q4) == said, cell
    monday.write(A4, f"{RIGHT}\n\n# as before")
    assert monday.check(Q4).startswith("Right."), "it says the same"
    monday.run("hers", 'starts = moments("30 7 * * 0")', Q4)
    monday.run(A4, "# below")
    monday.write("hers", RIGHT)
    assert "The cell that makes `starts` has changed since it ran." in monday.check(Q4)


def test_a_cell_that_has_not_run_at_all_is_told_so(tmp_path: Path) -> None:
    with opened(10, tmp_path) as page:
        page.run("moments")
        page.write(A4, RIGHT)
        assert page.check(Q4).startswith("Not attempted yet. The answer cell has not run yet. Run that cell")
        page.cells[A4] = page.released[A4]
        assert page.check(Q4).startswith("Not attempted yet. If your answer stands in the answer cell above")


def test_a_cell_that_stopped_is_told_so_and_never_when_it_runs_well_as_it_stands(monday: Page) -> None:
    assert monday.run(A4, 'starts = moments("30 7 * * 1").tail(x)').error
    assert monday.check(Q4).startswith("Could not run. The answer cell stopped with an error")
    monday.run(A4, 'moments("30 7 * * 1")')
    assert monday.check(Q4) == UNNAMED
    monday.run(A4, "starts = 1 / 0")
    monday.run("hers", RIGHT, Q4)
    assert monday.check(Q4).startswith("Right."), "her own cell makes it"
    assert monday.run(A4).error
    assert monday.check(Q4).startswith("Right."), "and still does"
    assert monday.run("hers", "starts = moments(7)").error
    said = monday.check(Q4)
    assert said.startswith("Could not run. The answer cell stopped with an error, which stands below that cell: Python")
    assert "ZeroDivisionError" in said
    monday.run(A4, "# below")
    assert "The cell that makes `starts` stopped with an error" in monday.check(Q4)


def test_a_chart_that_is_drawn_and_bound_to_another_name_is_told_which(tmp_path: Path) -> None:
    draw = '{0}.plot(waiting["month"], waiting["hours"])\n{0}.set_ylabel("hours")\n{0}.set_title("Longer")'
    with opened(6, tmp_path) as page:
        for one in ("import", "waiting"):
            page.run(one)
        for cell, told in (
            (f"fig, ax = plt.subplots()\n{draw.format('ax')}\nplt.show()", "keeps its chart as `ax`. The check"),
            (f"fig, axes = plt.subplots(1, 2)\n{draw.format('axes[0]')}", "keeps its chart as `fig`"),
            ('waiting.plot(x="month", y="hours")', "shows a chart and gives it no name"),
            (
                'plt.plot(waiting["month"], waiting["hours"])\nplt.show()',
                "draws a chart and gives it no name. The check looks for `waits`: write `waits = plt.gca()` on a line "
                "above `plt.show()`. Then run",
            ),
        ):
            assert page.run("w06-q1-answer", cell).error == ""
            assert f"The answer cell {told}" in page.check("w06-q1"), cell
        page.run("w06-q1-answer", f"fig, waits = plt.subplots()\n{draw.format('waits')}")
        assert page.check("w06-q1").startswith("Right")


def test_two_frames_that_are_empty_are_not_judged_by_those_before(tmp_path: Path) -> None:
    """Week 6: what `measure` said of two older frames was *Right* below two that were empty."""
    answer = (
        'year = waiting[waiting["month"] >= "2025-01"]\nfig, (yes, no) = plt.subplots(1, 2)\n'
        'yes.plot(year["month"], year["hours"])\nyes.set_ylim(34, 52)\nyes.set_title("Yes: up")\n'
        'no.plot(year["month"], year["hours"])\nno.set_ylim(0, 60)\nno.set_title("No: as ever")\n'
        "votes = measure(yes, no)\nvotes"
    )
    with opened(6, tmp_path) as page:
        for one in ("import", "waiting", "measure"):
            page.run(one)
        page.run("w06-q2-answer", answer)
        assert page.check("w06-q2").startswith("Right. 3 of 3")
        page.run("w06-q2-answer", "fig, (yes, no) = plt.subplots(1, 2)")
        assert page.check("w06-q2").startswith("Could not check.")
        page.run("w06-q2-answer", answer.replace("votes = ", "").replace("\nvotes", ""))
        assert "shows a table and gives it no name. The check looks for `votes`: write `votes = ` before" in page.check(
            "w06-q2"
        )


def test_a_function_of_another_name_is_told_which(tmp_path: Path) -> None:
    right = "def {}(amount, currency):\n    return amount * 0.73 if currency == 'CAD' else amount"
    with opened(9, tmp_path) as page:
        page.run("w09-q1-answer", right.format("dollars"))
        said = page.check("w09-q1")
        assert "keeps its function as `dollars`. The check looks for `in_dollars`: write `in_dollars` in place" in said
        page.run("w09-q1-answer", right.format("in_dollars"))
        assert page.check("w09-q1").startswith("Right.")


def test_a_new_table_that_is_not_kept_is_told_beside_what_is_wrong(monday: Page) -> None:
    new = 'starts.sort_values("tickets since").reset_index(drop=True)'
    told = f"- `{new[:39]}…` gives a new table and leaves `starts` as it was. To keep it, write `starts = ` before it."
    for cell, is_told in (
        (f"{RIGHT}.head(4)\n{new}", True),
        (f"{RIGHT}.head(4)\n{new}\nstarts", True),
        (f"{RIGHT}.head(4)\nstarts.head()", False),
        (f"{RIGHT}.head(4)\nstarts = {new}\n{new}", False),
        (f"{RIGHT}.head(4)\nother = 1\nother", False),
    ):
        monday.run(A4, cell)
        said = monday.check(Q4)
        assert said.startswith("Not yet.") and (told in said) is is_told, said
    monday.run(A4, f"{RIGHT}\n{new}")
    assert monday.check(Q4) == "Right. 2 of 2 points."


def test_what_came_of_print_of_no_call_and_of_a_question_is_told(tmp_path: Path) -> None:
    total = 'accounts["seats"].sum'
    with opened(5, tmp_path) as page:
        page.run("accounts")
        page.run("w05-q2-answer", f"fleet_seats = print({total}())")
        said = page.check("w05-q2")
        assert (
            f"gives nothing back, so `fleet_seats` is empty. Write `fleet_seats = ` before `{total}()` alone." in said
        )
        page.run("w05-q2-answer", f"fleet_seats = {total}")
        assert "`.sum` is a function that was not called. Round brackets after it call it." in page.check("w05-q2")
        page.run("w05-q2-answer", f'fleet_seats = {total}()\naccounts["plan"] == "Crew"')
        assert '`accounts["plan"] == "Crew"` only asks whether it is so, and writes nothing' in page.check("w05-q2")


def test_a_note_on_a_query_in_python_is_told_below_the_check(tmp_path: Path) -> None:
    with opened(5, tmp_path) as page:
        query = "SELECT name, plan FROM accounts WHERE region = '{}'"
        page.run("w05-q3-answer", f'south = sql("{query.format("south")}")')
        told = "In accounts.region the text is spelt 'South'; the query asks for 'south'."
        assert told in page.check("w05-q3")
        page.run("w05-q3-answer", f'south = sql("{query.format("South")}")')
        assert "spelt" not in page.check("w05-q3")


def test_what_a_function_of_the_page_says_is_told_at_her_own_line(monday: Page) -> None:
    shown = monday.run(A4, 'starts = moments("7:30 * * MON")')
    said = " ".join(shown.error.split())
    assert said.startswith("Line 1: A schedule has five fields, with a space between them. ----> 1 starts = moments(")
    assert "----> 9" not in said
    monday.run(A4, f"{RIGHT}\nstarts")


def test_a_query_and_a_choice_are_looked_at_as_well(tmp_path: Path) -> None:
    query = "SELECT account_id, name, region, plan\nFROM accounts\nORDER BY account_id\nLIMIT 10"
    with opened(1, tmp_path) as page:
        page.run("w01-q1-answer", f"%%sql first_ten\n{query}")
        assert page.check("w01-q1").startswith("Right.")
        page.write("w01-q1-answer", "%%sql first_ten\nSELECT 1 AS one")
        assert page.check("w01-q1").startswith("Could not check. The answer cell has changed since it ran.")
        page.run("w01-q1-answer", f"%%sql\n{query}")
        assert "kept under no name, and the check looks for `first_ten`" in page.check("w01-q1")
        page.run("hers", f"%%sql first_ten\n{query}", "w01-q1")
        assert page.check("w01-q1").startswith("Right."), "a cell of her own"
        page.run("w01-q5-answer", "%%choice top_five\nA")
        page.write("w01-q5-answer", "%%choice top_five\nC")
        assert "The answer cell has changed since it ran." in page.check("w01-q5")
        page.run("w01-q5-answer")
        assert page.check("w01-q5").startswith("Right.")


def test_a_frame_that_is_not_filled_in_is_not_attempted(tmp_path: Path) -> None:
    frame = 'retention = pd.DataFrame()\nknown = …\nretention["a"] = known  # … months'
    with opened(7, tmp_path) as page:
        assert page.run("w07-q5-answer", frame).error
        said = page.check("w07-q5")
        assert said == (
            "Not attempted yet. The frame in the answer cell is not filled in: line 2 still has `…`. Write what "
            "belongs there in place of it, run that cell, then this one."
        )
        page.run("w07-q4-answer", "%%sql new_customers\nSELECT month, … AS new -- …\nFROM invoices\nWHERE …")
        assert "lines 2 and 4 still have `…`." in page.check("w07-q4")
        page.run("w07-q4-answer", "%%sql new_customers\nSELECT '…' AS new")
        assert page.check("w07-q4").startswith("Not yet."), "a text of hers"


@pytest.mark.parametrize(("week", "exercise"), [(10, "w10-q2")])
def test_a_cell_that_is_as_it_came_is_not_attempted(tmp_path: Path, week: int, exercise: str) -> None:
    with opened(week, tmp_path) as page:
        page.run(f"{exercise}-answer")
        said = page.check(exercise)
        assert said.startswith("Not attempted yet. The answer cell is as it came."), said
        page.run(f"{exercise}-answer", page.released[f"{exercise}-answer"].replace("Your ", "My "))
        assert not page.check(exercise).startswith("Not attempted yet. The answer cell is as it came.")


@pytest.mark.parametrize("week", course.practices(), ids=lambda week: week.stem)
def test_every_listed_answer_is_seen_to_make_its_name_and_to_be_filled_in(week: course.Week) -> None:
    notebook = ROOT / "source" / week.stem / f"{week.stem}.ipynb"
    names = {one: test.name for one, test in practice.tests(practice.read(notebook)).items()}
    for exercise in answers.read(notebook.with_name("answers.py")).values():
        for answer in exercise.answers:
            made = [cell for cell in answer.cells if binds(cell, names[exercise.id])]
            assert made or not answer.cells, (answer.exercise, answer.name)
            assert [cell for cell in answer.cells if open_places(cell)] == [], (answer.exercise, answer.name)


def test_a_line_of_the_frame_that_shows_the_result_is_not_told_as_a_slip(tmp_path: Path) -> None:
    with opened(19, tmp_path) as page:
        for cell in ("connect", "filters"):
            page.run(cell)
        turned = "real[rows[name]].mean()", "rows.loc[real, name].mean()"
        frame, said = page.released["w19-q5-answer"], ""
        for gap in turned:
            frame = frame.replace("…", gap, 1)
        page.run("w19-q5-answer", frame)
        said = page.check("w19-q5")
        assert said.startswith("Not yet.") and "measured.round()" not in said, said


def test_the_line_that_is_named_is_the_one_of_the_piece_that_is_quoted(tmp_path: Path) -> None:
    with opened(8, tmp_path) as page:
        page.run("by-plan")
        page.run("w08-q2-answer")
        shown = page.run("w08-q2-answer").error
        assert "Line 4, in `percent`: Python stopped at `100 * part / whole`" in " ".join(shown.split()), shown
