"""Use cases about organizations."""

from django.db import transaction
from django.utils.text import slugify

from accounts.models import User
from organizations.models import Membership, Organization
from organizations.roles import built_in_role


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
