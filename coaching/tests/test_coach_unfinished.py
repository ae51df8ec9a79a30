"""What a draft with blanks earns, and which parts an offer or a plan must have."""

import pytest

from coaching.coach import Review, ReviewContext, review
from coaching.coach.drafting.summary import draft_summary
from coaching.coach.scoring.facts import BusinessFacts

LANGUAGES = ("fr", "en")
ANSWERS = {
    "fr": {
        "mission": "Nous réparons les vélos des livreurs de Rouen le soir même, devant leur dépôt.",
        "offre": "Une réparation de pneu à 8 € en vingt minutes, devant vous.",
    },
    "en": {
        "mission": "We mend the bicycles of riders in Leeds the same evening, outside their depot.",
        "offre": "A tyre mended at £8 in twenty minutes, in front of you.",
    },
}
FILLED = {
    "fr": "1. Nous supposons que dix livreurs paieront. Pour le vérifier : en interroger vingt. Qui : Luc. "
    "Avant le : 3 mai.",
    "en": "1. We assume that ten riders will pay. Test: ask twenty of them. Who: Luke. By: 3 May.",
}


def reviewed(step: str, text: str, language: str) -> Review:
    context = ReviewContext(language=language, business_name="Vélo Vite", city="Rouen")
    return review(step, text, context)


def points(result: Review, key: str) -> int:
    return next(line.points for line in result.criteria if line.key == key)


def draft(language: str) -> str:
    return draft_summary(ANSWERS[language], language, BusinessFacts("Vélo Vite", city="Rouen"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_sent_with_blanks_earns_nothing_for_its_template(language: str) -> None:
    result = reviewed("synthesis", draft(language), language)
    frames = draft(language).index("1.")
    assert result.gate is not None
    assert (result.gate.key, points(result, "assumptions")) == ("unfinished", 0)
    assert result.score <= 55
    assert all(span.start < frames for line in result.criteria for span in line.spans)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_message_names_the_lines_to_finish(language: str) -> None:
    message = reviewed("synthesis", draft(language), language).message
    for line in {"fr": ("Où nous allons …", "1. Nous supposons"), "en": ("Where we are", "1. We assume")}[
        language
    ]:
        assert line in message


@pytest.mark.parametrize("language", LANGUAGES)
def test_taking_the_dots_out_without_a_word_changes_nothing(language: str) -> None:
    result = reviewed("synthesis", draft(language).replace("…", ""), language)
    assert result.gate is not None
    assert result.gate.key == "unfinished"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_that_was_filled_in_counts_again(language: str) -> None:
    lines = [FILLED[language] if "1. " in line else line for line in draft(language).split("\n")]
    filled = "\n".join(line for line in lines if "…" not in line)
    result = reviewed("synthesis", filled, language)
    assert result.gate is None
    assert points(result, "assumptions") == 2


def test_three_dots_at_the_end_of_a_word_are_no_blank() -> None:
    text = (
        "Nous réparons les vélos, les trottinettes… et nous les rendons le soir même aux livreurs de Rouen."
    )
    assert reviewed("mission", text, "fr").gate is None


def test_in_other_steps_only_the_sentence_with_the_dots_is_left_out() -> None:
    text = "Nous vendons des selles de vélo à 30 € aux livreurs de Rouen. Pour commander : …"
    result = reviewed("offre", text, "fr")
    assert result.gate is not None
    assert "Pour commander" in result.gate.message
    assert points(result, "price") == 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "fr",
            "Nous réparons le vélo devant vous en une heure. 40 des 43 vélos roulaient encore un an après.",
        ),
        ("en", "We mend the bicycle in front of you in one hour. 40 of 43 bicycles still ran a year later."),
    ],
)
def test_an_offer_without_any_price_is_not_solid_and_is_asked_for_one(language: str, text: str) -> None:
    result = reviewed("offre", text, language)
    assert result.gate is not None
    assert (result.gate.key, result.score < 60) == ("no_price", True)
    assert result.next_question == next(line.question for line in result.criteria if line.key == "price")


@pytest.mark.parametrize(
    "price",
    [
        "free for members",
        "on quotation",
        "for 4 % of the sale",
        "you pay once it rolls",
        "at 700",
        "give what you like",
    ],
)
def test_a_price_can_be_written_in_many_ways(price: str) -> None:
    result = reviewed("offre", f"We mend the bicycle in front of you in one hour, {price}.", "en")
    assert result.gate is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_offer_alone_is_no_solid_plan(language: str) -> None:
    result = reviewed("synthesis", ANSWERS[language]["offre"], language)
    assert result.gate is not None
    assert (result.gate.key, result.score <= 55) == ("uncovered", True)


def test_dots_in_running_text_of_a_plan_cost_their_sentence_only() -> None:
    text = "Nous réparons les vélos des livreurs de Rouen … et de Lille. Un pneu coûte 8 € aux livreurs."
    result = reviewed("synthesis", text, "fr")
    spans = [span for line in result.criteria for span in line.spans]
    assert spans
    assert min(span.start for span in spans) > text.index("…")


def test_spaced_full_stops_in_running_text_are_no_blank() -> None:
    text = "Nous réparons les vélos des livreurs de Rouen ... et nous demandons 8 € pour un pneu crevé."
    result = reviewed("synthesis", text, "fr")
    assert result.gate is None or result.gate.key != "unfinished"
