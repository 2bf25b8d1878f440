"""`from:` blocks of answers.py: what each change does, and that one which can't be made is told with its line."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from shutil import copy

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstquery.core.errors import UserError
from firstquery.grading.answers import read, read_list
from firstquery.grading.changes import Unfit, apply

BASE = """\
%%script patient
import time

def ask(ticket):
    for attempt in range(4):
        try:
            return call(ticket)
        except RateLimitError:
            time.sleep(0.5)
        except ServerError:
            time.sleep(0.5)
    return "a => b"
"""
HEAD = f"# %% w20-q1 exercise: table | A busy night\n# %% w20-q1 right: as it is\n{BASE}"
FIRST = HEAD.count("\n") + 3  # the first line of changes in `changed`
STEM = "week-20-make-it-survive"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def listed(tmp_path: Path):
    """Write a list, and beside it the practice whose answer cells have these texts."""

    def write(text: str, **solutions: str) -> Path:
        path = tmp_path / STEM / "answers.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        notebook = nbformat.v4.new_notebook()
        for exercise, source in solutions.items():
            said = {"nbgrader": {"grade": False, "solution": True, "grade_id": f"{exercise.replace('_', '-')}-answer"}}
            notebook.cells.append(nbformat.v4.new_code_cell(source, metadata=said))
        nbformat.write(notebook, path.with_name(f"{STEM}.ipynb"))
        return path

    return write


def changed(changes: str, base: str = "as it is") -> str:
    return f"{HEAD}# %% w20-q1 wrong: other | Why?\n# from: {base}\n{changes}"


def text_of(path: Path, name: str = "other") -> str:
    answers = read(path)["w20-q1"].answers
    return "\n".join(next(one for one in answers if one.name == name).cells)


@pytest.mark.parametrize(
    ("changes", "was", "became"),
    [
        ("", "", ""),
        ("# - for attempt in range(4):\n# + while True:\n", "    for attempt in range(4):", "    while True:"),
        ("# -     for attempt in range(4):\n# +     while True:\n", "    for attempt in range(4):", "    while True:"),
        ("# - import time\n", "import time\n", ""),
        (
            "# - for attempt in range(4):\n\n# - def ask(ticket):\n",
            "def ask(ticket):\n    for attempt in range(4):\n",
            "",
        ),
        (
            "# - except RateLimitError:\n# -     time.sleep(0.5)\n"
            "# + except Exception:\n# +     if attempt:\n# +         raise\n",
            "        except RateLimitError:\n            time.sleep(0.5)\n",
            "        except Exception:\n            if attempt:\n                raise\n",
        ),
        ("# @ try:\n# +     warm(ticket)\n", "        try:\n", "        try:\n            warm(ticket)\n"),
        ("# @ import time\n# + import json\n# +\n# + LEFT = 3\n", "time\n", "time\nimport json\n\nLEFT = 3\n"),
        (
            "# @ except ServerError:\n# - time.sleep(0.5)\n# + raise\n",
            "ServerError:\n            time.sleep(0.5)",
            "ServerError:\n            raise",
        ),
        (
            "# @ def ask(ticket):\n# @ time.sleep(0.5)\n# @ time.sleep(0.5)\n# + raise\n",
            "ServerError:\n            time.sleep(0.5)",
            "ServerError:\n            time.sleep(0.5)\n            raise",
        ),
        ("# ~ range(4) => range(40)\n", "range(4)", "range(40)"),
        ("# ~ return call(ticket) => call(ticket)\n", "return call(ticket)", "call(ticket)"),
        ("# ~ for attempt in =>\n", "for attempt in range", " range"),
        (
            "# @ except ServerError:\n# ~ 0.5 => 5\n",
            "ServerError:\n            time.sleep(0.5",
            "ServerError:\n            time.sleep(5",
        ),
        ('# - return "a => b"\n# + return "c => d"\n', "a => b", "c => d"),
        ("# ~ range(4) => range(9)\n\n# - for attempt in range(9):\n# + try:\n", "for attempt in range(4)", "try"),
    ],
)
def test_a_block_is_the_one_that_it_starts_from_with_its_changes(listed, changes: str, was: str, became: str) -> None:
    assert text_of(listed(changed(changes))) == BASE.replace(was, became, 1).strip()


@pytest.mark.parametrize(
    ("changes", "line", "told"),
    [
        ("# - import json\n", 0, "The line 'import json' isn't found in the block that this one starts from."),
        ("# ~ range(3) => range(4)\n", 0, "The text 'range(3)' isn't found in the block"),
        ("# - import time\n# + import os\n# - import time\n", 2, "The line 'import time' isn't found"),
        ("\n# - import time\n# - def ask(ticket):\n", 1, "The lines taken out with it have to stand below it there."),
        ("# - time.sleep(0.5)\n", 0, "The line 'time.sleep(0.5)' stands 2 times in the block"),
        ("# ~ 0.5 => 5\n", 0, "The text '0.5' stands 2 times in the block"),
        ("# @ time.sleep(0.5)\n# + raise\n", 0, "Put `# @ LINE` above this change"),
        ("# @ try:\n# @ finally:\n# + raise\n", 1, "The line 'finally:' isn't found below its anchor."),
        ("# @ except ServerError:\n# - try:\n", 1, "The line 'try:' isn't found below its anchor."),
        ("# -   except ServerError:\n# - time.sleep(0.5)\n", 0, "The line '  except ServerError:' isn't found"),
        ("# + import os\n", 0, "It isn't said where this line goes. Put `# @ LINE` above it"),
        ("# ~ range(4) => range(40)\n# + import os\n", 1, "It isn't said where this line goes."),
        ("# @ try:\n\n# + warm(ticket)\n", 0, "An anchor is followed by what to change below it"),
        ("# ~ range(4) -> range(40)\n", 0, "This change reads `# ~ OLD => NEW`"),
        ("# ~ => range(40)\n", 0, "This change reads `# ~ OLD => NEW`"),
        ('# ~ "a => b" => "c"\n', 0, "Where a text has one itself, use `# -` and `# +`."),
        ("# - import time\nimport os\n", 1, "and this line is none: 'import os'"),
        ("# -import time\n", 0, "A block with `# from:` holds changes alone"),
    ],
)
def test_a_change_that_cannot_be_made_is_told_with_its_line(listed, changes: str, line: int, told: str) -> None:
    with pytest.raises(UserError) as raised:
        read(listed(changed(changes)))
    assert raised.value.sentence.startswith(f"{STEM}/answers.py, line {FIRST + line}: ")
    assert told in raised.value.sentence


def test_a_block_may_start_from_one_that_does(listed) -> None:
    chain = "# %% w20-q1 wrong: third | Why?\n\n# from: other\n# ~ range(9) => range(99)\n"
    path = listed(changed("# ~ range(4) => range(9)\n") + chain)
    assert text_of(path, "third") == BASE.replace("range(4)", "range(99)").strip()
    other, third = read(path)["w20-q1"].by_role("wrong")
    assert (other.line, third.line) == (FIRST - 2, FIRST + 1)  # their own


@pytest.mark.parametrize("base", ["other", "later", "of another exercise", ""])
def test_no_block_starts_from_itself_or_a_later_one_or_another_exercises(listed, base: str) -> None:
    far = "# %% w20-q2 exercise: table | Q\n# %% w20-q2 right: of another exercise\nx = 1\n"
    later = "# %% w20-q1 wrong: later | Why?\n# from: other\n"
    with pytest.raises(
        UserError, match=rf"line {len(far.splitlines()) + FIRST - 1}: w20-q1 has no block called {base!r}"
    ):
        read(listed(far + changed("", base) + later))


def test_a_name_that_two_blocks_have_is_none_to_start_from(listed) -> None:
    twice = "# %% w20-q1 wrong: as it is | Why?\nx = 1\n"
    with pytest.raises(UserError, match="w20-q1 has more than one block called 'as it is' above this line"):
        read(listed(HEAD + twice + "# %% w20-q1 wrong: other | Why?\n# from: as it is\n"))


SOLVED = "%%script patient\nimport os\n# BEGIN SOLUTION\nprint(1)\n# END SOLUTION\nos.close(1)"


def test_right_the_notebooks_is_the_solution_of_the_practice(listed) -> None:
    mine = "# %% w20-q1 exercise: table | T\n# %% w20-q1 right: the notebook's\n"
    wrong = "# %% w20-q1 wrong: other | Why?\n# from: the notebook's\n# ~ print(1) => print(2)\n"
    for text in (mine + wrong, mine.partition("\n")[0] + "\n" + wrong):
        path = listed(text, w20_q2="other = 1", w20_q1=SOLVED)
        assert text_of(path) == "%%script patient\nimport os\nprint(2)\nos.close(1)"
    right, _ = read(listed(mine + wrong, w20_q1=SOLVED))["w20-q1"].answers
    assert (right.cells, right.line) == (("%%script patient\nimport os\nprint(1)\nos.close(1)",), 2)
    sql = read(listed(mine, w20_q1="%%sql late\n-- BEGIN SOLUTION\nSELECT 1\n-- END SOLUTION"))["w20-q1"]
    assert sql.answers[0].cells == ("%%sql late\nSELECT 1",)
    (text,) = read_list(listed("# %% w20-q1 right: the notebook's\n", w20_q1="%%text note\nWe wait."))
    assert text.cells == ("%%text note\nWe wait.",)


@pytest.mark.parametrize(
    ("block", "told"),
    [
        ("right: the notebook's\n", r"line 2: There is no solution of w20-q1 in .*\.ipynb"),
        ("wrong: mine | Why?\n\n# from: the notebook's\n", r"line 4: There is no solution of w20-q1 in .*\.ipynb"),
        ("right: the notebook's\nx = 1\n", "line 2: `right: the notebook's` is the practice's own solution"),
        ("wrong: the notebook's | Why?\n", "line 2: `right: the notebook's` is the practice's own solution"),
    ],
)
def test_a_slip_about_the_notebooks_solution_is_told_with_its_line(listed, block: str, told: str) -> None:
    with pytest.raises(UserError, match=told):
        read(listed(f"# %% w20-q1 exercise: table | T\n# %% w20-q1 {block}", w20_q2="x = 1"))


def test_the_example_of_contributing_is_what_it_says_it_is(listed) -> None:
    blocks = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("```")
    path = listed(next(one.removeprefix("python\n") for one in blocks if "# from:" in one))
    copy(ROOT / "source" / STEM / f"{STEM}.ipynb", path.parent)
    right, *wrong = (one.cells[0] for one in read_list(path))
    pause = right.replace("wait = float(named)", "wait = 0.1")
    same = pause.replace("if closed or no.code", "if no.code")
    assert wrong == [pause, same, right.replace("                break", "                return None")]
    assert len({right, *wrong}) == 4


def test_blocks_of_a_kinds_own_start_from_each_other(listed) -> None:
    first, second = "def f(x):\n    return x", "def f(x):\n    return 5 * x"
    blocks = read(
        listed(
            "# %% w20-q1 exercise: tests module=fees | Tests\n"
            f"# %% w20-q1 correct: one\n{first}\n\n"
            "# %% w20-q1 faulty: pays back | Why?\n# from: one\n# - return x\n# + return 5 * x\n"
        )
    )["w20-q1"].blocks
    assert [(one.role, one.code) for one in blocks] == [("correct", first), ("faulty", second)]


LINE = st.text('ab ("=>~@-+#%\t', max_size=8).map(str.rstrip)
#: The text of a block has no empty line at its start and its end.
LINES = st.lists(LINE, min_size=1, max_size=12).filter(lambda lines: bool(lines[0] and lines[-1]))


def written(before: list[str], after: list[str]) -> Iterator[str]:
    """The changes that make ``after`` of ``before``, from the end up, each grown until it fits in one place."""
    now = list(before)
    for what, i, j, k, m in reversed(SequenceMatcher(None, before, after, autojunk=False).get_opcodes()):
        wanted = [*now[:i], *after[k:m], *now[j:]]
        for more in range(0 if what != "equal" else len(now) + 1, len(now) + 1):
            start, end = max(0, i - more), min(len(now), j + more)
            into = [*now[start:i], *after[k:m], *now[j:end]]
            lines = [f"# {sign} {line}" for sign, texts in (("-", now[start:end]), ("+", into)) for line in texts]
            try:
                fits = apply("\n".join(now), "\n".join(["# from: it", *lines])).splitlines() == wanted
            except Unfit:
                continue
            if fits:
                yield from ["", *lines]
                break
        now = wanted


@given(LINES, LINES)
def test_any_text_comes_back_from_any_other_and_the_changes(before: list[str], after: list[str]) -> None:
    text = "\n".join(["# from: it", *written(before, after)])
    assert apply("\n".join(before), text) == "\n".join(after)
    # An editor may take the white space at the end of lines.
    stripped = "\n".join(line.rstrip() for line in text.splitlines())
    assert apply("\n".join(before), stripped) == "\n".join(after)
