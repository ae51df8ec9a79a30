"""What the built-in coach promises of every review, whatever the text."""

import cProfile
import json
import pstats
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coaching.coach import STEPS, ReviewContext, review, rubric
from coaching.coach.evaluation.timing import answer_of

ROOT = Path(__file__).parents[2]
LANGUAGES = ("fr", "en")
STRONG = {
    "fr": "D’ici 2035, chaque maraîchère de Parakou vend toute sa récolte et ses filles vont à l’école.",
    "en": "By 2035 every tomato grower around Techiman sells her whole harvest and keeps her girls in class.",
}
WEAK = {
    "fr": "Être la meilleure entreprise et offrir des services de qualité pour satisfaire tous nos clients.",
    "en": "To be the best company and offer quality services to satisfy all our customers.",
}
texts = st.one_of(
    st.text(max_size=400),
    st.lists(st.sampled_from(" ".join([*STRONG.values(), *WEAK.values()]).split()), max_size=60).map(
        " ".join
    ),
)
steps, languages = st.sampled_from(STEPS), st.sampled_from(LANGUAGES)


def context(language: str, **known: Any) -> ReviewContext:
    return ReviewContext(language=language, **known)


@settings(deadline=None)
@given(steps, texts, languages)
def test_no_text_breaks_a_review_and_every_score_is_in_range(step: str, text: str, language: str) -> None:
    result = review(step, text, context(language))
    assert 0 <= result.score <= 100
    assert {criterion.points for criterion in result.criteria} <= {0, 1, 2}


@settings(deadline=None)
@given(steps, texts, languages)
def test_spans_point_at_the_quoted_words_of_the_answer(step: str, text: str, language: str) -> None:
    for criterion in review(step, text, context(language)).criteria:
        for span, quote in zip(criterion.spans, criterion.quotes, strict=True):
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end] == quote


@settings(deadline=None)
@given(steps, texts, languages)
def test_the_same_answer_gets_the_same_review(step: str, text: str, language: str) -> None:
    assert review(step, text, context(language)) == review(step, text, context(language))


@settings(deadline=None)
@given(steps, texts, languages)
def test_sector_place_and_name_of_the_business_change_no_score(step: str, text: str, language: str) -> None:
    known = context(language, sector="restaurant", country="TG", city="Lomé", business_name="Chez Afi")
    assert review(step, text, known).score == review(step, text, context(language)).score


@settings(deadline=None)
@given(steps, texts, languages, st.sampled_from(["\n", ". "]))
def test_repeating_an_answer_never_raises_its_score(step: str, text: str, language: str, joint: str) -> None:
    once = review(step, text, context(language)).score
    assert review(step, text + joint + text, context(language)).score <= once + 1


@settings(deadline=None)
@given(steps, texts, languages)
def test_a_review_can_be_written_as_json(step: str, text: str, language: str) -> None:
    plain = review(step, text, context(language)).to_dict()
    assert json.loads(json.dumps(plain))["score"] == plain["score"]


HOSTILE = [
    "", "   ", "\x00", "<script>alert(1)</script>", "\u202e\u200fabc def", "🙂" * 50, "a" * 5000,
    "mot " * 1250,
    "1 000 000 000 " * 300,
    "l'" * 2000, "œ" * 5000, "ﬀ İstanbul ß", "\ud800", "..." * 1000, "é\u0301" * 900,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("step", STEPS)
def test_hostile_text_is_read_without_an_error(step: str, text: str) -> None:
    for language in LANGUAGES:
        assert review(step, text, context(language)).score <= 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_concrete_vision_beats_a_generic_phrase(language: str) -> None:
    strong, weak = (review("vision", text[language], context(language)).score for text in (STRONG, WEAK))
    assert strong >= weak + 30


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_score_follows_from_the_points_and_weights(language: str) -> None:
    result = review("vision", STRONG[language], context(language))
    earned = sum(criterion.weight * criterion.points for criterion in result.criteria)
    possible = 2 * sum(criterion.weight for criterion in result.criteria)
    assert result.score == round(100 * earned / possible) - sum(result.extras["deductions"].values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", STEPS)
def test_every_criterion_is_in_the_session_s_language(step: str, language: str) -> None:
    results = review(step, "x", context(language)).criteria
    assert [line.key for line in rubric(step, language)] == [result.key for result in results]
    assert all(result.label and result.question and result.source and result.advice for result in results)


def test_an_unknown_step_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        review("dessert", STRONG["fr"])


def test_advice_is_empty_exactly_when_the_points_are_full() -> None:
    for criterion in review("vision", STRONG["fr"]).criteria:
        assert (criterion.advice == "") == (criterion.points == 2)


def test_the_first_review_of_a_process_reads_no_file() -> None:
    program = (
        "import sys, tomllib\n"
        "from coaching.coach import ReviewContext, preload, review\n"
        "preload()\n"
        "tomllib.loads = lambda text: sys.exit('a file was read')\n"
        "review('offre', 'Un sac de riz à 500 F.', ReviewContext('fr', country='SN'))\n"
        "review('differentiation', 'Unlike others, we open at 5.', ReviewContext('en', country='GH'))\n"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(("length", "calls"), [(300, 6_000), (2000, 30_000)])
def test_a_review_stays_within_its_count_of_calls(step: str, length: int, calls: int) -> None:
    text = answer_of(length, "fr", 7)
    review(step, text, ReviewContext())
    profile = cProfile.Profile()
    profile.runcall(review, step, text + " 8", ReviewContext())
    assert pstats.Stats(profile).total_calls < calls  # type: ignore[attr-defined]


def quotes_of(step: str, text: str, language: str) -> dict[str, tuple[str, ...]]:
    """Return the quotes of each criterion that earned points."""
    result = review(step, text, context(language))
    return {line.key: line.quotes for line in result.criteria if line.points}


def test_a_price_is_not_quoted_as_a_place() -> None:
    assert "reach" not in quotes_of("clientele", "Les coiffeuses qui achètent des mèches à 6 000 FCFA.", "fr")


def test_no_quote_runs_from_one_sentence_into_the_next() -> None:
    text = "Les coiffeuses de Bè paient 6 000 FCFA. J’en ai interrogé 27."
    assert quotes_of("clientele", text, "fr")["evidence"] == ("J’en ai interrogé",)


def test_an_order_to_buy_again_is_no_proof() -> None:
    assert "proof" not in quotes_of("offre", "Rachetez vos vieilles piles chez nous à Kara.", "fr")


def test_money_given_back_is_a_proof() -> None:
    text = "Un pagne teint à la main. Argent rendu si la couleur part au lavage."
    assert quotes_of("offre", text, "fr")["proof"] == ("Argent rendu si la couleur",)


def test_a_market_alone_is_no_call_to_action() -> None:
    assert "action" not in quotes_of("offre", "La semaine au marché, par groupes de six femmes.", "fr")


def test_a_year_with_people_in_the_present_is_a_future() -> None:
    text = "By 2034, 500 farmers around Techiman sell dried tomatoes."
    future = review("vision", text, context("en")).criteria[0]
    assert (future.key, future.points) == ("future", 2)


def test_the_price_of_the_offer_answers_for_the_level_of_price() -> None:
    text = "Unlike the kiosk down the road, our price includes the return trip."
    known = context("en", answers={"offre": "One crate at GHS 40, delivered."})
    points = {line.key: line.points for line in review("differentiation", text, known).criteria}
    assert points["price"] == 2


def points_of(step: str, text: str, language: str) -> dict[str, int]:
    """Return the points of each criterion."""
    return {line.key: line.points for line in review(step, text, context(language)).criteria}


def test_a_short_mission_with_act_object_and_people_is_usable() -> None:
    short = (
        "Réparer les vélos des facteurs.",
        "Garder les ruches des apiculteurs.",
        "Simplifier la paie des nounous.",
    )
    assert [text for text in short if review("mission", text, context("fr")).score < 40] == []


def test_a_quarter_in_small_letters_without_accents_is_a_place() -> None:
    text = "Nous faisons des nattes pour les femmes qui travaille a hamdallaye"
    assert points_of("mission", text, "fr")["geography"] == 2


def test_going_to_a_neighbour_names_the_alternative() -> None:
    text = "Chez le voisin on attend trois heures, chez moi c’est sur rendez-vous."
    assert points_of("differentiation", text, "fr")["alternative"] == 2


def test_things_counted_in_the_singular_are_a_measure() -> None:
    text = "Dans dix ans je veux 4 boutique a segou et 15 jeune fille qui ont un metier."
    assert points_of("vision", text, "fr")["challenge"] == 2


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        (
            "Nos clients sont principalement des garages de moins de dix salariés.",
            "Nos clients sont variés, des particuliers aux entreprises de toutes tailles.",
        ),
        (
            "Nous travaillons uniquement avec les sages-femmes libérales du Maine.",
            "Nous aidons les artisans, commerçants et dirigeants dans leur développement.",
        ),
    ],
)
def test_a_precise_trade_beats_a_broad_public(narrow: str, wide: str) -> None:
    strong, weak = (review("clientele", text, context("fr")).score for text in (narrow, wide))
    assert strong >= weak + 10


@pytest.mark.parametrize(
    ("language", "concrete", "vague"),
    [
        (
            "fr",
            "Nattes en raphia tissées à la main, livrées à Lomé.",
            "Une large gamme de nattes pour tous vos besoins à Lomé.",
        ),
        (
            "en",
            "Handmade clay stoves, delivered in Tamale.",
            "A wide range of stoves for all your needs in Tamale.",
        ),
    ],
)
def test_a_thing_beats_a_wide_range(language: str, concrete: str, vague: str) -> None:
    strong, weak = (points_of("offre", text, language)["thing"] for text in (concrete, vague))
    assert strong > weak


def test_years_before_a_comma_do_not_count_the_people_after_it() -> None:
    assert points_of("vision", "In ten years, traders at Makola close early.", "en")["challenge"] < 2


def test_a_loss_that_ends_is_a_change() -> None:
    text = "In ten years, traders at Kejetia will not lose a day of sales, with 12 repair stands in town."
    assert points_of("vision", text, "en")["beneficiary"] == 2


def test_a_quotation_of_a_customer_is_a_job() -> None:
    text = "« Mon sac est cassé et je n’ai plus rien pour porter », nous dit Awa, vendeuse de pagnes à Kara."
    assert points_of("clientele", text, "fr")["job"] == 2


def test_people_who_are_served_are_a_group_even_if_no_list_has_the_trade() -> None:
    text = "Nous travaillons avec les rempailleurs de la Nièvre, installés seuls."
    assert points_of("clientele", text, "fr")["segment"] == 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Menders around Kejetia keep a bag three days. Tailors at Adum ask twice. We do it in one hour.",
        ),
        ("fr", "Les tailleurs du marché gardent la robe trois jours. Nous la rendons en une heure à Kara."),
    ],
)
def test_a_trade_with_its_place_names_the_rival(language: str, text: str) -> None:
    assert points_of("differentiation", text, language)["alternative"] == 2
