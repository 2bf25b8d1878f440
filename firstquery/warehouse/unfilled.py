"""The dots of a frame that was not filled in: ``SELECT … FROM … WHERE …``."""

from __future__ import annotations

from firstquery.warehouse.lex import Token


def dots(tokens: list[Token]) -> list[tuple[int, int]]:
    """Where three dots, or the one character for them, stand outside quotes: start and end of each."""
    found: list[tuple[int, int]] = []
    run: list[Token] = []
    for token in [*tokens, Token("symbol", "", -1, -1)]:
        if token.kind == "symbol" and token.value in {".", "…"} and (not run or run[-1].end == token.start):
            run.append(token)
            continue
        if len(run) > 2 or any(dot.value == "…" for dot in run):
            found.append((run[0].start, run[-1].end))
        run = [token] if token.kind == "symbol" and token.value in {".", "…"} else []
    return found


def unfilled(text: str, found: list[tuple[int, int]]) -> str:
    """The sentence for the dots found in a query; empty where there are none."""
    if not found:
        return ""
    lines = [str(n) for n in sorted({text.count("\n", 0, start) + 1 for start, _ in found})]
    where = lines[0] if len(lines) == 1 else f"{', '.join(lines[:-1])} and {lines[-1]}"
    return (
        f"The dots in line{'s' if len(lines) > 1 else ''} {where} stand for something to be filled in. "
        "Write your own words in their place."
    )
