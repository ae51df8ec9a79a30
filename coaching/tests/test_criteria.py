"""A step keeps what is its own of a review; who reads it gets the whole review."""

import pytest

from coaching import services
from coaching.coach import ReviewContext, review
from coaching.criteria import kept, told
from coaching.models import CoachingSession, CoachingStep
from coaching.tests.conftest import VISION, stored


def step_with(
    text: str, language: str = "fr", name: str = "vision"
) -> tuple[CoachingStep, dict[str, object]]:
    result = review(name, text, ReviewContext(language))
    step = CoachingStep(name=name, user_response=text, validation_criteria=kept(result))
    return step, result.to_dict()


@pytest.mark.parametrize(
    ("name", "language", "text"),
    [
        ("vision", "fr", VISION),
        ("vision", "fr", "non"),
        ("vision", "en", "By 2035 three hundred families of Tema 🍅 eat fresh tomatoes every day."),
        ("offre", "fr", "Un panier de 4 kg de tomates à 2 000 F, livré le lundi à Thiès."),
        ("mission", "fr", "Nous livrons des tomates aux cantines de Thiès."),
    ],
)
def test_what_was_kept_tells_the_whole_review(name: str, language: str, text: str) -> None:
    step, whole = step_with(text, language, name)
    assert told(step) == whole


def test_a_kept_review_holds_no_words_of_the_rubric() -> None:
    step, whole = step_with(VISION)
    line = step.validation_criteria["criteria"][0]
    assert set(line) == {"key", "weight", "points", "spans"}
    assert len(str(step.validation_criteria)) < 0.6 * len(str(whole))


def test_words_that_were_kept_with_a_review_stay() -> None:
    step, whole = step_with(VISION)
    whole["criteria"][0]["label"] = "comme on disait"  # type: ignore[index]  # a list of lines
    step.validation_criteria = whole
    assert told(step) == whole


def test_of_a_criterion_that_the_rubric_no_longer_has_the_key_is_shown() -> None:
    step, _ = step_with(VISION)
    step.validation_criteria["criteria"][0]["key"] = "ancient"
    line = told(step)["criteria"][0]
    assert (line["label"], line["source"], line["advice"], line["question"]) == ("ancient", "", "", "")


def test_before_a_review_there_is_nothing_to_tell() -> None:
    assert told(CoachingStep(name="vision")) == {}


@pytest.mark.django_db
def test_a_stored_answer_tells_what_the_coach_said(session: CoachingSession) -> None:
    services.submit_answer(by=session.user, session=session, name="vision", text=VISION, version=0)
    line = told(stored(session, "vision"))["criteria"][0]
    assert line["label"]
    assert all(quote in VISION for quote in line["quotes"])
