"""Loaders of the sites that a person may see, and views that keep a form while the person signs in."""

import uuid
from functools import partial
from typing import Final

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.http import PersonRequest
from accounts.unsaved import View, login_redirect, pop_form, signed_in_or, store_form
from websites.models import Site

#: No version and no position has more digits.
_MOST_DIGITS: Final = 9


def site_of(request: PersonRequest, site_id: uuid.UUID) -> Site:
    """Return a site that the person may see and whose business is not deleted, or raise Http404."""
    rows = Site.objects.visible_to(request.user).select_related("business__brief", "organization")
    found: Site = get_object_or_404(rows.filter(business__deleted_at__isnull=True), pk=site_id)
    return found


def version_of(request: PersonRequest) -> int:
    """Return the site version that the page was loaded with, or 0, which no site has."""
    return number_in(request.POST.get("version", "")) or 0


def number_in(text: str) -> int | None:
    """Return a whole number that a form sent, or None for anything else."""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None


def keeps_form(view: View, page: str = "websites:editor") -> View:
    """Decorate a view: an anonymous person signs in first and finds the form they sent on `page`."""
    return signed_in_or(partial(_save_and_sign_in, page), view)


def _save_and_sign_in(page: str, request: PersonRequest, site_id: uuid.UUID) -> HttpResponse:
    if request.method == "POST":
        store_form(request, reverse(page, args=[site_id]))
    block = request.GET.get("block")
    return login_redirect(request, reverse(page, args=[site_id], query={"block": block} if block else None))


def take_saved_form(
    request: PersonRequest, site_id: uuid.UUID, page: str = "websites:editor"
) -> QueryDict | None:
    """Return the form that was saved for this page of the site, or None. A saved form is returned once."""
    return pop_form(request, reverse(page, args=[site_id]))
