"""The language of evidence: what an honest reviewer writes is run, and nothing else gets through."""

from __future__ import annotations

import ast
import re
import sys
import types
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstquery.review import expression, names
from firstquery.review.evaluate import evaluate
from firstquery.review.expression import ALLOWED, NotAllowed, parse, refusal
from tests.conftest import ROOT

HONEST = (
    "monthly_revenue(db, '2025-01')",
    "revenue_per_ticket(db, '2025-03').sort_values('team').head(3)",
    "late_fee(Decimal('100.00'), date(2025, 1, 31), date(2025, 2, 1))",
    "top_accounts(db, '2025-01', 5)['revenue_usd'].sum()",
    "Vendor(local_server(hang=True).url, 't', timeout=0.5).ask('x')",
    "tests('tests/test_latefee.py::test_late_fee', broken='late_fee')",
    "len(found('desk/rates.py', 'token')) > 0",
    "backlog(db, '2025-01-31') - backlog(db, '2025-01-30') == -2 or not paying_customers(db, '2025-02-28')",
    "build_report(db, '2025-01', tmp).read_text()[:100]",
    "[month_bounds('2025-01'), {'a': 1}, {1, 2}, (1,), -2 ** 3, 7 // 2 % 3, 1.5 <= 2 < 3, None is None]",
    "db.execute('SELECT COUNT(*) FROM accounts').fetchone()[0]",
    "features[(features['a'] > 1) & ~features['b'] | True]",
)
#: What is refused, and words of the sentence that says what to write instead.
REFUSED = {
    "": "The evidence is empty",
    "x" * 501: "at most 500 characters, and this has 501",
    "import os": "Nothing is imported in evidence",
    "x = 1": "Evidence keeps no names (=)",
    "for x in y: pass": "A loop cannot stand in these quotes",
    "assert f() == 1": "Leave assert out",
    "f(1); g(2)": "Evidence is one expression, and these are 2",
    "del x": "This cannot stand in these quotes",
    "f(1": "A bracket is opened and not closed",
    "1 +": "cannot be read as Python",
    "I tried it and it is broken": "Evidence is a call that anybody can run",
    "call_list(small, 2024-05)": "A month stands in quotes, '2025-03'",
    "f(\0)": "cannot be read as Python",
    "[x for x in y]": "A loop cannot stand in these quotes",
    "lambda: 1": "Evidence makes no functions",
    "f'{db}'": "A text with { } that is filled in",
    "(x := 1)": "This cannot stand in these quotes",
    "f() if g() else h()": "This cannot stand in these quotes",
    "await f()": "This cannot stand in these quotes",
    "f(*x)": "This cannot stand in these quotes: *x",
    "f(**x)": "This cannot stand in these quotes",
    "{**x}": "This cannot stand in these quotes",
    "1 << 9": "This cannot stand in these quotes",
    "b'x'": "Of values there are numbers, texts",
    "1j": "Of values there are numbers, texts",
    "...": "Of values there are numbers, texts",
    "_secret(db)": "_secret is the inside of something",
    "db.__class__": "__class__ is the inside of something",
    "f(_x=1)": "_x is the inside of something",
    "f.x__": "x__ is the inside of something",
}


@pytest.mark.parametrize("text", HONEST)
def test_what_an_honest_reviewer_writes_is_evidence(text: str) -> None:
    assert refusal(text) is None and isinstance(parse(f"  {text}\n"), ast.Expression)


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: repr(text[:20]))
def test_what_is_no_evidence_is_told_what_to_write_instead(text: str) -> None:
    said = refusal(text)
    assert said is not None and REFUSED[text] in said and "\n" not in said


def test_evidence_that_is_no_text_is_told_so() -> None:
    for other in (None, 5, ["f()"]):
        with pytest.raises(NotAllowed, match="Evidence is a text between quotation marks"):
            parse(other)  # type: ignore[arg-type]


# Pieces of everything that Python has, allowed or not, put together in every way.
NAMES = st.sampled_from(
    [
        *("desk", "f", "db", "tmp", "Reply", "len", "str", "sorted", "x", "_x"),
        *("__import__", "open", "eval", "getattr", "exec"),
    ]
)
ATTRIBUTES = st.sampled_from(
    [
        *("team", "read_text", "parent", "execute", "__class__", "__globals__", "__subclasses__", "_private", "format"),
        *("gi_frame", "f_globals", "f_back", "tb_frame", "cr_frame", "mro", "load_extension", "write_text", "unlink"),
        *("os", "sys", "sqlite3", "secrets", "helper", "to_pickle", "eval", "query", "pipe", "apply", "name"),
    ]
)  # fmt: skip
LITERALS = st.sampled_from(
    ["1", "'a'", "'{0.__class__}'", "None", "True", "1.5", "-3", "[]", "b''", "...", "'/etc/passwd'"]
)


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    two = st.tuples(inner, inner)
    return st.one_of(
        st.tuples(inner, ATTRIBUTES).map(lambda p: f"({p[0]}).{p[1]}"),
        st.tuples(inner, inner).map(lambda p: f"({p[0]})({p[1]})"),
        inner.map(lambda p: f"({p})()"),
        two.map(lambda p: f"({p[0]})[{p[1]}]"),
        two.map(lambda p: f"({p[0]}) + ({p[1]})"),
        two.map(lambda p: f"({p[0]}) ** ({p[1]})"),
        two.map(lambda p: f"({p[0]}) * ({p[1]})"),
        two.map(lambda p: f"({p[0]}) / ({p[1]})"),
        two.map(lambda p: f"[{p[0]}, {p[1]}]"),
        two.map(lambda p: f"[{p[0]} for x in {p[1]}]"),
        two.map(lambda p: f"({p[0]}) if ({p[1]}) else 1"),
        inner.map(lambda p: f"lambda x: {p}"),
        inner.map(lambda p: f"(x := {p})"),
        inner.map(lambda p: f"f'{{{p}}}'"),
        inner.map(lambda p: f"f(**{p})"),
        inner.map(lambda p: f"f(*{p})"),
        inner.map(lambda p: f"str({p})"),
        inner.map(lambda p: f"import {p}"),
    )


ANYTHING = st.recursive(st.one_of(NAMES, LITERALS), _grown, max_leaves=8)


@settings(max_examples=300)
@given(ANYTHING)
def test_nothing_but_the_language_gets_through(text: str) -> None:
    """What is parsed holds allowed kinds alone, and no name or attribute that begins with an underscore."""
    try:
        tree = parse(text)
    except NotAllowed as fault:
        assert fault.sentence and "Traceback" not in fault.sentence
        return
    for node in ast.walk(tree):
        assert isinstance(node, ALLOWED)
        for name in (getattr(node, "id", ""), getattr(node, "attr", ""), getattr(node, "arg", "") or ""):
            assert not name.startswith("_")


@pytest.fixture(scope="module")
def desk() -> dict[str, Any]:
    """A service whose modules hold what evidence must not reach: the names of one, as evidence has them."""
    module = types.ModuleType("desk")
    code = """
import os, sys, sqlite3, dataclasses, pathlib
secrets = []
@dataclasses.dataclass
class Reply:
    team: str
    os: object = os
    def ask(self): return self.team
def f(*given): return Reply(*given)
def helper(): secrets.append(1)
def years():
    yield 1
    yield 2
"""
    module.__dict__["__name__"] = "desk"
    sys.modules["desk"] = module
    try:
        exec(compile(code, "desk", "exec"), module.__dict__)
    finally:
        del sys.modules["desk"]
    public = {name: module.__dict__[name] for name in ("f", "helper", "Reply", "years")}
    return {
        **public,
        "desk": module,
        "len": len,
        "str": str,
        "sorted": sorted,
        "list": list,
        "round": round,
        "sum": sum,
    }


@settings(max_examples=300)
@given(ANYTHING)
def test_no_inside_of_python_is_ever_reached(text: str) -> None:
    try:
        found = evaluate(text, _DESK, [])
    except Exception:
        return
    for one in [found, *(found if isinstance(found, list) else [])]:
        assert not isinstance(one, types.ModuleType)
        assert not isinstance(one, types.FrameType | types.CodeType | types.TracebackType)
        assert one not in (open, eval, exec, getattr, __import__) and one is not object
    assert "root:" not in str(found)


@pytest.fixture(scope="module", autouse=True)
def _given_to_hypothesis(desk: dict[str, Any]) -> None:
    global _DESK
    _DESK = desk


_DESK: dict[str, Any] = {}


def test_a_call_gives_what_it_gives(desk: dict[str, Any]) -> None:
    for text, value in {
        "f('Billing').team.upper()": "BILLING",
        "desk.f('a').ask()": "a",
        "[len('abc'), 2 ** 10, 7 // 2, -1, not 0, 'a' in ['a'], 1 < 2 < 3, 1 < 2 > 3, 0 or 'x', 1 and 0]": [
            *(3, 1024, 3, -1, True, True, True, False, "x", 0)
        ],
        "{'a': [1, 2, 3][1:], 'b': (1, {2})}": {"a": [2, 3], "b": (1, {2})},
        "list(years())": [1, 2],
        "round(2.345, 1)": 2.3,
    }.items():
        assert evaluate(text, desk, []) == value, text


def test_what_desk_imports_is_not_desks(desk: dict[str, Any]) -> None:
    for text in ("desk.os", "desk.sqlite3", "f('a').os", "desk.dataclasses", "desk.pathlib.Path('/etc/passwd')"):
        with pytest.raises(NotAllowed, match=r"Evidence does not use|inside of Python"):
            evaluate(text, desk, [])
    with pytest.raises(NotAllowed, match=r"nothing called helpr in this version of desk\. Is it helper\?"):
        evaluate("helpr()", desk, [])
    with pytest.raises(NotAllowed, match="leave the brackets behind it out"):
        evaluate("f('a').team()", desk, [])


@pytest.mark.parametrize(
    "text",
    [
        *("9**9**9", "'x'*10**9", "10**9*'x'", "[1]*10**9", "(1,)*999999", "2**99999", "9.5**'a'", "'a'.format(1)"),
        *("'x'*100000+'x'*100000", "'%1000000000d' % 1"),
    ],
)  # fmt: skip
def test_what_would_grow_without_bounds_is_refused_at_once(text: str, desk: dict[str, Any]) -> None:
    with pytest.raises(NotAllowed):
        evaluate(text, desk, [])


def test_a_query_only_reads_and_a_file_is_read_in_tmp_alone(desk: dict[str, Any], tmp_path: Path) -> None:
    import sqlite3

    there = [tmp_path / "tmp"]
    there[0].mkdir()
    (tmp_path / "tmp" / "report.html").write_text("<h1>")
    known = {**desk, "db": sqlite3.connect(":memory:"), "tmp": tmp_path / "tmp"}
    assert evaluate("db.execute('SELECT 1').fetchall()", known, there) == [(1,)]
    assert evaluate("(tmp / 'report.html').read_text()", known, there) == "<h1>"
    assert evaluate("list(tmp.iterdir())[0].name", known, there) == "report.html"
    for query in ("ATTACH 'x' AS y", "DROP TABLE a", "PRAGMA writable_schema=1", ""):
        with pytest.raises(NotAllowed, match=r"a query begins with SELECT or WITH"):
            evaluate(f"db.execute({query!r})", known, there)
    for text in ("db.executescript('x')", "db.backup(db)", "db.cursor().execute('DROP TABLE a')"):
        with pytest.raises(NotAllowed, match=r"a query begins with SELECT or WITH"):
            evaluate(text, known, there)
    outside = ("(tmp / '/etc/passwd').read_text()", "(tmp / '..' / 'x').exists()", "tmp.parent.read_text()")
    for text in (*outside, "tmp.write_text('x')", "tmp.unlink()", "tmp.open('w')"):
        with pytest.raises(NotAllowed, match="Evidence reads files in tmp alone"):
            evaluate(text, known, there)


def test_a_table_is_read_and_no_code_runs_through_it(desk: dict[str, Any]) -> None:
    import pandas as pd

    known = {**desk, "frame": pd.DataFrame({"team": ["a", "b", "a"], "n": [1, 2, 3]})}
    assert evaluate("frame.groupby('team')['n'].sum().to_dict()", known, []) == {"a": 4, "b": 2}
    assert evaluate("frame[(frame['n'] > 1) & (frame['team'] == 'a')].iloc[0]['n']", known, []) == 3
    assert evaluate("frame['team'].str.upper().tolist()", known, []) == ["A", "B", "A"]
    for attribute in ("eval", "query", "to_pickle", "to_csv"):
        with pytest.raises(NotAllowed, match=rf"Evidence does not use \.{attribute}"):
            evaluate(f"frame.{attribute}('x')", known, [])
    for text in ("frame.apply(len)", "sorted(list(years()), key=f)", "frame.pipe(desk.helper)", "f(str)"):
        with pytest.raises(NotAllowed, match="No function is handed over in evidence"):
            evaluate(text, known, [])


def test_what_the_page_on_evidence_says_is_so() -> None:
    page = (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8")
    accepted, refused = (page.split(f"```{kind}\n")[1].split("```")[0].splitlines() for kind in ("python", "text"))
    assert len(accepted) > 5 and len(refused) > 5
    assert [text for text in accepted if refusal(text)] == [] == [text for text in refused if not refusal(text)]
    named = set(re.findall(r"`(\w+)`", page.split("## What it is made of")[0]))
    assert {*names.PYTHON, "date", "datetime", "timedelta", "Decimal", "db", "small", "tmp"} <= named


def test_what_was_run_in_a_notebook_is_taken_out_of_the_call_that_ran_it():
    """She copies what she has typed, and that is a call of `try_on_data` or `desk_at`, in quotes of any kind."""
    inner = "monthly_revenue(db, '2025-01')"
    for call in (f'try_on_data("0138", "{inner}")', f"desk_at('pull/0207', '''{inner}''')", f"  {inner} "):
        assert expression.bare(call) == inner
    for other in ("len(rows)", 'desk_at("v1.0")', "desk_at(", 'tests("tests/test_x.py")', "try_on_data('0138', db)"):
        assert expression.bare(other) == other


def test_a_piece_that_was_cut_off_ends_its_sentence() -> None:
    said = expression.refusal(f"[one for one in [{', '.join(map(str, range(60)))}]]") or ""
    assert said.endswith("…") and "…." not in said
