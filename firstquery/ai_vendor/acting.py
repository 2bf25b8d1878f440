"""``acts-1``: calls tools. It does what a text asks for with the tools that it is given, whoever wrote it.

Nothing in it tells an order from a wish. So it is with language models, to which instructions and texts are one stream.
Instructions that forbid orders make it drop the sentences that sound like one, and instructions that speak of a fence
make it drop quoted lines. What sounds like a wish, or stands behind a fence that the text itself has closed, it does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from firstquery.ai_vendor.prompt import content

MOST_CALLS = 20  # that one text gives rise to
MOST_TOOLS = 20
_SOUNDS_LIKE_ONE = re.compile(r"\b(ignore|instructions?|assistant|system|override)\b", re.IGNORECASE)
_FORBIDS = re.compile(r"\b(never|not) (follow|obey)\b", re.IGNORECASE)
_FENCE = re.compile(r"<(\w+)>")
_WRITER = re.compile(r"^\W*\w+ (\d+)")  # what the program says of the writer, in its first line: Account 31242
_NUMBER = r"(\d[\d,]*)"
_BETWEEN = r"\W+(?:\w+\W+){0,2}?"  # the words of a tool's name, as in list of all customers
_NEAR = r"[^.!?\d\n]{0,40}?"  # between a tool's name and the number that it is called with


class ToolCall(NamedTuple):
    """One call of a tool: its name and its arguments by their names."""

    name: str
    arguments: dict[str, Any]

    @property
    def text(self) -> str:
        return json.dumps(self.arguments)


def next_call(messages: Sequence[Mapping[str, Any]], tools: Sequence[Mapping[str, Any]]) -> ToolCall | None:
    """Return the next tool that the messages give rise to; None where all are called, and an answer in words is due."""
    said = {role: [one for one in messages if one.get("role") == role] for role in ("system", "user", "assistant")}
    text = content(said["user"][0].get("content")) if said["user"] else ""
    instructions = "\n".join(content(one.get("content")) for one in said["system"])
    called = sum(len(one.get("tool_calls") or ()) for one in said["assistant"])
    planned = list(_plan(text, instructions, _parameters(tools)))[:MOST_CALLS]
    return planned[called] if called < len(planned) else None


def _parameters(tools: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """The names of each tool's parameters."""
    found: dict[str, list[str]] = {}
    for one in tools[:MOST_TOOLS]:
        function = one.get("function") if isinstance(one, Mapping) else None
        if isinstance(function, Mapping) and isinstance(function.get("name"), str):
            form = function.get("parameters")
            properties = form.get("properties") if isinstance(form, Mapping) else None
            found[function["name"]] = list(properties) if isinstance(properties, Mapping) else []
    return found


def _plan(text: str, instructions: str, tools: Mapping[str, list[str]]) -> Iterator[ToolCall]:
    """Yield the calls: the tools about the writer first, in their order, then what the text names."""
    writer = _WRITER.match(text)
    heard = "\n".join(_heard(text.partition("\n")[2], instructions))
    named = list(_named(heard, tools))
    if writer:
        for name, parameters in tools.items():
            is_first = name == next(iter(tools))
            if parameters == ["account"] and (is_first or any(_are_of_one_thing(name, one) for one in named)):
                yield ToolCall(name, {"account": int(writer[1])})
    yield from named


def _are_of_one_thing(name: str, call: ToolCall) -> bool:
    """Whether a tool reads what another is called with: ``invoices`` for a call with an ``invoice``."""
    return any(name in (one, f"{one}s") for one in call.arguments)


def _heard(body: str, instructions: str) -> Iterator[str]:
    """Yield the sentences of a text that the instructions leave."""
    fence, forbids = _FENCE.search(instructions), _FORBIDS.search(instructions)
    end = body.find(f"</{fence[1]}>") if fence else -1
    for line in re.finditer(r"[^\n]+", body):
        is_behind = 0 <= end < line.start()
        if fence and not is_behind and line[0].lstrip().startswith(">"):
            continue
        for sentence in re.split(r"(?<=[.!?])\s+", line[0]):
            if is_behind or not (forbids and _SOUNDS_LIKE_ONE.search(sentence)):
                yield sentence


def _named(heard: str, tools: Mapping[str, list[str]]) -> Iterator[ToolCall]:
    """Yield the calls that a text names: a tool's name, and near behind it the number that it takes."""
    forms = {
        name: r"\b" + _BETWEEN.join(map(re.escape, name.split("_"))) + r"s?\b" + (_NEAR + _NUMBER if parameters else "")
        for name, parameters in tools.items()
    }
    found = [(match, name) for name, form in forms.items() for match in re.finditer(form, heard, re.IGNORECASE)]
    end = -1
    for match, name in sorted(found, key=lambda one: (one[0].start(), -one[0].end())):
        if match.start() < end:
            continue
        end = match.end()
        parameters = tools[name]
        yield ToolCall(name, {parameters[0]: int(match[1].replace(",", ""))} if parameters else {})
