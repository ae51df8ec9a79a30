"""Use cases about organizations."""

from typing import Any

from django.db import transaction
from django.dispatch import receiver

from accounts.models import User
from accounts.signals import person_created
from nlp.letters import hyphenated
from organizations.models import Membership, Organization
from organizations.roles import built_in_role
from organizations.signals import membership_ended, organization_closed


@receiver(person_created)
@transaction.atomic
def create_personal_organization(*, user: User, **kwargs: Any) -> None:
    """Create the personal organization of a new user, as their default one."""
    label = user.name or (user.email or "").split("@")[0] or "genesis"
    organization = Organization.objects.create(
        name=label[:120], slug=f"{hyphenated(label, 40) or 'personal'}-{user.pk.hex[-12:]}"
    )
    Membership.objects.create(
        user=user, organization=organization, role=built_in_role("owner"), is_default=True
    )


def default_organization(*, user: User) -> Organization:
    """Return the user's default organization."""
    memberships = Membership.objects.active().select_related("organization")
    return memberships.get(user=user, is_default=True).organization


@transaction.atomic
def close_organization(*, organization: Organization) -> None:
    """Deactivate an organization. Sends `organization_closed`, which unpublishes its sites."""
    organization.is_active = False
    organization.save(update_fields=["is_active"])
    organization_closed.send(sender=Organization, organization=organization)


@transaction.atomic
def save_membership(*, membership: Membership) -> None:
    """Save a membership. Sends `membership_ended` unless it is active."""
    membership.save()
    if membership.status != Membership.Status.ACTIVE:
        membership_ended.send(sender=Membership, membership=membership)


@transaction.atomic
def remove_membership(*, membership: Membership) -> None:
    """Delete a membership. Sends `membership_ended`."""
    membership.delete()
    membership_ended.send(sender=Membership, membership=membership)
