"""A login that expired while somebody was editing a site: what they typed waits until they are back."""

from __future__ import annotations

import uuid
from functools import partial

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from accounts.unsaved import View, login_redirect, pop_form, signed_in_or, store_form


def keeps_typed(view: View) -> View:
    """Ask anonymous people to sign in, and keep the form they sent for when they are back in the editor."""
    return kept_for("websites:editor", view)


def kept_for(page: str, view: View) -> View:
    """Ask anonymous people to sign in, and keep the form they sent for when they are back on a page."""
    return signed_in_or(partial(_ask, page), view)


def _ask(page: str, request: HttpRequest, site_id: uuid.UUID) -> HttpResponse:
    path = reverse(page, args=[site_id])
    if request.method == "POST":
        store_form(request, path)
    asked = urlencode({"block": block}) if (block := request.GET.get("block")) else ""
    return login_redirect(request, f"{path}?{asked}" if asked else path)


def waiting(request: HttpRequest, site_id: uuid.UUID, page: str = "websites:editor") -> QueryDict | None:
    """Return the form that waits for this page of the site, or None; it waits no longer."""
    return pop_form(request, reverse(page, args=[site_id]))
