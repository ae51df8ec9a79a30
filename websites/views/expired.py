"""A login that expired while somebody was editing a site: what they typed waits until they are back."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Final

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

#: Where what was typed waits: one form at most, of this many characters.
_KEY: Final = "typed_site"
_MOST: Final = 60_000
_WAITS: Final = 24 * 3600
View = Callable[..., HttpResponse]


def keeps_typed(view: View) -> View:
    """Ask anonymous people to sign in, and keep the form they sent for when they are back in the editor."""
    return kept_for("websites:editor", view)


def kept_for(page: str, view: View) -> View:
    """Ask anonymous people to sign in, and keep the form they sent for when they are back on a page."""

    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, site_id: uuid.UUID) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, site_id)
        if request.method == "POST":
            _remember(request, site_id, page)
        asked = urlencode({"block": block}) if (block := request.GET.get("block")) else ""
        login = redirect_to_login(reverse(page, args=[site_id]) + (f"?{asked}" if asked else ""))
        return HttpResponseClientRedirect(login.url) if request.headers.get("HX-Request") else login

    return guarded


def waiting(request: HttpRequest, site_id: uuid.UUID, page: str = "websites:editor") -> QueryDict | None:
    """Return the form that waits for this page of the site, or None; it waits no longer."""
    kept: dict[str, str] = request.session.get(_KEY, {})
    if (kept.get("site"), kept.get("page")) != (str(site_id), page):
        return None
    del request.session[_KEY]
    return QueryDict(kept["form"])


def _remember(request: HttpRequest, site_id: uuid.UUID, page: str) -> None:
    """Keep the form for a day; how many visitors of one address may leave one is limited."""
    form = request.POST.copy()
    form.pop("csrfmiddlewaretoken", None)
    typed = form.urlencode()
    is_known = _KEY in request.session
    if len(typed) <= _MOST and (is_known or ratelimit.consume(request, action="typed_answer")):
        request.session[_KEY] = {"site": str(site_id), "page": page, "form": typed}
        request.session.set_expiry(_WAITS)  # signing in sets its own
