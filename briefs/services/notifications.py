"""Use cases of the e-mail that tells a user that a brief's agents are done: request, cancel, enqueue."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from procrastinate.contrib.django import app

from accounts.models import User
from briefs.models import AgentRun, BusinessBrief

#: The name of the job, which `briefs.jobs` defines.
MAIL_JOB: Final = "briefs.mail_when_done"


@transaction.atomic
def request_mail(*, person: User, brief: BusinessBrief) -> bool:
    """Store on one of the brief's runs that the person wants the e-mail; False when no run is open."""
    brief.lock()
    if not AgentRun.objects.filter(brief=brief).open().exists():
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
