"""Access rules of accounts: a confirmed e-mail address."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import render

from accounts.addresses import primary_address
from accounts.http import PersonRequest
from accounts.models import User

P = ParamSpec("P")


def email_verified(user: User | AnonymousUser) -> bool:
    """Return whether the user has a confirmed e-mail address (one query)."""
    if user.pk is None:
        return False
    return bool(EmailAddress.objects.filter(user_id=user.pk, verified=True).exists())


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
