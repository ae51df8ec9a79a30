"""The admin of sessions: actions and corrections go through the services and the audit trail."""

from typing import Any

from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Activity
from coaching.coach import review
from coaching.models import CoachingSession, SessionStatus
from coaching.reviews import to_json
from coaching.tests.conftest import VISION, set_status
from reference.tests.factories import SectorFactory

LIST = "admin:coaching_coachingsession_changelist"


def _act(staff: Client, action: str, session: CoachingSession) -> list[str]:
    """Run an action on a session and return the messages shown to staff."""
    address = reverse(LIST)
    response = staff.post(address, {"action": action, "_selected_action": [str(session.pk)]})
    return [str(message) for message in get_messages(response.wsgi_request)]


def _now(session: CoachingSession) -> CoachingSession:
    return CoachingSession.all_objects.get(pk=session.pk)


def test_a_deleted_session_is_found_and_restored(
    staff: Client, session: CoachingSession, owner: User
) -> None:
    session.delete_softly(by=owner)
    assert session.business_name in staff.get(reverse(LIST), {"deleted": "yes"}).content.decode()
    _act(staff, "restore", session)
    assert _now(session).deleted_at is None
    assert Activity.objects.about(session).get().action == "coaching.session.restored"


def test_live_sessions_can_be_shown_alone(staff: Client, session: CoachingSession, owner: User) -> None:
    session.delete_softly(by=owner)
    assert session.business_name not in staff.get(reverse(LIST), {"deleted": "no"}).content.decode()


def test_a_session_is_deleted_so_that_it_can_come_back(staff: Client, session: CoachingSession) -> None:
    _act(staff, "hide", session)
    deleted = _now(session)
    assert deleted.deleted_by is not None
    assert deleted.deleted_by.email == "staff@example.org"


def test_a_session_is_marked_as_failed_and_reopened(staff: Client, session: CoachingSession) -> None:
    _act(staff, "fail", session)
    assert _now(session).status == SessionStatus.FAILED
    _act(staff, "reopen", session)
    assert _now(session).status == SessionStatus.IN_PROGRESS
    actions = [activity.action for activity in Activity.objects.about(session).order_by("id")]
    assert actions == ["coaching.session.failed", "coaching.session.reopened"]


def test_a_refused_transition_is_reported_and_changes_nothing(
    staff: Client, session: CoachingSession
) -> None:
    set_status(session, SessionStatus.COMPLETED)
    messages = _act(staff, "fail", session)
    assert any(session.business_name in line for line in messages)
    assert _now(session).status == SessionStatus.COMPLETED
    assert not Activity.objects.about(session).exists()


def _correct(staff: Client, session: CoachingSession, **changes: Any) -> None:
    values = {"business_name": session.business_name, "city": session.city}
    values |= {"sector": session.sector_id, "country": session.country_id, **changes}
    empty = {f"steps-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    address = reverse("admin:coaching_coachingsession_change", args=[session.pk])
    assert staff.post(address, {**values, **empty}).status_code == 302


def test_staff_correct_the_start_on_the_record(staff: Client, session: CoachingSession) -> None:
    SectorFactory.create(slug="beauty", name_en="Beauty", name_fr="Beauté")
    _correct(staff, session, city="Thiès", sector="beauty")
    assert (_now(session).city, _now(session).sector_id) == ("Thiès", "beauty")
    changes = Activity.objects.about(session).get().changes
    assert changes["city"] == {"old": "Dakar", "new": "Thiès"}


def test_saving_without_a_change_leaves_no_record(staff: Client, session: CoachingSession) -> None:
    _correct(staff, session)
    assert not Activity.objects.about(session).exists()


def test_an_answer_cannot_be_typed_by_staff(staff: Client, session: CoachingSession) -> None:
    step = session.steps.get(name="vision")
    address = reverse("admin:coaching_coachingstep_change", args=[step.pk])
    assert staff.post(address, {"user_response": "ours"}).status_code == 403


def test_text_of_people_is_never_markup(staff: Client, session: CoachingSession) -> None:
    stored_review = to_json(review("vision", VISION))
    stored_review["criteria"][0] |= {"label": "<b>", "quotes": ["<script>alert(1)</script>"]}
    CoachingSession.objects.update(conversation_history=[{"role": "person", "step": "vision", "text": "<i>"}])
    session.steps.update(user_response="<script>", validation_criteria=stored_review)
    page = staff.get(reverse("admin:coaching_coachingsession_change", args=[session.pk])).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
