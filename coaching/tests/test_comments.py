"""Comments in the coaching style and cultural context of the person; scores do not depend on them."""

from typing import Any

import pytest

from accounts.models import UserProfile
from coaching import services
from coaching.coach import ReviewContext, review
from coaching.comments import comment
from coaching.models import CoachingSession, CoachingStep
from coaching.steps import PATH
from coaching.tests.conftest import VISION, stored

STYLES = UserProfile.CoachingStyle.values

PLAIN = {
    "fr": "Nous vendrons du pain à 200 F aux familles de Dakar en 2035.",
    "en": "We will sell bread at GHS 5 to families in Accra in 2035.",
}


def reviewed(step: str = "vision", language: str = "fr", text: str = VISION) -> Any:
    return review(step, text, ReviewContext(language))


def answered(session: CoachingSession, name: str = "vision", **profile: Any) -> CoachingStep:
    UserProfile.objects.filter(user=session.user).update(**profile)
    services.submit_answer(by=session.user, session_id=session.session_id, name=name, text=VISION, version=0)
    return stored(session, name)


def test_a_gentle_comment_is_the_reviews_own() -> None:
    assert comment(reviewed(), "gentle") == reviewed().message


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("step", [step.key for step in PATH])
def test_every_style_says_something_else_at_every_step(step: str, language: str) -> None:
    comments = {comment(reviewed(step, language, PLAIN[language]), style) for style in STYLES}
    assert len(comments) == len(STYLES)
    assert not [text for text in comments if "{" in text]


def test_a_direct_comment_names_what_is_missing_without_praise() -> None:
    result = reviewed(text="Nous serons un jour quelque chose de bien pour les gens du quartier.")
    missing = next(line.label for line in result.criteria if line.question == result.next_question)
    assert f"« {missing} »" in comment(result, "direct").replace("\u00a0", " ")


@pytest.mark.parametrize("style", STYLES)
def test_a_gate_is_said_as_it_is_in_every_style(style: str) -> None:
    assert comment(reviewed(text="test"), style) == reviewed(text="test").message


@pytest.mark.parametrize(
    ("step", "key"), [("clientele", "customer_languages"), ("offre", "calendar"), ("synthesis", "family")]
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_the_profile_tells_is_recalled_at_its_step(step: str, key: str, language: str) -> None:
    comments = comment(reviewed(step, language, PLAIN[language]), culture={key: "Wolof {0}."})
    assert "Wolof {0}" in comments


def test_what_the_profile_tells_stays_out_of_other_steps() -> None:
    assert comment(reviewed(), culture={"family": "Mon oncle"}) == reviewed().message


@pytest.mark.django_db
def test_the_page_keeps_the_comment_in_the_persons_style(session: CoachingSession) -> None:
    step = answered(session, coaching_style="challenging")
    assert step.coach_message.startswith(step.validation_criteria["message"])
    assert step.coach_message != step.validation_criteria["message"]
    assert stored(session, "vision").session.conversation_history[-1]["text"] == step.coach_message


@pytest.mark.django_db
def test_the_style_never_changes_the_score(session: CoachingSession) -> None:
    assert answered(session, coaching_style="direct").score == reviewed().score
