"""A site's address: ASCII, short, never one that the product keeps for itself."""

from typing import Final

from agents.data_files import load
from agents.seo.site import Site
from nlp.letters import hyphenated

LONGEST: Final = 50
SHORTEST: Final = 2


def slug(site: Site) -> str:
    """Return an address of 2 to 50 small ASCII letters, digits and hyphens, none that the product keeps."""
    fallback = str(site.phrases["fallback_slug"])
    names = (hyphenated(text, LONGEST) for text in (site.name, f"{site.category} {site.city}"))
    name = next((name for name in names if len(name) >= SHORTEST), fallback)
    rest = hyphenated(site.city, LONGEST) or hyphenated(site.category, LONGEST) or fallback
    return f"{name}-{rest}"[:LONGEST].rstrip("-") if name in reserved() else name


def reserved() -> frozenset[str]:
    """Return the addresses that no site gets."""
    return frozenset(str(load("seo/data/common.toml")["reserved"]).split())
