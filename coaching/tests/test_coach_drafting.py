"""What the coach drafts from the person's words: questions, proposals, positioning statement, summary."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coaching.coach.data_files import load
from coaching.coach.drafting.positioning import positioning_statement
from coaching.coach.drafting.proposals import propose
from coaching.coach.drafting.questions import guiding_questions
from coaching.coach.drafting.summary import draft_summary
from coaching.coach.drafting.templates import slot_values
from coaching.coach.scoring.extractors import EXTRACTORS
from coaching.coach.scoring.facts import BusinessFacts, Facts, facts
from coaching.coach.steps import STEPS
from coaching.tests.sessions import BAKERY, BAKERY_FACTS, CRATES, CRATES_FACTS
from nlp.quotations import Quotation
from nlp.text import fold

HOSTILE = st.text(max_size=400) | st.sampled_from(
    ["\x00\x00", "\u202eabc\u202c", "😀 " * 300, "a" * 5000, "«", "{name} {customer}", "1 500 F " * 500]
)
ANSWERS = st.dictionaries(st.sampled_from(STEPS), HOSTILE)
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


@LANGUAGES
@pytest.mark.parametrize("step", STEPS)
def test_every_step_has_two_or_three_questions_with_starters(step: str, language: str) -> None:
    questions = guiding_questions(step, language)
    assert 2 <= len(questions) <= 3
    assert all(len(question.starters) >= 2 for question in questions)


@LANGUAGES
def test_a_starter_begins_a_sentence_and_leaves_its_end_open(language: str) -> None:
    entries = load(f"{language}/questions")
    starters = [
        starter for step in (*STEPS, "every") for entry in entries[step] for starter in entry["starters"]
    ]
    assert all("…" in starter and not starter.endswith(".") for starter in starters)


@pytest.mark.parametrize("step", STEPS)
def test_both_languages_ask_about_the_same_criteria(step: str) -> None:
    french, english = (load(f"{language}/questions")[step] for language in ("fr", "en"))
    assert [entry["criterion"] for entry in french] == [entry["criterion"] for entry in english]


@pytest.mark.parametrize("step", STEPS)
def test_every_criterion_of_the_rubric_has_its_narrower_question(step: str) -> None:
    asked = load("fr/questions")
    assert set(load("rubric")[step]) <= {entry["criterion"] for entry in asked[step] + asked["every"]}


def test_the_weakest_criterion_is_asked_first() -> None:
    assert "dix cette semaine" in guiding_questions("clientele", "fr", ["reach", "who"])[0].question


def test_an_unknown_step_has_no_help() -> None:
    assert guiding_questions("dreams", "fr") == ()


def test_the_facts_of_a_french_session_are_quoted() -> None:
    found = facts(CRATES, "fr")
    customer, product, problem = found.customer(), found.first("product"), found.first("problem")
    assert customer is not None
    assert customer.quote == "vendeuses de légumes du marché Arzèkè"
    assert product is not None
    assert product.quote == "une caisse isolée de 40 litres"
    assert problem is not None
    assert problem.quote.startswith("perdent 2 000 F par jour")


def test_the_facts_of_an_english_session_are_quoted() -> None:
    found = facts(BAKERY, "en")
    customer = found.customer()
    assert customer is not None
    assert customer.quote == "kiosk owners in Nima"
    assert [price.role for price in found.prices if price.quotation.step == "offre"] == ["price"]
    assert {town.area for town in found.towns} == {"accra"}


def _quotes(found: Facts) -> list[Quotation]:
    single = [quotation for quotation in map(found.first, EXTRACTORS) if quotation]
    return (
        single + [group.quotation for group in found.customers] + [price.quotation for price in found.prices]
    )


@settings(deadline=None, max_examples=40)
@given(ANSWERS, st.sampled_from(["fr", "en"]))
def test_the_span_of_every_fact_is_its_quotation(answers: dict[str, str], language: str) -> None:
    for quotation in _quotes(facts(answers, language)):
        assert answers[quotation.step][quotation.span.start : quotation.span.end] == quotation.quote


@LANGUAGES
def test_drafts_take_words_from_other_steps_only(language: str) -> None:
    answers, given_facts = (CRATES, CRATES_FACTS) if language == "fr" else (BAKERY, BAKERY_FACTS)
    for step in STEPS:
        drafts = propose(step, answers, language, given_facts)
        assert 1 <= len(drafts) <= 3
        assert all({quotation.step for quotation in draft.quotes} - {step} for draft in drafts)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", fold(text)))


@LANGUAGES
def test_drafts_have_only_words_of_the_person_and_of_the_templates(language: str) -> None:
    answers, given_facts = (CRATES, CRATES_FACTS) if language == "fr" else (BAKERY, BAKERY_FACTS)
    known = _words(" ".join([*answers.values(), *given_facts, str(load(f"{language}/templates"))]))
    for step in STEPS:
        for draft in propose(step, answers, language, given_facts):
            assert _words(draft.text) <= known


def test_a_draft_says_where_each_part_comes_from() -> None:
    draft = propose("mission", CRATES, "fr", CRATES_FACTS)[0]
    assert all(f"«\u00a0{quotation.quote}\u00a0»" in draft.justification for quotation in draft.quotes)


def test_a_missing_part_stays_a_visible_blank() -> None:
    answers = {"clientele": "Les couturières de Lomé perdent trois heures par jour."}
    drafts = propose("offre", answers, "fr", BusinessFacts("Fil d’or", "crafts", "Lomé", "Togo"))
    assert drafts
    assert all("…" in draft.text for draft in drafts)


def test_a_template_without_its_required_slot_is_not_used() -> None:
    answers = {"clientele": "Nos clients sont les couturières de Lomé."}
    texts = [draft.text for draft in propose("vision", answers, "fr", BusinessFacts("Fil d’or", city="Lomé"))]
    assert not any("qui aujourd’hui …" in text for text in texts)


def test_nothing_usable_gives_no_draft() -> None:
    assert propose("mission", {"vision": "blabla"}, "fr", BusinessFacts()) == ()


@settings(deadline=None, max_examples=40)
@given(ANSWERS, st.sampled_from(["fr", "en"]), HOSTILE)
def test_no_text_breaks_the_drafts(answers: dict[str, str], language: str, name: str) -> None:
    business = BusinessFacts(name, name, name, name)
    for step in STEPS:
        assert propose(step, answers, language, business) == propose(step, answers, language, business)
    assert isinstance(positioning_statement(answers, language, business).text, str)
    assert isinstance(draft_summary(answers, language, business), str)


def test_the_positioning_sentence_is_whole_when_everything_was_said() -> None:
    sentence = positioning_statement(CRATES, "fr", CRATES_FACTS)
    assert sentence.missing == ()
    assert "…" not in sentence.text


def test_the_positioning_sentence_shows_what_is_missing() -> None:
    sentence = positioning_statement({}, "en", BusinessFacts("Colour Ledger", "services", "Tamale", "Ghana"))
    assert set(sentence.missing) == {"customer", "problem", "promise", "alternative", "difference"}


def test_a_name_with_braces_is_only_text() -> None:
    business = BusinessFacts("{customer}", "services", "Tamale", "Ghana")
    answers = {
        "differentiation": "Unlike the shop in town, we mend it the same day.",
        "clientele": "Drivers in Tamale.",
    }
    assert "{customer}" in positioning_statement(answers, "en", business).text


@pytest.mark.parametrize(
    ("language", "others", "us"),
    [
        ("fr", "chez la voisine il faut attendre 4 heures", "chez moi cest sur rendez vous"),
        ("fr", "Les réparateurs du centre gardent le vélo une semaine", "Nous le rendons le soir même"),
        ("en", "Repairers in the centre keep the bicycle a week", "We give it back the same evening"),
        ("en", "Other shops close at five", "we open until nine"),
        ("fr", "Nos concurrents vendent du charbon humide", "nous séchons le nôtre dix jours"),
    ],
)
def test_a_contrast_with_others_is_found_without_a_contrasting_word(
    language: str, others: str, us: str
) -> None:
    sentence = positioning_statement(
        {"differentiation": f"{others}, {us}."}, language, BusinessFacts("Le Rayon")
    )
    assert (sentence.slots["alternative"], sentence.slots["difference"]) == (others, us)


def test_customers_who_suffer_are_no_rivals() -> None:
    answers = {"differentiation": "Traders lose a day. We mend it in an hour."}
    assert positioning_statement(answers, "en", BusinessFacts("Le Rayon")).slots["alternative"] is None


def test_nothing_is_shown_while_the_sentence_would_be_mostly_blank() -> None:
    answers = {"differentiation": "Nous travaillons bien et vite depuis longtemps."}
    sentence = positioning_statement(answers, "fr", BusinessFacts("Le Rayon", "beauty", "Rouen"))
    assert sentence.text == ""
    assert "customer" in sentence.missing


def test_people_written_without_their_plural_are_customers() -> None:
    answers = {
        "clientele": "les coiffeuse qui travaille a Rouen",
        "differentiation": "Ailleurs il faut attendre une semaine, chez nous c’est le soir même.",
    }
    sentence = positioning_statement(answers, "fr", BusinessFacts("Le Rayon"))
    assert sentence.text.startswith("Pour les coiffeuse qui travaille, Le Rayon est")
    assert "Ailleurs il faut attendre une semaine. Chez nous c’est le soir même." in sentence.text


def test_the_summary_has_the_persons_sentences_and_blank_lines() -> None:
    page = draft_summary(CRATES, "fr", CRATES_FACTS)
    assert "Paiement par MTN Mobile Money." in page
    assert page.count("Nous supposons que …") == 3


def test_the_summary_of_nothing_is_empty() -> None:
    assert draft_summary({"vision": "  "}, "fr", BusinessFacts("A")) == ""


def test_a_word_in_the_name_is_never_a_pattern() -> None:
    assert slot_values({"vision": "a+ est un four"}, "fr", BusinessFacts("a+ (")).given["name"] == "a+ ("


def test_a_district_stays_whole_in_the_name_of_a_group() -> None:
    text = "Pour les couturières de 30 à 45 ans du 7e arrondissement de Lyon qui cousent chez elles."
    customer = facts({"clientele": text}, "fr").customer()
    assert customer is not None
    assert customer.quote.endswith("du 7e arrondissement de Lyon")
