"""Use cases of the hosting partner: order a website, publish it, read the ordered content."""

import hashlib
import json
import logging
import uuid
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.addresses import email_verified
from accounts.models import User
from agents.schemas import RESULTS
from audit.services import record
from briefs.errors import BriefError
from briefs.models import BRIEF_TEXTS, BusinessBrief, Claim
from briefs.results import used_items
from hosting.actions import HostingAction
from hosting.models import PartnerWebsite
from hosting.partner import (
    DigitalCloud360,
    Hosting,
    HostingLocked,
    HostingRefused,
    HostingUnavailable,
    Placed,
)
from organizations.tenancy import as_system

log = logging.getLogger(__name__)
Status: Final = PartnerWebsite.Status
JOB: Final = "hosting.place_website"
#: The version of the JSON that the partner reads; it changes when a field changes its meaning or is removed.
FORMAT: Final = "genesis.business-brief/1"
#: The attempts of the job, each with up to four requests, before an order counts as failed.
MOST_ATTEMPTS: Final = 3
#: An order that is queued for longer and has no job is enqueued again.
LOST_AFTER: Final = timedelta(minutes=1)


class NotPublishable(BriefError):
    """The brief cannot be published as it is; the message says why."""


def is_configured() -> bool:
    """Return whether the settings name a hosting partner."""
    return bool(settings.DC360_URL and settings.DC360_SECRET)


def business_brief(brief: BusinessBrief) -> dict[str, Any]:
    """Return the brief as JSON-ready values: its texts, and the items that were not rejected.

    docs/partner-api.md describes the JSON.
    """
    choices = list(brief.choices.all())
    results = {
        agent: {one.item.key: one.text for one in used_items(brief, agent, choices)} for agent in RESULTS
    }
    return {
        "format": FORMAT,
        "id": str(brief.pk),
        "language": brief.language,
        "business_name": brief.business_name,
        "sector": brief.sector_id,
        "location": {name: brief.location.get(name, "") for name in ("city", "country")},
        "texts": {field: getattr(brief, field) for field in ("summary", *BRIEF_TEXTS)},
        "results": {agent: items for agent, items in results.items() if items},
        "completeness": round(brief.brief_completeness, 2),
        "is_ready_for_website": brief.is_ready_for_website,
        "updated_at": brief.updated_at.isoformat(),
    }


@transaction.atomic
def order(*, by: User, brief: BusinessBrief) -> PartnerWebsite:
    """Store the brief's current content and enqueue its publication; the same content is ordered only once.

    Later edits reach the partner only with another order. Raises NotPublishable without a partner, without a
    confirmed address of the person, when the brief is not ready, or while a figure is to verify.
    """
    briefs = BusinessBrief.objects.select_for_update(no_key=True, of=("self",))  # of two clicks one waits
    brief = briefs.get(pk=brief.pk)
    _check(by, brief)
    content = business_brief(brief)
    hashed = {key: value for key, value in content.items() if key != "updated_at"}
    digest = hashlib.sha256(json.dumps(hashed, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    row: PartnerWebsite | None = (
        PartnerWebsite.objects.select_for_update(no_key=True).filter(brief=brief).first()
    )
    if row is not None and row.fingerprint == digest and row.status != Status.FAILED:
        return row
    row = row or PartnerWebsite(brief=brief, organization_id=brief.organization_id)
    if row.fingerprint != digest:
        row.content, row.fingerprint, row.idempotency_key = content, digest, uuid.uuid4()
    row.status, row.error, row.attempts = Status.QUEUED, "", 0
    row.save()
    _enqueue(row)
    record(HostingAction.ORDERED, by=by, target=brief, organization=brief.organization)
    return row


def _check(by: User, brief: BusinessBrief) -> None:
    if not is_configured():
        raise NotPublishable(_("No hosting partner is set up on this server."))
    if not email_verified(by):
        raise NotPublishable(_("Confirm your e-mail address first: a click in our mail is enough."))
    if not brief.is_ready_for_website:
        raise NotPublishable(
            _("Complete the brief first: customers and offer are needed, and four fifths of the rest.")
        )
    if Claim.objects.filter(brief=brief, kind=Claim.Kind.TO_VERIFY, confirmed_source="").exists():
        raise NotPublishable(_("Some figures are still to be verified. Give their source, or take them out."))


def _enqueue(row: PartnerWebsite) -> None:
    app.configure_task(JOB, lock=_lock_of(row), queue="partners").defer(website_id=str(row.pk))


def _lock_of(row: PartnerWebsite) -> str:
    return f"website:{row.pk}"


def enqueue_lost() -> None:
    """Enqueue queued orders whose job is gone: failed, deleted by hand or lost in a restored backup."""
    late = PartnerWebsite.objects.filter(status=Status.QUEUED, updated_at__lt=timezone.now() - LOST_AFTER)
    for row in late:
        with transaction.atomic():
            PartnerWebsite.objects.select_for_update(no_key=True).filter(pk=row.pk).first()
            jobs = ProcrastinateJob.objects.filter(lock=_lock_of(row), status__in=["todo", "doing"])
            if not jobs.exists():
                _enqueue(row)


def place(website_id: uuid.UUID, hosting: Hosting | None = None) -> None:
    """Publish an ordered website; safe to run twice. Raises the failure while attempts are left.

    Tests pass another `hosting` than the partner of the settings.
    """
    rows = PartnerWebsite.objects.filter(pk=website_id, status=Status.QUEUED)
    if not rows.update(attempts=F("attempts") + 1):
        return
    row = PartnerWebsite.objects.select_related("brief__organization").get(pk=website_id)
    if row.attempts > MOST_ATTEMPTS:  # its workers died
        _fail(row, PartnerWebsite.Error.UNAVAILABLE)
        return
    try:
        hosting = hosting or DigitalCloud360(settings.DC360_URL, settings.DC360_SECRET)
        placed = hosting.publish(row.content, key=str(row.idempotency_key))
    except HostingRefused as error:
        is_locked = isinstance(error, HostingLocked)
        _fail(row, PartnerWebsite.Error.LOCKED if is_locked else PartnerWebsite.Error.REFUSED)
    except Exception as error:
        _try_again(row, error)
    else:
        _save(row, placed)


def _try_again(row: PartnerWebsite, error: Exception) -> None:
    """Raise the error while attempts are left, so that the job is retried; then mark the order as failed."""
    if row.attempts < MOST_ATTEMPTS:
        raise error
    if not isinstance(error, HostingUnavailable):
        log.error("website %s could not be placed", row.pk, exc_info=error)
    _fail(row, PartnerWebsite.Error.UNAVAILABLE)


def _update(row: PartnerWebsite, **values: object) -> int:
    """Store the values and return 1; return 0 when other content was ordered since."""
    return PartnerWebsite.objects.filter(pk=row.pk, idempotency_key=row.idempotency_key).update(**values)


@transaction.atomic
def _fail(row: PartnerWebsite, error: str) -> None:
    if _update(row, status=Status.FAILED, error=error):
        brief, changes = row.brief, {"error": {"new": error}}
        record(HostingAction.FAILED, by=None, target=brief, organization=brief.organization, changes=changes)


@transaction.atomic
def _save(row: PartnerWebsite, placed: Placed) -> None:
    """Store the website; an order that changed meanwhile stays queued."""
    _update(row, status=Status.PLACED, error="", url=placed.url, placed_at=timezone.now())
    BusinessBrief.objects.filter(pk=row.brief_id).update(dc360_website_id=placed.website_id)
    record(HostingAction.PLACED, by=None, target=row.brief, organization=row.brief.organization)


def ordered_content(brief_id: uuid.UUID) -> dict[str, Any] | None:
    """Return the ordered content of a brief and record that the partner read it; None without an order.

    The partner is no member of the organization, so the row is read with system access.
    """
    with as_system(), transaction.atomic():
        rows = PartnerWebsite.objects.select_related("brief__organization")
        row: PartnerWebsite | None = rows.filter(brief=brief_id).first()
        if row is None:
            return None
        record(HostingAction.READ, by=None, target=row.brief, organization=row.brief.organization)
        return dict(row.content)
