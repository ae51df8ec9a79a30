"""Two requests at the same time: no text is lost, no answer is reviewed twice, and a conflict is reported."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from coaching import coach, services
from coaching.errors import EditConflict
from coaching.models import CoachingSession, CoachingStep, SessionStatus
from coaching.tests.conftest import VISION, set_status, stored
from coaching.tests.factories import CoachingSessionFactory

pytestmark = pytest.mark.django_db(transaction=True)
#: While the coach reads, another request has this long to get as far as it can, in seconds.
_MEANWHILE = 0.3


def on_its_own_connection(task: Callable[[], Any]) -> Any:
    """Do the task as another request would; a conflict, or a session that is gone, counts as a result."""
    try:
        return task()
    except (EditConflict, CoachingSession.DoesNotExist) as refusal:
        return refusal
    finally:
        connection.close()


def at_once(*tasks: Callable[[], Any]) -> list[Any]:
    """Do the tasks at the same time, and return their results."""
    barrier = Barrier(len(tasks))

    def run(task: Callable[[], Any]) -> Any:
        barrier.wait(timeout=30)
        return on_its_own_connection(task)

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def while_the_coach_reads(
    monkeypatch: pytest.MonkeyPatch, answer: Callable[[], Any], other: Callable[[], Any]
) -> list[Any]:
    """Send an answer, begin the other task when its first review begins, and return both results."""
    begun: list[Future[Any]] = []
    read = coach.review

    with ThreadPoolExecutor(1) as pool:

        def interrupted(*arguments: Any) -> Any:
            if not begun:
                begun.append(pool.submit(on_its_own_connection, other))
                wait(begun, timeout=_MEANWHILE)
            return read(*arguments)

        monkeypatch.setattr("coaching.services.answers.review", interrupted)
        first = on_its_own_connection(answer)
        return [first, begun[0].result(timeout=30)]


def conflicts(results: list[Any]) -> list[EditConflict]:
    return [result for result in results if isinstance(result, EditConflict)]


@pytest.fixture
def fresh() -> CoachingSession:
    """Give a session that other connections can see."""
    return CoachingSessionFactory.create()


def sender(
    session: CoachingSession, text: str, editor: str = "", *, name: str = "vision", version: int = 0
) -> Callable[[], Any]:
    return partial(
        services.submit_answer,
        by=session.user,
        session_id=session.session_id,
        name=name,
        text=text,
        version=version,
        editor=editor,
    )


def saver(session: CoachingSession, text: str, editor: str) -> Callable[[], Any]:
    return partial(services.save_draft, session=session, name="vision", text=text, version=0, editor=editor)


def test_a_double_click_is_reviewed_once(fresh: CoachingSession) -> None:
    at_once(*[sender(fresh, VISION)] * 4)
    step = stored(fresh, "vision")
    assert (step.attempts, len(step.session.conversation_history)) == (1, 2)


def test_of_two_different_answers_one_is_kept_and_one_is_a_conflict(fresh: CoachingSession) -> None:
    texts = {VISION, f"{VISION} Bis."}
    results = at_once(*(sender(fresh, text, f"a{number}") for number, text in enumerate(texts)))
    errors, step = conflicts(results), stored(fresh, "vision")
    assert [conflict.theirs for conflict in errors] == [step.user_response]
    assert (step.attempts, step.version) == (1, 1)


def test_answers_to_two_steps_at_once_are_both_kept_and_told_in_the_conversation(
    fresh: CoachingSession,
) -> None:
    services.mark_unknown(by=fresh.user, session_id=fresh.session_id, name="vision", text="", version=0)
    mission = sender(fresh, "Nous livrons des tomates aux cantines de Thiès.", name="mission")
    at_once(mission, sender(fresh, VISION, "b2", version=1))
    turns = stored(fresh, "vision").session.conversation_history
    assert {turn["step"] for turn in turns} == {"vision", "mission"}
    assert (stored(fresh, "vision").attempts, stored(fresh, "mission").attempts) == (1, 1)


def test_drafts_of_two_tabs_never_overwrite_each_other(fresh: CoachingSession) -> None:
    results = at_once(saver(fresh, "ici", "a1"), saver(fresh, "là", "b2"))
    assert [conflict.theirs for conflict in conflicts(results)] == [stored(fresh, "vision").text]


def test_details_sent_twice_reopen_a_finished_session_once(fresh: CoachingSession) -> None:
    set_status(fresh, SessionStatus.COMPLETED)
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


def test_of_an_answer_and_a_draft_of_another_tab_one_is_kept_and_one_is_a_conflict(
    fresh: CoachingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = while_the_coach_reads(monkeypatch, sender(fresh, VISION, "a1"), saver(fresh, "là", "b2"))
    assert [conflict.theirs for conflict in conflicts(results)] == [stored(fresh, "vision").text]


def test_details_changed_while_the_coach_reads_are_kept_and_so_is_the_answer(
    fresh: CoachingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {"sector": fresh.sector_id, "country": fresh.country_id, "language": fresh.language}
    change = partial(
        services.change_details, by=fresh.user, session=fresh, business_name="Neuf", city="Mbour", **known
    )
    while_the_coach_reads(monkeypatch, sender(fresh, VISION), change)
    step = stored(fresh, "vision")
    assert (step.session.business_name, step.session.city) == ("Neuf", "Mbour")
    assert (step.attempts, len(step.session.conversation_history)) == (1, 2)


def test_a_session_set_aside_while_the_coach_reads_loses_no_answer(
    fresh: CoachingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = CoachingSession.objects.filter(pk=fresh.pk)
    while_the_coach_reads(monkeypatch, sender(fresh, VISION), lambda: rows.update(status="failed"))
    step = stored(fresh, "vision")
    assert (step.user_response, step.attempts) == (VISION, 1)
    assert step.session.status in {SessionStatus.IN_PROGRESS, SessionStatus.FAILED}


def test_of_two_answers_one_read_during_the_other_one_is_told(
    fresh: CoachingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = sender(fresh, f"{VISION} Bis.", "b2")
    results = while_the_coach_reads(monkeypatch, sender(fresh, VISION, "a1"), other)
    assert [conflict.theirs for conflict in conflicts(results)] == [stored(fresh, "vision").text]
    assert stored(fresh, "vision").attempts == 1


def test_a_session_deleted_while_the_coach_reads_stays_deleted(
    fresh: CoachingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    delete = partial(services.delete_session, by=fresh.user, session=fresh)
    while_the_coach_reads(monkeypatch, sender(fresh, VISION), delete)
    assert CoachingSession.all_objects.get(pk=fresh.pk).deleted_at
    with pytest.raises(CoachingSession.DoesNotExist):
        sender(fresh, f"{VISION} Bis.")()
    assert CoachingStep.objects.get(session=fresh, name="vision").user_response in {"", VISION}
