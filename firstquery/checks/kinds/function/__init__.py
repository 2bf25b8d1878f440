"""A function: what it returns, raises and changes for the questions' inputs, held against the reference's.

answers.py: a block ``questions`` binds the list ``questions``. An input is a tuple of arguments, a dictionary of named
arguments, or anything else: the one argument. The answer is the function itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from firstquery.checks import arguments, results
from firstquery.checks.cells import is_a
from firstquery.checks.kind import Kind, Material, Mistake, Options, Trial, Words
from firstquery.checks.kinds.function import calls
from firstquery.checks.origin import raised_by_answer
from firstquery.checks.payload import MOST_BYTES, payload
from firstquery.checks.verdict import Finding, Json, Verdict, absent, mistake, not_yet, right
from firstquery.checks.words import Messages
from firstquery.core.errors import UserError

ASKED = "a function"
MOST_INPUTS = 200
MOST_SHOWN = 80
_CHANGES = ("mutates_argument", "leaves_argument")


class FunctionOptions(Options):
    """``seconds``: the limit of one input. ``ordered``: the columns by which a returned table is to be sorted.

    ``any_order``: lists may come in any order. ``any_error``: where the reference raises, any exception is right.
    ``parameters``: the names in the empty answer cell.
    """

    decimals: int = 2
    seconds: float = 0.5
    ordered: Words = ()
    any_order: bool = False
    any_error: bool = False
    parameters: Words = ()


class Function(Kind[FunctionOptions]):
    name = "function"
    Options = FunctionOptions
    blocks = frozenset({"questions"})
    evaluated = frozenset({"questions"})
    phrases = Messages(__file__)

    def questions(self, options: FunctionOptions, material: Material) -> Json:
        inputs = material.values.get("questions")
        if not isinstance(inputs, list | tuple) or not 0 < len(inputs) <= MOST_INPUTS:
            raise UserError(f"`questions` is to be a list of 1 to {MOST_INPUTS} inputs: tuples of arguments.")
        try:
            encoded = [arguments.encode(one if isinstance(one, tuple | dict) else (one,)) for one in inputs]
        except TypeError as fault:
            raise UserError(f"An input of `questions` can't be kept in a key: {fault}.") from None
        return {"inputs": encoded, "seconds": options.seconds}

    def payload(self, answer: Any, questions: Json) -> dict[str, Any]:
        try:
            return self._payload(answer, questions)
        except KeyboardInterrupt:
            raise
        except BaseException as fault:  # an object's own methods may raise whatever they like
            if not raised_by_answer(fault):
                raise
            return payload(answer)

    def _payload(self, answer: Any, questions: Any) -> dict[str, Any]:
        if not callable(answer) or is_a(answer, type) or answer is ...:
            return payload(answer)
        if calls.is_empty(answer):
            return {"type": "blank"}
        made: list[dict[str, Any]] = []
        seconds, left = float(questions["seconds"]), 4 * float(questions["seconds"])  # of one input, and of all
        for given in questions["inputs"]:
            if left <= 0 or (made and made[-1]["state"] in ("time", "skipped")):
                made.append({"state": "skipped"})
                continue
            one, took = calls.run(answer, given, min(seconds, left))
            made.append(one)
            left -= took
        signature, source = calls.signature_of(answer), calls.source_of(answer)
        whole = {"type": "function", "signature": signature, "source": source, "results": made}
        if len(json.dumps(whole)) > MOST_BYTES:
            return {"type": "too-large", "what": "a function with results of more than 4 MB"}
        return whole

    def build_key(
        self, options: FunctionOptions, reference: dict[str, Any], mistakes: Sequence[Mistake], material: Material
    ) -> dict[str, Any]:
        asked: Any = self.questions(options, material)
        if reference.get("type") != "function":
            raise UserError("The solution is no function.")
        for one, given in zip(reference["results"], asked["inputs"], strict=True):
            unreadable = isinstance(one.get("value"), dict) and one["value"]["type"] in ("unknown", "too-large")
            if one["state"] not in ("returned", "raised") or unreadable:
                raise UserError(f"The solution gives nothing for ({arguments.show(given)}): {json.dumps(one)[:200]}")
        long = [arguments.describe(given) for given in asked["inputs"]]
        return {
            "results": reference["results"],
            "calls": [arguments.show(given) for given in asked["inputs"]],
            **({"given": long} if any(long) else {}),
            "by_name": all(given["is"] == "dict" for given in asked["inputs"]),
            "mistakes": [one.listed() for one in mistakes],
            **options.model_dump(include={"decimals", "seconds", "ordered", "any_order", "any_error"}, mode="json"),
        }

    def judge(self, payload: Mapping[str, Any], expected: Mapping[str, Any], trial: Trial | None = None) -> Verdict:
        early = absent(payload, ASKED)
        if early:
            return early
        known: list[dict[str, Any]] = expected["mistakes"]
        if payload["type"] != "function":
            named = next((one for one in known if one["payload"] == payload), None)
            given = payload.get("value") if payload["type"] in ("scalar", "text") else payload
            what = results.describe(given)
            return mistake(named["name"], named["message"]) if named else not_yet("not_a_function", what=what)
        wrong = _wrong(payload["results"], expected["results"], expected)
        if not wrong:
            return right()
        for one in known:
            if one["payload"]["type"] == "function" and not _wrong(
                payload["results"], one["payload"]["results"], {**expected, "any_error": False}
            ):
                return mistake(one["name"], one["message"])
        first = min((_finding(payload, number, expected) for number in wrong), key=lambda one: one.code in _CHANGES)
        more = []
        if len(wrong) < len(expected["results"]) and len(expected["results"]) > 1:
            more.append(Finding(code="how_often", data={"wrong": len(wrong), "all": len(expected["results"])}))
        return not_yet(first.code, *more, **first.data)

    def blank(self, name: str, options: FunctionOptions) -> str:
        return f"def {name}({', '.join(options.parameters)}):\n    ..."

    def preview(self, payload: Mapping[str, Any]) -> dict[str, Any] | None:
        source = payload.get("source")
        return {"text/plain": source, "text/markdown": f"```python\n{source}\n```"} if source else None


KIND = Function()


def _agree(given: Mapping[str, Any], wanted: Mapping[str, Any], rules: Mapping[str, Any]) -> bool:
    """Whether one input's outcome is the wanted one."""
    if given["state"] != wanted["state"]:
        return False
    if wanted["state"] == "raised":
        return bool(rules["any_error"]) or wanted["error"] in given["bases"]
    if wanted["state"] != "returned":
        return True
    if ("after" in given) != ("after" in wanted):
        return False
    how = (rules["decimals"], rules["ordered"], rules["any_order"])
    changed = "after" not in wanted or results.same(given["after"], wanted["after"], *how)
    return changed and results.same(given.get("value"), wanted.get("value"), *how)


def _wrong(given: Sequence[Any], wanted: Sequence[Any], rules: Mapping[str, Any]) -> list[int]:
    """The numbers of the inputs for which it does not do as it should."""
    if len(given) != len(wanted):
        return list(range(len(wanted)))
    return [
        number for number, (one, other) in enumerate(zip(given, wanted, strict=True)) if not _agree(one, other, rules)
    ]


def _finding(payload: Mapping[str, Any], number: int, expected: Mapping[str, Any]) -> Finding:
    """How one input's outcome differs."""
    if number >= len(payload["results"]):
        return Finding(code="differs", data={"call": "it", "result": "nothing"})
    given, wanted = payload["results"][number], expected["results"][number]
    name = str(payload["signature"]).partition("(")[0].replace("<lambda>", "f")
    data: dict[str, Any] = {"call": f"{name}({expected['calls'][number]})", "signature": payload["signature"]}
    state, value = given["state"], given.get("value")
    if state == "arguments":
        return Finding(code="wrong_parameters" if expected["by_name"] else "wrong_number_of_arguments", data=data)
    if state == "time":
        return Finding(code="too_slow", data={**data, "seconds": f"{expected['seconds']:g}"})
    if state == "input":
        return Finding(code="asks_for_input", data=data)
    if state == "raised":
        message = f": {given['message']}" if given["message"] else ""
        place = f" (line {given['line']}: `{given['code']}`)" if given.get("line") and given["code"] else ""
        error = {"error": given["error"], "message": message, "place": place}
        return Finding(code="other_error" if wanted["state"] == "raised" else "raises", data={**data, **error})
    data["result"] = _shown(value)
    data["what"] = expected["given"][number] if "given" in expected else ""
    if wanted["state"] == "raised":
        return Finding(code="should_raise", data={**data, "error": wanted["error"]})
    code = _difference(given, wanted, expected)
    if code == "differs" and data["what"]:
        code = "differs_there"
    return Finding(code=code, data={**data, **_types(value, wanted.get("value"))})


def _difference(given: Mapping[str, Any], wanted: Mapping[str, Any], rules: Mapping[str, Any]) -> str:
    """The code of how two returned values differ."""
    value, asked = given.get("value"), wanted.get("value")
    if value is None and asked is not None:
        return "returns_nothing_prints" if given.get("printed") else "returns_nothing"
    if results.same(value, asked, rules["decimals"], rules["ordered"], rules["any_order"]):
        return "leaves_argument" if "after" in wanted else "mutates_argument"
    if isinstance(value, str) and type(asked) in (int, float):
        return "returns_text"
    types = _types(value, asked)
    if types["given"] != types["wanted"]:
        return "other_type_returned"
    if isinstance(value, str) and isinstance(asked, str):
        flat = ["".join(text.casefold().split()) for text in (value, asked)]
        return "capitals_or_spaces" if flat[0] == flat[1] else "differs"
    if isinstance(asked, float) and isinstance(value, int | float):
        early = any(round(asked, digits) == value for digits in range(rules["decimals"]))
        return "rounded" if early else "differs"
    is_list = isinstance(value, Mapping) and value["type"] == "list"
    return "other_order" if is_list and results.same(value, asked, rules["decimals"], any_order=True) else "differs"


def _types(given: Any, wanted: Any) -> dict[str, str]:
    return {"given": results.describe(given), "wanted": results.describe(wanted)}


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return results.describe(value)
    text = repr(value)
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…"
