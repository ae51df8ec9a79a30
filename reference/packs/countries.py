"""Countries, their law and their currencies: only facts that are valid for years."""

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from pydantic import Field

from nlp.text import fold
from reference.packs.files import DATA, Frozen, Line, Text, checked, read

DEFAULT: Final = "default"
_FOLDER: Final = DATA / "countries"


class City(NamedTuple):
    """A town and its region (state, province, district)."""

    name: Line
    region: Line


class Word(Text):
    """A local word that customers use, explained in both languages."""

    word: Line


class CountryPack(Frozen):
    """Facts about trading in one country; `currency` is an ISO 4217 code.

    `sector_alternatives_apply` says whether the alternatives of the sector packs are usual there; `locales`
    maps languages to locale codes where they are not the usual ones.
    """

    code: str
    name: Text
    currency: Line
    currency_forms: tuple[Line, ...] = Field(min_length=1)
    payment_means: tuple[Text, ...] = Field(min_length=1)
    languages: tuple[Text, ...] = Field(min_length=1)
    cities: tuple[City, ...] = Field(min_length=1)
    legal_forms: tuple[Text, ...] = Field(min_length=1)
    seasons: tuple[Text, ...] = Field(min_length=1)
    vocabulary: tuple[Word, ...] = Field(min_length=1)
    sector_alternatives_apply: bool = True
    locales: Mapping[str, str] = {}


class CountryRules(Frozen):
    """The law of a country for people who trade there.

    `forms` names the family of legal forms. `rate` is the standard rate of the sales tax in per cent, from
    `tax_source` for `tax_year`; `verify` marks a rate that a reform has changed lately.
    """

    forms: str
    registry: Text
    tax: Text
    social: Text
    admin: Text | None = None
    law: Text | None = None
    law_year: int | None = None
    rate: Text | None = None
    tax_name: Text | None = None
    tax_source: Text | None = None
    tax_year: int | None = None
    verify: bool = False


class Country(NamedTuple):
    """The file of one country; `pack` is None where only its law is known."""

    pack: CountryPack | None
    rules: CountryRules


class LegalForm(Text):
    """A legal form: its name, and when it suits a new business."""

    key: str
    name: Text


class LegalForms(Frozen):
    """The legal forms of one family of law, with the law that defines them."""

    source: Text
    year: int
    forms: tuple[LegalForm, ...] = Field(min_length=3)


class Exchange(Text):
    """The exchange rate of some currencies; `peg` is the fixed value of one euro."""

    currencies: tuple[str, ...]
    peg: Text | None = None
    source: Text | None = None
    year: int | None = None


class Currencies(Frozen):
    """The names of currencies by ISO 4217 code, their exchange rates, and the countries that use them.

    `used_in` lists folded names and codes of countries by the code of `nlp.money`; `also_used` maps a
    currency to a second one that is in everyday use beside it.
    """

    names: Mapping[str, Text]
    exchange: Mapping[str, Exchange]
    used_in: Mapping[str, str]
    also_used: Mapping[str, str]


def read_country(path: Path) -> Country:
    """Return the file of one country; raises PackError for the first error."""
    facts = read(path)
    rules = checked(CountryRules, facts.pop("rules", {}), path)
    return Country(checked(CountryPack, {"code": path.stem, **facts}, path) if facts else None, rules)


@cache
def _countries() -> dict[str, Country]:
    return {path.stem: read_country(path) for path in sorted(_FOLDER.glob("*.toml"))}


def country_pack(code: str) -> CountryPack:
    """Return the pack of an ISO 3166 two-letter code in any case; an unknown code gets the default pack."""
    known = _countries().get(code.strip().lower())
    pack = known.pack if known and known.pack else _countries()[DEFAULT].pack
    assert pack is not None  # noqa: S101  # narrows the type: a test reads the default file
    return pack


def country_packs() -> tuple[CountryPack, ...]:
    """Return the packs of all known countries, by code, without the default one."""
    return tuple(one.pack for code, one in _countries().items() if one.pack and code != DEFAULT)


def country_rules(code: str) -> CountryRules:
    """Return the law of a country in any case; an unknown code gets the default rules."""
    known = _countries()
    return known.get(code.strip().lower(), known[DEFAULT]).rules


@cache
def legal_forms(family: str) -> LegalForms:
    """Return the legal forms of a family of law."""
    path = DATA / "legal_forms.toml"
    return checked(LegalForms, read(path)[family], path)


@cache
def currencies() -> Currencies:
    """Return the data of all currencies."""
    path = DATA / "currencies.toml"
    return checked(Currencies, read(path), path)


@lru_cache(maxsize=256)
def country_currencies(country: str) -> frozenset[str]:
    """Return the currency codes used every day in a country (name or ISO code); empty when it is unknown.

    The codes are those of `nlp.money`.
    """
    name, known = "-".join(fold(country).split()), currencies()
    own = {code for code, names in known.used_in.items() if name in names.split()}
    return frozenset(own | {known.also_used[code] for code in own if code in known.also_used})
