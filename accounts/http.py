"""Typed requests, the guard of views that need a confirmed e-mail address, and the page to return to."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from accounts.addresses import email_verified, primary_address
from accounts.models import User

P = ParamSpec("P")


class HtmxRequest(HttpRequest):
    """A request with the details of htmx; `htmx` is false for other clients."""

    htmx: HtmxDetails


class PersonRequest(HtmxRequest):
    """A request of a signed-in user."""

    user: User


def verified_email_required(
    view: Callable[Concatenate[PersonRequest, P], HttpResponse],
) -> Callable[Concatenate[PersonRequest, P], HttpResponse]:
    """Require a confirmed e-mail address for a view that publishes, shares or invites.

    Without one the response is 403, with a page that can send the link again.
    """

    @wraps(view)
    def guarded(request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not email_verified(request.user):
            context = {"address": primary_address(request.user), "next": request.get_full_path()}
            return render(request, "account/verified_email_required.html", context, status=403)
        return view(request, *args, **kwargs)

    return guarded


def posted_next(request: HttpRequest, default: str) -> str:
    """Return the page of this site that the form names in `next`, or the default."""
    page = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if allowed else default
