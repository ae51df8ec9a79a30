"""Use cases about organizations."""

from django.db import transaction
from django.utils.text import slugify

from accounts.models import User
from organizations.models import Membership, Organization
from organizations.roles import built_in_role
from organizations.signals import membership_ended, organization_closed


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


@transaction.atomic
def close_organization(*, organization: Organization) -> None:
    """Close an organization: nothing of it is published any more. Sends `organization_closed`."""
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
    """Note that a person is suspended or has left. Sends `membership_ended`."""
    membership.status = status
    membership.save(update_fields=["status"])
    membership_ended.send(sender=Membership, membership=membership)


@transaction.atomic
def remove_membership(*, membership: Membership) -> None:
    """Take a person out of an organization, without a trace of them in it. Sends `membership_ended`."""
    membership.delete()
    membership_ended.send(sender=Membership, membership=membership)
