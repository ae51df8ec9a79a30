"""Slugs of new sites: made from the name, never reserved."""

from __future__ import annotations

import secrets
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.utils.text import slugify

from websites.models import FormerSlug, Publication, Site

#: Characters; the column holds 60, so there is room for "-2".
LONGEST: Final = 50
SHORTEST: Final = 2


@lru_cache(maxsize=1)
def reserved() -> frozenset[str]:
    """Return the slugs that no site gets."""
    return frozenset(tomllib.loads((Path(__file__).parent / "slugs.toml").read_text())["reserved"])


def candidates(name: str) -> Iterator[str]:
    """Yield slugs for a name without end, the plainest first.

    Drafts of other organizations are invisible, so that saving a candidate may still fail. A name without
    Latin letters or digits gives "boutique-3fa2c1".
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
    """Say whether a slug is neither reserved nor used by a visible site, now or before."""
    if slug in reserved():
        return False
    return not any(model.objects.filter(slug=slug).exists() for model in (Site, Publication, FormerSlug))
