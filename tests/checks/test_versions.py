"""What tells a wrong version from a right one is what it gives: no text, no bytecode, no order, no lost report."""

from __future__ import annotations

import dis
import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from firstquery.checks.kind import Block, Material, Trial, TrialOutcome, kind
from firstquery.checks.kinds.tests import variation
from firstquery.checks.verdict import Verdict
from firstquery.sandbox import box

KIND = kind("tests")
RIGHT = [
    "def fee(days):\n    return 0 if days <= 0 else 5 * days",
    "def missing(days):\n    return days <= 0\ndef fee(days):\n    owed = 0\n    if not missing(days):\n"
    "        owed = 5 * days\n    return owed",
]
WRONG = [
    "def fee(days):  # pays back\n    return 5 * days",
    "def fee(days):  # costs nothing\n    return 0",
    "def fee(days):  # a day too many\n    return 0 if days < 0 else 5 * days + 5",
    "def fee(days):  # four\n    '''Four.'''\n    return max(0, days) * 4",
    "import math\ndef fee(days):  # nothing comes back\n    math.floor(max(0, days) * 5)",
    "fee = lambda days: max(0, min(days, 30)) * 5  # a month",
]
KNOWN = f"RIGHT, WRONG = {RIGHT!r}, {WRONG!r}\n"
ALL = """\
from fees import fee
def test_edge(): assert fee(0) == fee(-3) == 0
def test_late(): assert fee(2) == 10
def test_very_late(): assert fee(60) == 300
"""
TEXT = """\
import inspect, fees
def text():
    for read in (lambda: open("fees.py").read(), lambda: open(fees.__file__).read(), lambda: inspect.getsource(fees),
                 lambda: inspect.getsource(fees.fee), lambda: open(0).read()):
        try:
            return read()
        except Exception:
            pass
    return ""
"""
BYTES = """\
import dis, fees
def of(function):
    return [(one.opname, one.argrepr) for one in dis.get_instructions(function)]
def made(text):
    names = {}
    exec(text, names)
    return names["fee"]
"""
CHEATS = {
    "a comment": TEXT + "def test_a(): assert '#' not in text()\n",
    "a docstring": TEXT + "def test_a(): assert not fees.fee.__doc__ and 'Four' not in text()\n",
    "the text": TEXT + KNOWN + "def test_a(): assert text().strip() not in WRONG\n",
    "a piece of the text": TEXT + "def test_a(): assert '30' not in text() and '4' not in text() and text()\n",
    "the length of the text": TEXT
    + KNOWN
    + "def test_a(): assert len(text()) not in [len(one) + 1 for one in WRONG]\n",
    "the bytecode": BYTES + KNOWN + "def test_a(): assert of(fees.fee) not in [of(made(one)) for one in WRONG]\n",
    "the right bytecode": BYTES + KNOWN + "def test_a(): assert of(fees.fee) in [of(made(one)) for one in RIGHT]\n",
    "the numbers in it": BYTES + "def test_a(): assert not {4, 30} & set(fees.fee.__code__.co_consts)\n",
    "its length": BYTES + KNOWN + "def test_a(): assert len(of(fees.fee)) in [len(of(made(one))) for one in RIGHT]\n",
    "a helper": "import fees\ndef test_a(): assert not hasattr(fees, 'math')\n",
    "an end without a report": "import os\nfrom fees import fee\ndef test_a():\n"
    "    if (fee(0), fee(-3), fee(2), fee(60)) != (0, 0, 10, 300): os._exit(1)\n",
    "an end at once": "import os\nos._exit(1)\n",
    "an end that looks well": "import os\ndef test_a(): os._exit(0)\n",
    "a stop before the last test": "import pytest\n" + ALL + "def test_stop(): pytest.exit('no more', 0)\n"
    "def test_wrong(): assert False\n",
    "a test that always fails": "from fees import fee\ndef test_a(): assert False\n",
}


def key(right: list[str] = RIGHT, wrong: list[str] = WRONG) -> dict[str, Any]:
    blocks = [
        *(Block("correct", f"right {number}", "", code) for number, code in enumerate(right)),
        *(Block("faulty", f"wrong {number}", f"What if it were {number}?", code) for number, code in enumerate(wrong)),
    ]
    return KIND.build_key(KIND.Options(module="fees", seconds=8), {}, [], Material(blocks=blocks))


def judged(text: str, trial: Trial, expected: dict[str, Any] | None = None) -> Verdict:
    return KIND.judge(KIND.payload(text, {}), expected or key(), trial)


def test_honest_tests_are_right_on_versions_with_comments_helpers_and_imports(trial: Trial) -> None:
    assert judged(ALL, trial).right


@pytest.mark.parametrize("text", CHEATS.values(), ids=CHEATS)
def test_what_does_not_ask_what_comes_back_earns_nothing(text: str, trial: Trial) -> None:
    verdict = judged(text, trial)
    assert verdict.outcome == "not-yet" and not verdict.share, verdict.findings[0]


def test_an_end_before_the_report_is_told(trial: Trial) -> None:
    assert judged("import os\nos._exit(0)\n", trial).findings[0].code == "ended"
    assert judged("import pytest\n" + ALL + "def test_b(): pytest.exit('x')\n", trial).findings[0].code == "ended"


@pytest.mark.parametrize(
    "more",
    [
        "import atexit, os\natexit.register(lambda: os._exit(1))\n",
        "import atexit, os\natexit.register(lambda: [os.remove(one) for one in os.listdir('.')])\n",
        "import sys\nprint('x' * 10)\nsys.stdout.flush()\n",
    ],
)
def test_what_is_done_to_the_report_hides_no_idle_test(more: str, trial: Trial) -> None:
    assert judged(more + ALL + "def test_idle(): fee\n", trial).findings[0].code == "cannot_fail"


def test_a_report_with_more_behind_it_is_none(trial: Trial) -> None:
    text = "import os\ndef test_a():\n    for one in range(3, 64):\n        try: os.write(one, b'{}')\n"
    verdict = judged(text + "        except OSError: pass\n", trial)
    assert verdict.outcome == "not-yet" and not verdict.share


@pytest.mark.skipif(not box.is_available(), reason="without a box they share the machine's folders")
def test_nothing_is_kept_from_one_version_to_the_next(trial: Trial) -> None:
    text = """\
import os, pathlib, tempfile
from fees import fee
def test_a():
    places = (".", "..", tempfile.gettempdir(), os.path.expanduser("~"), "/dev/shm", "/tmp", "/var/tmp")
    files = [pathlib.Path(place) / "seen" for place in places]
    seen = [file for file in files if file.exists()]
    for file in files:
        try:
            file.write_text("x")
        except OSError:
            pass
    assert not seen
"""
    assert judged(text, trial).findings[0].code == "claims_nothing"


class Recording:
    """The real trial, and the bytecode-blind answers of each version in the order of the runs."""

    def __init__(self, trial: Trial) -> None:
        self.trial, self.runs = trial, list[tuple[Any, ...]]()

    def __call__(
        self, *, files: Mapping[str, str | bytes], command: Sequence[str], **surroundings: Any
    ) -> TrialOutcome:
        names: dict[str, Any] = {}
        exec(json.loads(surroundings["stdin"])["version"], names)
        try:
            self.runs.append(tuple(names["fee"](days) for days in (0, -3, 2, 60)))
        except LookupError:
            self.runs.append(("raises",))
        assert list(files) == ["test_answer.py"]
        return self.trial(files=files, command=command, **surroundings)


def test_the_versions_run_in_an_order_of_their_own_each_time_and_the_right_ones_twice(trial: Trial) -> None:
    orders = []
    for _ in range(2):
        recording = Recording(trial)
        assert judged(ALL, recording).right
        assert Counter(recording.runs)[(0, 0, 10, 300)] == 2 * len(RIGHT)
        assert len(recording.runs) == 2 * len(RIGHT) + len(WRONG) + 2
        orders.append(recording.runs)
    assert orders[0] != orders[1]


def test_a_case_that_fails_is_none_that_another_of_its_name_hides(trial: Trial) -> None:
    classes = "class TestA:\n    def test(self): assert fee(60) == 300\nclass TestB:\n    def test(self): assert 1\n"
    assert judged(ALL.replace("def test_very_late(): assert fee(60) == 300\n", classes), trial).right


PUBLIC = frozenset({"fee"})


def varied(at: int, codes: list[str], seed: int, public: frozenset[str] = PUBLIC) -> dict[str, Any]:
    names: dict[str, Any] = {}
    text = variation.vary(codes[at], [*codes[:at], *codes[at + 1 :]], public, random.Random(seed))
    exec(compile(text, "fees.py", "exec"), names)
    return names


def test_the_function_of_each_version_is_of_the_same_pieces() -> None:
    codes, pieces = [*RIGHT, *WRONG], []
    for at in range(len(codes)):
        function = varied(at, codes, at)["fee"]
        found = dis.get_instructions(function)
        pieces.append(
            Counter(
                (one.opname, repr(one.argval))
                for one in found
                if one.opname in ("BINARY_OP", "COMPARE_OP", "LOAD_ATTR") or one.argval in (4, 5, 30, 0)
            )
        )
    assert all(one == pieces[0] for one in pieces)


@pytest.mark.parametrize("seed", range(20))
def test_a_version_gives_under_other_names_what_it_gave(seed: int) -> None:
    codes = [*RIGHT, *WRONG]
    for at, code in enumerate(codes):
        plain: dict[str, Any] = {}
        exec(code, plain)
        drawn = varied(at, codes, seed)["fee"]
        assert [drawn(days) for days in range(-5, 70)] == [plain["fee"](days) for days in range(-5, 70)]


ODD = '''\
from __future__ import annotations
import os.path, math
from collections import namedtuple as made
from dataclasses import dataclass
from functools import lru_cache
__all__ = ["fee", "rate"]
rate, total = 5, 0
class Late(Exception):
    total = 3
    def say(self, total): return total + self.total
@dataclass
class Row:
    days: int
@lru_cache
def fee(days, *more, kind="x", **rest):
    """Says it."""
    global total
    total += 1
    def inner(found):
        nonlocal wide
        wide += found
        return wide
    wide = 0
    try:
        import json as read
        last = [one * rate for one in (days, *more)]
        if (first := last[0]) > 10 ** 6:
            raise Late
    except Late as fault:
        return fault.say(1)
    match days:
        case int(number):
            return inner(first) + len(os.path.sep) + math.floor(0.5) + Row(number).days, kind, read.dumps(rest)
        case other:
            return [*walk((other,))], f"{kind=}"
def walk(found):
    for one in found:
        yield one
first = fee(1)
class Basket:
    """Holds it."""
    _all = {}
    def __init__(self, items=()): self.items = list(items)
    def total(self):
        owed = sum(self.items)
        return owed + len(self._all)
'''


def test_what_else_a_version_may_hold_stays_as_it_is() -> None:
    basket = (
        "class Basket:\n    def total(self):\n        self = wide = 3\n        del wide\n        return self * 4321"
    )
    others = [
        basket,
        "def fee(days):\n    days = rate = total = 7\n    yield days",
        "async def fee(): pass",
        "fee = abs",
    ]
    plain: dict[str, Any] = {}
    exec(ODD, plain)
    for seed in range(20):
        drawn = varied(0, [ODD, *others], seed, PUBLIC | {"Basket"})
        for arguments in [(3,), (10**7,), (2, 4), (2.5,)]:
            assert drawn["fee"](*arguments, kind="y") == plain["fee"](*arguments, kind="y")
        assert (drawn["rate"], drawn["Basket"].__doc__) == (5, None)
        assert drawn["Basket"]([2, 3]).total() == 5
        assert 4321 in drawn["Basket"].total.__code__.co_consts


def test_no_two_draws_are_alike_and_no_comment_is_left() -> None:
    texts = {variation.vary(WRONG[4], RIGHT, PUBLIC, random.Random(seed)) for seed in range(50)}
    assert len(texts) == 50 and not any("#" in text or "missing" in text or "owed" in text for text in texts)
    assert len({len(text) for text in texts}) > 3
