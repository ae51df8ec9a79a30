"""Two requests at once: nothing is lost, nothing is done twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from coaching import coach, services
from coaching.errors import EditConflict
from coaching.models import CoachingSession, CoachingStep, SessionStatus
from coaching.tests.conftest import VISION, put, stored
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
    put(fresh, SessionStatus.COMPLETED)
    CoachingSession.objects.update(completed_at=timezone.now())
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


def while_the_coach_reads(monkeypatch: pytest.MonkeyPatch, task: Callable[[], Any]) -> list[Any]:
    """Do the task on another connection when the first review begins; its result comes into the list."""
    done: list[Any] = []
    read = coach.review

    def interrupted(*arguments: Any) -> Any:
        if not done:
            done.append(None)
            done[:] = at_once(task)
        return read(*arguments)

    monkeypatch.setattr("coaching.services.answers.review", interrupted)
    return done


def test_a_draft_saved_while_the_coach_reads_is_a_conflict(
    fresh: CoachingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.save_draft(session=fresh, name="vision", text="ici", version=0, editor="a1")
    save = partial(services.save_draft, session=fresh, name="vision", text="là", version=1, editor="b2")
    while_the_coach_reads(monkeypatch, save)
    with pytest.raises(EditConflict):
        services.submit_answer(by=fresh.user, session=fresh, name="vision", text=VISION, version=1)
    step = stored(fresh, "vision")
    assert (step.text, step.attempts, step.session.conversation_history) == ("là", 0, [])


def test_details_changed_while_the_coach_reads_are_kept_and_known_to_it(
    fresh: CoachingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = CoachingSession.objects.filter(pk=fresh.pk)
    while_the_coach_reads(monkeypatch, lambda: rows.update(city="Mbour", status=SessionStatus.FAILED))
    step = sender(fresh, VISION)()
    assert (step.session.city, step.session.status) == ("Mbour", SessionStatus.IN_PROGRESS)
    kept = stored(fresh, "vision")
    assert (kept.attempts, len(kept.session.conversation_history)) == (1, 2)


def test_an_answer_read_while_another_one_is_saved_waits_for_it(
    fresh: CoachingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = while_the_coach_reads(monkeypatch, sender(fresh, f"{VISION} Bis.", "b2"))
    with pytest.raises(EditConflict):
        sender(fresh, VISION, "a1")()
    assert (other[0].attempts, stored(fresh, "vision").attempts) == (1, 1)


def test_nothing_is_saved_of_an_answer_to_a_session_deleted_meanwhile(
    fresh: CoachingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    delete = partial(services.delete_session, by=fresh.user, session=fresh)
    while_the_coach_reads(monkeypatch, delete)
    with pytest.raises(CoachingSession.DoesNotExist):
        sender(fresh, VISION)()
    assert CoachingStep.objects.get(session=fresh, name="vision").attempts == 0


def test_an_answer_that_is_read_twice_stays_within_eight_queries(
    fresh: CoachingSession,
    client_of: Callable[[User], Client],
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    rows = CoachingSession.objects.filter(pk=fresh.pk)
    browser, page = client_of(fresh.user), reverse("coaching:step", args=[fresh.session_id, "vision"])
    while_the_coach_reads(monkeypatch, lambda: rows.update(city="Mbour"))
    with django_assert_max_num_queries(2 + 8):  # session and user, then the budget; begin and commit count
        browser.post(page, {"text": VISION, "version": 0})
    assert stored(fresh, "vision").attempts == 1
