"""Kinds of blocks: their labels, how a new one is built, and where their texts are."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from pydantic import TypeAdapter

from websites.definition.schema import AnyBlock, Definition

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
#: Kinds that show one image.
PICTURED: Final = frozenset({"hero", "about"})
#: Kinds that a site can have only once.
SINGLE: Final = frozenset({"header", "hero", "contact", "footer"})
_ADAPTER: Final[TypeAdapter[AnyBlock]] = TypeAdapter(AnyBlock)
Language = Literal["fr", "en"]


def interface_language() -> Language:
    """Return the language of the interface."""
    return "fr" if (get_language() or "fr").startswith("fr") else "en"


@lru_cache(maxsize=1)
def _texts() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "texts.toml").read_text())


def heading(kind: str, language: Language) -> str:
    """Return the heading of a new section of a kind, in the language of the site."""
    return _texts()[language][kind]


def build_block(kind: str, **values: Any) -> AnyBlock:
    """Return a block of a kind. Raises pydantic’s ValidationError when the values are not valid."""
    return _ADAPTER.validate_python({"kind": kind, **values})


def empty_block(kind: str, language: Language, **values: Any) -> AnyBlock:
    """Return a new block with its default heading, or with `values`."""
    needed: dict[str, Any] = {}
    if kind == "header":
        needed = {"name": "…"}
    elif kind == "hero":
        needed = {"headline": heading("hero", language)}
    elif kind != "footer":
        needed = {"title": heading(kind, language)}
    if kind == "about":
        needed["text"] = ""
    return build_block(kind, **{**needed, **values})


def title_of(block: AnyBlock) -> str:
    """Return the title of a block, "" when it has none."""
    return str(getattr(block, "title", "") or getattr(block, "headline", "") or getattr(block, "name", ""))


def entries_of(block: AnyBlock) -> tuple[Any, ...]:
    """Return the entries, pictures or quotes of a block."""
    name = LISTS.get(block.kind)
    return tuple(getattr(block, name)) if name else ()


def text_paths(block: AnyBlock) -> Iterator[str]:
    """Yield the path of every text of a block that a person can write, empty ones included."""
    for name, value in block:
        if isinstance(value, str) and name in FIELDS:
            yield name
    for index, entry in enumerate(entries_of(block)):
        yield from (f"{LISTS[block.kind]}.{index}.{name}" for name, _value in entry if name in FIELDS)


def text_at(block: AnyBlock, path: str) -> str:
    """Return the text at a path given by `text_paths`."""
    value: Any = block
    for part in path.split("."):
        value = value[int(part)] if part.isdigit() else getattr(value, part)
    return str(value)


def block_index(definition: Definition, block_id: str) -> int:
    """Return the index of a block. Raises KeyError when there is no such block."""
    for index, block in enumerate(definition.blocks):
        if block.id == block_id:
            return index
    raise KeyError(block_id)
