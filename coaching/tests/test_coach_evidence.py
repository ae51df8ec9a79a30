"""What a review takes as evidence: a clause that says the thing and words that can be pictured."""

import pytest

from coaching.coach import CriterionResult, ReviewContext, review


def line(step: str, text: str, language: str, key: str) -> CriterionResult:
    results = review(step, text, ReviewContext(language=language)).criteria
    return next(result for result in results if result.key == key)


@pytest.mark.parametrize(
    ("language", "text", "verbs"),
    [
        (
            "fr",
            "J’aimerais ouvrir un jour une ferme de lapins et nourrir les cantines de Thiès.",
            "aimerais nourrir",
        ),
        (
            "fr",
            "Mon frère voudrait bouger la pirogue du village pour remplacer les vieux filets.",
            "voudrait bouger",
        ),
        (
            "en",
            "Our hopes lie in adding a boat, expanding the jetty and mending nets at Elmina.",
            "lie adding mending",
        ),
    ],
)
def test_own_words_are_things_and_places_and_no_lone_verbs(language: str, text: str, verbs: str) -> None:
    shown = " ".join(line("vision", text, language, "own_words").quotes).split()
    assert shown
    assert not set(verbs.split()) & set(shown)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Nous sommes certifiés, diplômés, testés."),
        ("en", "We are certified, tested and approved."),
    ],
)
def test_a_lone_participle_proves_nothing(language: str, text: str) -> None:
    assert line("differentiation", text, language, "proof").points == 0


def test_a_certificate_is_quoted_with_its_name() -> None:
    text = "Contrairement au savon du marché, le nôtre est certifié par Ecocert et il mousse à l’eau froide."
    assert "certifié par Ecocert" in line("differentiation", text, "fr", "proof").quotes
