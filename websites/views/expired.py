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
from django_htmx.http import HttpResponseClientRedirect

#: Where what was typed waits: one form at most, of this many characters.
_KEY: Final = "typed_site"
_MOST: Final = 60_000
_WAITS: Final = 24 * 3600
View = Callable[..., HttpResponse]


def keeps_typed(view: View) -> View:
    """Ask anonymous people to sign in, and keep the form they sent for when they are back in the editor."""

    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, site_id: uuid.UUID) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, site_id)
        if request.method == "POST":
            _remember(request, site_id)
        login = redirect_to_login(reverse("websites:editor", args=[site_id]))
        return HttpResponseClientRedirect(login.url) if request.headers.get("HX-Request") else login

    return guarded


def waiting(request: HttpRequest, site_id: uuid.UUID) -> QueryDict | None:
    """Return the form that waits for this site's editor, or None; it waits no longer."""
    kept: dict[str, str] = request.session.get(_KEY, {})
    if kept.get("site") != str(site_id):
        return None
    del request.session[_KEY]
    return QueryDict(kept["form"])


def _remember(request: HttpRequest, site_id: uuid.UUID) -> None:
    """Keep the form for a day; how many visitors of one address may leave one is limited."""
    form = request.POST.copy()
    form.pop("csrfmiddlewaretoken", None)
    typed = form.urlencode()
    is_known = _KEY in request.session
    if len(typed) <= _MOST and (is_known or ratelimit.consume(request, action="typed_answer")):
        request.session[_KEY] = {"site": str(site_id), "form": typed}
        request.session.set_expiry(_WAITS)  # signing in sets its own
