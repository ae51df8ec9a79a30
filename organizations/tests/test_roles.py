"""What a role lets its members do, and in which organization."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.db.migrations.state import ProjectState

from accounts.models import User
from businesses.models import Business
from businesses.tests.factories import BusinessFactory
from organizations.models import Membership, Role
from organizations.roles import BUILT_IN_ROLES, built_in_role, keep_built_in_roles
from organizations.services import default_organization
from organizations.tests.factories import MembershipFactory, OrganizationFactory, RoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def business(owner: User) -> Business:
    made: Business = BusinessFactory.create(owner=owner)
    return made


def join(user: User, business: Business, role: str, **more: Any) -> None:
    MembershipFactory.create(user=user, organization=business.organization, role=built_in_role(role), **more)


def allowed(user: User, business: Business) -> set[str]:
    actions = ("view", "add", "change", "delete")
    return {one for one in actions if user.has_perm(f"businesses.{one}_business", business)}


def test_migrating_makes_every_built_in_role_with_its_permissions() -> None:
    assert {role.name for role in Role.objects.filter(organization=None)} >= {*BUILT_IN_ROLES}
    assert not Role.objects.filter(name__in=BUILT_IN_ROLES, permissions=None).exists()


def test_an_owner_may_do_everything_in_their_own_organization(owner: User, business: Business) -> None:
    assert allowed(owner, business) == {"view", "add", "change", "delete"}
    assert owner.has_perm("organizations.delete_organization", business.organization)


def test_a_stranger_may_do_nothing(stranger: User, business: Business) -> None:
    assert not allowed(stranger, business)
    assert not AnonymousUser().has_perm("businesses.view_business", business)


@pytest.mark.parametrize(
    ("role", "actions"),
    [
        ("admin", {"view", "add", "change", "delete"}),
        ("manager", {"view", "add", "change"}),
        ("coach", {"view", "change"}),
        ("member", {"view", "add", "change"}),
        ("viewer", {"view"}),
    ],
)
def test_a_colleague_may_do_what_their_role_says(
    role: str, actions: set[str], colleague: User, business: Business
) -> None:
    join(colleague, business, role)
    assert allowed(colleague, business) == actions
    assert not colleague.has_perm("organizations.delete_organization", business.organization)


@pytest.mark.parametrize("status", ["suspended", "left"])
def test_a_former_colleague_may_do_nothing(status: str, colleague: User, business: Business) -> None:
    join(colleague, business, "admin", status=status)
    assert not allowed(colleague, business)


def test_a_role_counts_in_its_organization_only(colleague: User, owner: User, business: Business) -> None:
    join(colleague, business, "admin")
    elsewhere = BusinessFactory.create()
    assert not allowed(colleague, elsewhere)


def test_a_closed_account_may_do_nothing(owner: User, business: Business) -> None:
    owner.is_active = False
    assert not allowed(owner, business)


def test_permissions_that_are_new_reach_the_built_in_roles() -> None:
    role = built_in_role("viewer")
    role.permissions.clear()
    keep_built_in_roles()
    assert role.permissions.filter(codename="view_business").exists()


def test_a_person_is_once_in_an_organization_and_again_after_leaving(owner: User) -> None:
    organization = default_organization(user=owner)
    with pytest.raises(IntegrityError, match="membership_once_while_live"), transaction.atomic():
        MembershipFactory.create(user=owner, organization=organization)
    owner.memberships.get().delete_softly(by=owner)
    assert MembershipFactory.create(user=owner, organization=organization).pk


def test_migrating_back_to_where_there_are_no_roles_makes_none() -> None:
    Role.objects.filter(organization=None, name="viewer").delete()
    keep_built_in_roles(apps=ProjectState().apps)
    assert not Role.objects.filter(organization=None, name="viewer").exists()


def test_a_person_has_one_default_membership(owner: User) -> None:
    with pytest.raises(IntegrityError, match="membership_one_default_per_user"), transaction.atomic():
        MembershipFactory.create(user=owner, is_default=True)
    assert Membership.objects.get(user=owner, is_default=True)


def test_a_roles_name_is_unique_in_its_organization_and_among_built_in_ones() -> None:
    for organization in (None, OrganizationFactory.create()):
        Role.objects.get_or_create(organization=organization, name="viewer")
        with pytest.raises(IntegrityError, match="role_name_unique"), transaction.atomic():
            Role.objects.create(organization=organization, name="viewer")
    assert RoleFactory.create().name == "member"


@pytest.mark.parametrize("name", ["owner", "member", "viewer"])
def test_a_role_reaches_the_rows_of_every_app(name: str) -> None:
    reached = built_in_role(name).permissions.values_list("content_type__app_label", flat=True)
    assert set(reached) >= {"coaching", "briefs", "businesses", "hosting", "websites"}
    assert ("organizations" in reached) == (name == "owner")
