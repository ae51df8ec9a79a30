"""Middleware that answers public requests, and that sets the origin and the user of all others."""

import re
import uuid
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import is_valid_path, reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.http import HtmxRequest
from accounts.models import SESSION_TIMEZONE
from accounts.unsaved import login_redirect, set_last_user
from audit.origin import request_origin
from config.views import healthz, readyz
from organizations.tenancy import NOBODY, SYSTEM, set_viewer, set_viewer_from
from websites.views import public

GetResponse = Callable[[HttpRequest], HttpResponse]
_HEALTH: Final[dict[str, GetResponse]] = {"/healthz": healthz, "/readyz": readyz}
_PUBLISHED: Final = ("/s/", "/sitemap.xml", "/robots.txt")


class PublicMiddleware:
    """Answer health probes and visitors of published sites, before any middleware reads a cookie.

    Probes address the machine by its IP, so the host is not checked. No answer of a published site depends on
    sessions, users or cookies: any cache may keep it, and a signed-in owner is a visitor too.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer what is public; pass everything else on."""
        if probe := _HEALTH.get(request.path_info):
            answer: HttpResponseBase = probe(request)
        elif request.path_info.lower().startswith(_PUBLISHED):
            answer = _published(request)
        else:
            return self.get_response(request)
        answer.headers.setdefault("Content-Security-Policy", public.PLAIN_POLICY)
        return answer


def _published(request: HttpRequest) -> HttpResponseBase:
    """Answer with a page or file of a site; redirect "/s/name" to "/s/name/"; 404 for other addresses."""
    if match := is_valid_path(request.path_info, "websites.urls_public"):
        answer: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        return answer
    if is_valid_path(f"{request.path_info}/", "websites.urls_public"):
        return HttpResponsePermanentRedirect(f"{request.path_info}/")
    return public.nowhere(request)


class OriginMiddleware:
    """Give the request the id that its proxy sent in `X-Request-ID`, or a new one, and send it back.

    The audit trail records it with the masked address.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request with its origin known to the audit trail."""
        sent = request.headers.get("X-Request-ID", "")
        request_id = sent if re.fullmatch(r"[A-Za-z0-9-]{8,64}", sent) else uuid.uuid4().hex
        with request_origin(request_id=request_id, ip=request.META.get("REMOTE_ADDR", "")):
            response = self.get_response(request)
        response["X-Request-ID"] = request_id
        return response


class PersonMiddleware(LoginRequiredMiddleware):
    """Serve the request as the user who sent it: their rows, their time zone, nothing in shared caches.

    The database shows only the rows of the user's organizations, and all rows to staff in the admin. Without
    a session cookie the request stays a visitor's, who is asked to sign in where a page needs it.
    """

    async_capable = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request as its user."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)  # type: ignore[return-value]  # never asynchronous
        set_viewer_from(lambda: _person(request))
        if _is_staff_at_work(request):
            set_viewer(SYSTEM, actor=str(request.user.pk))
        is_person = request.user.is_authenticated
        with timezone.override(request.session.get(SESSION_TIMEZONE) or None):
            response: HttpResponse = self.get_response(request)  # type: ignore[assignment]  # as above
        if is_person:
            _keep_private(request, response)
        return response

    def handle_no_permission(self, request: HtmxRequest, view_func: Any) -> HttpResponse:  # type: ignore[override]  # htmx is told to go there in its own way
        """Redirect to the sign-in, which leads back to the page that a form was sent from, if it is ours.

        The address that a form is sent to often has no page of its own.
        """
        page = _own_page(request) if request.method == "POST" else ""
        return login_redirect(request, page) if page else super().handle_no_permission(request, view_func)


def _own_page(request: HttpRequest) -> str:
    """Return the path of the page that a form was sent from, or "" when it is not one of ours."""
    sent_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(sent_from, {request.get_host()}, request.is_secure()):
        return ""
    page = urlsplit(sent_from)
    return page._replace(scheme="", netloc="", fragment="").geturl() if page.netloc else ""


def _person(request: HttpRequest) -> str:
    """Return the viewer of the database's rows: a user's id, NOBODY or SYSTEM."""
    if not request.user.is_authenticated:
        return NOBODY
    return SYSTEM if _is_staff_at_work(request) else str(request.user.pk)


def _is_staff_at_work(request: HttpRequest) -> bool:
    """Return whether a member of staff asks for a page of the admin."""
    in_admin = request.path.startswith(reverse("admin:index"))
    return in_admin and request.user.is_authenticated and request.user.is_staff


def _keep_private(request: HttpRequest, response: HttpResponse) -> None:
    """Keep a user's page out of shared caches, and out of the browser's own once they have signed out.

    Not by `no-store`, with which browsers forget a half-filled form when somebody goes back.
    """
    if not response.has_header("Cache-Control"):
        patch_cache_control(response, private=True, no_cache=True)
    if request.user.is_authenticated:
        set_last_user(request, response)
    else:
        response["Clear-Site-Data"] = '"cache"'  # the next person on this phone may press Back
