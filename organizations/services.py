"""Use cases about organizations."""

from typing import Final

from django.db import transaction
from django.utils.text import slugify

from accounts.models import User
from organizations.models import Membership, Organization, Role

#: Built-in roles and what they are for; `owner` is given with a personal organization.
BUILT_IN_ROLES: Final = {
    "owner": "Everything in the organization, including its end",
    "admin": "Everything but ending the organization",
    "manager": "People and projects of a department",
    "coach": "Coaches the people assigned to them",
    "member": "Works in the organization's projects",
    "viewer": "Reads what is shared with them",
}


def built_in_role(name: str) -> Role:
    """Return the built-in role of that name, made on first use."""
    role, _ = Role.objects.get_or_create(
        organization=None, name=name, defaults={"description": BUILT_IN_ROLES[name]}
    )
    return role


@transaction.atomic
def create_personal_organization(*, user: User) -> Organization:
    """Give a new person their own organization and make it their default one."""
    label = user.name or (user.email or "").split("@")[0] or "genesis"
    organization = Organization.objects.create(
        name=label[:120], slug=f"{slugify(label)[:40] or 'personal'}-{user.pk.hex[-12:]}"
    )
    Membership.objects.create(
        user=user, organization=organization, role=built_in_role("owner"), is_default=True
    )
    return organization


def default_organization(*, user: User) -> Organization:
    """Return the organization that the person works in unless they choose another."""
    membership = Membership.objects.active().select_related("organization").get(user=user, is_default=True)
    return membership.organization
