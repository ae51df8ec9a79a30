"""Who wants a mail once a brief's sub-agents are done: the wish is kept on one of the brief's runs."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from procrastinate.contrib.django import app

from accounts.models import User
from briefs.models import AgentRun, BusinessBrief

#: The job's name, by which it is enqueued; `briefs.jobs` defines it.
MAIL_JOB: Final = "briefs.mail_when_done"


@transaction.atomic
def wish_mail(*, person: User, brief: BusinessBrief) -> bool:
    """Remember that the person wants a mail once no run is open any more; False when that is so already."""
    brief.lock()
    if not AgentRun.objects.filter(brief=brief).open().exists():
        return False
    spare_mail(person=person, brief=brief)
    free = AgentRun.objects.filter(brief=brief, mail_to__isnull=True)[:1]
    AgentRun.objects.filter(pk__in=free.values("pk")).update(mail_to=person)
    return True


def spare_mail(*, person: User, brief: BusinessBrief) -> None:
    """Forget that the person wants a mail."""
    AgentRun.objects.filter(brief=brief, mail_to=person).update(mail_to=None)


def enqueue_mails(brief: BusinessBrief) -> None:
    """Enqueue the mails that were wished for, each once: the wish goes with the transaction."""
    wished = AgentRun.objects.filter(brief=brief, mail_to__isnull=False)
    for user_id in set(wished.values_list("mail_to", flat=True)):
        app.configure_task(MAIL_JOB, queue="mails").defer(brief_id=str(brief.pk), user_id=str(user_id))
    wished.update(mail_to=None)
