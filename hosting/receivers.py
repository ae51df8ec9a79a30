"""Receivers: the card of the hosting partner on the page of a brief."""

from typing import Any

from django.dispatch import receiver
from django.http import HttpRequest
from django.template.loader import render_to_string

from briefs.models import BusinessBrief
from briefs.signals import collect_cards
from hosting import services
from hosting.models import PartnerWebsite


@receiver(collect_cards)
def partner_card(request: HttpRequest, brief: BusinessBrief, **kwargs: Any) -> str:
    """Return the card with the status of the brief's website, "" without a partner."""
    if not services.is_configured():
        return ""
    context = {"brief": brief, "partner": PartnerWebsite.objects.filter(brief=brief).first()}
    return render_to_string("hosting/_partner.html", context, request=request)
