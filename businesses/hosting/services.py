"""Ask the hosting partner for a website, and do what was asked."""

from __future__ import annotations

import uuid
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from accounts.models import User
from audit.services import record
from businesses.errors import BriefError
from businesses.hosting.content import business_brief, fingerprint
from businesses.hosting.dc360 import DigitalCloud360
from businesses.hosting.port import Hosting, HostingLocked, HostingRefused, HostingUnavailable, Placed
from businesses.models import BusinessBrief, Claim, PartnerWebsite

S: Final = PartnerWebsite.Status
JOB: Final = "businesses.place_website"
#: How often the job tries (each try asks the partner up to four times) before it counts as failed.
MOST_ATTEMPTS: Final = 3


class NotPublishable(BriefError):
    """The brief cannot go to the partner as it is; the message says why."""


def is_configured() -> bool:
    """Say whether this server has a hosting partner."""
    return bool(settings.DC360_URL and settings.DC360_SECRET)


def partner() -> Hosting:
    """Return the partner that the settings name."""
    return DigitalCloud360(settings.DC360_URL, settings.DC360_SECRET)


@transaction.atomic
def order(*, by: User, brief: BusinessBrief) -> PartnerWebsite:
    """Ask for the brief's website, in the background; the same content asked for twice makes one.

    Raises NotPublishable when no partner is set, when the brief is not ready for a website, or while
    a figure in it is still to be verified.
    """
    _check(brief)
    told = fingerprint(business_brief(brief))
    row: PartnerWebsite | None = PartnerWebsite.objects.select_for_update().filter(brief=brief).first()
    if row is not None and row.fingerprint == told and row.status != S.FAILED:
        return row
    row = row or PartnerWebsite(brief=brief, organization_id=brief.organization_id)
    if row.fingerprint != told:
        row.fingerprint, row.idempotency_key = told, uuid.uuid4()
    row.status, row.error, row.attempts = S.QUEUED, "", 0
    row.save()
    app.configure_task(JOB, lock=f"website:{row.pk}", queue="partners").defer(website_id=str(row.pk))
    record("businesses.partner.ordered", by=by, target=brief, organization=brief.organization)
    return row


def _check(brief: BusinessBrief) -> None:
    if not is_configured():
        raise NotPublishable(_("No hosting partner is set up on this server."))
    if not brief.is_ready_for_website:
        raise NotPublishable(
            _("Complete the brief first: customers and offer are needed, and four fifths of the rest.")
        )
    if Claim.objects.filter(brief=brief, kind=Claim.Kind.TO_VERIFY, confirmed_source="").exists():
        raise NotPublishable(_("Some figures are still to be verified. Give their source, or take them out."))


def place(website_id: uuid.UUID, hosting: Hosting | None = None) -> None:
    """Do what `order` asked for; safe to run twice. Raises HostingUnavailable while attempts are left."""
    rows = PartnerWebsite.objects.filter(pk=website_id, status=S.QUEUED)
    if not rows.update(attempts=F("attempts") + 1):
        return
    row = PartnerWebsite.objects.select_related("brief__organization").get(pk=website_id)
    content = business_brief(row.brief)
    try:
        placed = (hosting or partner()).publish(content, key=str(row.idempotency_key))
    except HostingLocked:
        _fail(row, PartnerWebsite.Error.LOCKED)
    except HostingRefused:
        _fail(row, PartnerWebsite.Error.REFUSED)
    except HostingUnavailable:
        if row.attempts < MOST_ATTEMPTS:
            raise
        _fail(row, PartnerWebsite.Error.UNAVAILABLE)
    else:
        _keep(row, placed)


def _fail(row: PartnerWebsite, error: str) -> None:
    PartnerWebsite.objects.filter(pk=row.pk).update(status=S.FAILED, error=error)
    changes = {"error": {"new": error}}
    record(
        "businesses.partner.failed",
        by=None,
        target=row.brief,
        organization=row.brief.organization,
        changes=changes,
    )


@transaction.atomic
def _keep(row: PartnerWebsite, placed: Placed) -> None:
    now = timezone.now()
    PartnerWebsite.objects.filter(pk=row.pk).update(status=S.PLACED, error="", url=placed.url, placed_at=now)
    BusinessBrief.objects.filter(pk=row.brief_id).update(dc360_website_id=placed.website_id)
    record("businesses.partner.placed", by=None, target=row.brief, organization=row.brief.organization)
