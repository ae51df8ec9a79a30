"""Use cases about organizations."""

from django.db import transaction
from django.utils.text import slugify

from accounts.models import User
from organizations.models import Membership, Organization
from organizations.roles import built_in_role
from organizations.signals import membership_ended, organization_closed


@transaction.atomic
def create_personal_organization(*, user: User) -> Organization:
    """Create the personal organization of a user, as their default one."""
    label = user.name or (user.email or "").split("@")[0] or "genesis"
    organization = Organization.objects.create(
        name=label[:120], slug=f"{slugify(label)[:40] or 'personal'}-{user.pk.hex[-12:]}"
    )
    Membership.objects.create(
        user=user, organization=organization, role=built_in_role("owner"), is_default=True
    )
    return organization


def default_organization(*, user: User) -> Organization:
    """Return the user's default organization."""
    membership = Membership.objects.active().select_related("organization").get(user=user, is_default=True)
    return membership.organization


@transaction.atomic
def close_organization(*, organization: Organization) -> None:
    """Deactivate an organization. Sends `organization_closed`, which unpublishes its sites."""
    organization.is_active = False
    organization.save(update_fields=["is_active"])
    organization_closed.send(sender=Organization, organization=organization)


@transaction.atomic
def delete_organization(*, by: User, organization: Organization) -> None:
    """Mark an organization as deleted. Sends `organization_closed`, unless it was deleted already."""
    if organization.delete_softly(by=by):
        organization_closed.send(sender=Organization, organization=organization)


@transaction.atomic
def end_membership(*, membership: Membership, status: str) -> None:
    """Set the status of a membership that ended. Sends `membership_ended`."""
    membership.status = status
    membership.save(update_fields=["status"])
    membership_ended.send(sender=Membership, membership=membership)


@transaction.atomic
def remove_membership(*, membership: Membership) -> None:
    """Delete a membership. Sends `membership_ended`."""
    membership.delete()
    membership_ended.send(sender=Membership, membership=membership)
