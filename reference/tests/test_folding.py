"""Folded texts do not differ by accents or capitals."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.models import fold

#: Letters of the languages spoken where the first users live, with what else phones put into names.
LETTERS = "abcxyzéèêëàâçîïôùûüÿœæÉÈÀÇŒÆẹọṣńɛɔŋɓɗƙĐßñ0123456789 -'’&().\u0301\u00a0"


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Crèmerie d’Awa", "cremerie d’awa"), ("ŒUFS", "oeufs"), ("Ælle", "aelle"), ("Ọjà", "oja"), ("", "")],
)
def test_a_text_is_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(st.sampled_from(LETTERS), max_size=60))
def test_composed_and_decomposed_letters_are_the_same(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))
