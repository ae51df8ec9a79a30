"""The hosting partner's two doors: a person asks for a website, the partner reads the brief."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import verified_email_required
from businesses.access import brief_of, person_of
from businesses.hosting import limits, services
from businesses.hosting.content import business_brief
from businesses.models import PartnerWebsite
from organizations.tenancy import NOBODY, SYSTEM, see_as


@require_POST
@verified_email_required
def order(request: HttpRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Ask the partner for the brief's website; what stands in the way is said on the brief's page."""
    shown = brief_of(request, brief_id)
    try:
        services.order(by=person_of(request), brief=shown)
    except services.NotPublishable as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The partner is preparing your website."))
    return redirect("businesses:brief", shown.pk)


@never_cache
@login_not_required
@require_safe
def read(request: HttpRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Give a brief to the partner that shows our secret; 404 unless its owner asked for a website with it.

    docs/partner-api.md describes the JSON.
    """
    if not _knows_secret(request):
        if not limits.allows(request, "refused", limits.REFUSED_A_MINUTE):
            return _refusal(429, "too_many_requests")
        return _refusal(401, "wrong_secret")
    if not limits.allows(request, "read", limits.READ_A_MINUTE):
        return _refusal(429, "too_many_requests")
    see_as(SYSTEM)  # the partner is nobody's member; what it may read is in the query
    try:
        row = PartnerWebsite.objects.select_related("brief").filter(brief=brief_id).first()
        return JsonResponse(business_brief(row.brief)) if row else _refusal(404, "not_found")
    finally:
        see_as(NOBODY)


def _knows_secret(request: HttpRequest) -> bool:
    """Compare in constant time; without a secret of ours nobody knows it."""
    shown = request.headers.get("X-Service-Secret", "")
    return bool(settings.DC360_SECRET) and constant_time_compare(shown, settings.DC360_SECRET)


def _refusal(status: int, error: str) -> JsonResponse:
    headers = {"Retry-After": "60"} if status == 429 else {}
    return JsonResponse({"error": error}, status=status, headers=headers)
