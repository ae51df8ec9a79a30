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
class Way:
    """One way: its kind (phone, whatsapp, email, address, hours), its name, what is shown, where it leads."""

    kind: str
    label: str
    text: str
    href: str = ""


def ways(contact: Contact, words: Mapping[str, str]) -> list[Way]:
    """Return the ways that are given, in the order in which customers look for them."""
    hrefs = {
        "whatsapp": whatsapp_link(contact.whatsapp),
        "phone": phone_link(contact.phone),
        "email": mail_link(contact.email),
    }
    return list(_given(contact, words, hrefs))


def _given(contact: Contact, words: Mapping[str, str], hrefs: Mapping[str, str]) -> Iterator[Way]:
    for kind in ("whatsapp", "phone", "email", "address", "hours"):
        if text := getattr(contact, kind):
            yield Way(kind, words[kind], text, hrefs.get(kind, ""))


def phone_link(written: str) -> str:
    """Return the tel: address of a number as people write it, "" for one without digits."""
    number = re.sub(r"\D", "", written)
    if not number:
        return ""
    return f"tel:+{number.removeprefix('00')}" if _INTERNATIONAL.match(written) else f"tel:{number}"


def whatsapp_link(written: str) -> str:
    """Return the address that opens a WhatsApp conversation; a number without its country code is dialled."""
    number = re.sub(r"\D", "", written).removeprefix("00")
    if _INTERNATIONAL.match(written) or len(number) >= _FULL_LENGTH:
        return f"https://wa.me/{number}" if number else ""
    return phone_link(written)


def mail_link(written: str) -> str:
    """Return the mailto: address, "" for what is no e-mail address."""
    return f"mailto:{quote(written, safe='@+')}" if _ADDRESS.fullmatch(written) else ""
