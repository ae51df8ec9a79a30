"""Forms that were posted after the login had expired: stored, and shown again after the next login.

The form is stored in the browser's session: one at most, for a day. It is shown on its page and saved only
when the person sends it again. Phones are shared: a cookie holds a token of the user who was signed in last,
and only that user gets the form back.
"""

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

#: The session key of the stored form.
_SESSION_KEY: Final = "unsaved_form"
#: The cookie with the token of the user who was signed in last.
_COOKIE: Final = "last_person"
View = Callable[..., HttpResponse]


def _user_token(user: Any) -> str:
    """Return a token that identifies the user in the cookie without revealing who it is."""
    return salted_hmac("accounts.unsaved", str(user.pk), algorithm="sha256").hexdigest()


def set_last_user(request: HttpRequest, response: HttpResponse) -> None:
    """Set the cookie that identifies the signed-in user, unless the browser has it already."""
    token = _user_token(request.user)
    if request.COOKIES.get(_COOKIE) != token:
        response.set_cookie(
            _COOKIE,
            token,
            max_age=365 * 24 * 3600,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


@receiver(user_logged_in)
def _discard_form_of_another_user(request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Discard the stored form when another user than its author signs in."""
    if request.session.get(_SESSION_KEY, {}).get("by") != _user_token(user):
        request.session.pop(_SESSION_KEY, None)


def signed_in_or(fallback: View, view: View) -> View:
    """Return a view that calls `view` for signed-in users and `fallback` for everybody else."""

    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return (view if request.user.is_authenticated else fallback)(request, *args, **kwargs)

    return guarded


def keeps_unsaved_form(view: View) -> View:
    """Require a login; a form that an anonymous user posts is stored until after the login."""
    return signed_in_or(_store_and_redirect, view)


def _store_and_redirect(request: HtmxRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if request.method == "POST":
        store_form(request, request.path)
    return login_redirect(request, request.get_full_path())


def posted_or_unsaved(request: HttpRequest) -> QueryDict | None:
    """Return the posted form data, or the stored form of this page with a message that says so, or None."""
    if request.method == "POST":
        return request.POST
    form = pop_form(request, request.path)
    if form is not None:
        messages.info(request, _("Here is what you typed before you signed in again. It is not saved yet."))
    return form


def pop_form(request: HttpRequest, page: str) -> QueryDict | None:
    """Remove the stored form of the page at this path from the session and return it, or None."""
    form: dict[str, str] = request.session.get(_SESSION_KEY, {})
    if form.get("page") != page:
        return None
    del request.session[_SESSION_KEY]
    return QueryDict(form["form"])


def store_form(request: HttpRequest, page: str) -> None:
    """Store the posted form for the page at this path.

    Nothing is stored when the form has more than 60,000 characters, or when no user was signed in before in
    this browser.
    """
    by = request.COOKIES.get(_COOKIE)
    data = request.POST.copy()
    data.pop("csrfmiddlewaretoken", None)
    form = data.urlencode()
    if by and len(form) <= 60_000:
        store_for_a_day(request, _SESSION_KEY, {"page": page, "form": form, "by": by})


def store_for_a_day(request: HttpRequest, key: str, values: dict[str, str]) -> None:
    """Store values in the anonymous session for a day; a rate limit by address holds for new entries."""
    if key in request.session or ratelimit.consume(request, action="unsaved_form"):
        request.session[key] = values
        request.session.set_expiry(24 * 3600)  # a login sets its own expiry


def login_redirect(request: HtmxRequest, page: str) -> HttpResponse:
    """Return a redirect to the login that leads back to the page; htmx gets its own kind of redirect."""
    login = redirect_to_login(page)
    return HttpResponseClientRedirect(login.url) if request.htmx else login
