"""What is known of countries, currencies and sectors: data under `reference/data`, read once and frozen.

One file describes a sector and one a country, for every app: a new one is a new file. Pure, without Django.
A pack never changes a score by itself: it offers words, places and examples, not points.
"""

from reference.packs.countries import (
    DEFAULT,
    CountryPack,
    CountryRules,
    LegalForms,
    country_codes,
    country_currencies,
    country_pack,
    country_packs,
    country_rules,
    currencies,
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
    "OTHER",
    "SECTORS",
    "CountryPack",
    "CountryRules",
    "KnownRisk",
    "LegalForms",
    "PackError",
    "Season",
    "SectorPack",
    "SectorResearch",
    "Text",
    "country_codes",
    "country_currencies",
    "country_pack",
    "country_packs",
    "country_rules",
    "currencies",
    "examples",
    "legal_forms",
    "sector_pack",
]
