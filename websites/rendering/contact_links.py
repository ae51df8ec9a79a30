"""Contact details of a business, with links that a phone opens."""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple
from urllib.parse import quote

from websites.definition.schema import Contact

_INTERNATIONAL: Final = re.compile(r"^\s*(?:\+|00)")
_ADDRESS: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
#: The fewest digits of a number that is taken to include its country code without + or 00.
_FULL_LENGTH: Final = 11


class ContactDetail(NamedTuple):
    """One detail: its kind (phone, whatsapp, email, address, hours), label, text and link."""

    kind: str
    label: str
    text: str
    href: str = ""


def contact_details(contact: Contact, labels: Mapping[str, str]) -> tuple[ContactDetail, ...]:
    """Return the details that are given, the most used first."""
    hrefs = {
        "whatsapp": whatsapp_link(contact.whatsapp),
        "phone": phone_link(contact.phone),
        "email": mail_link(contact.email),
    }
    return tuple(
        ContactDetail(kind, labels[kind], text, hrefs.get(kind, ""))
        for kind in ("whatsapp", "phone", "email", "address", "hours")
        if (text := getattr(contact, kind))
    )


def phone_link(text: str) -> str:
    """Return the tel: URL of a phone number, "" for a text without digits."""
    number = re.sub(r"\D", "", text)
    if not number:
        return ""
    return f"tel:+{number.removeprefix('00')}" if _INTERNATIONAL.match(text) else f"tel:{number}"


def whatsapp_link(text: str) -> str:
    """Return the URL of a WhatsApp chat; a number without country code gets a tel: URL instead."""
    number = re.sub(r"\D", "", text).removeprefix("00")
    if _INTERNATIONAL.match(text) or len(number) >= _FULL_LENGTH:
        return f"https://wa.me/{number}" if number else ""
    return phone_link(text)


def mail_link(text: str) -> str:
    """Return the mailto: URL, "" for a text that is no e-mail address."""
    return f"mailto:{quote(text, safe='@+')}" if _ADDRESS.fullmatch(text) else ""
