"""Support staff mend sessions through the same services as pages, on the record."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Activity
from coaching.coach import review
from coaching.models import CoachingSession, SessionStatus
from coaching.reviews import StoredReview
from coaching.tests.conftest import VISION, put
from coaching.tests.factories import CoachingSessionFactory
from reference.tests.factories import SectorFactory

LIST = "admin:coaching_coachingsession_changelist"


@pytest.fixture
def kept(owner: User) -> CoachingSession:
    """Give a session of the owner."""
    return CoachingSessionFactory.create(user=owner)


def _act(staff: Client, action: str, session: CoachingSession) -> list[str]:
    """Run an action on a session and return what staff are told."""
    address = reverse(LIST)
    response = staff.post(address, {"action": action, "_selected_action": [str(session.pk)]})
    return [str(message) for message in get_messages(response.wsgi_request)]


def _now(session: CoachingSession) -> CoachingSession:
    return CoachingSession.all_objects.get(pk=session.pk)


def test_a_deleted_session_is_found_and_restored(staff: Client, kept: CoachingSession, owner: User) -> None:
    kept.delete_softly(by=owner)
    assert kept.business_name in staff.get(reverse(LIST), {"deleted": "yes"}).content.decode()
    _act(staff, "restore", kept)
    assert _now(kept).deleted_at is None
    assert Activity.objects.about(kept).get().action == "coaching.session.restored"


def test_live_sessions_can_be_shown_alone(staff: Client, kept: CoachingSession, owner: User) -> None:
    kept.delete_softly(by=owner)
    assert kept.business_name not in staff.get(reverse(LIST), {"deleted": "no"}).content.decode()


def test_a_session_is_deleted_so_that_it_can_come_back(staff: Client, kept: CoachingSession) -> None:
    _act(staff, "hide", kept)
    deleted = _now(kept)
    assert deleted.deleted_by is not None
    assert deleted.deleted_by.email == "staff@example.org"


def test_a_session_is_marked_as_failed_and_reopened(staff: Client, kept: CoachingSession) -> None:
    _act(staff, "fail", kept)
    assert _now(kept).status == SessionStatus.FAILED
    _act(staff, "reopen", kept)
    assert _now(kept).status == SessionStatus.IN_PROGRESS
    actions = [activity.action for activity in Activity.objects.about(kept).order_by("id")]
    assert actions == ["coaching.session.failed", "coaching.session.reopened"]


def test_a_refused_transition_is_told_and_changes_nothing(staff: Client, kept: CoachingSession) -> None:
    put(kept, SessionStatus.COMPLETED)
    told = _act(staff, "fail", kept)
    assert any(kept.business_name in line for line in told)
    assert _now(kept).status == SessionStatus.COMPLETED
    assert not Activity.objects.about(kept).exists()


def _correct(staff: Client, session: CoachingSession, **changes: Any) -> None:
    values = {"business_name": session.business_name, "city": session.city}
    values |= {"sector": session.sector_id, "country": session.country_id, **changes}
    empty = {f"steps-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    address = reverse("admin:coaching_coachingsession_change", args=[session.pk])
    assert staff.post(address, {**values, **empty}).status_code == 302


def test_staff_correct_the_start_on_the_record(staff: Client, kept: CoachingSession) -> None:
    SectorFactory.create(slug="beauty", name_en="Beauty", name_fr="Beauté")
    _correct(staff, kept, city="Thiès", sector="beauty")
    assert (_now(kept).city, _now(kept).sector_id) == ("Thiès", "beauty")
    changes = Activity.objects.about(kept).get().changes
    assert changes["city"] == {"old": "Dakar", "new": "Thiès"}


def test_saving_without_a_change_leaves_no_record(staff: Client, kept: CoachingSession) -> None:
    _correct(staff, kept)
    assert not Activity.objects.about(kept).exists()


def test_an_answer_cannot_be_typed_by_staff(staff: Client, kept: CoachingSession) -> None:
    step = kept.steps.get(name="vision")
    address = reverse("admin:coaching_coachingstep_change", args=[step.pk])
    assert staff.post(address, {"user_response": "ours"}).status_code == 403


def test_text_of_people_is_never_markup(staff: Client, kept: CoachingSession) -> None:
    kept_review = StoredReview.from_review(review("vision", VISION)).to_json()
    kept_review["criteria"][0] |= {"label": "<b>", "quotes": ["<script>alert(1)</script>"]}
    CoachingSession.objects.update(conversation_history=[{"role": "person", "step": "vision", "text": "<i>"}])
    kept.steps.update(user_response="<script>", validation_criteria=kept_review)
    page = staff.get(reverse("admin:coaching_coachingsession_change", args=[kept.pk])).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
