"""Code lists for tests: one row each, asked for by its code."""

import factory
from factory.django import DjangoModelFactory

from reference.models import Country, Currency, Language, Sector, Timezone


class CurrencyFactory(DjangoModelFactory[Currency]):
    """The CFA franc unless told otherwise."""

    class Meta:
        model = Currency
        django_get_or_create = ["code"]

    code = "XOF"
    name_en = "West African CFA franc"
    name_fr = "Franc CFA (BCEAO)"
    symbol = "F CFA"
    decimals = 0


class CountryFactory(DjangoModelFactory[Country]):
    """Senegal unless told otherwise."""

    class Meta:
        model = Country
        django_get_or_create = ["code"]

    code = "SN"
    name_en = "Senegal"
    name_fr = "Sénégal"
    calling_code = "+221"
    currency = factory.SubFactory(CurrencyFactory)


class LanguageFactory(DjangoModelFactory[Language]):
    """French unless told otherwise."""

    class Meta:
        model = Language
        django_get_or_create = ["code"]

    code = "fr"
    name_en = "French"
    name_fr = "Français"


class TimezoneFactory(DjangoModelFactory[Timezone]):
    """Dakar's zone unless told otherwise."""

    class Meta:
        model = Timezone
        django_get_or_create = ["code"]

    code = "Africa/Dakar"
    name_en = "Dakar (Africa)"
    name_fr = "Dakar (Afrique)"


class SectorFactory(DjangoModelFactory[Sector]):
    """Restaurants unless told otherwise."""

    class Meta:
        model = Sector
        django_get_or_create = ["slug"]

    slug = "restaurant"
    name_en = "Restaurant and food"
    name_fr = "Restauration et alimentation"
