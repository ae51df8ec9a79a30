"""Two requests at once: nothing is lost, nothing is done twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from coaching import services
from coaching.errors import EditConflict
from coaching.models import CoachingSession, SessionStatus
from coaching.tests.conftest import VISION, stored
from coaching.tests.factories import CoachingSessionFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*tasks: Callable[[], Any]) -> list[Any]:
    """Run the tasks at the same time, each on its own connection; an EditConflict counts as a result."""

    def run(task: Callable[[], Any]) -> Any:
        try:
            return task()
        except EditConflict as conflict:
            return conflict
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


@pytest.fixture
def fresh() -> CoachingSession:
    """Give a session that other connections can see."""
    return CoachingSessionFactory.create()


def sender(session: CoachingSession, text: str, editor: str = "") -> Callable[[], Any]:
    return lambda: services.submit_answer(
        by=session.user, session=session, name="vision", text=text, version=0, editor=editor
    )


def test_a_double_click_is_reviewed_once(fresh: CoachingSession) -> None:
    at_once(*[sender(fresh, VISION)] * 4)
    assert stored(fresh, "vision").attempts == 1


def test_of_two_different_answers_one_is_kept_and_one_is_a_conflict(fresh: CoachingSession) -> None:
    results = at_once(sender(fresh, VISION, "a1"), sender(fresh, f"{VISION} Bis.", "b2"))
    assert sum(isinstance(result, EditConflict) for result in results) == 1
    kept = stored(fresh, "vision")
    assert (kept.attempts, kept.version) == (1, 1)


def test_drafts_of_two_tabs_never_overwrite_each_other(fresh: CoachingSession) -> None:
    def save(text: str, editor: str) -> Callable[[], Any]:
        return lambda: services.save_draft(session=fresh, name="vision", text=text, version=0, editor=editor)

    results = at_once(save("ici", "a1"), save("là", "b2"))
    assert sum(isinstance(result, EditConflict) for result in results) == 1


def test_details_sent_twice_reopen_a_finished_session_once(fresh: CoachingSession) -> None:
    fresh.status, fresh.completed_at = SessionStatus.COMPLETED, timezone.now()
    fresh.save()
    known = {"sector": fresh.sector_id, "country": fresh.country_id, "language": fresh.language}

    def change(city: str) -> Callable[[], Any]:
        row = CoachingSession.objects.get(pk=fresh.pk)  # as the page read it, before anybody changed it
        return lambda: services.change_details(
            by=fresh.user, session=row, business_name="Neuf", city=city, **known
        )

    at_once(change("Thiès"), change("Mbour"))
    fresh.refresh_from_db()
    assert fresh.status == SessionStatus.IN_PROGRESS
    assert CoachingSession.objects.filter(pk=fresh.pk, completed_at=None).exists()
