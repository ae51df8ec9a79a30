"""The hosting partner's two doors: a person asks for a website, the partner reads the brief."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import verified_email_required
from accounts.http import PersonRequest
from briefs.access import brief_of
from hosting import limits, services


@require_POST
@verified_email_required
def order(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Ask the partner for the brief's website; what stands in the way is said on the brief's page."""
    shown = brief_of(request, brief_id)
    try:
        services.order(by=request.user, brief=shown)
    except services.NotPublishable as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The partner is preparing your website."))
    return redirect("briefs:brief", shown.pk)


@never_cache
@login_not_required
@require_safe
def read(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Give a brief to the partner that shows our secret, as its owner handed it over; 404 when nobody did.

    docs/partner-api.md describes the JSON.
    """
    if not _knows_secret(request):
        if not limits.allows(request, "refused", limits.REFUSED_A_MINUTE):
            return _refusal(429, "too_many_requests")
        return _refusal(401, "wrong_secret")
    if not limits.allows(request, "read", limits.READ_A_MINUTE):
        return _refusal(429, "too_many_requests")
    content = services.handed_over(brief_id)
    return _refusal(404, "not_found") if content is None else JsonResponse(content)


def _knows_secret(request: PersonRequest) -> bool:
    """Compare in constant time; without a secret of ours nobody knows it."""
    shown = request.headers.get("X-Service-Secret", "")
    return bool(settings.DC360_SECRET) and constant_time_compare(shown, settings.DC360_SECRET)


def _refusal(status: int, error: str) -> JsonResponse:
    headers = {"Retry-After": "60"} if status == 429 else {}
    return JsonResponse({"error": error}, status=status, headers=headers)
