"""A site's address: ASCII, short, never one that the product keeps for itself."""

import re
import unicodedata
from typing import Final

from agents.data_files import load
from agents.seo.site import Site

LONGEST: Final = 50
SHORTEST: Final = 2
_LIGATURES: Final = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ß": "ss", "ɔ": "o", "ɛ": "e", "ŋ": "n", "ł": "l"}
)


def slug(site: Site) -> str:
    """Return an address of 2 to 50 small ASCII letters, digits and hyphens, none that the product keeps."""
    fallback = str(site.phrases["fallback_slug"])
    names = (plain(text) for text in (site.name, f"{site.category} {site.city}"))
    name = next((name for name in names if len(name) >= SHORTEST), fallback)
    rest = plain(site.city) or plain(site.category) or fallback
    return f"{name}-{rest}"[:LONGEST].rstrip("-") if name in reserved() else name


def plain(text: str) -> str:
    """Return the letters and digits of a text in ASCII, joined by hyphens, cut at a hyphen where possible."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    joined = re.sub(r"[^a-z0-9]+", "-", bare.encode("ascii", "replace").decode()).strip("-")
    if len(joined) <= LONGEST:
        return joined
    cut = joined[:LONGEST].rstrip("-")
    return cut[: cut.rfind("-")] if "-" in cut[SHORTEST:] and joined[LONGEST] != "-" else cut


def reserved() -> frozenset[str]:
    """Return the addresses that no site gets."""
    return frozenset(str(load("seo/data/common.toml")["reserved"]).split())
