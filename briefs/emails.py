"""The e-mail that tells a user that the agents of a brief are done: requested, cancelled, enqueued, sent."""

import uuid
from typing import Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from procrastinate.contrib.django import app

from accounts.addresses import claimed_by_another, primary_address
from accounts.emails import EmailTemplate
from accounts.models import User
from briefs.models import AgentRun, BusinessBrief

#: The name of the job, which `briefs.jobs` defines.
MAIL_JOB: Final = "briefs.mail_when_done"
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


@transaction.atomic
def request_mail(*, person: User, brief: BusinessBrief) -> bool:
    """Store on one of the brief's runs that the person wants the e-mail; False when no run is open."""
    brief.lock()
    if not brief.runs.open().exists():
        return False
    cancel_mail(person=person, brief=brief)
    free = AgentRun.objects.filter(brief=brief, mail_to__isnull=True)[:1]
    AgentRun.objects.filter(pk__in=free.values("pk")).update(mail_to=person)
    return True


def cancel_mail(*, person: User, brief: BusinessBrief) -> None:
    """Delete the person's request."""
    AgentRun.objects.filter(brief=brief, mail_to=person).update(mail_to=None)


def enqueue_mails(brief: BusinessBrief) -> None:
    """Enqueue the requested e-mails and delete the requests, in the caller's transaction."""
    requested = AgentRun.objects.filter(brief=brief, mail_to__isnull=False)
    for user_id in set(requested.values_list("mail_to", flat=True)):
        app.configure_task(MAIL_JOB, queue="mails").defer(brief_id=str(brief.pk), user_id=str(user_id))
    requested.update(mail_to=None)


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
