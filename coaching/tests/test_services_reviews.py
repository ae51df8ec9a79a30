"""A step whose answer is a copy is reviewed again when the other answer changes."""

import datetime

import pytest
from django.db.models import Q
from pytest_django import DjangoAssertNumQueries

from coaching import services
from coaching.models import CoachingSession
from coaching.tests.conftest import VISION, stored

pytestmark = pytest.mark.django_db
MISSION = (
    "Nous livrons chaque lundi des paniers de tomates de Thiès aux cantines d’école, pour 2 000 F le panier."
)


def send(session: CoachingSession, name: str, text: str) -> None:
    version = stored(session, name).version
    services.submit_answer(
        by=session.user, session_id=session.session_id, name=name, text=text, version=version
    )


@pytest.fixture
def repeated(session: CoachingSession) -> CoachingSession:
    """Give a session whose mission repeats its vision word for word."""
    send(session, "vision", MISSION)
    services.accept_step(by=session.user, session_id=session.session_id, name="vision")
    send(session, "mission", MISSION)
    return session


def test_a_step_that_repeats_another_is_held_down(repeated: CoachingSession) -> None:
    assert stored(repeated, "mission").validation_criteria["gate"]["key"] == "copy"


def test_it_is_read_again_when_the_other_is_rewritten(repeated: CoachingSession) -> None:
    version = stored(repeated, "mission").version
    send(repeated, "vision", VISION)
    step = stored(repeated, "mission")
    assert step.validation_criteria["gate"] is None
    assert step.score == step.validation_criteria["score"] > 30
    assert (step.coach_message, step.version) != ("", version + 1)


def test_nobody_sets_the_times_of_a_session_or_step(session: CoachingSession) -> None:
    long_ago = datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC)
    for rows in (CoachingSession.objects.filter(pk=session.pk), session.steps.all()):
        rows.update(updated_at=long_ago, created_at=long_ago)
        assert not rows.filter(Q(updated_at=long_ago) | Q(created_at=long_ago)).exists()


def test_it_stays_held_down_while_the_other_still_says_the_same(repeated: CoachingSession) -> None:
    send(repeated, "vision", f"{MISSION} Oui.")
    assert stored(repeated, "mission").score == 30


def test_an_answer_costs_six_queries_and_reading_others_again_none_more(
    repeated: CoachingSession, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    version = stored(repeated, "vision").version
    with django_assert_num_queries(6):  # begin, lock steps, lock session, save both, end
        services.submit_answer(
            by=repeated.user,
            session_id=repeated.session_id,
            name="vision",
            text=VISION,
            version=version,
        )
