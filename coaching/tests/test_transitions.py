"""The status of a session changes only as TRANSITIONS allows, from the status in the database."""

from itertools import product

import pytest
from django.db import ProgrammingError, transaction

from coaching.errors import TransitionRefused
from coaching.models import CoachingSession, SessionStatus
from coaching.tests.conftest import set_status, stored

pytestmark = pytest.mark.django_db
#: The ways that are allowed, spelled out here once more on purpose.
WAYS = {
    "initialized": "in_progress failed",
    "in_progress": "coaching_complete failed",
    "coaching_complete": "sub_agents_running brief_ready in_progress failed",
    "sub_agents_running": "brief_ready in_progress failed",
    "brief_ready": "sub_agents_running completed in_progress failed",
    "completed": "in_progress",
    "failed": "sub_agents_running in_progress",
}
ALLOWED = {(SessionStatus(old), SessionStatus(new)) for old, ways in WAYS.items() for new in ways.split()}
REFUSED = sorted(set(product(SessionStatus, SessionStatus)) - ALLOWED)


@pytest.mark.parametrize(("old", "new"), [(old, new) for old, new in REFUSED if old != new])
def test_the_database_refuses_what_the_code_would(
    old: SessionStatus, new: SessionStatus, session: CoachingSession
) -> None:
    set_status(session, old)
    with pytest.raises(ProgrammingError, match="Invalid transition"), transaction.atomic():
        CoachingSession.objects.filter(pk=session.pk).update(status=new)
    assert stored(session, "vision").session.status == old


@pytest.mark.parametrize(("old", "new"), sorted(ALLOWED))
def test_an_allowed_change_is_made(old: SessionStatus, new: SessionStatus, session: CoachingSession) -> None:
    set_status(session, old)
    session.move_to(new)
    assert session.status == stored(session, "vision").session.status == new


@pytest.mark.parametrize(("old", "new"), REFUSED)
def test_any_other_change_is_refused_and_changes_nothing(
    old: SessionStatus, new: SessionStatus, session: CoachingSession
) -> None:
    set_status(session, old)
    before = stored(session, "vision").session
    with pytest.raises(TransitionRefused):
        session.move_to(new)
    after = stored(session, "vision").session
    assert (after.status, after.updated_at) == (old, before.updated_at)


def test_what_counts_is_the_status_in_the_database_not_the_one_read_before(session: CoachingSession) -> None:
    set_status(session, SessionStatus.COMPLETED)
    assert session.status == SessionStatus.INITIALIZED
    with pytest.raises(TransitionRefused):
        session.move_to(SessionStatus.FAILED)
