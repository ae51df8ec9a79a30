"""Fixtures and helpers for the tests of the coaching app."""

from collections.abc import Callable
from typing import Final

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from coaching.models import CoachingSession, CoachingStep
from coaching.tests.factories import CoachingSessionFactory

VISION = (
    "D’ici 2036, 300 familles de Thiès mangeront chaque jour des légumes frais cultivés près de chez elles."
)


@pytest.fixture
def session(owner: User) -> CoachingSession:
    """Return a new session of the owner, in French."""
    return CoachingSessionFactory.create(user=owner)


@pytest.fixture
def browser_of_owner(owner: User, client_of: Callable[[User], Client]) -> Client:
    """Return a client in which the owner is signed in, with the interface in English."""
    client = client_of(owner)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def url_of(session: CoachingSession) -> Callable[..., str]:
    """Return a function that gives URLs of the session: `url_of("draft", "vision")`."""

    def build(name: str, step: str = "") -> str:
        return reverse(f"coaching:{name}", args=[session.session_id, *([step] if step else [])])

    return build


def stored(session: CoachingSession, name: str) -> CoachingStep:
    """Return a step of the session, read from the database."""
    return CoachingStep.objects.select_related("session").get(session=session, name=name)


#: The allowed transitions from a new session to each status.
_TRANSITIONS: Final[dict[str, str]] = {
    "initialized": "",
    "in_progress": "in_progress",
    "coaching_complete": "in_progress coaching_complete",
    "sub_agents_running": "in_progress coaching_complete sub_agents_running",
    "brief_ready": "in_progress coaching_complete brief_ready",
    "completed": "in_progress coaching_complete brief_ready completed",
    "failed": "failed",
}


def set_status(session: CoachingSession, status: str) -> None:
    """Change a new session to a status through allowed transitions; a trigger refuses others."""
    for step in _TRANSITIONS[status].split():
        CoachingSession.objects.filter(pk=session.pk).update(status=step)
