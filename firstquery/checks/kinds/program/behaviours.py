"""The behaviours of a program, held against the expected ones: what is said of the first that differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from firstquery.checks.kinds.chart import recording
from firstquery.checks.kinds.program import document
from firstquery.checks.kinds.program.situations import Situation
from firstquery.checks.verdict import Finding, Verdict, mistake, not_yet, right


def judge(given: Sequence[Mapping[str, Any]], stated: Sequence[Situation], expected: Mapping[str, Any]) -> Verdict:
    """The verdict on a program's behaviours: the first that is not as expected is said, after a known mistake."""
    each = list(zip(given, stated, expected["behaviours"], strict=True))
    wrong = [(mine, one, found) for mine, one, wanted in each if (found := difference(mine, wanted, one))]
    if not wrong:
        return right()
    for known in expected["mistakes"]:
        if all(map(_same, given, known["behaviours"], stated, expected["behaviours"])):
            return mistake(known["name"], known["message"])
    stopped, one, (first, *why) = wrong[0]
    hint = [Finding(code="hint", data={"message": one.message})] if one.message else []
    # One error in several situations is one thing to mend.
    others = [
        (also, other[0])
        for mine, also, other in wrong[1:]
        if not first.data.get("line") or any(mine[part] != stopped[part] for part in ("line", "reason"))
    ]
    more = [Finding(code=other.code, data=_told(also, other.data)) for also, other in others]
    return not_yet(first.code, *why[:1], *hint, *why[1:], *more, **_told(one, first.data))


def mark_words(
    given: Sequence[Mapping[str, Any]], expected: Sequence[Mapping[str, Any]], stated: Sequence[Situation]
) -> list[dict[str, Any]]:
    """Behaviours with the ``crossing`` in each: a word that says another situation, and is printed in this one, too.

    A word for what ends with an error has no place where all is well. One of two other situations may print the other's
    word, but not both: a program that always prints both tells nobody anything.
    """

    def printed(at: int, of: int) -> list[str]:
        own = [word.casefold() for word in stated[at].says]
        others = [
            one for one in stated[of].says if not any(one.casefold() in word or word in one.casefold() for word in own)
        ]
        there, usual = given[at].get("prints", []), expected[at].get("prints", [])
        return [word for word in others if word in there and word not in usual]

    def crossing(at: int) -> dict[str, str] | None:
        for of, other in enumerate(stated):
            words = printed(at, of)
            is_error = expected[at]["ends"] == "well" and expected[of]["ends"] != "well"
            if words and (is_error or printed(of, at)):
                return {"word": words[0], "other": other.name}
        return None

    found = [crossing(at) for at in range(len(stated))]
    return [{**mine, **({"crossing": one} if one else {})} for mine, one in zip(given, found, strict=True)]


def _told(situation: Situation, data: Mapping[str, Any]) -> dict[str, Any]:
    """A finding's data with the situation's name, and in words where the error stands."""
    code, reason = data.get("code"), data.get("reason")
    if reason and "U+2026" in reason:
        reason = "the three dots (…) still stand there, and what belongs in their place is yours to write"
    elif reason and reason.startswith("TypeError") and "NoneType" in reason:
        reason = f"{reason.rstrip('.')} (a value there is None; a function without return hands None back)"
    where = (f" in {code}" if code else "") + (f": {reason.rstrip('.')}" if reason else "")
    return {**data, "situation": situation.name[:1].upper() + situation.name[1:], "where": where}


def _same(
    given: Mapping[str, Any], known: Mapping[str, Any], situation: Situation, expected: Mapping[str, Any]
) -> bool:
    """Whether two behaviours are one: they end and ask alike, leave the same expected files, and say what is asked.

    A program that ends itself and one that Python stops on a line of it do not end alike.
    """
    lack_the_same = all((path in given["files"]) == (path in known["files"]) for path in expected["files"])
    fault, other = ((one.get("fault") or ("",))[0] for one in (given, known))
    asked_alike = given.get("log") == known.get("log") and fault == other
    stops_alike = given["ends"] == "well" or bool(given["line"]) == bool(known["line"])
    told = ("stumbles", "accident") if expected["ends"] == "with an error" else ("stumbles",)
    if given["ends"] == known["ends"] == "with an error":
        told = (*told, "silent")  # without a word is one thing, in other words another
    alike = asked_alike and stops_alike and all(given.get(one) == known.get(one) for one in told)
    if not lack_the_same or not alike or difference({**given, "fault": None}, known, situation):
        return False
    pages = [path for path in expected["files"] if known["files"].get(path, {}).get("type") == "page"]
    return all(document.agree(known["files"][path], given["files"][path]) for path in pages)  # nor has it more


def difference(given: Mapping[str, Any], expected: Mapping[str, Any], situation: Situation) -> list[Finding]:
    """The first thing in which a behaviour is not the expected one, and what explains it; nothing where it is."""
    if given.get("fault"):
        return _found(given["fault"][0], **given["fault"][1])
    if given["ends"] != expected["ends"]:
        if given["ends"] == "time":
            return _found("too_slow", seconds=situation.seconds)
        if given["ends"] not in ("well", "with an error"):
            return _found("stopped", limit=given["ends"])
        if given["ends"] == "well":
            return _found("quiet_failure")
        return _found("fails", line=given["line"], code=given["code"], reason=given["reason"])
    for path, wanted in expected["files"].items():
        found, before = given["files"].get(path), situation.files.get(path)
        stays = before is not None and document.agree(wanted, document.read(path, before.encode()))
        if found is None:
            if stays:
                return _found("file_removed", file=path)
            others = [one for one in given["files"] if one not in expected["files"] and one not in situation.files]
            instead = [Finding(code="file_instead", data={"file": others[0]})] if len(others) == 1 else []
            return [*_found("file_missing", file=path), *instead]
        if not document.agree(found, wanted):
            if stays:
                return _found("file_overwritten", file=path)
            if found["type"] == "broken":
                code = {"too large": "file_too_large", "no text": "file_no_text"}.get(found["why"], "file_broken")
                return _found(code, file=path)
            return [*_found("file_differs", file=path), *document.unlike(found, wanted)]
    if expected["ends"] == "with an error":
        written = [path for path in given["files"] if path not in expected["files"]]
        if written:
            return _found("file_in_spite", file=sorted(written)[0])
    elif situation.only and (extra := sorted(set(given["files"]) - set(expected["files"]))):
        return _found("file_extra", file=extra[0])
    chart = given.get("chart")
    if not recording.alike(chart, expected.get("chart")):
        return [*_found("chart"), *([Finding(code=chart["code"], data=chart["data"])] if chart else [])]
    if given.get("accident") and not expected.get("accident") and expected["ends"] == "with an error":
        return _found("accident", line=given["line"], code=given["code"], reason=given["reason"])
    if expected["says"] and not given["says"]:
        code = "says_nothing" if given.get("silent") else "says_other"
        return _found(code, number=len(situation.says), words=", ".join(situation.says))
    if given.get("crossing") and not expected.get("crossing"):
        return _found("says_always", **given["crossing"])
    if given.get("stumbles") and not expected.get("stumbles") and expected["ends"] == "with an error":
        return _found("stumbles", line=given["line"], code=given["code"], reason=given["reason"])
    return []


def _found(code: str, /, **data: Any) -> list[Finding]:
    return [Finding(code=code, data=data)]
