"""The sites that a person may see; anything else is not found."""

import uuid

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from businesses.access import person_of
from websites.models import Site


def site_of(request: HttpRequest, site_id: uuid.UUID) -> Site:
    """Return a site that the person may see, of a business that is not deleted, or raise Http404."""
    rows = Site.objects.visible_to(person_of(request)).select_related("business__brief", "organization")
    found: Site = get_object_or_404(rows.filter(business__deleted_at__isnull=True), pk=site_id)
    return found
