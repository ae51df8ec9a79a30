"""Receivers of the signals of briefs: they complete the session, and add a link to the brief's pages."""

from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from briefs.models import BusinessBrief
from briefs.signals import NextStep, brief_ready, collect_next_steps
from businesses.access import business_from
from businesses.models import Business
from coaching.models import CoachingSession, SessionStatus


@receiver(brief_ready)
def complete_session(brief: BusinessBrief, session: CoachingSession, **kwargs: Any) -> None:
    """Complete the session of a brief that has its business already."""
    if Business.objects.filter(brief=brief).exists():
        session.move_to(SessionStatus.COMPLETED)


@receiver(collect_next_steps)
def open_or_create(brief: BusinessBrief, **kwargs: Any) -> list[NextStep]:
    """Return the link to the brief's business, or the button that creates it."""
    business = business_from(brief)
    if business is None:
        url = reverse("businesses:business_create", args=[brief.pk])
        text = _("Read the proposals, then create your business: your texts, logo and theme go with it.")
        return [NextStep(_("Create the business"), url, "briefcase", text, is_action=True)]
    url = reverse("businesses:business", args=[business.pk])
    text = _(
        "Your business has taken all of this over. What you change here is at hand when you edit its site."
    )
    return [NextStep(_("Open the business"), url, "briefcase", text)]
