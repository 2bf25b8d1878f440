"""Prompt caching, as most vendors of 2025 and 2026 have it: a beginning that was sent before is read again for less.

Nobody has to ask for it. It counts in whole messages, from 1,024 tokens on, in steps of 128, and is forgotten when it
has not been sent for five minutes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from firstquery.ai_vendor.prompt import content, tokens

LEAST, STEP = 1_024, 128  # tokens
KEPT = 300.0  # seconds
MOST = 4_000  # beginnings: the oldest ones are forgotten
TOKENS_A_MESSAGE = 3


class Beginnings:
    """The beginnings of prompts that the vendor has read, and when."""

    def __init__(self) -> None:
        self._read: dict[str, float] = {}

    def count(self, model: str, messages: Sequence[Mapping[str, Any]], now: float) -> int:
        """Return how many tokens of the messages are cached, and keep all their beginnings."""
        digest, so_far, known = hashlib.sha256(model.encode()), 0, 0
        for one in messages:
            digest.update(json.dumps(one, sort_keys=True, default=str).encode())
            so_far += tokens(content(one.get("content"))) + TOKENS_A_MESSAGE
            if so_far >= LEAST:
                name = digest.hexdigest()
                if now - self._read.pop(name, -KEPT) < KEPT:
                    known = so_far
                self._read[name] = now
        for old in list(self._read)[: max(0, len(self._read) - MOST)]:
            del self._read[old]
        return known - known % STEP
