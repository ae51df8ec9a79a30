"""Pages that belong to no app: health, theme, errors."""

from typing import Final

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from accounts.http import posted_next
from websites.media.images import MEGABYTE, MOST_BYTES

#: The prefix of addresses for programs, whose errors are JSON, as docs/partner-api.md promises.
FOR_PROGRAMS: Final = "/api/"
THEMES: Final = ("light", "dark", "auto")


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the process answers; touches nothing else."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Say whether the database answers: 200, or 503 so that a proxy sends people elsewhere."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"database": "unreachable"}, status=503)
    return JsonResponse({"database": "ok"})


@login_not_required
@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Save the colour theme in a cookie and redirect to `next`; unknown themes change nothing."""
    response = HttpResponseRedirect(posted_next(request, "/"))
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie("theme", theme, max_age=365 * 24 * 3600, samesite="Lax")
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Show that the form has expired, with the text that it contained, to be sent again."""
    again = [
        (name, value[:64]) for name, value in request.POST.items() if name in ("version", "editor", "then")
    ]
    context = {"typed": request.POST.get("text", ""), "again": again, "address": request.path}
    return render(request, "403_csrf.html", context, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Show that what was sent cannot be read, or is too long."""
    context = {"is_too_long": isinstance(exception, RequestDataTooBig | TooManyFieldsSent)}
    return render(request, "400.html", context, status=400)


def too_large(request: HttpRequest, *, takes_photos: bool) -> HttpResponse:
    """Show that what was sent is larger than anybody may send, with a link back to the photos."""
    context = {
        "again": request.get_full_path() if takes_photos else "",
        "photo": MOST_BYTES // MEGABYTE,
        "together": settings.MOST_UPLOAD // MEGABYTE,
    }
    return render(request, "413.html", context, status=413)


def method_not_allowed(request: HttpRequest) -> HttpResponse:
    """Show that the address takes only what a button sends; programs get JSON."""
    if request.path.startswith(FOR_PROGRAMS):
        return JsonResponse({"error": "method_not_allowed"}, status=405)
    return render(request, "405.html", status=405)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Show that there is nothing at this address, with links to go on; programs get JSON."""
    if request.path.startswith(FOR_PROGRAMS):
        return JsonResponse({"error": "not_found"}, status=404)
    return render(request, "404.html", status=404)
