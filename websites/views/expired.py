"""A login that expired while somebody was editing a site: what they typed waits until they are back."""

from __future__ import annotations

import uuid
from functools import partial

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from accounts import typed
from accounts.http import HtmxRequest
from accounts.typed import View


def keeps_typed(view: View) -> View:
    """Ask anonymous people to sign in, and keep the form they sent for when they are back in the editor."""
    return kept_for("websites:editor", view)


def kept_for(page: str, view: View) -> View:
    """Ask anonymous people to sign in, and keep the form they sent for when they are back on a page."""
    return typed.signed_in_or(partial(_ask, page), view)


def _ask(page: str, request: HtmxRequest, site_id: uuid.UUID) -> HttpResponse:
    path = reverse(page, args=[site_id])
    if request.method == "POST":
        typed.remember(request, path)
    asked = urlencode({"block": block}) if (block := request.GET.get("block")) else ""
    return typed.sign_in(request, f"{path}?{asked}" if asked else path)


def waiting(request: HttpRequest, site_id: uuid.UUID, page: str = "websites:editor") -> QueryDict | None:
    """Return the form that waits for this page of the site, or None; it waits no longer."""
    return typed.waiting(request, reverse(page, args=[site_id]))
