"""Names of codes are kept for a while, and never hide a code that exists."""

import pytest
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from reference.models import Sector
from reference.names import name_of, names
from reference.tests.factories import SectorFactory

pytestmark = pytest.mark.django_db


def test_names_are_in_the_language_of_the_interface() -> None:
    SectorFactory.create(slug="fish", name_en="Fish", name_fr="Poisson")
    with override("fr"):
        assert name_of(Sector, "fish") == "Poisson"
    with override("en"):
        assert name_of(Sector, "fish") == "Fish"


def test_a_deprecated_code_keeps_its_name_and_is_no_choice() -> None:
    SectorFactory.create(slug="fish", name_en="Fish", active=False)
    with override("en"):
        assert name_of(Sector, "fish") == "Fish"
        assert "fish" not in dict(names(Sector).choices)


def test_names_are_read_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    SectorFactory.create(slug="fish")
    with django_assert_num_queries(1):
        assert name_of(Sector, "fish") == name_of(Sector, "fish")


def test_a_code_added_since_has_its_name() -> None:
    names(Sector)
    SectorFactory.create(slug="fish", name_en="Fish")
    with override("en"):
        assert name_of(Sector, "fish") == "Fish"


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert name_of(Sector, "gone") == "gone"
