"""What `nearest-1` counts once for all texts is what scikit-learn counts for each text anew."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from firstquery.ai_vendor.nearest import similarities

TEXTS = st.text(alphabet="aé b!\nÅx", max_size=30)


@given(text=TEXTS, others=st.lists(TEXTS, min_size=1, max_size=6))
def test_similarities_are_those_of_a_vectorizer_of_all_texts_together(text: str, others: list[str]) -> None:
    counter = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, strip_accents="unicode")
    try:
        made = counter.fit_transform([text, *others])
        expected = (made[1:] @ made[0].T).toarray().ravel()
    except ValueError:  # not a single word
        expected = [0.0] * len(others)
    assert similarities(text, others) == pytest.approx(expected, abs=2e-6)
