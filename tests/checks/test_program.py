"""A program is judged by how it ends and what it leaves, in each situation; how it is written does not matter."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from firstquery.checks.kind import Block, Material, Mistake, Trial, kind
from firstquery.checks.kinds.program import document, situations
from firstquery.checks.kinds.program.situations import Situation, run_all
from firstquery.checks.verdict import Verdict
from firstquery.checks.words import sentence, wording
from firstquery.core.errors import UserError

KIND = kind("program")
REPORT = """\
import csv, os, sqlite3, sys
db = sqlite3.connect(f"file:{os.environ['FIRSTQUERY_WAREHOUSE']}?mode=ro", uri=True)
rows = db.execute("SELECT region, COUNT(*) AS accounts FROM accounts GROUP BY region ORDER BY region").fetchall()
if not rows:
    sys.exit("There are no rows, so there is no report.")
with open("report.csv", "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["region", "accounts"])
    writer.writerows(rows)
"""
WITH_PANDAS = """\
import os, sys
from pathlib import Path
import pandas as pd
from sqlalchemy import create_engine
engine = create_engine("sqlite:///file:" + os.environ["FIRSTQUERY_WAREHOUSE"] + "?mode=ro&uri=true")
table = pd.read_sql("SELECT * FROM accounts", engine)
if table.empty:
    raise SystemExit("empty")
counted = table.groupby("region").size().rename("accounts").reset_index().sort_values("region", ascending=False)
counted.to_csv(Path(__file__).parent / "report.csv", index=False)
"""
QUIET = REPORT.replace('    sys.exit("There are no rows, so there is no report.")', "    pass")
SITUATIONS = [
    Block("situation", "an ordinary Monday", "Run it once more by hand: what does it leave?", ""),
    Block("situation", "run twice", "", "runs = 2\nonly = True"),
    Block("situation", "without a row", "What would be mailed?", 'warehouse = "empty"\nsays = ["no rows", "empty"]'),
    Block("situation", "started from another folder", "", 'folder = "elsewhere"'),
    Block("situation", "beside last week's", "", 'files = {"last.csv": "a,b\\n1,2\\n"}'),
    Block("situation", "with a database that is not there", "", 'warehouse = "missing"'),
]


def source(text: str) -> dict[str, Any]:
    return KIND.payload(text, {"file": "report.py"})


@pytest.fixture(scope="module")
def expected(trial: Trial) -> dict[str, Any]:
    mistakes = [Mistake("quiet", "A report of nothing was written, and nobody was told.", source(QUIET))]
    return KIND.build_key(KIND.Options(), source(REPORT), mistakes, Material(blocks=SITUATIONS, trial=trial))


def judged(text: str, expected: dict[str, Any], trial: Trial) -> Verdict:
    return KIND.judge(source(text), expected, trial)


PAGE = """\
import base64, io, os, sqlite3
import matplotlib.pyplot as plt
import pandas as pd
table = pd.read_sql("SELECT region, COUNT(*) AS accounts FROM accounts GROUP BY region", sqlite3.connect(os.environ["FIRSTQUERY_WAREHOUSE"]))
table = table.sort_values("accounts")
fig, ax = plt.subplots()
ax.barh(table["region"], table["accounts"])
ax.set(xlabel="accounts", title="Who has most")
sheet = io.BytesIO()
fig.savefig(sheet, format="png")
picture = f'<img src="data:image/png;base64,{base64.b64encode(sheet.getvalue()).decode()}">'
open("page.html", "w").write(table.to_html(index=False) + picture)
"""  # noqa: E501 -- as a learner writes it


@pytest.fixture(scope="module")
def drawn(trial: Trial) -> dict[str, Any]:
    half = PAGE.replace('table["accounts"])', 'table["accounts"] / 2)')
    other = Mistake("halved", "Half of them are there.", source(half))
    bare = Mistake("no table", "Where is the table?", source(PAGE.replace("table.to_html(index=False)", "''")))
    options = KIND.Options(chart="bar", units=("accounts", "customers"))
    where = [SITUATIONS[0], Block("situation", "elsewhere", "", 'folder = "elsewhere"\nruns = 2\nonly = True')]
    return KIND.build_key(options, source(PAGE), [other, bare], Material(blocks=where, trial=trial))


SVG = (
    ("import base64", "import matplotlib\nmatplotlib.use('agg')\nimport base64"),
    ("io.BytesIO()", "io.StringIO()"),
    ('format="png"', 'format="svg"'),
    ("f'<img src=\"data:image/png;base64,{base64.b64encode(sheet.getvalue()).decode()}\">'", "sheet.getvalue()"),
)


@pytest.mark.parametrize(
    "changes",
    [
        (),
        SVG,
        (("barh", "bar"), ('xlabel="accounts"', 'ylabel="customers"')),
        (("index=False", ""),),
        (("plt.subplots()", "(fig := __import__('matplotlib.figure').figure.Figure()), fig.add_subplot()"),),
    ],
    ids=["as shown", "SVG", "upright", "with row numbers after a sort", "without pyplot"],
)
def test_a_chart_of_a_program_is_read_however_it_is_saved(
    changes: tuple[tuple[str, str], ...], drawn: dict[str, Any], trial: Trial
) -> None:
    text = PAGE
    for change in changes:
        text = text.replace(*change)
    verdict = judged(text, drawn, trial)
    assert verdict.right, verdict


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (('ax.barh(table["region"], table["accounts"])', ""), "empty_chart"),
        (('ax.barh(table["region"], table["accounts"])', 'ax.barh(table["region"], [1, 2, 3][: len(table)])'), ""),
        (("xlabel=", "label="), "missing_unit"),
        ((', title="Who has most"', ""), "missing_title"),
        (("sheet = ", "ax.set_xlim(2)\nsheet = "), "truncated_axis"),
        (("barh", "plot"), "wrong_kind"),
        (("fig.savefig(sheet", "0 and (sheet"), "fails"),
        (("fig.savefig(sheet, format", "print(sheet, end"), "not_saved"),
        (("sheet = ", "ax.plot(range(30_000))\nsheet = "), "unreadable"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_with_a_chart_of_a_program_is_told(
    change: tuple[str, str], code: str, drawn: dict[str, Any], trial: Trial
) -> None:
    verdict = judged(PAGE.replace(*change), drawn, trial)
    assert verdict.outcome == "not-yet"
    codes = [found.code for found in verdict.findings]
    assert codes[0] in ("chart", "fails") and (code in codes or not code), codes


@pytest.mark.parametrize(
    "content", ["'[' * 100_000", '\'[{"type": "chart", "panels": [1e999]}]\'', '\'{"type": "chart"}\'', "'['"]
)
def test_what_a_program_writes_in_place_of_its_charts_is_none(
    content: str, drawn: dict[str, Any], trial: Trial
) -> None:
    """It comes from a submission: its depth and its numbers are not believed, and the judge has no fault of its own."""
    verdict = judged(f"{PAGE}\nopen('charts.json', 'w').write({content})\n", drawn, trial)
    assert verdict.outcome == "not-yet" and "not_saved" in [found.code for found in verdict.findings]


UNSAVED = """import json
from firstquery.checks.kinds.chart import axes
json.dump([axes.read(fig)], open("charts.json", "w"))
sheet = io.BytesIO(b"a picture of something else")"""


def test_a_chart_that_was_never_saved_is_none_whatever_the_program_writes_down(
    drawn: dict[str, Any], trial: Trial
) -> None:
    for text in (PAGE.replace('fig.savefig(sheet, format="png")', UNSAVED), f"{PAGE}\n{UNSAVED}"):
        verdict = judged(text, drawn, trial)
        assert [found.code for found in verdict.findings][:2] == ["chart", "not_saved"], verdict.findings


GUESSES = """
for guess in range({}):
    other, its = plt.subplots()
    its.bar(table["region"], table["accounts"] + guess + 1)
    its.set(ylabel="accounts", title=f"What of {{guess}}?")
    other.savefig(io.BytesIO())
"""


def test_nine_charts_of_which_one_is_right_are_guesses(drawn: dict[str, Any], trial: Trial) -> None:
    for text in (PAGE + GUESSES.format(8), PAGE.replace("sheet = ", GUESSES.format(8) + "sheet = ")):
        verdict = judged(text, drawn, trial)
        assert [found.code for found in verdict.findings][:2] == ["chart", "charts_many"], verdict.findings
        assert "9" in sentence(verdict.findings[1], KIND.phrases["charts_many"])


def test_a_chart_more_or_the_same_once_more_is_fine(drawn: dict[str, Any], trial: Trial) -> None:
    again = "for kind in ('png', 'svg', 'pdf', 'png', 'svg'):\n    fig.savefig(io.BytesIO(), format=kind)\n"
    verdict = judged(PAGE + again + GUESSES.format(3), drawn, trial)
    assert verdict.right, verdict.findings


def test_a_mistake_in_a_chart_is_known_by_its_values(drawn: dict[str, Any], trial: Trial) -> None:
    halved = judged(PAGE.replace('table["accounts"])', 'table["accounts"] * 0.5)'), drawn, trial)
    doubled = judged(PAGE.replace('table["accounts"])', 'table["accounts"] * 2)'), drawn, trial)
    assert (halved.mistake, doubled.mistake) == ("halved", None)


def test_a_page_that_has_more_than_a_mistakes_is_not_taken_for_it(drawn: dict[str, Any], trial: Trial) -> None:
    bare = judged(PAGE.replace("table.to_html(index=False)", "'<p>'"), drawn, trial)
    other = judged(PAGE.replace("table.to_html(", "table[:1].to_html("), drawn, trial)
    assert (bare.mistake, other.mistake) == ("no table", None)


def test_an_error_that_is_the_same_in_each_situation_is_told_once(expected: dict[str, Any], trial: Trial) -> None:
    verdict = judged("def total():\n    print(3)\nround(total())\n", expected, trial)
    assert [found.code for found in verdict.findings].count("fails") == 1
    assert "a function without return hands None back" in verdict.findings[0].data["where"]


def test_a_program_that_cannot_be_read_is_one_thing_to_mend(expected: dict[str, Any], trial: Trial) -> None:
    unread = REPORT.replace("if not rows:", "if not rows")
    verdict = judged(unread, expected, trial)
    assert [found.code for found in verdict.findings] == ["fails", "hint"]


def test_dots_that_were_left_in_a_frame_are_told(expected: dict[str, Any], trial: Trial) -> None:
    verdict = judged("import sys\nrows = …\n", expected, trial)
    assert "its line 2, `rows = …`: the three dots (…) still stand there" in verdict.findings[0].data["where"]


@pytest.mark.parametrize(
    ("end", "code"),
    [
        ('raise ValueError("no rows")', None),
        ('print("no rows"); raise RuntimeError', None),
        ('assert rows, "no rows"', None),
        ('print("no rows"); rows[0]', "stumbles"),
        ("rows[0]  # raise: no rows", "says_other"),
        ('sys.quit("there are none")', "accident"),
    ],
)
def test_an_error_that_nobody_raised_is_no_end_on_purpose(
    end: str, code: str | None, expected: dict[str, Any], trial: Trial
) -> None:
    verdict = judged(REPORT.replace('sys.exit("There are no rows, so there is no report.")', end), expected, trial)
    assert [found.code for found in verdict.findings][:1] == ([code] if code else [])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("table.to_html(index=False)", "table[:1].to_html() + table[1:].to_html()"), "page_tables"),
        (("table.to_html(index=False)", "table.to_html() + table[:1].to_html() * 231"), "page_guesses"),
        (("table.to_html(index=False)", "table[:1].to_html() * 4 + table.to_html()"), "page_guesses"),
        (("+ picture", ""), "no_picture"),
        (("COUNT(*)", "COUNT(*) + 1"), "column_differs"),
        (("table.to_html(", "table.assign(n=1).to_html("), "columns_extra"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_in_what_a_page_differs_is_told(
    change: tuple[str, str], code: str, drawn: dict[str, Any], trial: Trial
) -> None:
    verdict = judged(PAGE.replace(*change), drawn, trial)
    assert [found.code for found in verdict.findings][:2] == ["file_differs", code]


MORE_ON_IT = {
    "three more": "table[:1].to_html() * 3 + table.to_html(index=False)",
    "without a row": "table[:0].to_html() * 9 + table.to_html(index=False)",
    "a page that is laid out by tables": "'<table><tr><td>News</td><td>' + table.to_html() + '</td></tr></table>' * 1",
}


@pytest.mark.parametrize("more", MORE_ON_IT)
def test_what_else_stands_on_a_page_is_its_authors(more: str, drawn: dict[str, Any], trial: Trial) -> None:
    verdict = judged(PAGE.replace("table.to_html(index=False)", f"({MORE_ON_IT[more]})"), drawn, trial)
    assert verdict.right, verdict.findings


def test_words_of_one_end_that_it_always_prints_say_nothing(expected: dict[str, Any], trial: Trial) -> None:
    verdict = judged(f"print('no rows')\n{REPORT}", expected, trial)
    assert [found.code for found in verdict.findings][:1] == ["says_always"], verdict.findings
    assert "no rows" in sentence(verdict.findings[0], KIND.phrases["says_always"])


def test_both_words_of_an_either_or_are_none(trial: Trial) -> None:
    kinds = "import sys\nprint('{}' if len(sys.argv) > 1 else '{}')\n"
    blocks = [
        Block("situation", "with a name", "", 'arguments = ["x"]\nsays = ["told"]'),
        Block("situation", "without", "", 'says = ["kept"]'),
    ]
    key = KIND.build_key(KIND.Options(), source(kinds.format("told", "kept")), [], Material(blocks=blocks, trial=trial))
    assert judged(kinds.format("told", "not told: kept"), key, trial).right
    verdict = judged("print('told, kept')\n", key, trial)
    assert [found.code for found in verdict.findings][:1] == ["says_always"], verdict.findings


@pytest.mark.parametrize("text", [REPORT, WITH_PANDAS], ids=["sqlite3 and csv", "pandas, in another order"])
def test_a_right_program_passes_however_it_is_written(text: str, expected: dict[str, Any], trial: Trial) -> None:
    assert judged(text, expected, trial).right


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (('open("report.csv"', 'open("rapport.csv"'), "file_missing"),
        (("COUNT(*)", "COUNT(*) + 1"), "file_differs"),
        (('open("report.csv", "w"', 'open("report.csv", "a"'), "file_differs"),
        (("import csv, os", "import csv, os, csvv"), "fails"),
        (("import csv, os", "import csv, os ("), "fails"),
        (("import csv", "open('last.csv', 'w')\nimport csv"), "file_extra"),
        (("import csv", "import time\nwhile True: time.sleep(1)\nimport csv"), "too_slow"),
        (("import csv", "import os; os.system('kill -9 $PPID')\nimport csv"), "fails"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[1][:20],
)
def test_what_is_wrong_is_told_with_its_situation(
    change: tuple[str, str], code: str, expected: dict[str, Any], trial: Trial
) -> None:
    expected = {**expected, "situations": [{**one, "seconds": 3.0} for one in expected["situations"]]}
    verdict = judged(REPORT.replace(*change, 1), expected, trial)
    assert verdict.outcome == "not-yet"
    assert verdict.findings[0].code == code
    assert verdict.findings[0].data["situation"]


def test_what_never_ends_in_the_first_situation_is_not_begun_in_those_that_wait() -> None:
    stated = [Situation(name=name) for name in ("first", "second", "third", "fourth")]
    begun: list[str] = []

    def run(one: Situation) -> dict[str, Any]:
        begun.append(one.name)
        if one.name == "first":
            time.sleep(0.1)
            return {"ends": "time"}
        time.sleep(0.5)
        return {"ends": "well"}

    assert run_all(stated, run, 2) == [{"ends": "time"}] * 4
    assert "first" in begun and {"third", "fourth"}.isdisjoint(begun)
    assert [one["ends"] for one in run_all(stated[1:], run, 2)] == ["well"] * 3


def test_the_error_is_told_with_the_line_that_is_hers(expected: dict[str, Any], trial: Trial) -> None:
    first = judged(REPORT.replace("rows = db", "rows = dbb"), expected, trial).findings[0]
    assert first.data["line"] == 3 and "name 'dbb' is not defined" in first.data["where"]


def test_a_named_mistake_is_known_by_what_it_does(expected: dict[str, Any], trial: Trial) -> None:
    verdict = judged(QUIET.replace("    pass", "    print(len(rows))"), expected, trial)
    assert verdict.mistake == "quiet"


def test_whatever_is_no_program_is_asked_for_one(expected: dict[str, Any], trial: Trial) -> None:
    assert KIND.judge(KIND.payload(7, None), expected, trial).findings[0].code == "not_a_program"
    assert not KIND.sound({"type": "source", "name": "../x.py", "text": "1"})
    assert KIND.judge(source(REPORT), expected, None).findings[0].code == "no_trial"


def test_a_situation_has_other_values_on_held_out_data() -> None:
    code = 'arguments = ["2025-03-17"]\nruns = 2\nheld_out = {"name": "for 10 March", "arguments": ["2025-03-10"]}'
    block = Block("situation", "for 17 March", "Which week is counted?", code)
    (here,) = situations.read([block], situations.Situation, "learning")
    (there,) = situations.read([block], situations.Situation, "held-out")
    assert (here.name, here.arguments) == ("for 17 March", ["2025-03-17"])
    assert (there.name, there.arguments) == ("for 10 March", ["2025-03-10"])
    assert (there.message, there.runs) == (here.message, here.runs) == ("Which week is counted?", 2)


def test_a_block_that_is_no_situation_is_a_sentence(trial: Trial) -> None:
    for code in ("runs = two", "sleeps = 3", "import os"):
        with pytest.raises(UserError, match="odd"):
            KIND.build_key(
                KIND.Options(), source(REPORT), [], Material(blocks=[Block("situation", "odd", "", code)], trial=trial)
            )


@pytest.mark.parametrize("name", ["report.csv", "report.html"])
def test_a_table_that_is_written_with_its_row_numbers_is_the_same_table(name: str) -> None:
    def written(first: list[str], rest: list[list[str]]) -> dict[str, Any]:
        if name.endswith(".csv"):
            text = "\n".join(",".join(row) for row in [first, *rest])
        else:
            rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in [first, *rest])
            text = "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
        return document.read(name, text.encode())

    wanted = written(["team", "tickets"], [["Billing", "22"], ["Mobile app", "15"]])
    assert document.agree(written(["", "team", "tickets"], [["0", "Billing", "22"], ["1", "Mobile app", "15"]]), wanted)
    for first, one, other in (("", "1", "2"), ("n", "0", "1")):  # a column of its own, numbers or not
        rest = [[one, "Billing", "22"], [other, "Mobile app", "15"]]
        assert not document.agree(written([first, "team", "tickets"], rest), wanted)


def test_a_file_that_was_to_stay_and_did_not_is_told_as_such(expected: dict[str, Any], trial: Trial) -> None:
    overwrites = REPORT + 'if os.path.exists("last.csv"):\n    open("last.csv", "w").write("a,b\\n3,4\\n")\n'
    (found,) = judged(overwrites, expected, trial).findings
    said = sentence(found, KIND.phrases["file_overwritten"])
    assert said == "Beside last week's: last.csv was to stay as it was, and it is another one now."


def test_a_file_that_was_there_and_is_deleted_is_told_as_such(expected: dict[str, Any], trial: Trial) -> None:
    removes = REPORT + 'if os.path.exists("last.csv"):\n    os.remove("last.csv")\n'
    (found,) = judged(removes, expected, trial).findings
    said = sentence(found, KIND.phrases["file_removed"])
    assert said == "Beside last week's: last.csv was to stay as it was, and it is gone."


TABLE = "<table><tr><th>team</th><th>tickets</th></tr><tr><td>Bénévoles</td><td>22.5</td></tr></table>"
WANTED = document.read("a.html", TABLE.encode())
#: What a program may have written that is no page, no table and no JSON, and what is said of it.
STRANGE = {
    "a cell without an end": ("a.csv", b'team,tickets\n"Billing,' + b"x" * 140_000, "broken"),
    "a return alone": ("a.csv", b"team,tickets\rBilling,22\r", "table"),
    "returns doubled": ("a.csv", b"team,tickets\r\r\nBilling,22\r\r\n", "table"),
    "a character of 5,000 digits": ("a.html", b"&#" + b"1" * 5_000 + b";<table>", "broken"),
    "a declaration that is none": ("a.html", b"<![x[ <!DOCTYPE [<![ " + TABLE.encode(), "page"),
    "tags without an end": ("a.html", b"<table><tr><td>team<td>tickets<tr><td>x<td>1<div", "page"),
    "a number of 400 digits": ("a.csv", b"team,tickets\nBilling," + b"9" * 400, "table"),
    "JSON of 400 digits": ("a.json", b'[{"tickets":' + b"9" * 400 + b"}]", "data"),
    "JSON of great depth": ("a.json", b"[" * 900 + b"]" * 900, "broken"),
    "JSON with half a character": ("a.json", b'[{"tickets": "\\ud800"}]', "data"),
    "nothing": ("a.html", b"", "page"),
    "nothing in a table": ("a.csv", b"", "table"),
    "no text": ("a.html", b"\xff\x00\x9d", "broken"),
    "as Excel writes text": ("a.csv", "team,tickets\nBilling,22\n".encode("utf-16"), "table"),
}


@pytest.mark.parametrize("what", STRANGE)
def test_whatever_a_program_writes_the_judge_does_not_stumble(what: str) -> None:
    name, content, kind_of_it = STRANGE[what]
    read = document.read(name, content)
    assert read["type"] == kind_of_it
    json.dumps(read).encode()
    for other, text in (("a.html", TABLE), ("a.csv", "team,tickets\nBilling,2.5\n"), ("a.json", '[{"tickets": 2.5}]')):
        wanted = document.read(other, text.encode())
        assert not document.agree(read, wanted)
        assert isinstance(document.unlike(read, wanted), list)


def test_a_page_says_in_which_letters_it_is_written() -> None:
    for name in ("utf-8", "cp1252", "utf-16"):
        page = f'<meta charset="{name}">{TABLE}'.encode(name)
        assert document.agree(document.read("a.html", page), WANTED), name


def test_a_page_with_a_large_picture_in_it_is_read() -> None:
    picture = f'<img src="data:image/png;base64,{"A" * 3_000_000}">'
    assert document.agree(document.read("a.html", (TABLE + picture).encode()), WANTED)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("open('report.csv', 'wb').write(b'\\xff\\xfe\\xfd')", "file_no_text"),
        ("open('report.csv', 'w').write('x' * 1_100_000)", "file_too_large"),
        ("open('report.csv', 'w').write('region,accounts\\n\"' + 'x' * 140_000)", "file_broken"),
        ("import sys; print('File \"report.py\", line ' + '9' * 5000, file=sys.stderr); sys.exit(1)", "fails"),
    ],
    ids=lambda value: value if value.isidentifier() else "",
)
def test_what_cannot_be_read_of_a_program_is_told_and_never_ungraded(
    written: str, code: str, expected: dict[str, Any], trial: Trial
) -> None:
    verdict = judged(f"{REPORT}\n{written}\n", expected, trial)
    assert verdict.outcome == "not-yet"
    assert verdict.findings[0].code == code, verdict.findings
    assert sentence(verdict.findings[0], KIND.phrases[code])


def test_a_program_that_says_why_in_other_words_is_not_told_that_it_says_nothing(trial: Trial) -> None:
    stated = [Block("situation", "without a row", "", 'warehouse = "empty"\nsays = ["no rows"]')]
    end = 'sys.exit("There are no rows, so there is no report.")'
    silent = Mistake("without a word", "It stops, and says nothing of why.", source(REPORT.replace(end, "sys.exit(1)")))
    key = KIND.build_key(KIND.Options(), source(REPORT), [silent], Material(blocks=stated, trial=trial))
    assert judged(REPORT.replace(end, "sys.exit(2)"), key, trial).mistake == "without a word"
    other = judged(REPORT.replace(end, 'sys.exit("nothing to report")'), key, trial)
    assert (other.mistake, other.findings[0].code) == (None, "says_other")
    said = " ".join(wording(other, "program").lines())
    assert "it prints something, and not the words that the exercise asks for" in said and "no rows" in said
    bare = KIND.build_key(KIND.Options(), source(REPORT), [], Material(blocks=stated, trial=trial))
    nothing = judged(REPORT.replace(end, "sys.exit(1)"), bare, trial)
    assert "it prints nothing, so nobody hears why" in " ".join(wording(nothing, "program").lines())
