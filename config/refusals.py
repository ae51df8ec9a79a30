"""Middleware that refuses in words: what is too large, cannot be read, or is not there for this method."""

import logging
import traceback

from django.conf import settings
from django.core.exceptions import BadRequest, ValidationError
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import is_valid_path, reverse

from config.middleware import GetResponse
from config.views import bad_request, method_not_allowed, page_not_found, too_large

_log = logging.getLogger(__name__)


class UnreadableMiddleware:
    """Answer 400, not 500, when a page failed because of a value that cannot be read.

    That is a NUL, which PostgreSQL's texts cannot hold, or an invalid value in an address or a form of the
    admin: Django checks most, but not years, the database's own enumerations, or keys of offered rows.
    Requests are examined only after the page has failed.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request; cookies are checked first, as the session's is read outside of any page."""
        if "\\000" in request.META.get("HTTP_COOKIE", ""):  # as quoted values of cookies spell a NUL
            raise BadRequest("A cookie holds a NUL.")
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page of a 400 if a value of the request made the page fail, else None."""
        is_about_data = isinstance(exception, DataError | ValueError | ValidationError)
        if not (is_about_data and _holds_nul(request)) and not _is_unfit(request, exception):
            return None
        _log.warning("A value sent to %s cannot be one (%s)", request.path, type(exception).__name__)
        return bad_request(request, exception)


def _holds_nul(request: HttpRequest) -> bool:
    """Return whether the path, or a name or value of the query or form, contains a NUL."""
    sent = [request.GET.lists(), request.POST.lists()]
    texts = [text for lists in sent for name, values in lists for text in (name, *values)]
    return any("\0" in text for text in (request.path, *texts))


def _is_unfit(request: HttpRequest, exception: Exception) -> bool:
    """Return whether a value sent to the admin made Django or the database driver fail."""
    is_read = (
        request.method == "GET"
        and request.GET
        and isinstance(exception, DataError | ValueError | OverflowError)
    )
    is_sent = request.method == "POST" and isinstance(exception, ValidationError | ValueError)
    in_admin = request.path.startswith(reverse("admin:index"))
    return bool((is_read or is_sent) and in_admin and _is_refused_below(exception))


def _is_refused_below(exception: Exception) -> bool:
    """Return whether Django or the driver raised it: a mistake of ours stays a 500."""
    *_, (frame, _line) = traceback.walk_tb(exception.__traceback__)
    return str(frame.f_globals.get("__name__")).partition(".")[0] in {"django", "psycopg"}


class RefusalMiddleware:
    """Answer with our pages what is too large, a refused method, and an unknown address under DEBUG.

    It stands innermost, so that its pages pass all other middleware and know the user; nothing before it
    reads the form.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request unless it is too large; replace Django's own pages of 405 and 404 with ours."""
        if refused := self._too_large(request):
            return refused
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            page = method_not_allowed(request)
            page["Allow"] = response["Allow"]
            return page
        if settings.DEBUG and response.status_code == 404 and b"DEBUG = True" in response.content:
            return page_not_found(request, Http404())  # not Django's list of routes; its page of a 500 helps
        return response

    def _too_large(self, request: HttpRequest) -> HttpResponse | None:
        """Return the page of a 413 if the body exceeds MOST_BODY, or MOST_UPLOAD with photos, else None.

        The body is read and dropped, up to a limit: a browser that is cut off while it still sends shows an
        error of its own in place of our page.
        """
        sent = request.META.get("CONTENT_LENGTH") or ""
        size = int(sent) if sent.isdecimal() else 0
        if size <= settings.MOST_BODY:
            return None
        route = is_valid_path(request.path_info)
        takes_photos = route is not False and route.view_name == "websites:images"
        if takes_photos and size <= settings.MOST_UPLOAD:
            return None
        if size <= 80 * 1024 * 1024:
            while request.read(64 * 1024):
                pass
        return too_large(request, takes_photos=takes_photos)
