"""Codes have a name in each language, and a deprecated code is not among the choices."""

import pytest
from django.utils.translation import override

from reference.models import Sector
from reference.tests.factories import SectorFactory


@pytest.mark.parametrize(("language", "name"), [("fr", "Poisson"), ("en", "Fish")])
def test_a_name_is_in_the_language_of_the_interface(language: str, name: str) -> None:
    with override(language):
        assert str(Sector(slug="fish", name_en="Fish", name_fr="Poisson")) == name


@pytest.mark.django_db
def test_choices_are_the_active_codes_in_reading_order() -> None:
    for slug, name in (("works", "Travaux"), ("crafts", "œuvres"), ("schools", "Écoles")):
        SectorFactory.create(slug=slug, name_fr=name)
    SectorFactory.create(slug="fish", name_fr="Poisson", active=False)
    with override("fr"):
        assert [name for _, name in Sector.objects.choices()] == ["Écoles", "œuvres", "Travaux"]
