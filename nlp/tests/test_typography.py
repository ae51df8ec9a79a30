"""Spaces and punctuation are set as each language sets them; addresses are not changed."""

import pytest

from nlp.typography import listed, looks_identical, spaced


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ('Il dit : "bas". Oui !', "fr", "Il dit\u00a0: «\u00a0bas\u00a0». Oui\u202f!"),
        ("Why ? Now !", "en", "Why? Now!"),
        ("L'eau  ... ici", "fr", "L’eau … ici"),
        ("voir https://example.org/a?b=1!", "fr", "voir https://example.org/a?b=1!"),
    ],
)
def test_punctuation_is_set_as_the_language_sets_it(text: str, language: str, wanted: str) -> None:
    assert spaced(text, language) == wanted
    assert spaced(wanted, language) == wanted


def test_a_french_list_has_a_space_before_its_semicolons() -> None:
    assert listed("un; deux", "fr") == "un\u202f; deux"
    assert listed("one; two", "en") == "one; two"


def test_texts_that_differ_in_spaces_and_apostrophes_look_the_same() -> None:
    assert looks_identical("L’eau\u202f!", "L'eau!")
    assert not looks_identical("L’eau", "Leau")
