"""The e-mail that tells a user that the agents of a brief are done."""

from __future__ import annotations

import uuid
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.addresses import claimed_by_another, primary_address
from accounts.emails import EmailTemplate
from accounts.models import User
from briefs.models import AgentRun, BusinessBrief

READY: Final = EmailTemplate(
    _("Your brief is ready: %(name)s"),
    (
        _("The agents are done: market research, texts, logos and layouts for “%(name)s” wait for you."),
        _("Keep what you like, change the rest."),
    ),
    _("Open the brief"),
    _("You asked for this mail on the page of the agents. There will be no other one."),
)
IN_PART: Final = EmailTemplate(
    _("Your brief is ready, in part: %(name)s"),
    (
        _("The agents are done with “%(name)s”, but not everything worked."),
        _("Your brief is unharmed. On the page of the agents you can try again what is missing."),
    ),
    _("See what is missing"),
    _("You asked for this mail on the page of the agents. There will be no other one."),
)


def send_agents_done(brief_id: uuid.UUID, user_id: uuid.UUID) -> None:
    """Send the e-mail in the user's language.

    Nothing is sent when the brief is gone, or when the user is inactive, has no address, or has an
    unconfirmed one that another account claims too. Raises OSError when the mail server cannot be reached.
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
    context = {"name": brief.business_name, "url": f"{settings.PUBLIC_URL}{page}"}
    with override(user.profile.preferred_language):
        message = (IN_PART if failed else READY).message(context, address.email)
    message.send()
