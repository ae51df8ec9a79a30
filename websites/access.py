"""The sites that a person may see; anything else is not found."""

import uuid
from functools import partial
from typing import Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode

from accounts import typed
from accounts.typed import View
from briefs.access import person_of
from websites.models import Site

#: Longer numbers name no version and no place that a site can have.
_MOST_DIGITS: Final = 9


def site_of(request: HttpRequest, site_id: uuid.UUID) -> Site:
    """Return a site that the person may see, of a business that is not deleted, or raise Http404."""
    rows = Site.objects.visible_to(person_of(request)).select_related("business__brief", "organization")
    found: Site = get_object_or_404(rows.filter(business__deleted_at__isnull=True), pk=site_id)
    return found


def version_of(request: HttpRequest) -> int:
    """Return the version that the page had been loaded with; 0, which no site has, when it is not said."""
    return number_in(request.POST.get("version", "")) or 0


def number_in(text: str) -> int | None:
    """Return a whole number as a form sends it, None for anything else."""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None


def keeps_form(view: View) -> View:
    """Ask anonymous people to sign in, and keep the form they sent for when they are back in the editor."""
    return keeps_form_for("websites:editor", view)


def keeps_form_for(page: str, view: View) -> View:
    """Ask anonymous people to sign in, and keep the form they sent for when they are back on a page."""
    return typed.signed_in_or(partial(_save_and_sign_in, page), view)


def _save_and_sign_in(page: str, request: HttpRequest, site_id: uuid.UUID) -> HttpResponse:
    path = reverse(page, args=[site_id])
    if request.method == "POST":
        typed.remember(request, path)
    query = urlencode({"block": block}) if (block := request.GET.get("block")) else ""
    return typed.sign_in(request, f"{path}?{query}" if query else path)


def take_saved_form(
    request: HttpRequest, site_id: uuid.UUID, page: str = "websites:editor"
) -> QueryDict | None:
    """Return the form that waits for this page of the site, or None; it waits no longer."""
    return typed.waiting(request, reverse(page, args=[site_id]))
