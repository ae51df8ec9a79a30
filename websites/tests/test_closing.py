"""A site goes off line with its organization and with its last active person."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.services import change_status
from accounts.tests.factories import UserFactory
from audit.models import Activity
from organizations.models import Membership
from organizations.roles import built_in_role
from organizations.services import close_organization, remove_membership, save_membership
from websites.errors import PublishingRefused
from websites.models import Publication, Site
from websites.publishing.services import publish
from websites.tests.sites import online

pytestmark = pytest.mark.django_db


def suspend(user: User) -> None:
    change_status(user=user, status=User.Status.SUSPENDED)


def test_the_site_of_a_closed_organization_goes_off_line(owner: User, client: Client) -> None:
    site = online(owner).site
    close_organization(organization=site.organization)
    assert client.get(reverse("websites_public:page", args=[site.slug])).status_code == 410
    activity = Activity.objects.about(site).get(action="websites.site.unpublished")
    assert activity.actor_id is None
    site.refresh_from_db()
    assert site.status == Site.Status.OFFLINE


def test_the_site_of_a_suspended_person_goes_off_line(owner: User) -> None:
    online(owner)
    suspend(owner)
    assert not Publication.objects.exists()


def test_the_site_of_a_team_stays_while_a_member_is_active(owner: User) -> None:
    site, colleague = online(owner).site, UserFactory.create()
    role = built_in_role("owner")
    Membership.objects.create(user=colleague, organization=site.organization, role=role)
    suspend(owner)
    assert Publication.objects.exists()
    suspend(colleague)
    assert not Publication.objects.exists()


@pytest.mark.parametrize("status", [Membership.Status.SUSPENDED, Membership.Status.LEFT])
def test_the_site_of_the_last_member_goes_off_line_when_their_membership_ends(
    owner: User, status: str
) -> None:
    site = online(owner).site
    membership = Membership.objects.get(organization=site.organization)
    membership.status = status
    save_membership(membership=membership)
    assert not Publication.objects.exists()


def test_the_site_of_a_member_who_is_removed_goes_off_line(owner: User) -> None:
    site = online(owner).site
    remove_membership(membership=Membership.objects.get(organization=site.organization))
    assert not Publication.objects.exists()


def test_the_site_of_an_organization_that_staff_close_goes_off_line(owner: User, staff: Client) -> None:
    site = online(owner).site
    page = reverse("admin:organizations_organization_change", args=[site.organization_id])
    values = form_values(staff, page)
    assert values.pop("is_active")
    assert staff.post(page, values).status_code == 302
    assert not Publication.objects.exists()


def test_the_site_of_a_member_whom_staff_suspend_goes_off_line(owner: User, staff: Client) -> None:
    site = online(owner).site
    page = reverse("admin:organizations_organization_change", args=[site.organization_id])
    values = {**form_values(staff, page), "memberships-0-status": "suspended"}
    assert staff.post(page, values).status_code == 302
    assert not Publication.objects.exists()


def test_the_site_of_a_person_whom_staff_suspend_goes_off_line(owner: User, staff: Client) -> None:
    online(owner)
    page = reverse("admin:accounts_user_change", args=[owner.pk])
    assert staff.post(page, {**form_values(staff, page), "status": "suspended"}).status_code == 302
    assert not Publication.objects.exists()


def form_values(staff: Client, page: str) -> dict[str, Any]:
    """Return what the admin's forms hold, as a browser sends them."""
    context = staff.get(page).context
    formsets = [inline.formset for inline in context["inline_admin_formsets"]]
    forms = [context["adminform"].form]
    for formset in formsets:
        forms += [formset.management_form, *formset.forms]
    fields = [form[name] for form in forms for name in form.fields]
    return {field.html_name: field.value() for field in fields if field.value() not in (None, False)}


def test_other_people_and_other_changes_close_nothing(owner: User, stranger: User) -> None:
    site = online(owner).site
    suspend(stranger)
    owner.name = "Khady"
    owner.save()
    site.organization.save()
    assert Publication.objects.exists()


def test_nothing_of_a_closed_organization_is_published_again(owner: User) -> None:
    site = online(owner).site
    close_organization(organization=site.organization)
    with pytest.raises(PublishingRefused, match="fermé"):
        publish(by=owner, site=site, version=site.version)
