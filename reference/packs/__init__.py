"""The data of countries, currencies and sectors in `reference/data`, read once and frozen, without Django.

One file describes a sector and one a country, for all apps. A pack gives vocabulary, towns and examples; it
changes no score.
"""

from reference.packs.countries import (
    DEFAULT,
    NO_COUNTRY,
    Country,
    CountryPack,
    CountryRules,
    LegalForms,
    countries,
    country,
    country_pack,
    country_packs,
    country_rules,
    currencies,
    currency_name,
    legal_forms,
)
from reference.packs.files import DATA, LANGUAGES, PackError, Text
from reference.packs.sectors import (
    EXAMPLE_STEPS,
    OTHER,
    SECTORS,
    KnownRisk,
    Season,
    SectorPack,
    SectorResearch,
    examples,
    sector_pack,
)

__all__ = [
    "DATA",
    "DEFAULT",
    "EXAMPLE_STEPS",
    "LANGUAGES",
    "NO_COUNTRY",
    "OTHER",
    "SECTORS",
    "Country",
    "CountryPack",
    "CountryRules",
    "KnownRisk",
    "LegalForms",
    "PackError",
    "Season",
    "SectorPack",
    "SectorResearch",
    "Text",
    "countries",
    "country",
    "country_pack",
    "country_packs",
    "country_rules",
    "currencies",
    "currency_name",
    "examples",
    "legal_forms",
    "sector_pack",
]
