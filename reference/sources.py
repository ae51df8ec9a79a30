"""Code lists from libraries and our sector files: ISO codes through pycountry, names through Babel (CLDR)."""

import zoneinfo
from collections.abc import Callable, Iterator
from typing import Final

import phonenumbers
import pycountry
from babel import Locale
from babel.numbers import get_currency_precision, get_currency_symbol, get_territory_currencies

from reference.models import CodeList, Country, Currency, Language, Sector, Timezone
from reference.packs import OTHER, SECTORS, sector_pack

_EN, _FR = Locale("en"), Locale("fr")


def _capital(text: str) -> str:
    """Return the text with its first letter in upper case, as it stands alone in a list."""
    return text[:1].upper() + text[1:]


def currencies() -> Iterator[Currency]:
    """Yield the ISO 4217 currencies that CLDR names in both languages."""
    for item in pycountry.currencies:
        code = item.alpha_3
        if code in _EN.currencies and code in _FR.currencies:
            yield Currency(
                code=code,
                name_en=_EN.currencies[code],
                name_fr=_capital(_FR.currencies[code]),
                symbol=get_currency_symbol(code, locale="fr").replace("\u202f", " "),
                decimals=get_currency_precision(code),
            )


def countries() -> Iterator[Country]:
    """Yield the ISO 3166-1 countries with their calling code and the currency they use today."""
    known = {currency.code for currency in currencies()}
    for item in pycountry.countries:
        code = item.alpha_2
        used = [currency for currency in get_territory_currencies(code) if currency in known]
        calling = phonenumbers.country_code_for_region(code)
        yield Country(
            code=code,
            name_en=_EN.territories.get(code, item.name),
            name_fr=_FR.territories.get(code, item.name),
            calling_code=f"+{calling}" if calling else "",
            currency_id=used[0] if used else None,
        )


def languages() -> Iterator[Language]:
    """Yield the languages with a two-letter code, as BCP 47 prefers."""
    for item in pycountry.languages:
        code = getattr(item, "alpha_2", None)
        if code:
            yield Language(
                code=code,
                name_en=_EN.languages.get(code, item.name),
                name_fr=_capital(_FR.languages.get(code, item.name)),
            )


def timezones() -> Iterator[Timezone]:
    """Yield the IANA zones of regions and cities, named by their place."""
    for code in sorted(zoneinfo.available_timezones()):
        area, _, place = code.partition("/")
        if place and area in _AREAS:
            label = place.replace("_", " ").replace("/", ", ")
            yield Timezone(code=code, name_en=f"{label} ({area})", name_fr=f"{label} ({_AREAS[area]})")
    yield Timezone(code="UTC", name_en="UTC", name_fr="UTC")


_AREAS = {
    "Africa": "Afrique",
    "America": "Amérique",
    "Antarctica": "Antarctique",
    "Asia": "Asie",
    "Atlantic": "Atlantique",
    "Australia": "Australie",
    "Europe": "Europe",
    "Indian": "océan Indien",
    "Pacific": "Pacifique",
}


def sectors() -> Iterator[Sector]:
    """Yield the lines of business of our own list."""
    for slug in (*SECTORS, OTHER):
        name = sector_pack(slug).name
        yield Sector(slug=slug, name_en=name.en, name_fr=name.fr)


#: Every list with its source, in an order that foreign keys allow.
LISTS: Final[tuple[tuple[type[CodeList], Callable[[], Iterator[CodeList]]], ...]] = (
    (Currency, currencies),
    (Country, countries),
    (Language, languages),
    (Timezone, timezones),
    (Sector, sectors),
)
