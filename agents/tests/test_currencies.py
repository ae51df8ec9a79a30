"""A price in the money of a country is read as such by the coach and by the sums, in every country."""

from decimal import Decimal
from operator import attrgetter
from typing import Literal

import pytest

from agents.contract import Inputs
from agents.research.market_numbers import market_numbers
from coaching.coach.consistency.arithmetic import offer_arithmetic
from coaching.coach.consistency.contradictions import contradictions
from coaching.coach.scoring.facts import BusinessFacts, facts
from nlp.money import written_amount
from reference.packs import Country, countries, country

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")
WITH_MONEY = [one for one in countries().values() if one.currency]
EVERYDAY = [
    ("MA", "20 DH"),
    ("NG", "#1,500"),
    ("NG", "10k"),
    ("NG", "N300"),
    ("KE", "450/="),
    ("KE", "KSh. 120"),
    ("UG", "Sh 450"),
    ("MG", "5000 Ar"),
    ("TN", "15 DT"),
    ("TN", "15 dinars"),
    ("DZ", "200 DA"),
    ("CH", "20 francs"),
    ("ZA", "R85"),
    ("IN", "₹500"),
    ("MU", "Rs 50"),
    ("MR", "500 UM"),
    ("CV", "450$00"),
    ("GH", "GH¢25"),
    ("GH", "25 cedis"),
    ("SN", "deux mille francs"),
    ("SN", "1.000 FCFA"),
    ("SN", "2 mille"),
    ("GB", "20 pounds"),
    ("US", "$20"),
    ("CA", "$20"),
    ("EG", "50 LE"),
    ("ZM", "K50"),
    ("BW", "P50"),
    ("ET", "50 birr"),
    ("HT", "50 gourdes"),
    ("CD", "5000 FC"),
]


def _check(place: Country, price: str, language: Language) -> None:
    """Check that a price is the country's money for the coach and in the sums, and that nothing disagrees."""
    text = f"Le panier est à {price} la pièce." if language == "fr" else f"A basket costs {price} each."
    answers = {"offre": text}
    name = place.name.get(language)
    start = BusinessFacts("Atelier", "crafts", "", name, place.currency, language, place.also_used)
    inputs = Inputs(
        language=language,
        business_name="Atelier",
        sector="crafts",
        country=place.code,
        currency=place.currency,
        texts=answers,
    )
    assert offer_arithmetic(text, language, place.currency).price is not None, price
    assert contradictions(answers, start) == (), price
    numbers = market_numbers(inputs, facts(answers, language, place.currency))
    assert (numbers.currency, numbers.price is not None) == (place.currency, True), price


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", WITH_MONEY, ids=attrgetter("code"))
def test_a_price_in_the_countrys_own_money_agrees_with_it(place: Country, language: Language) -> None:
    _check(place, f"{place.currency} 1500", language)
    _check(place, f"1500 {place.currency}", language)
    _check(place, written_amount(Decimal(1500), place.currency, language), language)


@pytest.mark.parametrize(("code", "price"), EVERYDAY)
def test_an_everyday_price_is_the_countrys_money(code: str, price: str) -> None:
    for language in LANGUAGES:
        _check(country(code), price, language)


def test_a_price_in_foreign_money_is_a_contradiction_in_a_country_without_a_file() -> None:
    start = BusinessFacts("Shop", "crafts", "", "Kenya", "KES", "en")
    found = contradictions({"offre": "A basket costs 20 euros each."}, start)
    assert [one.kind for one in found] == ["currency"]
