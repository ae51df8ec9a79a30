"""Finding a code by what people call it."""

from functools import lru_cache
from typing import Final

import pycountry
from babel import Locale

from reference.folding import fold
from reference.models import Country

#: Names in use that neither ISO 3166 nor CLDR has.
OTHER_NAMES: Final = {
    "ivory coast": "CI",
    "uk": "GB",
    "england": "GB",
    "drc": "CD",
    "rdc": "CD",
    "swaziland": "SZ",
}


def find_country(text: str) -> Country | None:
    """Return the country of a two- or three-letter code or of a French or English name, whatever its case."""
    code = _codes().get(_plain(text))
    return Country.objects.filter(pk=code).first() if code else None


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """Map every known name, in its plain form, to a two-letter code; a later source never overrides."""
    known = dict(OTHER_NAMES)
    for country in pycountry.countries:
        names = [country.alpha_2, country.alpha_3, country.name, getattr(country, "common_name", "")]
        names += [Locale(language).territories.get(country.alpha_2, "") for language in ("en", "fr")]
        for name in filter(None, names):
            known.setdefault(_plain(name), country.alpha_2)
    return known


def _plain(text: str) -> str:
    """Return the text folded, with plain apostrophes, and spaces for hyphens."""
    return " ".join(fold(text.replace("’", "'").replace("-", " ")).split())
