"""The sites that a person may see; anything else is not found."""

import uuid
from typing import Final

from django.shortcuts import get_object_or_404

from accounts.http import PersonRequest
from websites.models import Site

#: Longer numbers name no version and no place that a site can have.
_MOST_DIGITS: Final = 9


def site_of(request: PersonRequest, site_id: uuid.UUID) -> Site:
    """Return a site that the person may see, of a business that is not deleted, or raise Http404."""
    rows = Site.objects.visible_to(request.user).select_related("business__brief", "organization")
    found: Site = get_object_or_404(rows.filter(business__deleted_at__isnull=True), pk=site_id)
    return found


def version_of(request: PersonRequest) -> int:
    """Return the version that the page had been loaded with; 0, which no site has, when it is not said."""
    return number_in(request.POST.get("version", "")) or 0


def number_in(text: str) -> int | None:
    """Return a whole number as a form sends it, None for anything else."""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None
