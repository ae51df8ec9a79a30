"""Loaders of businesses."""

import uuid

from django.shortcuts import get_object_or_404

from accounts.http import PersonRequest
from briefs.models import BusinessBrief
from businesses.models import Business


def business_of(request: PersonRequest, business_id: uuid.UUID) -> Business:
    """Return a business that the person may see, or raise Http404."""
    rows = Business.objects.visible_to(request.user).select_related("sector")
    found: Business = get_object_or_404(rows, pk=business_id)
    return found


def business_from(brief: BusinessBrief) -> Business | None:
    """Return the business of a brief unless it is deleted, or None (one query for each brief object)."""
    business: Business | None = getattr(brief, "business", None)
    return business if business and business.deleted_at is None else None
