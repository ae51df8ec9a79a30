"""Wherever a session stands, no button of its person or of the staff runs into the database's refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from briefs.models import BusinessBrief
from briefs.services import runs
from briefs.tests.factories import BusinessBriefFactory
from coaching.models import CoachingSession, SessionStatus
from coaching.tests.conftest import set_status
from coaching.tests.factories import CoachingSessionFactory

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
OF_STEPS = ("step", "draft", "accept", "unknown")
OF_BRIEF = (
    "briefs:brief_edit",
    "briefs:agents_again",
    "briefs:results_again",
    "businesses:business_create",
    "briefs:brief_delete",
)
OF_STAFF = ("reopen", "fail", "hide", "restore")


@pytest.fixture(params=SessionStatus.values)
def brief(request: pytest.FixtureRequest, owner: User) -> BusinessBrief:
    """Give a brief whose session, with every step closed, stands in each way; it may be one left over."""
    session = CoachingSessionFactory.create(user=owner)
    session.steps.update(is_complete=True, attempts=1, score=80, user_response="Du pain à 200 F.")
    set_status(session, request.param)
    if request.param in {"coaching_complete", "sub_agents_running", "brief_ready", "completed"}:
        CoachingSession.objects.filter(pk=session.pk).update(completed_at=session.created_at)
    made: BusinessBrief = BusinessBriefFactory.create(coaching_session=session)
    return made


def is_fine(client: Client, address: str, **sent: object) -> bool:
    return client.post(address, {"text": "Du riz à 300 F.", "version": "0", **sent}).status_code < 500


@contextmanager
def pressed(subtests: pytest.Subtests, button: str) -> Iterator[None]:
    """Report a button that fails, and undo what it did before the next one is pressed."""
    with subtests.test(button), transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_every_button_works_wherever_the_session_stands(
    brief: BusinessBrief, owner: User, client_of: ClientOf, staff: Client, subtests: pytest.Subtests
) -> None:
    session, client = brief.coaching_session.session_id, client_of(owner)
    finish = reverse("briefs:finish", args=[session])
    for name in OF_STEPS:
        with pressed(subtests, f"of a step: {name}"):
            for step in ("offre", "synthesis"):
                assert is_fine(client, reverse(f"coaching:{name}", args=[session, step]))
            assert is_fine(client, finish)
    for name in OF_BRIEF:
        with pressed(subtests, f"of the brief: {name}"):
            address = reverse(name, args=[brief.pk])
            assert is_fine(client, address, agent="research", vision="Neuf")
            runs.run_open_runs(brief)
            assert is_fine(client, finish)
    for name in OF_STAFF:
        with pressed(subtests, f"of the staff: {name}"):
            runs.queue(by=owner, brief=brief, agents=["seo"])
            sent = {"action": name, "_selected_action": str(brief.coaching_session_id)}
            assert is_fine(staff, reverse("admin:coaching_coachingsession_changelist"), **sent)
            runs.run_open_runs(brief)
