"""A country is found by its code and by its names."""

import pytest

from reference.lookup import find_country
from reference.tests.factories import CountryFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text", ["CI", "civ", "Côte d'Ivoire", "cote d’ivoire", "Ivory Coast", "CÔTE  D'IVOIRE"]
)
def test_a_country_is_found_by_code_and_by_its_names(text: str) -> None:
    CountryFactory.create(code="CI", name_en="Ivory Coast", name_fr="Côte d’Ivoire")
    found = find_country(text)
    assert found is not None
    assert found.pk == "CI"


@pytest.mark.parametrize("text", ["USA", "United States", "États-Unis", "etats unis"])
def test_the_united_states_have_many_names(text: str) -> None:
    CountryFactory.create(code="US", name_en="United States", name_fr="États-Unis")
    assert find_country(text) is not None


@pytest.mark.parametrize("text", ["", "Wakanda", "\x00", "S"])
def test_what_is_no_country_is_not_found(text: str) -> None:
    assert find_country(text) is None


def test_a_country_that_was_not_loaded_is_not_found() -> None:
    assert find_country("Togo") is None
