"""Wherever a session stands, no button of its person or of the staff runs into the database's refusal."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from briefs.models import BusinessBrief
from briefs.services import runs
from briefs.tests.factories import BusinessBriefFactory
from coaching.models import CoachingSession, SessionStatus
from coaching.tests.conftest import put
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
    put(session, request.param)
    if request.param in {"coaching_complete", "sub_agents_running", "brief_ready", "completed"}:
        CoachingSession.objects.filter(pk=session.pk).update(completed_at=session.created_at)
    made: BusinessBrief = BusinessBriefFactory.create(coaching_session=session)
    return made


def is_fine(client: Client, address: str, **sent: object) -> bool:
    return client.post(address, {"text": "Du riz à 300 F.", "version": "0", **sent}).status_code < 500


@pytest.mark.parametrize("name", OF_STEPS)
def test_a_step_s_buttons_work_wherever_the_session_stands(
    name: str, brief: BusinessBrief, owner: User, client_of: ClientOf
) -> None:
    session = brief.coaching_session.session_id
    client = client_of(owner)
    for step in ("offre", "synthesis"):
        assert is_fine(client, reverse(f"coaching:{name}", args=[session, step]))
    assert is_fine(client, reverse("briefs:finish", args=[session]))


@pytest.mark.parametrize("name", OF_BRIEF)
def test_a_brief_s_buttons_work_wherever_its_session_stands(
    name: str, brief: BusinessBrief, owner: User, client_of: ClientOf
) -> None:
    client = client_of(owner)
    assert is_fine(client, reverse(name, args=[brief.pk]), agent="research", vision="Neuf")
    runs.work_off(brief)
    assert is_fine(client, reverse("briefs:finish", args=[brief.coaching_session.session_id]))


@pytest.mark.parametrize("name", OF_STAFF)
def test_staff_s_actions_work_wherever_the_session_stands(
    name: str, brief: BusinessBrief, staff: Client
) -> None:
    runs.queue(by=brief.coaching_session.user, brief=brief, agents=["seo"])
    sent = {"action": name, "_selected_action": str(brief.coaching_session_id)}
    assert is_fine(staff, reverse("admin:coaching_coachingsession_changelist"), **sent)
    runs.work_off(brief)
