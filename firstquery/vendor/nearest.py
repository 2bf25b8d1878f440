"""``nearest-1``: answers as the most similar examples of its prompt were answered. Without examples it guesses."""

from __future__ import annotations

from collections import defaultdict

from firstquery.vendor.prompt import Prompt

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
    """The cosine of a text with each of the others, by words and pairs of words, rare ones counting more."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    try:
        made = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, strip_accents="unicode"
        ).fit_transform([text, *others])
    except ValueError:  # not a single word
        return [0.0] * len(others)
    return [round(float(one), 6) for one in (made[1:] @ made[0].T).toarray().ravel()]
