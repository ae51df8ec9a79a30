"""The lexicon entry of a word, whether it is cached or too long to be."""

import pytest

from nlp.lexicon import LONGEST_CACHED, entry, is_generic


@pytest.mark.parametrize(
    ("word", "kind"),
    [("2035", "year"), ("1900", "num"), ("12,5", "num"), ("sept", "num"), ("une", "")],
)
def test_a_word_is_a_year_a_number_or_neither(word: str, kind: str) -> None:
    assert entry(word, "fr").kind == kind


def test_a_common_word_is_not_informative() -> None:
    assert entry("thieboudienne", "fr").informative
    assert entry("le", "fr").stop


def test_any_firm_can_write_an_abstract_noun_unless_it_is_a_name() -> None:
    assert is_generic("satisfaction", "fr")
    assert not is_generic("constellation", "fr", named=True)


def test_a_very_long_word_is_read_all_the_same() -> None:
    assert entry("x" * (LONGEST_CACHED + 1), "en").kind == ""
