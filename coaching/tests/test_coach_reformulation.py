"""The corrected version has the same content as the original and lists its changes."""

import re
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coaching.coach.drafting.reformulation import reformulate
from config.tests.effort import calls

PIECES = st.sampled_from(
    [
        "nous vendons des",
        "des jus",
        "très",
        "vraiment frais",
        ".",
        ",",
        ";",
        "et",
        "mais",
        "c'est",
        "we",
        "really",
        "sell fresh bread,",
        "and",
        "GHS 12.50",
        "1 500 F",
        "«",
        "»",
        '"',
        "'",
        ":",
        "!",
        "?",
        "…",
        "LE MEILLEUR",
        "PRIX DE LOMÉ",
        "I",
        "Lomé",
        "\n",
        "iPhone",
        "me@shop.com",
        "12:30",
    ]
)
SENTENCES = st.lists(PIECES, max_size=60).map(" ".join)
ANYTHING = SENTENCES | st.text(max_size=300)
LANGUAGE = st.sampled_from(["fr", "en"])


@settings(deadline=None)
@given(ANYTHING, LANGUAGE)
def test_a_second_correction_changes_nothing_more(text: str, language: str) -> None:
    once = reformulate(text, language, "offre").text
    assert reformulate(once, language, "offre").text == once


@settings(deadline=None)
@given(ANYTHING, LANGUAGE)
def test_figures_are_never_changed(text: str, language: str) -> None:
    assert re.findall(r"\d+", reformulate(text, language, "offre").text) == re.findall(r"\d+", text)


@settings(deadline=None)
@given(ANYTHING, LANGUAGE)
def test_a_changed_text_says_what_changed_and_why(text: str, language: str) -> None:
    result = reformulate(text, language, "offre")
    assert result.original == text
    assert result.text == text or result.changes
    assert all(change.reason for change in result.changes)


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("nous vendons des des jus", "Nous vendons des jus."),
        ("Le pain est vraiment frais , et chaud .", "Le pain est frais, et chaud."),
        ("Pas cher ! Livré à midi ; payé le soir.", "Pas cher ! Livré à midi ; payé le soir."),
        ('Elle dit "très très bon" à tous.', "Elle dit «\u00a0très très bon\u00a0» à tous."),
        ("NOUS VENDONS DU PAIN À LOMÉ.", "Nous vendons du pain à Lomé."),
        ("Nous vendons du pain. C’est le MEILLEUR pain.", "Nous vendons du pain. C’est le meilleur pain."),
    ],
)
def test_french_is_corrected(text: str, corrected: str) -> None:
    assert reformulate(text, "fr", "offre").text == corrected


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("we basically sell bread .", "We sell bread."),
        ("We sell a very old recipe.", "We sell a very old recipe."),
        ("We are not really late.", "We are not really late."),
        ("Bread !!! Come early", "Bread! Come early"),
        ("We bake at five every day. we bake at five every day.", "We bake at five every day."),
    ],
)
def test_english_is_corrected(text: str, corrected: str) -> None:
    assert reformulate(text, "en", "offre").text == corrected


@pytest.mark.parametrize(
    "text", ["Ce n’est pas très cher.", "Il y a de très anciens fours.", "Trop peu, très peu."]
)
def test_a_filler_that_carries_meaning_stays(text: str) -> None:
    assert reformulate(text, "fr", "offre").text == text


def test_a_long_sentence_is_cut_where_a_new_subject_begins() -> None:
    text = (
        "Nous préparons chaque matin des repas chauds pour les ouvriers du port qui n’ont pas le temps de "
        "rentrer chez eux, et nous les livrons sur place avant midi trente pour mille francs."
    )
    assert "chez eux. Nous les livrons" in reformulate(text, "fr", "offre").text


def test_a_buzzword_is_pointed_out_and_not_changed() -> None:
    result = reformulate("Nous offrons un service innovant.", "fr", "offre")
    assert result.text == result.original
    assert [(change.kind, change.before) for change in result.changes] == [("buzz", "innovant")]


def test_known_names_keep_their_spelling_in_a_text_of_capitals() -> None:
    result = reformulate("NOUS SOMMES KOFI FOODS ET NOUS LIVRONS", "fr", "offre", ["Kofi Foods"])
    assert "Kofi Foods" in result.text


def test_repeated_figures_are_not_taken_for_a_repeated_sentence() -> None:
    text = "Le plat coûte 500 F. Le plat coûte 500 F."
    assert reformulate(text, "fr", "offre").text == text


def test_a_long_hostile_text_is_handled() -> None:
    assert reformulate("\x00\u202e😀 " * 1600, "fr", "offre").text


def test_a_sentence_is_not_cut_between_an_act_and_its_aim() -> None:
    text = (
        "We lend small sums without collateral to the poorest women of rural districts, in groups who "
        "vouch for one another, so they can start a small trade of their own and keep it."
    )
    assert reformulate(text, "en", "mission").text == text


@pytest.mark.parametrize("piece", ["a\nb\n", "a.\n", "www.\n\n", '"a" ', "a@b.c "])
def test_the_effort_for_a_text_of_fragments_is_linear(piece: str) -> None:
    reformulate(piece, "fr", "vision")
    short, long = (
        calls(partial(reformulate, piece * (length // len(piece)), "fr", "vision")) for length in (600, 4_800)
    )
    assert long < 8 * 1.5 * short + 100
