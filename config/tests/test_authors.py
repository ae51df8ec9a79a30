"""A row says who made it and who changed it last, whatever way the write took."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import User
from briefs.documents.page import changes_of
from briefs.services.briefs import edit_brief
from briefs.tests.factories import BusinessBriefFactory
from businesses.models import Business
from businesses.tests.factories import BusinessFactory
from organizations.tenancy import NOBODY, SYSTEM, set_viewer
from organizations.tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_the_system() -> Iterator[None]:
    yield
    set_viewer(SYSTEM)


@pytest.fixture
def business(owner: User) -> Business:
    made: Business = BusinessFactory.create(owner=owner)
    return made


def rename() -> Business:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE businesses_business SET business_name = business_name || '!'")
    return Business.objects.get()


def test_the_database_notes_who_made_and_changed_a_row(owner: User, colleague: User) -> None:
    set_viewer(str(owner.pk))
    made = BusinessFactory.create(owner=owner)
    MembershipFactory.create(user=colleague, organization=made.organization)
    set_viewer(str(colleague.pk))
    changed = rename()
    assert (changed.created_by, changed.updated_by) == (owner, colleague)


@pytest.mark.parametrize("who", [SYSTEM, NOBODY])
def test_without_a_person_both_stay_as_they_are(who: str, owner: User, business: Business) -> None:
    Business.objects.update(updated_by=owner)
    set_viewer(SYSTEM, actor=who)
    assert rename().updated_by == owner


def test_staff_in_the_admin_are_named_though_they_see_as_the_system(
    staff: Client, business: Business
) -> None:
    page = reverse("admin:businesses_business_changelist")
    staff.post(page, {"action": "pause", "_selected_action": [str(business.pk)]})
    changed = Business.objects.get()
    assert (changed.status, getattr(changed.updated_by, "email", "")) == ("paused", "staff@example.org")


def test_the_next_request_acts_for_nobody_from_before(
    staff: Client, client: Client, business: Business
) -> None:
    staff.get(reverse("admin:index"))
    client.get(reverse("home"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('genesis.actor', true)")
        assert cursor.fetchone()[0] in ("", NOBODY)


def test_what_a_person_made_outlives_them(colleague: User, business: Business, owner: User) -> None:
    Business.objects.update(created_by=colleague, updated_by=colleague)
    set_viewer(SYSTEM, actor=str(colleague.pk))
    colleague.delete()
    kept = Business.objects.get()
    assert (kept.created_by, kept.updated_by) == (None, None)


def test_the_history_of_a_brief_names_who_changed_it(owner: User, colleague: User) -> None:
    brief = BusinessBriefFactory.create(coaching_session__user=owner)
    edit_brief(by=colleague, brief=brief, version=brief.version, values={"vision": "Autre chose."})
    [change] = changes_of(brief)
    assert (change.by, change.field, change.new) == (colleague.name, "vision", "Autre chose.")
