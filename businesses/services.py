"""Use cases of businesses: create one from a brief, change, delete and restore it."""

import datetime
from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from briefs.errors import BriefError
from briefs.models import BRIEF_TEXTS, BusinessBrief, search_text
from businesses.actions import BusinessAction
from businesses.models import Business
from businesses.signals import business_deleted
from coaching.models import SessionStatus

#: The fields that a business copies from its brief.
CARRIED_OVER: Final = ("business_name", "search_text", "sector_id", "location", *BRIEF_TEXTS)


class BusinessExists(BriefError):
    """The brief has a business already."""


class BusinessChanged(BriefError):
    """The business was changed elsewhere since the page was loaded; nothing was written."""


@transaction.atomic
def create_business(*, by: User, brief: BusinessBrief) -> Business:
    """Create the business of a brief, as a draft, and complete the session.

    Raises BusinessExists when the brief has a business that is not deleted.
    """
    brief.lock()
    earlier = Business.all_objects.filter(brief=brief).first()
    if earlier and earlier.deleted_at is None:
        raise BusinessExists(_("This brief has its business already."))
    if earlier:
        Business.all_objects.filter(pk=earlier.pk).update(brief=None)
    business = Business.objects.create(
        owner=by,
        created_by=by,
        updated_by=by,
        organization=brief.organization,
        brief=brief,
        cultural_context=brief.coaching_session.cultural_context,
        **{field: getattr(brief, field) for field in CARRIED_OVER},
    )
    session = brief.lock_session()
    if session.status == SessionStatus.BRIEF_READY:
        session.move_to(SessionStatus.COMPLETED)
    record(BusinessAction.CREATED, by=by, target=business, organization=business.organization)
    return business


@transaction.atomic
def change_business(
    *, by: User, business: Business, values: Mapping[str, Any], seen: datetime.datetime | None = None
) -> Business:
    """Save new values (texts, sector, status), and record those that differ.

    Raises BusinessChanged, with nothing written, when the business was changed after `seen`, the last change
    when the page was loaded; None skips this check.
    """
    business = (
        Business.objects.select_for_update(no_key=True, of=("self",))
        .select_related("sector")
        .get(pk=business.pk)
    )
    if seen and business.updated_at != seen:
        raise BusinessChanged(
            _("This business was changed in another tab or by somebody else. Your text is below, unsaved.")
        )
    changed = {
        field: {"old": str(getattr(business, field)), "new": str(value)}
        for field, value in values.items()
        if getattr(business, field) != value
    }
    if changed:
        for field in changed:
            setattr(business, field, values[field])
        business.search_text = search_text(business.business_name)
        business.updated_by = by
        business.save(update_fields=[*changed, "search_text", "updated_by"])
        record(
            BusinessAction.CHANGED,
            by=by,
            target=business,
            organization=business.organization,
            changes=changed,
        )
    return business


@transaction.atomic
def delete_business(*, by: User, business: Business) -> None:
    """Delete a business softly. Sends `business_deleted`, unless it was deleted already."""
    if business.delete_softly(by=by):
        business_deleted.send(sender=Business, business=business, by=by)
        record(BusinessAction.DELETED, by=by, target=business, organization=business.organization)


@transaction.atomic
def restore_business(*, by: User, business: Business) -> None:
    """Restore a deleted business."""
    if business.restore():
        record(BusinessAction.RESTORED, by=by, target=business, organization=business.organization)
