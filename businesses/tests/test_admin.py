"""Support staff read briefs with their history and mend businesses, on the record."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Activity
from briefs.services.briefs import edit_brief
from briefs.tests.factories import BusinessBriefFactory
from businesses.models import Business
from businesses.tests.factories import BusinessFactory


@pytest.fixture
def business(owner: User) -> Business:
    """Give a business of the owner."""
    return BusinessFactory.create(owner=owner)


def _act(staff: Client, action: str, business: Business) -> Business:
    """Run an action and return the business as it is then."""
    address = reverse("admin:businesses_business_changelist")
    staff.post(address, {"action": action, "_selected_action": [str(business.pk)]})
    return Business.all_objects.get(pk=business.pk)


def test_a_brief_shows_what_was_changed(staff: Client, owner: User) -> None:
    brief = BusinessBriefFactory.create()
    edit_brief(by=owner, brief=brief, version=brief.version, values={"vision": "Une <b>autre</b> vision."})
    page = staff.get(reverse("admin:briefs_businessbrief_change", args=[brief.pk])).content.decode()
    assert "<ins>Une &lt;b&gt;autre&lt;/b&gt; vision.</ins>" in page
    assert f"<del>{brief.mission}" not in page


def test_background_jobs_are_named_in_the_language_of_the_staff(staff: Client) -> None:
    address = reverse("admin:procrastinate_procrastinatejob_changelist")
    page = staff.get(address, headers={"Accept-Language": "fr"}).content.decode()
    assert "Tâches de fond" in page
    assert "rocrastinate jobs" not in page


def test_a_brief_cannot_be_rewritten_by_staff(staff: Client) -> None:
    address = reverse("admin:briefs_businessbrief_change", args=[BusinessBriefFactory.create().pk])
    assert staff.post(address, {"vision": "ours"}).status_code == 403


def test_a_deleted_business_is_restored(staff: Client, business: Business, owner: User) -> None:
    business.delete_softly(by=owner)
    assert _act(staff, "restore", business).deleted_at is None
    assert Activity.objects.about(business).get().action == "businesses.business.restored"


def test_a_business_is_deleted_and_paused_by_actions(staff: Client, business: Business) -> None:
    assert _act(staff, "pause", business).status == Business.Status.PAUSED
    assert _act(staff, "hide", business).deleted_at is not None


def test_staff_correct_a_business_on_the_record(staff: Client, business: Business) -> None:
    values = {"business_name": "Autre nom", "sector": business.sector_id, "status": "active"}
    staff.post(reverse("admin:businesses_business_change", args=[business.pk]), values)
    assert Business.objects.get(pk=business.pk).business_name == "Autre nom"
    changes = Activity.objects.about(business).get().changes
    assert changes["business_name"] == {"old": "Jardin de Khady", "new": "Autre nom"}
