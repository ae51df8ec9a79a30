"""A login that expired while somebody was filling in a form: what they typed waits until they are back.

It waits in the browser's session: one form at most, for a day. It is shown, and saved only when sent again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

#: Where the form waits, of this many characters at most.
_KEY: Final = "typed_form"
_MOST: Final = 60_000
_WAITS: Final = 24 * 3600
View = Callable[..., HttpResponse]


def keeps_typed(view: View) -> View:
    """Ask anonymous people to sign in, and keep the form they sent here for when they are back."""

    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method == "POST":
            remember(request, request.path)
        return sign_in(request, request.get_full_path())

    return guarded


def sent_or_typed(request: HttpRequest) -> QueryDict | None:
    """Return what a form sends now, or what was typed into it before the login expired, and say so."""
    if request.method == "POST":
        return request.POST
    kept = waiting(request, request.path)
    if kept is not None:
        messages.info(request, _("Here is what you typed before you signed in again. It is not saved yet."))
    return kept


def waiting(request: HttpRequest, page: str) -> QueryDict | None:
    """Return the form that waits for the page at this path, or None; it waits no longer."""
    kept: dict[str, str] = request.session.get(_KEY, {})
    if kept.get("page") != page:
        return None
    del request.session[_KEY]
    return QueryDict(kept["form"])


def remember(request: HttpRequest, page: str) -> None:
    """Keep the form for that page for a day; how many visitors of one address may leave one is limited."""
    form = request.POST.copy()
    form.pop("csrfmiddlewaretoken", None)
    typed = form.urlencode()
    is_known = _KEY in request.session
    if len(typed) <= _MOST and (is_known or ratelimit.consume(request, action="typed_answer")):
        request.session[_KEY] = {"page": page, "form": typed}
        request.session.set_expiry(_WAITS)  # signing in sets its own


def sign_in(request: HttpRequest, page: str) -> HttpResponse:
    """Send to the login and then to the page; htmx is told to go there in its own way."""
    login = redirect_to_login(page)
    return HttpResponseClientRedirect(login.url) if request.headers.get("HX-Request") else login
