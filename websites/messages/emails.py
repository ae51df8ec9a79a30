"""The e-mail that notifies an owner of a visitor’s message."""

from __future__ import annotations

import uuid
from typing import Final
from urllib.parse import urljoin

from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.adapter import language_of
from accounts.addresses import primary_address
from accounts.emails import EmailTemplate
from websites.messages.forms import email_in
from websites.models import SiteMessage

_MESSAGE: Final = EmailTemplate(
    _("A message from %(visitor)s for %(business)s"),
    (
        _("%(visitor)s wrote to you on your website:"),
        _("%(text)s"),
        _("To answer: %(reach)s"),
    ),
    _("Read my messages"),
    _("Genesis does not know who wrote this: do not send money or codes to somebody whom you do not know."),
)


def notify_owner(message_id: uuid.UUID, root: str) -> None:
    """Mail a visitor’s message to the owner, once. Replies go to the visitor’s e-mail address, if given.

    Does nothing when the message is gone, was mailed before, or the owner has no confirmed address. Raises
    OSError when the mail server fails.
    """
    rows = SiteMessage.objects.filter(mailed_at=None).select_related("site__business__owner__profile")
    message = rows.filter(pk=message_id).first()
    address = primary_address(message.site.business.owner) if message else None
    if message is None or address is None or not address.verified:
        return
    _mail(message, address.email, root).send()
    SiteMessage.objects.filter(pk=message.pk).update(mailed_at=timezone.now())


def _mail(message: SiteMessage, address: str, root: str) -> EmailMultiAlternatives:
    business = message.site.business
    values = {
        "visitor": message.name,
        "business": business.business_name,
        "text": message.text,
        "reach": message.reach,
        "url": urljoin(root, reverse("websites:messages", args=[message.site_id])),
    }
    visitor = email_in(message.reach)
    with override(language_of(business.owner)):
        return _MESSAGE.message(values, address, reply_to=[visitor] if visitor else None)
