"""Use cases of visitors' messages: receive one, mail it to the owner, mark it as read."""

import uuid
from typing import Final

from allauth.core import ratelimit
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from procrastinate.contrib.django import app

from accounts.addresses import primary_address
from nlp.telephones import dialled
from organizations.tenancy import as_system
from websites.emails import message_mail
from websites.messages.forms import is_email
from websites.models import Publication, Site, SiteMessage
from websites.rendering.contact_links import chat_link, mail_link, phone_link

#: The most bytes of a visitor's request.
MOST_FORM_BYTES: Final = 32 * 1024
#: The name of the job in `websites.jobs`.
JOB: Final = "websites.tell_owner"


def reply_links(reach: str, country: str) -> list[tuple[str, str]]:
    """Return the links that answer a visitor: "mail", or "call" and "whatsapp", each with its URL.

    `country` (ISO code, "" for none) is that of a number without calling code.
    """
    if is_email(reach):
        return [("mail", mail_link(reach))]
    numbers = dialled(reach, country)
    ways = [(("call", phone_link(number)), ("whatsapp", chat_link(number))) for number in numbers]
    return [way for both in ways for way in both]


def is_within_limits(request: HttpRequest, publication: Publication) -> bool:
    """Count a message and say whether its sender and its site are still within the limits."""
    return bool(ratelimit.consume(request, action="site_message", key=str(publication.site_id)))


def receive(publication: Publication, *, name: str, reach: str, text: str) -> SiteMessage:
    """Save a visitor’s message and enqueue the mail to the owner, in one transaction.

    The rows are written as the system, because a visitor may see no row of a tenant.
    """
    with as_system(), transaction.atomic():
        site = Site.objects.get(pk=publication.site_id)
        message = SiteMessage.objects.create(
            organization_id=site.organization_id, site=site, name=name, reach=reach, text=text
        )
        app.configure_task(JOB).defer(message_id=str(message.pk))
    return message


def notify_owner(message_id: uuid.UUID) -> None:
    """Mail a visitor’s message to the owner, once.

    Does nothing when the message is gone, was mailed before, or the owner has no confirmed address. Raises
    OSError when the mail server fails.
    """
    rows = SiteMessage.objects.select_related("site__business__owner__profile")
    message = rows.filter(pk=message_id, mailed_at=None).first()
    address = primary_address(message.site.business.owner) if message else None
    if message is None or address is None or not address.verified:
        return
    message_mail(message, address.email).send()
    SiteMessage.objects.filter(pk=message.pk).update(mailed_at=timezone.now())


def mark_message(message: SiteMessage, *, is_read: bool) -> None:
    """Mark a message as read, or as new again."""
    SiteMessage.objects.filter(pk=message.pk).update(read_at=timezone.now() if is_read else None)
