"""Loading the code lists."""

import pytest
from django.core.management import call_command
from django.utils.translation import override

from reference.models import Country, Currency, Sector

pytestmark = pytest.mark.django_db


def test_the_command_loads_every_list_and_says_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_reference")
    assert "Reference data loaded." in capsys.readouterr().out
    senegal = Country.objects.select_related("currency").get(pk="SN")
    assert (senegal.name_fr, senegal.calling_code, senegal.currency_id) == ("Sénégal", "+221", "XOF")
    assert Currency.objects.get(pk="XOF").decimals == 0


def test_loading_twice_changes_no_count() -> None:
    call_command("load_reference", verbosity=0)
    before = Country.objects.count(), Sector.objects.count()
    call_command("load_reference", verbosity=0)
    assert (Country.objects.count(), Sector.objects.count()) == before


def test_a_code_that_its_source_dropped_is_switched_off_not_deleted() -> None:
    Sector.objects.create(slug="alchemy", name_en="Alchemy", name_fr="Alchimie")
    call_command("load_reference", verbosity=0)
    assert Sector.objects.get(pk="alchemy").active is False


@pytest.mark.parametrize(
    ("language", "first"), [("fr", "Agriculture et transformation"), ("en", "Another sector")]
)
def test_choices_are_sorted_by_name_in_the_interface_language(language: str, first: str) -> None:
    call_command("load_reference", verbosity=0)
    with override(language):
        assert Sector.objects.choices()[0][1] == first


def test_the_command_speaks_one_language(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_reference")
    said = capsys.readouterr().out
    assert "countries: " in said
    assert "pays" not in said
