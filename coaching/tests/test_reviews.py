"""A step stores the review as the person read it; later changes of the rubric do not change it."""

from collections.abc import Callable

import pytest
from django.test import Client
from pydantic import ValidationError

from coaching import services
from coaching.coach import ReviewContext, review
from coaching.coach.data_files import load
from coaching.models import CoachingSession, CoachingStep
from coaching.reviews import StoredReview, to_json
from coaching.tests.conftest import VISION, stored


@pytest.mark.parametrize(
    ("name", "language", "text"),
    [
        ("vision", "fr", VISION),
        ("vision", "fr", "non"),
        ("vision", "en", "By 2035 three hundred families of Tema 🍅 eat fresh tomatoes every day."),
        ("offre", "fr", "Un panier de 4 kg de tomates à 2 000 F, livré le lundi à Thiès."),
        ("differentiation", "fr", "Contrairement aux frigos, nos caisses marchent sans électricité."),
    ],
)
def test_a_step_keeps_the_whole_review(name: str, language: str, text: str) -> None:
    result = review(name, text, ReviewContext(language))
    step = CoachingStep(name=name, validation_criteria=to_json(result))
    assert step.review is not None
    assert step.review.to_dict() == result.to_dict()


def test_before_an_answer_there_is_no_review() -> None:
    assert CoachingStep(name="vision").review is None


def test_a_review_of_an_unknown_format_is_not_guessed_at() -> None:
    value = to_json(review("vision", VISION)) | {"format": 2}
    with pytest.raises(ValidationError):
        StoredReview(**value)


@pytest.fixture
def answered(session: CoachingSession) -> CoachingSession:
    """Give a session whose vision has been read."""
    send(session, VISION, version=0)
    return session


def send(session: CoachingSession, text: str, version: int) -> None:
    services.submit_answer(
        by=session.user, session_id=session.session_id, name="vision", text=text, version=version
    )


def criteria_on(page: bytes) -> str:
    """Return the points of a review as the page shows them."""
    return page.decode().split('<ul class="criteria"')[1].split("</ul>")[0]


@pytest.fixture
def reworded(answered: CoachingSession, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Give what changes every word of the vision's rubric."""

    def change() -> None:
        for words in load("fr/rubric")["vision"].values():
            for key in words:
                monkeypatch.setitem(words, key, "Autrement dit.")

    return change


@pytest.mark.django_db
def test_new_words_of_the_rubric_leave_an_earlier_review_as_it_was_read(
    answered: CoachingSession,
    reworded: Callable[[], None],
    browser_of_owner: Client,
    url_of: Callable[..., str],
) -> None:
    before = criteria_on(browser_of_owner.get(url_of("step", "vision")).content)
    review_before = stored(answered, "vision").review
    reworded()
    assert criteria_on(browser_of_owner.get(url_of("step", "vision")).content) == before
    assert stored(answered, "vision").review == review_before
    assert "Autrement dit." not in before


@pytest.mark.django_db
def test_the_next_answer_is_read_in_the_new_words(
    answered: CoachingSession, reworded: Callable[[], None]
) -> None:
    reworded()
    send(answered, f"{VISION} Bis.", version=1)
    again = stored(answered, "vision").review
    assert again is not None
    assert {line.label for line in again.criteria} == {"Autrement dit."}


@pytest.mark.django_db
def test_an_earlier_review_keeps_its_language(answered: CoachingSession) -> None:
    CoachingSession.objects.filter(pk=answered.pk).update(language="en")
    value = stored(answered, "vision").review
    assert value is not None
    assert value.language == "fr"
