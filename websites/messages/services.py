"""Use cases of visitors' messages: receive one, mail it to the owner, mark it as read."""

from __future__ import annotations

from typing import Final

from allauth.core import ratelimit
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from procrastinate.contrib.django import app

from organizations.tenancy import seeing_everything
from websites.messages.forms import email_in
from websites.models import Publication, Site, SiteMessage
from websites.rendering.contact_links import mail_link, phone_link, whatsapp_link

#: The most bytes of a visitor's request.
MOST_FORM_BYTES: Final = 32 * 1024
#: The name of the job in `websites.jobs`.
JOB: Final = "websites.tell_owner"
_LIMIT: Final = "site_message"  # of ACCOUNT_RATE_LIMITS


def reply_links(reach: str) -> list[tuple[str, str]]:
    """Return the links that answer a visitor: "mail", or "call" and "whatsapp", each with its URL."""
    if email_in(reach):
        return [("mail", mail_link(reach))]
    whatsapp = whatsapp_link(reach)
    return [("call", phone_link(reach)), *([("whatsapp", whatsapp)] if whatsapp.startswith("https") else [])]


def is_within_limits(request: HttpRequest, publication: Publication) -> bool:
    """Count a message and say whether its sender and its site are still within the limits."""
    return bool(ratelimit.consume(request, action=_LIMIT, key=str(publication.site_id)))


def receive(publication: Publication, *, root: str, name: str, reach: str, text: str) -> SiteMessage:
    """Save a visitor’s message and enqueue the mail to the owner, in one transaction.

    `root` is the root URL of Genesis ("https://genesis.example/"), for the link in the mail. The rows are
    written as the system, because a visitor may see no row of a tenant.
    """
    with seeing_everything(), transaction.atomic():
        site = Site.objects.get(pk=publication.site_id)
        message = SiteMessage.objects.create(
            organization_id=site.organization_id, site=site, name=name, reach=reach, text=text
        )
        app.configure_task(JOB).defer(message_id=str(message.pk), root=root)
    return message


def mark_message(message: SiteMessage, *, is_read: bool) -> None:
    """Mark a message as read, or as new again."""
    SiteMessage.objects.filter(pk=message.pk).update(read_at=timezone.now() if is_read else None)
