"""A site goes off line with its organization and with its last active person."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.tests.factories import UserFactory
from audit.models import Activity
from organizations.models import Membership
from organizations.roles import built_in_role
from websites.errors import OrganizationClosed
from websites.models import Publication, Site
from websites.publishing.services import publish
from websites.tests.sites import ROOT, online

pytestmark = pytest.mark.django_db


def suspend(user: User) -> None:
    user.status, user.is_active = User.Status.SUSPENDED, False
    user.save()


def test_the_site_of_a_closed_organization_goes_off_line(owner: User, client: Client) -> None:
    site = online(owner).site
    site.organization.is_active = False
    site.organization.save()
    assert client.get(reverse("websites_public:page", args=[site.slug])).status_code == 410
    activity = Activity.objects.about(site).get(action="websites.site.unpublished")
    assert activity.actor_id is None


def test_the_site_of_a_deleted_organization_goes_off_line(owner: User) -> None:
    site = online(owner).site
    assert site.organization.delete_softly(by=owner)
    assert not Publication.objects.exists()
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


def test_other_people_and_other_changes_close_nothing(owner: User, stranger: User) -> None:
    site = online(owner).site
    suspend(stranger)
    owner.name = "Khady"
    owner.save()
    site.organization.save()
    assert Publication.objects.exists()


def test_nothing_of_a_closed_organization_is_published_again(owner: User) -> None:
    site = online(owner).site
    site.organization.is_active = False
    site.organization.save()
    with pytest.raises(OrganizationClosed):
        publish(by=owner, site=site, version=site.version, root=ROOT)
