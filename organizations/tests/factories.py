"""Organizations, roles and memberships for tests."""

import factory
from factory.django import DjangoModelFactory

from accounts.tests.factories import UserFactory
from organizations.models import Membership, Organization, Role


class OrganizationFactory(DjangoModelFactory[Organization]):
    """A team without members."""

    class Meta:
        model = Organization

    name = "Coopérative de Thiès"
    slug = factory.Sequence(lambda n: f"cooperative-{n}")
    kind = Organization.Kind.TEAM


class RoleFactory(DjangoModelFactory[Role]):
    """A built-in role without permissions."""

    class Meta:
        model = Role
        django_get_or_create = ["organization", "name"]

    organization = None
    name = "member"


class MembershipFactory(DjangoModelFactory[Membership]):
    """Somebody invited into a team; not their default place."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organization = factory.SubFactory(OrganizationFactory)
    role = factory.SubFactory(RoleFactory)
    joined_via = Membership.JoinedVia.INVITATION
