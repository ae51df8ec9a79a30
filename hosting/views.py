"""Views of the hosting partner: a person orders a website, the partner reads the brief."""

import time
import uuid
from typing import Final

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import PersonRequest, verified_email_required
from briefs.access import brief_of
from hosting import services

#: The most requests of one client address in a minute, by kind (allauth limits POST requests only).
RATE_LIMITS: Final = {"read": 120, "refused": 20}


@require_POST
@verified_email_required
def order(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Order the brief's website, or show why it cannot be ordered."""
    brief = brief_of(request, brief_id)
    try:
        services.order(by=request.user, brief=brief)
    except services.NotPublishable as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The partner is preparing your website."))
    return redirect("briefs:brief", brief.pk)


@never_cache
@login_not_required
@require_safe
def read(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Return the ordered content of a brief to the partner; 401 without our secret, 404 without an order.

    docs/partner-api.md describes the JSON.
    """
    is_partner = _knows_secret(request)
    if not _allows(request, "read" if is_partner else "refused"):
        return _refusal(429, "too_many_requests")
    if not is_partner:
        return _refusal(401, "wrong_secret")
    content = services.ordered_content(brief_id)
    return _refusal(404, "not_found") if content is None else JsonResponse(content)


def _knows_secret(request: PersonRequest) -> bool:
    """Return whether the request has our secret; False when none is set."""
    secret = request.headers.get("X-Service-Secret", "")
    return bool(settings.DC360_SECRET) and constant_time_compare(secret, settings.DC360_SECRET)


def _refusal(status: int, error: str) -> JsonResponse:
    headers = {"Retry-After": "60"} if status == 429 else {}
    return JsonResponse({"error": error}, status=status, headers=headers)


def _allows(request: HttpRequest, kind: str) -> bool:
    """Count the request and return whether its address is within the limit of this minute.

    The counts are in the shared cache; two simultaneous requests may count as one.
    """
    key = f"partner:{kind}:{get_adapter().get_client_ip(request)}:{int(time.time()) // 60}"
    cache.add(key, 0, timeout=120)
    try:
        return cache.incr(key) <= RATE_LIMITS[kind]
    except ValueError:  # the cache was emptied in between
        return True
