"""What briefs add to the pages of coaching."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from briefs.receivers import answer_finish
from briefs.tests.factories import AgentRunFactory, BusinessBriefFactory
from coaching.models import CoachingSession, SessionStatus
from coaching.signals import AgentProgress, Outcome, collect_finish, collect_outcomes, responses
from coaching.tests.factories import CoachingSessionFactory

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
SESSIONS = "/coaching/"


def finish_url(session: CoachingSession) -> str:
    return reverse("briefs:finish", args=[session.session_id])


def outcomes(*sessions: CoachingSession) -> list[Outcome | None]:
    [found] = responses(collect_outcomes, sessions=sessions)
    return [found.get(session.pk) for session in sessions]


def test_a_session_has_a_brief_once_it_was_finished() -> None:
    new, reopened = CoachingSessionFactory.create(), BusinessBriefFactory.create().coaching_session
    finishes = [responses(collect_finish, session=session)[0] for session in (new, reopened)]
    assert [finish.has_brief for finish in finishes] == [False, True]
    assert [finish.url for finish in finishes] == [finish_url(new), finish_url(reopened)]


def test_a_complete_session_needs_no_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    session = CoachingSession(session_id="a" * 22, completed_at=timezone.now())
    with django_assert_num_queries(0):
        assert answer_finish(session=session).has_brief
        assert outcomes(session) == [Outcome(brief_url=finish_url(session))]


@pytest.mark.parametrize("status", [SessionStatus.SUB_AGENTS_RUNNING, SessionStatus.FAILED])
def test_agents_at_work_or_failed_come_before_the_brief(status: SessionStatus) -> None:
    brief = BusinessBriefFactory.create(
        coaching_session__status=status, coaching_session__completed_at=timezone.now()
    )
    for agent, state in (("research", "running"), ("logo", "failed"), ("seo", "succeeded")):
        AgentRunFactory.create(brief=brief, agent=agent, status=state)
    progress = AgentProgress(reverse("briefs:progress", args=[brief.pk]), done=2, total=3)
    assert outcomes(brief.coaching_session) == [Outcome(agents=progress)]


def test_a_session_without_brief_or_runs_has_no_outcome() -> None:
    stopped = CoachingSessionFactory.create(status=SessionStatus.FAILED)
    assert outcomes(CoachingSessionFactory.create(), stopped) == [None, None]


@pytest.mark.parametrize("many", [1, 4])
def test_the_list_of_sessions_asks_once_for_all_agents(
    many: int, owner: User, client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    status = SessionStatus.SUB_AGENTS_RUNNING
    for brief in BusinessBriefFactory.create_batch(
        many, coaching_session__user=owner, coaching_session__status=status
    ):
        AgentRunFactory.create(brief=brief)
    client = client_of(owner)
    with django_assert_num_queries(3 + 3):  # session, user, whose rows; how many, the sessions, their agents
        shown = client.get(SESSIONS, headers={"Accept-Language": "en"}).content.decode()
    assert shown.count("(0 of 1)") == many


def test_the_card_of_a_complete_session_opens_its_brief(owner: User, client_of: ClientOf) -> None:
    session = BusinessBriefFactory.create(
        coaching_session__user=owner, coaching_session__completed_at=timezone.now()
    ).coaching_session
    assert f'formaction="{finish_url(session)}"' in client_of(owner).get(SESSIONS).content.decode()
