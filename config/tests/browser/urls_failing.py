"""The site map with a few addresses that fail, to see what a person gets then."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from config.urls import handler400, handler404, urlpatterns

__all__ = ["handler400", "handler404", "urlpatterns"]


@login_not_required
def fail(request: HttpRequest, status: int) -> HttpResponse:
    """Fail in the way that ends in that status."""
    errors: dict[int, Exception] = {
        400: SuspiciousOperation(),
        403: PermissionDenied(),
        500: RuntimeError("as meant"),
    }
    if status in errors:
        raise errors[status]
    return render(request, f"{status}.html", status=status)


urlpatterns: list[Any] = [*urlpatterns, path("failing/<int:status>/", fail)]  # type: ignore[no-redef]  # one more
