"""Briefs limited to those that the signed-in person may see."""

import uuid

from django.shortcuts import get_object_or_404

from accounts.http import PersonRequest
from briefs.models import BusinessBrief


def brief_of(request: PersonRequest, brief_id: uuid.UUID) -> BusinessBrief:
    """Return a brief that the person may see, or raise Http404."""
    rows = BusinessBrief.objects.visible_to(request.user).select_related("coaching_session__user", "sector")
    found: BusinessBrief = get_object_or_404(rows, pk=brief_id)
    return found
