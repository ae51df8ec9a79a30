"""Kinds of blocks: their labels, how a new one is built, and the lists that they hold."""

import tomllib
from pathlib import Path
from typing import Any, Final, Literal

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from pydantic import TypeAdapter

from websites.definition.schema import AnyBlock

#: Labels of the kinds.
NAMES: Final[dict[str, Promise]] = {
    "header": _("Header"),
    "hero": _("Welcome"),
    "about": _("About us"),
    "services": _("Services"),
    "features": _("Strengths"),
    "menu": _("Price list"),
    "questions": _("Questions"),
    "gallery": _("Photos"),
    "testimonials": _("Testimonials"),
    "contact": _("Contact"),
    "call_to_action": _("Invitation"),
    "footer": _("Foot of the page"),
}
#: Labels of texts, by the last part of their path.
FIELDS: Final[dict[str, Promise]] = {
    "name": _("Name"),
    "tagline": _("Short line"),
    "headline": _("Headline"),
    "title": _("Title"),
    "text": _("Text"),
    "price": _("Price"),
    "author": _("Who says it"),
    "alt": _("What it shows"),
    "button": _("Button"),
    "phone": _("Phone"),
    "whatsapp": _("WhatsApp"),
    "email": _("E-mail"),
    "address": _("Address"),
    "hours": _("Opening hours"),
    "description": _("Description"),
}
#: The field that holds the list of a kind.
LISTS: Final = {
    "services": "entries",
    "features": "entries",
    "menu": "entries",
    "questions": "entries",
    "gallery": "pictures",
    "testimonials": "quotes",
}
#: Kinds that show photos.
PICTURED: Final = frozenset({"hero", "about", "gallery"})
#: Kinds that a site can have only once.
SINGLE: Final = frozenset({"header", "hero", "contact", "footer"})
_ADAPTER: Final[TypeAdapter[AnyBlock]] = TypeAdapter(AnyBlock)
_HEADINGS: Final[dict[str, dict[str, str]]] = tomllib.loads(
    (Path(__file__).parent / "texts.toml").read_text()
)
Language = Literal["fr", "en"]


def interface_language() -> Language:
    """Return the language of the interface."""
    return "fr" if (get_language() or "fr").startswith("fr") else "en"


def heading(kind: str, language: Language) -> str:
    """Return the heading of a new section of a kind, in the language of the site."""
    return _HEADINGS[language][kind]


def build_block(kind: str, **values: Any) -> AnyBlock:
    """Return a block of a kind. Raises pydantic’s ValidationError when the values are not valid."""
    return _ADAPTER.validate_python({"kind": kind, **values})


def empty_block(kind: str, language: Language, block_id: str) -> AnyBlock:
    """Return a new block with its default heading."""
    field = {"header": "name", "hero": "headline", "footer": "text"}.get(kind, "title")
    text = "" if kind == "footer" else _HEADINGS[language].get(kind, "…")
    return build_block(kind, id=block_id, **{field: text})


def title_of(block: AnyBlock) -> str:
    """Return the title of a block, "" when it has none."""
    return str(getattr(block, "title", "") or getattr(block, "headline", "") or getattr(block, "name", ""))


def entries_of(block: AnyBlock) -> tuple[Any, ...]:
    """Return the entries, pictures or quotes of a block."""
    name = LISTS.get(block.kind)
    return tuple(getattr(block, name)) if name else ()
