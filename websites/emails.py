"""The e-mail that brings a visitor's message to the owner of a site."""

from typing import Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.adapter import language_of
from accounts.canonical import canonical
from accounts.emails import EmailTemplate
from websites.messages.forms import is_email
from websites.models import SiteMessage

MESSAGE: Final = EmailTemplate(
    _("A message from %(visitor)s for %(business)s"),
    (
        _("%(visitor)s wrote to you on your website:"),
        _("%(text)s"),
        _("To answer: %(reach)s"),
    ),
    _("Read my messages"),
    _("Genesis does not know who wrote this: do not send money or codes to somebody whom you do not know."),
)


def message_mail(message: SiteMessage, to: str) -> EmailMultiAlternatives:
    """Return the mail in the owner's language. Replies go to the visitor's e-mail address, if given."""
    business, reach = message.site.business, message.reach
    values = {
        "visitor": message.name,
        "business": business.business_name,
        "text": message.text,
        "reach": reach,
        "url": f"{settings.PUBLIC_URL}{reverse('websites:messages', args=[message.site_id])}",
    }
    with override(language_of(business.owner)):
        return MESSAGE.message(values, to, reply_to=[canonical(reach)] if is_email(reach) else None)
