"""The letter that tells a person that the sub-agents of a brief are done."""

from __future__ import annotations

import uuid
from typing import Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.addresses import claimed_by_another, primary_address
from accounts.mails import Mail, written
from accounts.models import User
from briefs.models import AgentRun, BusinessBrief

READY: Final = Mail(
    _("Your brief is ready: %(name)s"),
    (
        _("The agents are done: market research, texts, logos and layouts for “%(name)s” wait for you."),
        _("Keep what you like, change the rest."),
    ),
    _("Open the brief"),
    _("You asked for this mail on the page of the agents. There will be no other one."),
)
IN_PART: Final = Mail(
    _("Your brief is ready, in part: %(name)s"),
    (
        _("The agents are done with “%(name)s”, but not everything worked."),
        _("Your brief is unharmed. On the page of the agents you can try again what is missing."),
    ),
    _("See what is missing"),
    _("You asked for this mail on the page of the agents. There will be no other one."),
)


def tell_done(brief_id: uuid.UUID, user_id: uuid.UUID) -> None:
    """Send the letter in the person's language; nothing when brief, person or address are gone meanwhile.

    Raises OSError when the mail server cannot be reached.
    """
    user = User.objects.filter(pk=user_id, is_active=True).first()
    brief = BusinessBrief.objects.visible_to(user).filter(pk=brief_id).first() if user else None
    address = primary_address(user) if user else None
    if user is None or brief is None or address is None:
        return
    if not address.verified and claimed_by_another(address):
        return
    failed = AgentRun.objects.filter(brief=brief, status=AgentRun.Status.FAILED).exists()
    page = reverse("briefs:progress" if failed else "briefs:brief", args=[brief.pk])
    context = {"name": brief.business_name, "user": user, "url": f"{settings.PUBLIC_URL}{page}"}
    with override(user.profile.preferred_language):
        letter = written(IN_PART if failed else READY, context)
    message = EmailMultiAlternatives(letter.subject, letter.text, to=[address.email])
    message.attach_alternative(letter.html, "text/html")
    message.send()
