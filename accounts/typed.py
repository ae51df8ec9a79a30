"""A login that expired while somebody was filling in a form: what they typed waits until they are back.

It waits in the browser's session: one form at most, for a day. It is shown, and saved only when sent again.
Whoever signs in next may be somebody else on the same phone: a cookie tells who was signed in here last, and
nobody else gets the form. (One shown to anybody before them is refused: signing in changes the CSRF token.)
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.signals import user_logged_in
from django.contrib.auth.views import redirect_to_login
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from accounts.http import HtmxRequest

#: Where the form waits, of this many characters at most.
_KEY: Final = "typed_form"
_MOST: Final = 60_000
_WAITS: Final = 24 * 3600
#: Who was signed in here last; it outlives every login.
_LAST: Final = "last_person"
_LASTS: Final = 365 * 24 * 3600
View = Callable[..., HttpResponse]


def _sign_of(user: Any) -> str:
    """Return what stands for a person in the cookie: it tells nobody who that is."""
    return salted_hmac("accounts.typed", str(user.pk), algorithm="sha256").hexdigest()


def note_person(request: HttpRequest, response: HttpResponse) -> None:
    """Let the browser know, once, who is signed in."""
    sign = _sign_of(request.user)
    if request.COOKIES.get(_LAST) != sign:
        response.set_cookie(
            _LAST, sign, _LASTS, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )


@receiver(user_logged_in)
def _forget_anothers(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Drop the form that waits when somebody else than who typed it signs in."""
    kept: dict[str, str] = request.session.get(_KEY, {})
    if kept and kept.get("by") != _sign_of(user):
        del request.session[_KEY]


def signed_in_or(ask: View, view: View) -> View:
    """Let the view answer who is signed in, and `ask`, with the same arguments, everybody else."""

    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return (view if request.user.is_authenticated else ask)(request, *args, **kwargs)

    return guarded


def keeps_typed(view: View) -> View:
    """Ask anonymous people to sign in, and keep the form they sent here for when they are back."""
    return signed_in_or(_ask, view)


def _ask(request: HtmxRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if request.method == "POST":
        remember(request, request.path)
    return sign_in(request, request.get_full_path())


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
    """Keep the form for that page, unless it is very long.

    Where nobody was signed in before there is nobody whose form it could be: nothing is kept.
    """
    by = request.COOKIES.get(_LAST)
    form = request.POST.copy()
    form.pop("csrfmiddlewaretoken", None)
    typed = form.urlencode()
    if by and len(typed) <= _MOST:
        lay_by(request, _KEY, {"page": page, "form": typed, "by": by})


def lay_by(request: HttpRequest, key: str, typed: dict[str, str]) -> None:
    """Keep what a visitor typed for a day; how many of one address may leave something is limited."""
    if key in request.session or ratelimit.consume(request, action="typed_answer"):
        request.session[key] = typed
        request.session.set_expiry(_WAITS)  # signing in sets its own


def sign_in(request: HtmxRequest, page: str) -> HttpResponse:
    """Send to the login and then to the page; htmx is told to go there in its own way."""
    login = redirect_to_login(page)
    return HttpResponseClientRedirect(login.url) if request.htmx else login
