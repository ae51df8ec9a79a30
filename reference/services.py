"""Loads the code lists: ISO codes from pycountry, their names from Babel (CLDR), and our own sectors."""

import zoneinfo
from collections.abc import Callable, Iterator
from typing import Final

import pycountry
from babel import Locale
from babel.numbers import get_currency_precision, get_currency_symbol
from django.db import transaction
from django.utils.text import capfirst

from reference.models import CodeList, Country, Currency, Language, Sector, Timezone
from reference.packs import OTHER, SECTORS, countries, sector_pack

_EN, _FR = Locale("en"), Locale("fr")
#: The French names of the areas whose time zones are offered.
_AREAS: Final = {
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


@transaction.atomic
def load_reference() -> list[tuple[str, int, int]]:
    """Write all code lists; return the name of each, and how many codes were written and deprecated.

    It may run again: rows are updated, and a code that its source no longer has is deprecated, not deleted.
    """
    return [_write(model, list(rows())) for model, rows in _LISTS]


def _write(model: type[CodeList], rows: list[CodeList]) -> tuple[str, int, int]:
    """Insert or update the rows, and deprecate the codes that are not among them."""
    key = model._meta.pk.attname
    columns = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=[key], update_fields=columns)
    gone = model.objects.filter(active=True).exclude(pk__in=[row.pk for row in rows])
    return str(model._meta.verbose_name_plural), len(rows), gone.update(active=False)


def _currencies() -> Iterator[Currency]:
    """Yield the ISO 4217 currencies that CLDR names, and those in use."""
    used = {one.currency for one in countries().values() if one.currency}
    for code in sorted(used | {item.alpha_3 for item in pycountry.currencies}):
        if code in _EN.currencies:
            yield Currency(
                code=code,
                name_en=_EN.currencies[code],
                name_fr=capfirst(_FR.currencies.get(code, _EN.currencies[code])),
                symbol=get_currency_symbol(code, locale="fr").replace("\u202f", " "),
                decimals=get_currency_precision(code),
            )


def _countries() -> Iterator[Country]:
    """Yield the ISO 3166-1 countries with their calling code and the currency they use today."""
    for one in countries().values():
        yield Country(
            code=one.code,
            name_en=one.name.en,
            name_fr=one.name.fr,
            calling_code=one.calling_code,
            currency_id=one.currency or None,
        )


def _languages() -> Iterator[Language]:
    """Yield the languages with a two-letter code, as BCP 47 prefers."""
    for item in pycountry.languages:
        code = getattr(item, "alpha_2", None)
        if code:
            yield Language(
                code=code,
                name_en=_EN.languages.get(code, item.name),
                name_fr=capfirst(_FR.languages.get(code, item.name)),
            )


def _timezones() -> Iterator[Timezone]:
    """Yield the IANA zones of regions and cities, named by their place."""
    for code in sorted(zoneinfo.available_timezones()):
        area, _, place = code.partition("/")
        if place and area in _AREAS:
            label = place.replace("_", " ").replace("/", ", ")
            yield Timezone(code=code, name_en=f"{label} ({area})", name_fr=f"{label} ({_AREAS[area]})")
    yield Timezone(code="UTC", name_en="UTC", name_fr="UTC")


def _sectors() -> Iterator[Sector]:
    """Yield the lines of business of our own list."""
    for slug in (*SECTORS, OTHER):
        name = sector_pack(slug).name
        yield Sector(slug=slug, name_en=name.en, name_fr=name.fr)


#: Every list with its source, in an order that foreign keys allow.
_LISTS: Final[tuple[tuple[type[CodeList], Callable[[], Iterator[CodeList]]], ...]] = (
    (Currency, _currencies),
    (Country, _countries),
    (Language, _languages),
    (Timezone, _timezones),
    (Sector, _sectors),
)
