"""The excerpts that a review quotes: whole figures, whole names, never a function word alone."""

import pytest

from coaching.coach import Review, ReviewContext, review
from nlp.data_files import word_set

TEXTS = (
    (
        "en",
        "mission",
        "We mend pumps in two days at Kejetia in Kumasi for growers who water by night, on credit.",
    ),
    (
        "fr",
        "mission",
        "Contrairement au tailleur, nous cousons pour les élèves qui partent tôt, sans perdre un jour.",
    ),
    ("en", "clientele", "When I ask at the lorry park, drivers say they wait on a spare part for two days."),
    (
        "fr",
        "vision",
        "Être le premier atelier de Kara dans dix ans, pour que 40 jeunes vivent de la soudure.",
    ),
)


def reviewed(step: str, text: str, language: str) -> Review:
    return review(step, text, ReviewContext(language=language))


def quotes(step: str, text: str, language: str) -> list[str]:
    return [quote for line in reviewed(step, text, language).criteria for quote in line.quotes]


@pytest.mark.parametrize(("language", "step", "text"), TEXTS)
def test_no_excerpt_is_a_function_word_alone(language: str, step: str, text: str) -> None:
    small = word_set(language, "stop") | word_set(language, "linking")
    shown = quotes(step, text, language)
    assert shown
    assert not [quote for quote in shown if {word.casefold() for word in quote.split()} <= small]


@pytest.mark.parametrize(
    ("language", "text", "whole"),
    [
        ("en", "In ten years, growers at Techiman lose no basket.", "In ten years"),
        ("fr", "Dans 10 ans, les soudeurs de Kara vivent de leur métier.", "Dans 10 ans"),
    ],
)
def test_a_span_of_time_is_not_split_into_two_excerpts(language: str, text: str, whole: str) -> None:
    inside = [quote for quote in quotes("vision", text, language) if quote in whole]
    assert inside
    assert set(inside) == {whole}


def test_a_unit_of_time_is_not_specific() -> None:
    own = next(line for line in reviewed(*TEXTS[3][1:], "fr").criteria if line.key == "own_words")
    assert "ans" not in own.quotes


def test_a_figure_is_shown_with_its_unit_and_without_the_full_stop() -> None:
    shown = quotes("offre", "Un fermoir changé en 48 heures pour 25 €. Il nous coûte 6 €.", "fr")
    assert "pour 25 €" in shown
    assert not [quote for quote in shown if quote.endswith((".", " 48", " 25", " 6"))]


def test_a_name_with_a_hyphen_is_shown_whole() -> None:
    shown = quotes("offre", "Deux pagnes cousus à Porto-Novo pour 9 000 F.", "fr")
    assert [quote for quote in shown if "Porto" in quote] == [
        quote for quote in shown if "Porto-Novo" in quote
    ]


def test_an_excerpt_ends_at_a_comma() -> None:
    assert not [
        quote for quote in quotes("vision", "In ten years, traders at Makola rest.", "en") if "," in quote
    ]


def test_no_question_asks_for_a_hard_word_where_there_is_none() -> None:
    text = "En 2036, dans chaque quartier de Kara, une femme sur dix répare sa machine au lieu de la jeter."
    assert "voisine ne comprendrait" not in reviewed("vision", text, "fr").next_question
