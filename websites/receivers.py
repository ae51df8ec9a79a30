"""What sites do when something happens below: the apps there may not import this one, so it listens.

No site outlives those who answer for it: it goes off line with its business, its organization, or its last
person.
"""

from collections.abc import Iterator
from typing import Any

from django.dispatch import receiver

from accounts.models import User
from accounts.signals import person_deactivated
from briefs.ledger.claims import Written
from briefs.models import BusinessBrief
from briefs.signals import addresses_asked, texts_asked
from businesses.models import Business
from businesses.signals import business_deleted
from organizations.models import Membership, Organization
from organizations.signals import membership_ended, organization_closed
from websites.publishing import claims
from websites.publishing.services import abandoned, take_down, unpublish


@receiver(texts_asked)
def give_texts(brief: BusinessBrief, **kwargs: Any) -> Iterator[Written]:
    """Return the texts of the brief's site, for the ledger."""
    return claims.written(brief)


@receiver(addresses_asked)
def give_address(brief: BusinessBrief, **kwargs: Any) -> dict[str, str]:
    """Return the address of the editor of the brief's site."""
    return {"site": claims.edited_at(brief)}


@receiver(business_deleted)
def close_with_business(business: Business, by: User, **kwargs: Any) -> None:
    """Take the site of a business that is deleted off line."""
    take_down(by, business)


@receiver(organization_closed)
def close_with_organization(organization: Organization, **kwargs: Any) -> None:
    """Take the sites of an organization that is closed or deleted off line."""
    _close(organization=organization)


@receiver(membership_ended)
def close_with_member(membership: Membership, **kwargs: Any) -> None:
    """Take the sites off line that nobody looks after once this person is no member any more."""
    _close(organization=membership.organization_id)


@receiver(person_deactivated)
def close_with_person(user: User, **kwargs: Any) -> None:
    """Take the sites off line that nobody looks after once this person may not sign in."""
    _close(organization__memberships__user=user)


def _close(**of: object) -> None:
    for site in abandoned().filter(**of).distinct():
        unpublish(by=None, site=site)
