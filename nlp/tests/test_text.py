"""Text is split into tokens and sentences with their positions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.coach import ReviewContext, review
from nlp.text import content_words, detect_language, fold, sentences, stem, tokens


@given(st.text(max_size=300))
def test_folding_never_changes_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(max_size=300), st.sampled_from(["fr", "en"]))
def test_tokens_have_the_text_of_their_span(text: str, language: str) -> None:
    for token in tokens(text, language):
        assert text[token.start : token.end] == token.text


@given(st.text(max_size=300))
def test_sentences_stay_inside_the_text_and_in_order(text: str) -> None:
    spans = sentences(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert spans == tuple(sorted(spans))


def test_folding_straightens_accents_case_and_apostrophes() -> None:
    assert fold("L’Été À Lomé") == "l'ete a lome"


def test_french_elisions_stand_apart() -> None:
    words = [token.folded for token in tokens("L’eau qu’elle vend jusqu’à midi aujourd’hui", "fr")]
    assert words == ["l'", "eau", "qu'", "elle", "vend", "jusqu'", "a", "midi", "aujourd'hui"]


def test_grouped_figures_are_one_token() -> None:
    assert [token.folded for token in tokens("25 000 FCFA, 1,500 euros et 2,5 kg", "fr")] == [
        "25 000", "fcfa", "1,500", "euros", "et", "2,5", "kg",
    ]  # fmt: skip


def test_ligatures_and_combining_accents_match_plain_spelling() -> None:
    assert [token.folded for token in tokens("cœur e\u0301cole", "fr")] == ["coeur", "ecole"]


def test_a_decimal_figure_does_not_end_a_sentence() -> None:
    text = "It costs 2.5 dollars. We deliver!"
    assert [text[span.start : span.end] for span in sentences(text)] == [
        "It costs 2.5 dollars.",
        "We deliver!",
    ]


def test_content_words_leave_stop_words_out() -> None:
    assert [token.folded for token in content_words("Nous vendons du pain à la gare", "fr")] == [
        "vendons", "pain", "gare",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("vendeuses", "vendeurs", "fr"),
        ("livraison", "livraisons", "fr"),
        ("farming", "farmers", "en"),
        ("clients", "client", "fr"),
    ],
)
def test_words_of_one_family_share_a_stem(one: str, other: str, language: str) -> None:
    assert stem(one, language) == stem(other, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Nous vendons du pain", "fr"),
        ("Les femmes du quartier", "fr"),
        ("We sell bread", "en"),
        ("Mothers who work in the market of Kumasi", "en"),
        ("Devenir le premier atelier de couture de Lomé", "fr"),
        ("To become Ghana's first solar workshop", "en"),
        ("Aïcha Koné, Treichville", None),
        ("", None),
        ("12345 67890", None),
    ],
)
def test_the_language_is_known_or_left_open(text: str, language: str | None) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jai vu", ["j'", "ai", "vu"]),
        ("J ai vu", ["j'", "ai", "vu"]),
        ("cest bon", ["c'", "est", "bon"]),
        ("pour quelles soit belle", ["pour", "qu'", "elles", "soit", "belle"]),
        ("quelle rue", ["quelle", "rue"]),
        ("aujourd hui", ["aujourd'hui"]),
        ("3 l a 500 F", ["3", "l", "a", "500", "f"]),
    ],
)
def test_french_without_apostrophes_has_the_tokens_of_correct_spelling(
    text: str, expected: list[str]
) -> None:
    found = tokens(text, "fr")
    assert [token.folded for token in found] == expected
    assert all(text[token.start : token.end] == token.text for token in found)


def test_english_without_apostrophes_has_the_tokens_of_correct_spelling() -> None:
    assert [token.folded for token in tokens("They dont know", "en")] == ["they", "don't", "know"]


def test_an_interview_written_without_an_apostrophe_is_evidence() -> None:
    text = "Les coiffeuses de Kayes attendent quatre heures. jai parlé avec 9 clientes, 6 paieraient."
    result = review("clientele", text, ReviewContext("fr"))
    assert next(line.points for line in result.criteria if line.key == "evidence") == 2
