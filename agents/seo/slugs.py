"""A site's address: ASCII, short, never one that the product keeps for itself."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from agents.seo.source import Source
from agents.seo.words import data

LONGEST: Final = 50
SHORTEST: Final = 2
_OPENED: Final = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ß": "ss", "ɔ": "o", "ɛ": "e", "ŋ": "n", "ł": "l"}
)


def slug(source: Source) -> str:
    """Return an address of 2 to 50 small ASCII letters, digits and hyphens; a number is never its start."""
    name = plain(source.name)
    if len(name) < SHORTEST:
        name = plain(f"{source.category} {source.city}")
    if len(name) < SHORTEST:
        name = str(data(source.inputs.language)["fallback_slug"])
    if name in reserved():
        rest = (
            plain(source.city) or plain(source.category) or str(data(source.inputs.language)["fallback_slug"])
        )
        name = f"{name}-{rest}"[:LONGEST].rstrip("-")
    return name


def plain(text: str) -> str:
    """Return the letters and digits of a text in ASCII, joined by hyphens, cut at a hyphen where possible."""
    opened = unicodedata.normalize("NFKD", text.lower().translate(_OPENED))
    bare = "".join(char for char in opened if not unicodedata.combining(char))
    joined = re.sub(r"[^a-z0-9]+", "-", bare.encode("ascii", "replace").decode()).strip("-")
    if len(joined) <= LONGEST:
        return joined
    cut = joined[:LONGEST].rstrip("-")
    return cut[: cut.rfind("-")] if "-" in cut[SHORTEST:] and joined[LONGEST] != "-" else cut


def reserved() -> frozenset[str]:
    """Return the addresses that no site gets."""
    return frozenset(str(data("common")["reserved"]).split())
