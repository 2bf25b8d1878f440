"""What a model finds in the messages of a call: the instructions, examples, the text to answer about, the options."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

MOST_OPTIONS = 40
TOKEN = re.compile(r"\w{1,5}|[^\w\s]")
_EXAMPLE = re.compile(r"^Ticket:\s*(.+?)\s*^(?:Team|Answer|Label):[ \t]*(\S.*?)[ \t]*$", re.DOTALL | re.MULTILINE)
_LINE = re.compile(r"^\s*[-*]\s*([^:\n]{2,40}?)\s*(?::\s*(.*))?$", re.MULTILINE)
_ONE_OF = re.compile(r"one of(?: these)?[^:\n]{0,30}?:?\s+([^.\n]+)", re.IGNORECASE)
_QUOTED = re.compile(r'"([A-Za-z_]\w{0,30})"')


def tokens(text: str) -> int:
    """How many tokens a text has: pieces of at most five letters, and every other sign."""
    return len(TOKEN.findall(text))


@dataclass(frozen=True)
class Prompt:
    """``examples`` are pairs of a text and its answer; ``options`` map each possible answer to what is said of it.

    ``properties`` are those of the JSON Schema that the answer has to have, or the keys that the instructions quote
    where JSON is asked for; None where prose is.
    """

    instructions: str
    text: str
    examples: tuple[tuple[str, str], ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, Mapping[str, Any]] | None = None


def read(messages: Sequence[Mapping[str, Any]], form: Mapping[str, Any] | None = None) -> Prompt:
    """The prompt in ``messages``; ``form`` is the call's response_format."""
    said = [(str(one.get("role", "")), content(one.get("content"))) for one in messages]
    instructions = "\n".join(text for role, text in said if role in ("system", "developer"))
    asked = [place for place, (role, _) in enumerate(said) if role == "user"]
    last = said[asked[-1]][1] if asked else ""
    pairs = [
        (before, after) for (role, before), (other, after) in pairwise(said) if (role, other) == ("user", "assistant")
    ]
    head, label, text = last.rpartition("Ticket:")
    if label:
        instructions = f"{instructions}\n{head}".strip()
        text = re.split(r"\n(?:Team|Answer|Label):", text)[0]
    pairs += [(before.strip(), after) for before, after in _EXAMPLE.findall(instructions)]
    properties = _properties(form, instructions)
    options = _options(properties, _EXAMPLE.sub("", instructions))
    return Prompt(instructions, (text if label else last).strip(), tuple(pairs), options, properties)


def content(given: Any) -> str:
    """The text of a message's content, which is a text or a list of parts."""
    if isinstance(given, list):
        return "\n".join(str(part.get("text", "")) for part in given if isinstance(part, Mapping))
    return given if isinstance(given, str) else ""


def _properties(form: Mapping[str, Any] | None, instructions: str) -> dict[str, Mapping[str, Any]] | None:
    kind = (form or {}).get("type")
    if kind == "json_schema":
        schema = ((form or {}).get("json_schema") or {}).get("schema") or {}
        return {
            str(name): one if isinstance(one, Mapping) else {} for name, one in schema.get("properties", {}).items()
        }
    if kind == "json_object" or "json" in instructions.lower():
        return {name: {} for name in _QUOTED.findall(instructions)} or {"answer": {}}
    return None


def _options(properties: Mapping[str, Mapping[str, Any]] | None, instructions: str) -> dict[str, str]:
    listed = {name.strip('*`" '): (says or "").strip() for name, says in _LINE.findall(instructions)}
    for one in (properties or {}).values():
        if isinstance(one.get("enum"), list):
            names = [str(name) for name in one["enum"][:MOST_OPTIONS]]
            return {name: listed.get(name, "") for name in names}
    if found := _ONE_OF.search(instructions):
        names = [name.strip(" \"'`*") for name in re.split(r",|\bor\b|\band\b", found[1])]
        return {name: listed.get(name, "") for name in names if name}
    return dict(list(listed.items())[:MOST_OPTIONS])
