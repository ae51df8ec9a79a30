"""Factories of codes; a code that exists already is returned."""

import factory
from factory.django import DjangoModelFactory

from reference.models import Country, Currency, Language, Sector, Timezone


class CurrencyFactory(DjangoModelFactory[Currency]):
    """A currency, by default the CFA franc."""

    class Meta:
        model = Currency
        django_get_or_create = ["code"]

    code = "XOF"
    name_en = "West African CFA franc"
    name_fr = "Franc CFA (BCEAO)"
    symbol = "F CFA"
    decimals = 0


class CountryFactory(DjangoModelFactory[Country]):
    """A country, by default Senegal."""

    class Meta:
        model = Country
        django_get_or_create = ["code"]

    code = "SN"
    name_en = "Senegal"
    name_fr = "Sénégal"
    calling_code = "+221"
    currency = factory.SubFactory(CurrencyFactory)


class LanguageFactory(DjangoModelFactory[Language]):
    """A language, by default French."""

    class Meta:
        model = Language
        django_get_or_create = ["code"]

    code = "fr"
    name_en = "French"
    name_fr = "Français"


class TimezoneFactory(DjangoModelFactory[Timezone]):
    """A time zone, by default that of Dakar."""

    class Meta:
        model = Timezone
        django_get_or_create = ["code"]

    code = "Africa/Dakar"
    name_en = "Dakar (Africa)"
    name_fr = "Dakar (Afrique)"


class SectorFactory(DjangoModelFactory[Sector]):
    """A sector, by default restaurants."""

    class Meta:
        model = Sector
        django_get_or_create = ["slug"]

    slug = "restaurant"
    name_en = "Restaurant and food"
    name_fr = "Restauration et alimentation"
