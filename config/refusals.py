"""Middleware that refuses in words: what is too large, cannot be read, or is not there for this method."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.core.exceptions import BadRequest, ValidationError
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import Resolver404, get_resolver, reverse

from config.views import bad_request, method_not_allowed, page_not_found, too_large

_log = logging.getLogger(__name__)
GetResponse = Callable[[HttpRequest], HttpResponse]
_IS_TECHNICAL: Final = b"DEBUG = True"
_NUL_IN_COOKIE: Final = "\\000"  # as quoted values of cookies spell it
_UNFIT_TO_FIND: Final = (DataError, ValueError, OverflowError)


class UnreadableMiddleware:
    """Answer 400, not 500, where something was sent that cannot be read.

    That is a NUL that a page had no use for, as PostgreSQL's texts hold none, or a value in an address or a
    form of the admin that cannot be one: Django checks most of them, but not years, the database's own
    enumerations, or keys of offered rows. Pages that check what they are sent answer by themselves; the rest
    is looked into only once it has failed.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request; the session's cookie is read outside of any page, so it is looked at first."""
        if _NUL_IN_COOKIE in request.META.get("HTTP_COOKIE", ""):
            raise BadRequest("A cookie holds a NUL.")
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say that the request cannot be read, when that is why the page failed."""
        is_about_data = isinstance(exception, DataError | ValueError | ValidationError)
        if not (is_about_data and _holds_nul(request)) and not _is_unfit(request, exception):
            return None
        _log.warning("A value sent to %s cannot be one (%s)", request.path, type(exception).__name__)
        return bad_request(request, exception)


def _holds_nul(request: HttpRequest) -> bool:
    """Say whether a NUL is in the path, in the query or in the form, in a name or a value."""
    sent = [request.GET.lists(), request.POST.lists()]
    texts = [text for lists in sent for name, values in lists for text in (name, *values)]
    return any("\0" in text for text in (request.path, *texts))


def _is_unfit(request: HttpRequest, exception: Exception) -> bool:
    """Say whether a value sent to the admin made Django or the driver fail."""
    is_read = request.method == "GET" and request.GET and isinstance(exception, _UNFIT_TO_FIND)
    is_sent = request.method == "POST" and isinstance(exception, ValidationError)
    in_admin = request.path.startswith(reverse("admin:index"))
    return bool((is_read or is_sent) and in_admin and _is_refused_below(exception))


def _is_refused_below(exception: Exception) -> bool:
    """Say whether Django or the driver raised it: a mistake of ours stays a failure."""
    trace = exception.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    raised_in = str(trace.tb_frame.f_globals.get("__name__", "")) if trace else ""
    return raised_in.partition(".")[0] in {"django", "psycopg"}


class RefusalMiddleware:
    """Refuse in words: what is too large, what only a button may send to, and what is not there.

    It stands innermost, so that its pages go through everything else and know who asks; nothing before it
    reads the form.
    """

    PHOTOS: Final = "websites:images"
    DROPPED: Final = 80 * 1024 * 1024
    PART: Final = 64 * 1024

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request when it is small enough, and put our pages in place of empty ones."""
        refused = self._too_large(request)
        if refused is not None:
            return refused
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            page = method_not_allowed(request)
            page["Allow"] = response["Allow"]
            return page
        is_missing = response.status_code == HTTPStatus.NOT_FOUND
        if settings.DEBUG and is_missing and _IS_TECHNICAL in response.content:
            return page_not_found(request, Http404())  # not Django's list of routes; its page of a 500 helps
        return response

    def _too_large(self, request: HttpRequest) -> HttpResponse | None:
        """Refuse a form or photos that are too large, by settings, before any of it is kept.

        What is already on its way is read and dropped, up to a limit: a browser that is cut off while it
        still sends shows an error of its own in place of our page.
        """
        sent = request.META.get("CONTENT_LENGTH") or ""
        size = int(sent) if sent.isdecimal() else 0
        if size <= settings.MOST_BODY:
            return None
        takes_photos = _route_of(request.path_info) == self.PHOTOS
        if takes_photos and size <= settings.MOST_UPLOAD:
            return None
        if size <= self.DROPPED:
            while request.read(self.PART):
                pass
        return too_large(request, takes_photos=takes_photos)


def _route_of(path: str) -> str:
    """Return the name of the route that a path leads to, "" for none."""
    try:
        return get_resolver().resolve(path).view_name
    except Resolver404:
        return ""
