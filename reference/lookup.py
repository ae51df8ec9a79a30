"""Finds a country by its code or by one of its names."""

from functools import cache
from typing import Final

import pycountry
from babel import Locale

from nlp.letters import words
from reference.models import Country

#: Names that neither ISO 3166 nor CLDR has, as `_plain` writes them, with their codes.
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


@cache
def _codes() -> dict[str, str]:
    """Return the two-letter code of every known name, as `_plain` writes it; the first source wins."""
    known = dict(OTHER_NAMES)
    for country in pycountry.countries:
        names = [country.alpha_2, country.alpha_3, country.name, getattr(country, "common_name", "")]
        names += [Locale(language).territories.get(country.alpha_2, "") for language in ("en", "fr")]
        for name in filter(None, names):
            known.setdefault(_plain(name), country.alpha_2)
    return known


def _plain(text: str) -> str:
    """Return the words of the text in plain letters."""
    return " ".join(words(text))
