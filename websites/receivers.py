"""What sites do when something happens below, and what they add to pages there.

No site outlives those who answer for it: it goes off line with its business, its organization, or its last
person.
"""

from collections.abc import Iterator
from typing import Any

from django.dispatch import receiver
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.signals import person_deactivated
from briefs.ledger.claims import PlacedText
from briefs.models import BusinessBrief
from briefs.signals import NextStep, collect_next_steps, collect_texts, collect_urls
from businesses.access import business_from
from businesses.models import Business
from businesses.signals import PagePart, business_deleted, collect_page_parts
from organizations.models import Membership, Organization
from organizations.signals import membership_ended, organization_closed
from websites.definition.schema import Definition
from websites.models import Site
from websites.publishing.services import placed_texts, sites_to_unpublish, unpublish


@receiver(collect_texts)
def give_texts(brief: BusinessBrief, **kwargs: Any) -> Iterator[PlacedText]:
    """Yield the texts of the brief's site, for the ledger."""
    for stored in Site.objects.filter(business__brief=brief).values_list("definition", flat=True):
        yield from placed_texts(Definition.model_validate(stored))


@receiver(collect_urls)
def give_addresses(brief: BusinessBrief, **kwargs: Any) -> dict[str, str]:
    """Return where the brief's site is edited, and where the site that it would give can be looked at."""
    site = Site.objects.filter(business__brief=brief).only("pk").first()
    return {
        "site": reverse("websites:editor", args=[site.pk]) if site else "",
        "preview": reverse("websites:brief_preview", args=[brief.pk]),
    }


@receiver(collect_next_steps)
def open_or_make(brief: BusinessBrief, page: str, **kwargs: Any) -> list[NextStep]:
    """Lead from a brief to the site of its business, or to making it; without a business to neither."""
    business = business_from(brief) if page == "brief" else None
    if business is None:
        return []
    site: Site | None = getattr(business, "site", None)
    if site is None:
        url = reverse("websites:make", args=[business.pk])
        return [NextStep(_("Make the website"), url, "globe", is_action=True)]
    return [NextStep(_("Open the website"), reverse("websites:editor", args=[site.pk]), "globe")]


@receiver(collect_page_parts)
def show_on_business(request: HttpRequest, business: Business, **kwargs: Any) -> PagePart:
    """Lead from a business to its site and its messages, or to making it."""
    site = Site.objects.filter(business=business).first()
    html = render_to_string("websites/_of_business.html", {"business": business, "site": site}, request)
    if site is None or site.status != Site.Status.PUBLISHED:
        return PagePart(html)
    question = _(
        "Delete this business? You can undo it right after, "
        "but its site goes off line until you publish it again."
    )
    return PagePart(html, question)


@receiver(business_deleted)
def close_with_business(business: Business, by: User, **kwargs: Any) -> None:
    """Take the site of a business that is deleted off line."""
    for site in Site.objects.filter(business=business):
        unpublish(by=by, site=site)


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
    for site in sites_to_unpublish().filter(**of).distinct():
        unpublish(by=None, site=site)
