"""The coach's data files are complete in both languages, and every rule names something that exists."""

import re

import pytest

from coaching.coach import STEPS, ReviewContext, review, rubric
from coaching.coach.data_files import load
from coaching.coach.scoring.features import add_features
from coaching.coach.scoring.reading import Reading
from coaching.coach.scoring.rules import first_met
from nlp import data_files
from nlp.data_files import word_set
from nlp.figures import number_words
from nlp.text import fold

LANGUAGES = ("fr", "en")
TEXTS = {"label", "question", "none", "half"}
COMPUTED = {"specific", "num", "year", "name"}


def names_in_rules() -> set[str]:
    rules = [
        rule
        for step in STEPS
        for line in load("rubric")[step].values()
        for rule in line["full"] + line["half"]
    ]
    return {name for rule in rules for name in re.findall(r"[a-z_]+", rule)}


def names_known(language: str) -> set[str]:
    reading = Reading("x", language)
    for step in STEPS:
        add_features(step, reading, ReviewContext(language=language))
    return set(load(f"{language}/cues")) | set(reading.hits) | set(reading.measures) | COMPUTED


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_in_a_rule_is_a_category_or_measure(language: str) -> None:
    assert names_in_rules() <= names_known(language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", STEPS)
def test_every_criterion_has_its_texts_in_each_language(language: str, step: str) -> None:
    spoken = load(f"{language}/rubric")[step]
    assert set(spoken) == set(load("rubric")[step])
    assert all(set(words) == TEXTS and all(words.values()) for words in spoken.values())


def test_both_languages_have_the_same_categories() -> None:
    assert set(load("fr/cues")) == set(load("en/cues"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "listing", ["stop", "language_markers", "generic", "concrete", "abstract", "no_name"]
)
def test_word_lists_are_folded_as_answers_are(language: str, listing: str) -> None:
    words = word_set(language, listing) | number_words(language)
    assert {word for word in words if fold(word) != word} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_cues_are_spelled_as_answers_are_folded(language: str) -> None:
    words = [
        word
        for listing in load(f"{language}/cues").values()
        if isinstance(listing, str)
        for word in [listing]
    ]
    assert {word for word in words if fold(word) != word} == set()


@pytest.mark.parametrize("step", STEPS)
def test_weights_are_positive_and_every_criterion_names_its_source(step: str) -> None:
    for line in rubric(step, "en"):
        assert line.weight > 0
        assert line.source


def test_every_data_file_has_a_version() -> None:
    files = [
        "rubric",
        *(f"{language}/{name}" for language in LANGUAGES for name in ("cues", "rubric")),
    ]
    assert all(load(name)["version"] >= 1 for name in files)
    assert all(data_files.load(f"{language}/vocabulary")["version"] >= 1 for language in LANGUAGES)


@pytest.mark.parametrize(
    ("text", "category", "found"),
    [
        ("nous vendons dans dix ans à Lomé", "horizon", "dans dix ans"),
        ("un sac à 2 500 F pièce", "money", "2 500 F"),
        ("jusqu'en l'an deux mille", "horizon", ""),
    ],
)
def test_cues_are_found_at_their_position(text: str, category: str, found: str) -> None:
    reading = Reading(text, "fr")
    hits = [text[span.start : span.end] for span in map(reading.span, reading.found(category))]
    assert (found in hits) if found else not hits


def test_terms_of_one_group_must_share_a_sentence() -> None:
    apart, together = (
        Reading("Mothers in Ho cook. I fear rain.", "en"),
        Reading("Mothers in Ho fear rain.", "en"),
    )
    assert first_met(["group + pain"], apart, in_clause=False) is None
    assert first_met(["group + pain"], together, in_clause=False) == "group + pain"


def test_a_misspelt_rule_is_refused() -> None:
    with pytest.raises(ValueError, match="no rule term"):
        first_met(["group >> 2"], Reading("x", "en"), in_clause=False)


def test_title_case_does_not_turn_generic_words_into_names() -> None:
    plain = "to be the leading provider of quality services for all our valued customers"
    written = review("vision", plain.title(), ReviewContext(language="en"))
    assert written.score <= review("vision", plain, ReviewContext(language="en")).score + 5
