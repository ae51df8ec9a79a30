"""What visitors write to a business: the form's rules, and keeping, telling, reading and deleting messages.

A published page is one file for everybody: it cannot hold a token or the time at which it was shown. What
keeps robots off instead: a field that people never see, limits per address and per site, and where the form
was sent from. No cookie is looked at, so a forged form can do no more than anybody could do by hand.
"""

from __future__ import annotations

import re
from typing import Final

from allauth.core import ratelimit
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from organizations.tenancy import seeing_everything
from websites.models import Publication, Site, SiteMessage
from websites.rendering.contact_links import mail_link, phone_link, whatsapp_link

#: Bytes that a visitor's form may have; the texts are far shorter.
MOST_BYTES: Final = 32 * 1024
#: The field that people do not see: whatever fills it is no person.
TRAP: Final = "website"
#: The job's name, by which it is enqueued; `websites.jobs` defines it.
JOB: Final = "websites.tell_owner"
_LIMIT: Final = "site_message"  # of ACCOUNT_RATE_LIMITS
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def _clean(text: str | None) -> str:
    """Return the text with plain line ends and without control characters or those that turn text around."""
    text = text or ""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


class _Line(forms.CharField):
    """One line: control characters and line ends become nothing that a mail's header could break at."""

    def to_python(self, value: object) -> str:
        """Return the line, cleaned before its length is counted."""
        return " ".join(_clean(super().to_python(value)).split())


class _Text(forms.CharField):
    """Some lines, cleaned."""

    def to_python(self, value: object) -> str:
        """Return the text, cleaned before its length is counted."""
        return _clean(super().to_python(value))


class ContactForm(forms.Form):
    """What a visitor sends: who they are, how to answer them, and what they want to say."""

    name = _Line(
        label=_("Your name"),
        max_length=120,
        strip=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name, so that we know whom to answer.")},
    )
    reach = _Line(
        label=_("Your e-mail address or phone number"),
        max_length=200,
        strip=False,
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Write an e-mail address or a phone number, so that we can answer.")},
    )
    text = _Text(
        label=_("Your message"),
        max_length=4000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write your message.")},
    )
    website = forms.CharField(required=False)

    def clean_reach(self) -> str:
        """Refuse what can be neither an address nor a number."""
        reach: str = self.cleaned_data["reach"]
        digits = sum(letter.isdigit() for letter in reach)
        if not email_in(reach) and digits < 6:  # the shortest numbers of the region have eight
            raise ValidationError(
                _("This looks like neither an e-mail address nor a phone number. Check it, please.")
            )
        return reach

    @property
    def is_trapped(self) -> bool:
        """Say whether the field that people do not see was filled."""
        return bool(self.data.get(TRAP, ""))


def email_in(reach: str) -> str:
    """Return what the visitor gave when it is one valid e-mail address, or nothing."""
    try:
        validate_email(reach)
    except ValidationError:
        return ""
    return reach


def ways_to(reach: str) -> list[tuple[str, str]]:
    """Return the links that answer a visitor: "mail", or "call" and "whatsapp", each with its address."""
    if email_in(reach):
        return [("mail", mail_link(reach))]
    whatsapp = whatsapp_link(reach)
    return [("call", phone_link(reach)), *([("whatsapp", whatsapp)] if whatsapp.startswith("https") else [])]


def is_within_limits(request: HttpRequest, publication: Publication) -> bool:
    """Count this message; say whether its sender's address and its site may have one more (shared cache)."""
    return bool(ratelimit.consume(request, action=_LIMIT, key=str(publication.site_id)))


def receive(publication: Publication, *, root: str, name: str, reach: str, text: str) -> SiteMessage:
    """Keep a visitor's message and have it mailed to the owner, in one transaction.

    `root` is where Genesis answers ("https://genesis.example/"), for the link in the mail.

    Written as the system: a visitor sees and writes no tenant's row, and learns nothing of any here.
    """
    with seeing_everything(), transaction.atomic():
        site = Site.objects.get(pk=publication.site_id)
        message = SiteMessage.objects.create(
            organization_id=site.organization_id, site=site, name=name, reach=reach, text=text
        )
        app.configure_task(JOB).defer(message_id=str(message.pk), root=root)
    return message


def mark(message: SiteMessage, *, is_read: bool) -> None:
    """Note that a message was read, or show it as new again."""
    SiteMessage.objects.filter(pk=message.pk).update(read_at=timezone.now() if is_read else None)
