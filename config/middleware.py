"""Middleware: a request id on every answer, whose rows show, what caches keep, who acts for the trail."""

import re
import uuid
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.http.response import HttpResponseBase
from django.urls import Resolver404, get_resolver, reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from accounts.models import SESSION_TIMEZONE
from accounts.unsaved import set_last_user
from audit.actor import acting
from config.views import healthz, readyz
from organizations.tenancy import NOBODY, SYSTEM, identify, see_as
from websites.views import public

GetResponse = Callable[[HttpRequest], HttpResponse]
_HEALTH: Final[dict[str, GetResponse]] = {"/healthz": healthz, "/readyz": readyz}
_PUBLISHED: Final = ("/s/", "/sitemap.xml", "/robots.txt")
_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestIdMiddleware:
    """Give the request the id that its proxy sent in `X-Request-ID` or a new one, and answer with it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request under its id."""
        sent = request.headers.get("X-Request-ID", "")
        request.request_id = sent if _REQUEST_ID.fullmatch(sent) else uuid.uuid4().hex  # type: ignore[attr-defined]  # read by ActorMiddleware
        response = self.get_response(request)
        response["X-Request-ID"] = request.request_id  # type: ignore[attr-defined]  # set above
        return response


class HealthMiddleware:
    """Tell the process' health to who asks for it, by whatever host: proxies ask by the machine's number."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer outermost, before anything looks at the host."""
        health = _HEALTH.get(request.path_info)
        if health is None:
            return self.get_response(request)
        answer = health(request)
        answer["Content-Security-Policy"], answer["X-Content-Type-Options"] = "default-src 'none'", "nosniff"
        return answer


class PublishedMiddleware:
    """Answer visitors of published sites here, before sessions, people, languages or cookies are looked at.

    So no such answer depends on who asks: any cache may keep it. A signed-in owner is a visitor here too.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.resolver = get_resolver("websites.urls_public")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve published sites; pass everything else on."""
        path = request.path_info
        if not path.startswith(_PUBLISHED):
            return self.get_response(request)
        try:
            match = self.resolver.resolve(path)
        except Resolver404:
            return self._without_slash(path) or public.nowhere(request)
        answer: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        answer.headers.setdefault("Content-Security-Policy", public.PLAIN_POLICY)  # of a refused method
        return answer

    def _without_slash(self, path: str) -> HttpResponseBase | None:
        """Send "/s/name" on to "/s/name/"."""
        try:
            self.resolver.resolve(f"{path}/")
        except Resolver404:
            return None
        return HttpResponsePermanentRedirect(f"{path}/")


class SignInMiddleware(LoginRequiredMiddleware):
    """Ask visitors to sign in. Who pressed a button after their login had ended comes back to the button.

    The address that a button sends to often has no page of its own.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponse:  # type: ignore[override]  # htmx is told to go there in its own way
        """Send to the sign-in and back: to the page that a form was sent from, if that is one of ours."""
        page = _own_page(request) if request.method == "POST" else ""
        if not page:
            return super().handle_no_permission(request, view_func)
        login = redirect_to_login(page, self.get_login_url(view_func))
        return HttpResponseClientRedirect(login.url) if request.headers.get("HX-Request") else login


def _own_page(request: HttpRequest) -> str:
    """Return the address of the page that a form was sent from, or nothing when it is not one of ours."""
    sent_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(sent_from, {request.get_host()}, request.is_secure()):
        return ""
    page = urlsplit(sent_from)
    return page._replace(scheme="", netloc="", fragment="").geturl() if page.netloc else ""


class TenantMiddleware:
    """Let the database show only the rows of the person's organizations; staff in the admin see everyone's.

    Without a session cookie nobody is asked for: a request begins as a visitor.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request as the person who sent it."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            identify(lambda: _person(request))
            if _is_staff_at_work(request):
                see_as(SYSTEM, actor=str(request.user.pk))
        return self.get_response(request)


def _person(request: HttpRequest) -> str:
    """Return whose rows the request may see."""
    if not request.user.is_authenticated:
        return NOBODY
    return SYSTEM if _is_staff_at_work(request) else str(request.user.pk)


def _is_staff_at_work(request: HttpRequest) -> bool:
    """Say whether a member of staff is in the admin."""
    in_admin = request.path.startswith(reverse("admin:index"))
    return in_admin and request.user.is_authenticated and request.user.is_staff


class TimezoneMiddleware:
    """Show times as they are where the person lives; who chose no time zone sees TIME_ZONE's."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request in the time zone that this device's session knows."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        with timezone.override(request.session.get(SESSION_TIMEZONE) or None):
            return self.get_response(request)


class PrivateMiddleware:
    """Keep a person's pages out of shared caches, and out of the browser's own once they have signed out.

    Not `no-store`: it would make browsers forget what was typed when somebody goes back.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request and say who may keep the answer."""
        is_person = settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
        response = self.get_response(request)
        if is_person and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        if is_person and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache"'  # the next person on this phone may press Back
        elif is_person:
            set_last_user(request, response)
        return response


class ActorMiddleware:
    """Let the audit trail know the request's id and masked address without passing them around."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request with its origin known to the audit trail."""
        with acting(request_id=getattr(request, "request_id", ""), ip=request.META.get("REMOTE_ADDR", "")):
            return self.get_response(request)
