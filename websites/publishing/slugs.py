"""Addresses of sites: made from a name, unique for good, and never one of the product's own."""

from __future__ import annotations

import secrets
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.utils.text import slugify

from websites.models import FormerSlug, Publication, Site

#: In characters: room is left for "-2" and the like in the column's 60.
LONGEST: Final = 50
SHORTEST: Final = 2


@lru_cache(maxsize=1)
def reserved() -> frozenset[str]:
    """Return the addresses that no site gets."""
    return frozenset(tomllib.loads((Path(__file__).parent / "slugs.toml").read_text())["reserved"])


def candidates(name: str) -> Iterator[str]:
    """Yield addresses for a name, the plainest first, without end.

    Other organizations' drafts cannot be seen, so that a candidate may still be taken: writing it tells.
    A name without Latin letters or digits (only emoji, Arabic) gives "boutique-3fa2c1".
    """
    base = slugify(name)[:LONGEST].strip("-_")
    if len(base) < SHORTEST:
        base = "boutique"
    elif base not in reserved():
        yield base
        yield from (f"{base}-{number}" for number in range(2, 6))
    while True:
        yield f"{base}-{secrets.token_hex(3)}"


def is_free(slug: str) -> bool:
    """Say whether an address is neither reserved nor another site's, now or before."""
    if slug in reserved():
        return False
    return not any(model.objects.filter(slug=slug).exists() for model in (Site, Publication, FormerSlug))
