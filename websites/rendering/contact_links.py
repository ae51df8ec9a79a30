"""Contact details of a business, with links that a phone opens."""

from collections.abc import Mapping
from typing import Final, NamedTuple
from urllib.parse import quote

from accounts.canonical import canonical, is_mailable
from nlp.telephones import parted, unreadable
from websites.definition.schema import Contact
from websites.rendering.line_breaks import non_breaking_number

#: The details that are telephone numbers, the most used first.
NUMBERS: Final = ("whatsapp", "phone")


class ContactDetail(NamedTuple):
    """One detail: its kind (phone, whatsapp, email, address, hours), label, text and link."""

    kind: str
    label: str
    text: str
    href: str = ""


def contact_details(contact: Contact, labels: Mapping[str, str], country: str) -> tuple[ContactDetail, ...]:
    """Return the details that are given, the most used first; each of several numbers is one of its own.

    `country` (ISO code, "" for none) is that of numbers without calling code.
    """
    return tuple(
        ContactDetail(kind, labels[kind], text, href)
        for kind in (*NUMBERS, "email", "address", "hours")
        for text, href in _linked(kind, getattr(contact, kind), country)
    )


def _linked(kind: str, text: str, country: str) -> list[tuple[str, str]]:
    if not text:
        return []
    if kind not in NUMBERS:
        return [(text, mail_link(text) if kind == "email" else "")]
    link = chat_link if kind == "whatsapp" else phone_link
    numbers = [(non_breaking_number(part), link(number)) for part, number in parted(text, country)]
    return numbers or [(text, "")]


def unreachable(contact: Contact, country: str) -> dict[str, list[str]]:
    """Return, by detail, the numbers that cannot be dialled and the address that cannot be mailed."""
    found = {name: unreadable(getattr(contact, name), country) for name in NUMBERS}
    found["email"] = [contact.email] if contact.email and not mail_link(contact.email) else []
    return {name: parts for name, parts in found.items() if parts}


def phone_link(number: str) -> str:
    """Return the tel: URL of a number as it is dialled."""
    return f"tel:{number}"


def chat_link(number: str) -> str:
    """Return the URL of a WhatsApp chat; a short number, which has none, is called."""
    return f"https://wa.me/{number[1:]}" if number.startswith("+") else phone_link(number)


def mail_link(text: str) -> str:
    """Return the mailto: URL, "" for a text that is no e-mail address."""
    address = canonical(text)
    return f"mailto:{quote(address, safe='@+')}" if is_mailable(address) else ""
