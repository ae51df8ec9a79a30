"""What the tests of the path start from."""

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
    """Give a fresh session of the owner, in French."""
    return CoachingSessionFactory.create(user=owner)


@pytest.fixture
def browser_of_owner(owner: User, client_of: Callable[[User], Client]) -> Client:
    """Give a browser in which the owner is signed in, in English so that texts can be looked for."""
    client = client_of(owner)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def at(session: CoachingSession) -> Callable[..., str]:
    """Give addresses of the session: `at("draft", "vision")`."""

    def address(name: str, step: str = "") -> str:
        return reverse(f"coaching:{name}", args=[session.session_id, *([step] if step else [])])

    return address


def stored(session: CoachingSession, name: str) -> CoachingStep:
    """Return a step as the database holds it now."""
    return CoachingStep.objects.select_related("session").get(session=session, name=name)


#: The statuses on the way from a fresh session to each status.
_WAYS: Final[dict[str, str]] = {
    "initialized": "",
    "in_progress": "in_progress",
    "coaching_complete": "in_progress coaching_complete",
    "sub_agents_running": "in_progress coaching_complete sub_agents_running",
    "brief_ready": "in_progress coaching_complete brief_ready",
    "completed": "in_progress coaching_complete brief_ready completed",
    "failed": "failed",
}


def put(session: CoachingSession, status: str) -> None:
    """Take a fresh session to a status, along ways that the database allows."""
    for passed in _WAYS[status].split():
        CoachingSession.objects.filter(pk=session.pk).update(status=passed)
