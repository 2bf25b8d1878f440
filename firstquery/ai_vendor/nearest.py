"""``nearest-1``: answers as the most similar examples of its prompt were answered. Without examples it guesses."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache
from typing import Any

import numpy as np

from firstquery.ai_vendor.prompt import Prompt

MOST = 3  # of the most similar examples


def scores(prompt: Prompt) -> dict[str, float]:
    """How similar the text is to what stands for each option: examples, else the option's name and description."""
    known = [(text, answer.strip(" \"'.")) for text, answer in prompt.examples]
    known = known or [(f"{option} {says}", option) for option, says in prompt.options.items()]
    found: dict[str, float] = defaultdict(float, dict.fromkeys(prompt.options, 0.0))
    if not known:
        return dict(found)
    near = sorted(zip(similarities(prompt.text, [text for text, _ in known]), range(len(known)), strict=True))
    for likeness, place in near[-MOST:]:
        answer = known[place][1]
        named = next((one for one in prompt.options if one.lower() in answer.lower()), answer)
        if named in found or not prompt.options:
            found[named] += likeness
    return dict(found)


def similarities(text: str, others: list[str]) -> list[float]:
    """The cosine of a text with each of the others, by parts of words, rare ones counting more.

    As scikit-learn's TfidfVectorizer of them all together has it (``sublinear_tf``). What does not depend on the text
    is counted once: a night's prompts have the same examples.
    """
    counted = _count_ngrams(tuple(others))
    if counted is None:  # not a single word
        return [0.0] * len(others)
    counter, frequencies, documents = counted
    here = Counter(counter.build_analyzer()(text))
    columns = np.array([counter.vocabulary_[part] for part in here if part in counter.vocabulary_], dtype=int)
    of_text = np.array([1 + np.log(many) for part, many in here.items() if part in counter.vocabulary_])
    alone = np.array([1 + np.log(many) for part, many in here.items() if part not in counter.vocabulary_])
    among = documents.copy()
    among[columns] += 1
    rare = 1 + np.log((len(others) + 2) / (among + 1))
    weighted = frequencies.multiply(rare).tocsr()
    of_text = of_text * rare[columns]
    length = np.sqrt((of_text**2).sum() + ((alone * (1 + np.log((len(others) + 2) / 2))) ** 2).sum())
    lengths = np.sqrt(weighted.multiply(weighted).sum(axis=1)).A1
    found = weighted[:, columns] @ of_text
    return [round(float(one), 6) for one in found / np.where(found > 0, lengths * length, 1)]


@lru_cache(maxsize=16)
def _count_ngrams(texts: tuple[str, ...]) -> tuple[Any, Any, Any] | None:
    """What counts the parts of words, how often each stands in each text (``1 + log``), and in how many texts."""
    from sklearn.feature_extraction.text import CountVectorizer

    counter = CountVectorizer(analyzer="char_wb", ngram_range=(3, 5), strip_accents="unicode")
    try:
        made = counter.fit_transform(texts).astype(float)
    except ValueError:
        return None
    documents = np.bincount(made.indices, minlength=made.shape[1])
    made.data = 1 + np.log(made.data)
    return counter, made, documents
