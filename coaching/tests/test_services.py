"""The use cases of sessions and steps."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User, UserProfile
from audit.models import Activity
from coaching import services
from coaching.errors import AnswerRefused, EditConflict, StepNotOpen, TransitionRefused
from coaching.models import HISTORY_TURNS, TURN_CHARACTERS, CoachingSession, SessionStatus
from coaching.steps import ANSWER_LIMIT, CONTENT_STEPS
from coaching.tests.conftest import VISION, stored
from reference.tests.factories import CountryFactory, SectorFactory

pytestmark = pytest.mark.django_db
Start = Callable[..., CoachingSession]


@pytest.fixture
def start(owner: User) -> Start:
    def run(by: User = owner, session_id: str = "") -> CoachingSession:
        return services.start_session(
            by=by,
            business_name="Jardin de Khady",
            sector=SectorFactory.create().pk,
            country=CountryFactory.create().pk,
            city="Thiès",
            language="fr",
            session_id=session_id,
        )

    return run


def send(session: CoachingSession, text: str = VISION, version: int = 0, **more: Any) -> None:
    services.submit_answer(
        by=session.user, session_id=session.session_id, name="vision", text=text, version=version, **more
    )


def close_all(session: CoachingSession) -> None:
    for name in CONTENT_STEPS:
        services.mark_unknown(by=session.user, session_id=session.session_id, name=name, text="", version=0)


def test_a_new_session_has_six_open_steps_and_its_context(start: Start) -> None:
    session = start()
    assert list(services.steps_of(session)) == session.coaching_plan
    assert not any(session.step_completion.values())
    assert session.cultural_context["payment_means"]
    assert Activity.objects.about(session).get().action == "coaching.session.started"


def test_a_start_form_sent_twice_opens_one_session(start: Start) -> None:
    assert start(session_id="a" * 22).pk == start(session_id="a" * 22).pk


def test_the_first_start_tells_an_empty_profile_its_place(start: Start, owner: User) -> None:
    session = start()
    profile = UserProfile.objects.get(user=owner)
    assert (profile.country_id, profile.city) == (session.country_id, "Thiès")


@pytest.mark.parametrize("known", [{"city": "Kaolack"}, {"country_id": "SN"}])
def test_a_place_in_the_profile_is_left_as_it_is(start: Start, owner: User, known: dict[str, str]) -> None:
    CountryFactory.create(code="SN")
    UserProfile.objects.filter(user=owner).update(**known)
    start()
    profile = UserProfile.objects.get(user=owner)
    assert {name: getattr(profile, name) for name in known} == known
    assert profile.city == known.get("city", "")


def test_somebody_elses_session_id_gives_a_new_session(start: Start, stranger: User) -> None:
    mine, theirs = start(session_id="a" * 22), start(by=stranger, session_id="a" * 22)
    assert mine.session_id != theirs.session_id
    assert theirs.user == stranger


def test_an_answer_is_reviewed_and_kept_with_the_review(session: CoachingSession) -> None:
    send(session, seconds=90)
    step = stored(session, "vision")
    assert (step.user_response, step.attempts, step.version, step.step_duration) == (VISION, 1, 1, 90)
    assert step.score == step.validation_criteria["score"]
    assert step.session.status == SessionStatus.IN_PROGRESS


def test_the_same_answer_sent_twice_is_reviewed_once(session: CoachingSession) -> None:
    send(session)
    send(session)
    assert stored(session, "vision").attempts == 1


@pytest.mark.parametrize("text", ["", "  \n ", "\x00\u202e", "x" * (ANSWER_LIMIT + 1)])
def test_an_answer_without_words_or_too_long_is_refused(session: CoachingSession, text: str) -> None:
    with pytest.raises(AnswerRefused):
        send(session, text)
    assert stored(session, "vision").version == 0


def test_hidden_characters_never_reach_the_database(session: CoachingSession) -> None:
    send(session, f"\x00{VISION}\u202e")
    assert stored(session, "vision").user_response == VISION


def test_a_page_left_open_counts_half_an_hour_at_most(session: CoachingSession) -> None:
    send(session, seconds=86_400)
    assert stored(session, "vision").step_duration == 1800


def test_another_page_never_overwrites_in_silence(session: CoachingSession) -> None:
    send(session, editor="a1")
    with pytest.raises(EditConflict) as conflict:
        send(session, "Une autre vision, écrite ailleurs.", version=0, editor="b2")
    assert (conflict.value.theirs, conflict.value.version) == (VISION, 1)
    assert stored(session, "vision").user_response == VISION


def test_a_page_never_conflicts_with_itself_when_an_answer_was_lost(session: CoachingSession) -> None:
    services.save_draft(session=session, name="vision", text="Dans dix ans", version=0, editor="a1")
    send(session, version=0, editor="a1")
    assert stored(session, "vision").user_response == VISION


def test_a_draft_is_kept_beside_the_answer_that_was_read(session: CoachingSession) -> None:
    send(session)
    version = services.save_draft(session=session, name="vision", text="Autre début", version=1)
    step = stored(session, "vision")
    assert (step.user_response, step.text, step.has_draft, step.version) == (
        VISION,
        "Autre début",
        True,
        version,
    )


def test_a_draft_that_says_what_was_read_is_no_draft(session: CoachingSession) -> None:
    send(session)
    services.save_draft(session=session, name="vision", text=VISION, version=1)
    assert not stored(session, "vision").has_draft


def test_a_draft_of_another_page_is_a_conflict(session: CoachingSession) -> None:
    services.save_draft(session=session, name="vision", text="ici", version=0, editor="a1")
    with pytest.raises(EditConflict):
        services.save_draft(session=session, name="vision", text="ailleurs", version=0, editor="b2")
    assert stored(session, "vision").draft == "ici"


def test_a_dropped_draft_leaves_the_answer(session: CoachingSession) -> None:
    send(session)
    services.save_draft(session=session, name="vision", text="Autre début", version=1)
    services.drop_draft(session=session, name="vision")
    assert stored(session, "vision").text == VISION


def test_going_on_needs_one_review(session: CoachingSession) -> None:
    with pytest.raises(StepNotOpen):
        services.accept_step(by=session.user, session_id=session.session_id, name="vision")


def test_going_on_needs_the_text_that_was_read(session: CoachingSession) -> None:
    send(session)
    services.save_draft(session=session, name="vision", text="Autre début", version=1)
    with pytest.raises(StepNotOpen):
        services.accept_step(by=session.user, session_id=session.session_id, name="vision")


def test_going_on_against_advice_is_recorded_and_costs_confidence(session: CoachingSession) -> None:
    send(session, "Je veux réussir dans la vie.")
    step = services.accept_step(by=session.user, session_id=session.session_id, name="vision")
    assert step.overridden
    assert step.confidence_score == pytest.approx((step.score or 0) / 100 * 0.8)
    assert Activity.objects.about(step).get().action == "coaching.step.overridden"


def test_not_knowing_is_an_answer_with_neutral_confidence(session: CoachingSession) -> None:
    step = services.mark_unknown(
        by=session.user, session_id=session.session_id, name="vision", text="je cherche", version=0
    )
    assert (step.is_complete, step.is_unknown, step.confidence_score, step.draft) == (
        True,
        True,
        0.5,
        "je cherche",
    )
    assert stored(session, "vision").session.current_step == "mission"


def test_a_step_opens_when_the_ones_before_are_done(session: CoachingSession) -> None:
    with pytest.raises(StepNotOpen):
        services.submit_answer(
            by=session.user, session_id=session.session_id, name="mission", text=VISION, version=0
        )


def test_a_session_ends_when_every_step_is_closed(session: CoachingSession) -> None:
    close_all(session)
    done = services.complete_session(by=session.user, session=session)
    assert (done.status, done.coaching_confidence) == (SessionStatus.COACHING_COMPLETE, 0.5)
    assert done.completed_at


def test_a_session_with_an_open_step_does_not_end(session: CoachingSession) -> None:
    with pytest.raises(StepNotOpen):
        services.complete_session(by=session.user, session=session)


def test_a_session_ends_once(session: CoachingSession) -> None:
    close_all(session)
    services.complete_session(by=session.user, session=session)
    with pytest.raises(TransitionRefused):
        services.complete_session(by=session.user, session=session)


def test_a_new_answer_opens_a_finished_session_again(session: CoachingSession) -> None:
    close_all(session)
    services.complete_session(by=session.user, session=session)
    send(session, version=1)
    again = stored(session, "vision").session
    assert (again.status, again.completed_at) == (SessionStatus.IN_PROGRESS, None)


def test_a_deleted_session_is_hidden_and_comes_back(session: CoachingSession) -> None:
    services.delete_session(by=session.user, session=session)
    assert not CoachingSession.objects.filter(pk=session.pk).exists()
    services.restore_session(by=session.user, session=session)
    assert CoachingSession.objects.filter(pk=session.pk).exists()


def test_the_conversation_forgets_its_oldest_turns(session: CoachingSession) -> None:
    long = f"{VISION} " * 9
    for number in range(HISTORY_TURNS):
        send(session, f"{number} {long}", version=number)
    turns = stored(session, "vision").session.conversation_history
    assert len(turns) == HISTORY_TURNS
    assert turns[-2]["text"] == f"{HISTORY_TURNS - 1} {long}"[:TURN_CHARACTERS]


def test_the_conversation_begins_with_the_first_turn(session: CoachingSession) -> None:
    send(session)
    turns = stored(session, "vision").session.conversation_history
    assert [(turn["role"], turn["step"]) for turn in turns] == [("person", "vision"), ("coach", "vision")]
    assert turns[0]["text"] == VISION


def test_new_details_open_a_finished_session_again(session: CoachingSession) -> None:
    close_all(session)
    done = services.complete_session(by=session.user, session=session)
    same = {
        "sector": done.sector_id,
        "country": done.country_id,
        "city": done.city,
        "language": done.language,
    }
    services.change_details(by=session.user, session=done, business_name="Le Potager", **same)
    again = stored(session, "vision").session
    assert (again.status, again.completed_at) == (SessionStatus.IN_PROGRESS, None)
