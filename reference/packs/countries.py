"""Countries, their law and their currencies: only facts that are valid for years.

Name, currency and calling code of all countries come from ISO 3166 (pycountry), CLDR (Babel) and the
numbering plan (phonenumbers); what is known beyond that is in the files of single countries.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import phonenumbers
import pycountry
from babel import Locale
from babel.numbers import get_currency_name, get_territory_currencies
from pydantic import Field

from reference.packs.files import DATA, LANGUAGES, Frozen, Line, Text, Translated, checked, read

DEFAULT: Final = "default"
_FOLDER: Final = DATA / "countries"


class City(NamedTuple):
    """A town and its region (state, province, district)."""

    name: Line
    region: Line


class Word(Text):
    """A local word that customers use, explained in both languages."""

    word: Line


class Country(NamedTuple):
    """A country of ISO 3166 by its two-letter code.

    `currency` is an ISO 4217 code, "" for none; `also_used` are the codes of other money in everyday use,
    parted by blanks. `calling_code` begins with "+", "" for none.
    """

    code: str
    name: Translated[str]
    currency: str
    also_used: str
    calling_code: str


#: The value for a code that ISO 3166 does not have.
NO_COUNTRY: Final = Country("", Translated[str](fr="", en=""), "", "", "")


class CountryPack(Frozen):
    """Facts about trading in one country.

    `sector_alternatives_apply` says whether the alternatives of the sector packs are usual there; `locales`
    maps languages to locale codes where they are not the usual ones.
    """

    code: str
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


class CountryFile(NamedTuple):
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
    """The exchange rates of currencies, and what CLDR does not say of them, by two-letter code of country.

    `own` is the currency where CLDR names an earlier one, `also_used` other money in everyday use.
    """

    exchange: Mapping[str, Exchange]
    own: Mapping[str, str]
    also_used: Mapping[str, str]


@cache
def countries() -> Mapping[str, Country]:
    """Return all countries of ISO 3166 by their code."""
    return {one.alpha_2: _country(one.alpha_2, one.name) for one in pycountry.countries}


def _country(code: str, name: str) -> Country:
    used, more = get_territory_currencies(code), currencies()
    # a country's own currency begins with its code (BTN), where another one (INR) is used beside it
    usual = next((one for one in used if one.startswith(code)), next(iter(used), ""))
    own, beside = more.own.get(code, usual), more.also_used.get(code, "").split()
    names = {language: Locale(language).territories.get(code, name) for language in LANGUAGES}
    calling = phonenumbers.country_code_for_region(code)
    also_used = " ".join(dict.fromkeys(one for one in (*used, *beside) if one != own))
    return Country(code, Translated[str](**names), own, also_used, f"+{calling}" if calling else "")


def country(code: str) -> Country:
    """Return the country of a two-letter code in any case; NO_COUNTRY for an unknown one."""
    return countries().get(code.strip().upper(), NO_COUNTRY)


def currency_name(code: str, language: str) -> str:
    """Return the name of a currency with its ISO 4217 code: "franc guinéen (GNF)"."""
    name = get_currency_name(code, 1, language)
    known = get_currency_name(code, 1, "en") if name == code else name
    return f"{known.partition(' (')[0]} ({code})"


def read_country(path: Path) -> CountryFile:
    """Return the file of one country; raises PackError for the first error."""
    facts = read(path)
    rules = checked(CountryRules, facts.pop("rules", {}), path)
    return CountryFile(checked(CountryPack, {"code": path.stem, **facts}, path) if facts else None, rules)


@cache
def _files() -> dict[str, CountryFile]:
    return {path.stem: read_country(path) for path in sorted(_FOLDER.glob("*.toml"))}


def country_pack(code: str) -> CountryPack:
    """Return the pack of an ISO 3166 two-letter code in any case; an unknown code gets the default pack."""
    known = _files().get(code.strip().lower())
    pack = known.pack if known and known.pack else _files()[DEFAULT].pack
    assert pack is not None  # noqa: S101  # narrows the type: a test reads the default file
    return pack


def country_packs() -> tuple[CountryPack, ...]:
    """Return the packs of all known countries, by code, without the default one."""
    return tuple(one.pack for code, one in _files().items() if one.pack and code != DEFAULT)


def country_rules(code: str) -> CountryRules:
    """Return the law of a country in any case; an unknown code gets the default rules."""
    known = _files()
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
