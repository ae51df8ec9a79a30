"""The data of countries, currencies and sectors in `reference/data`, read once and frozen, without Django.

One file describes a sector and one a country, for all apps. A pack gives vocabulary, towns and examples; it
changes no score.
"""

from reference.packs.countries import (
    DEFAULT,
    CountryPack,
    CountryRules,
    LegalForms,
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
    Example,
    KnownRisk,
    Season,
    SectorPack,
    SectorResearch,
    alternatives_of,
    examples,
    examples_for,
    research_of,
    sector_pack,
)
from reference.packs.trades import Trade, trades

__all__ = [
    "DATA",
    "DEFAULT",
    "EXAMPLE_STEPS",
    "LANGUAGES",
    "OTHER",
    "SECTORS",
    "CountryPack",
    "CountryRules",
    "Example",
    "KnownRisk",
    "LegalForms",
    "PackError",
    "Season",
    "SectorPack",
    "SectorResearch",
    "Text",
    "Trade",
    "alternatives_of",
    "country_currencies",
    "country_pack",
    "country_packs",
    "country_rules",
    "currencies",
    "examples",
    "examples_for",
    "legal_forms",
    "research_of",
    "sector_pack",
    "trades",
]
