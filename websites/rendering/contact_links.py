"""The ways to reach a business, as links that a phone follows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from websites.definition.schema import Contact

_INTERNATIONAL: Final = re.compile(r"^\s*(?:\+|00)")
_ADDRESS: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
#: Digits of the shortest number that is taken to begin with its country's code, without + or 00.
_FULL_LENGTH: Final = 11


@dataclass(frozen=True)
class ContactDetail:
    """One way: its kind (phone, whatsapp, email, address, hours), its name, what is shown, where it leads."""

    kind: str
    label: str
    text: str
    href: str = ""


def contact_details(contact: Contact, labels: Mapping[str, str]) -> list[ContactDetail]:
    """Return the ways that are given, in the order in which customers look for them."""
    hrefs = {
        "whatsapp": whatsapp_link(contact.whatsapp),
        "phone": phone_link(contact.phone),
        "email": mail_link(contact.email),
    }
    return list(_given(contact, labels, hrefs))


def _given(contact: Contact, labels: Mapping[str, str], hrefs: Mapping[str, str]) -> Iterator[ContactDetail]:
    for kind in ("whatsapp", "phone", "email", "address", "hours"):
        if text := getattr(contact, kind):
            yield ContactDetail(kind, labels[kind], text, hrefs.get(kind, ""))


def phone_link(text: str) -> str:
    """Return the tel: address of a number as people write it, "" for one without digits."""
    number = re.sub(r"\D", "", text)
    if not number:
        return ""
    return f"tel:+{number.removeprefix('00')}" if _INTERNATIONAL.match(text) else f"tel:{number}"


def whatsapp_link(text: str) -> str:
    """Return the address that opens a WhatsApp conversation; a number without its country code is dialled."""
    number = re.sub(r"\D", "", text).removeprefix("00")
    if _INTERNATIONAL.match(text) or len(number) >= _FULL_LENGTH:
        return f"https://wa.me/{number}" if number else ""
    return phone_link(text)


def mail_link(text: str) -> str:
    """Return the mailto: address, "" for what is no e-mail address."""
    return f"mailto:{quote(text, safe='@+')}" if _ADDRESS.fullmatch(text) else ""
