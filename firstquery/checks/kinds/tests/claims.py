"""What stands in the text of a learner's tests: claims that pytest never makes, or that claim nothing."""

from __future__ import annotations

import ast

from firstquery.checks import source


def loose_claim(text: str) -> str:
    """Return where the first claim stands that is in no test, in words; empty where there is none."""
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    at = next((source.quote(text, line.lineno) for line in body if isinstance(line, ast.Assert)), "")
    return f"{at[:1].upper()}{at[1:]}"


def _functions(text: str) -> list[ast.FunctionDef]:
    return [one for one in ast.parse(text).body if isinstance(one, ast.FunctionDef)]


def unrun_functions(text: str) -> list[str]:
    """Return the functions with a claim that pytest passes over for their name, and nothing calls."""
    called = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
    return [
        one.name
        for one in _functions(text)
        if not one.name.startswith("test") and one.name not in called and not one.decorator_list
        if any(isinstance(node, ast.Assert) for node in ast.walk(one))
    ]


def number_for_message(text: str) -> str:
    """Return where the first claim has a number behind a comma, in words; empty where none has."""
    claims = (node for one in _functions(text) for node in ast.walk(one) if isinstance(node, ast.Assert))
    found = (one.lineno for one in claims if isinstance(one.msg, ast.Constant) and not isinstance(one.msg.value, str))
    at = next((source.quote(text, line) for line in found), "")
    return f"{at[:1].upper()}{at[1:]}"
