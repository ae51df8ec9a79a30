"""The sums of an offer are computed from the amounts in its text."""

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coaching.coach import review
from coaching.coach.consistency.arithmetic import offer_arithmetic
from nlp.money import amounts

FULL = (
    "Je vends le plat à 1 500 FCFA. Les ingrédients me coûtent 900 F par plat. Mon loyer est de 60 000 F par "
    "mois. Je peux préparer 40 plats par jour, 6 jours par semaine."
)


def test_the_sums_of_a_full_offer() -> None:
    sums = offer_arithmetic(FULL, "fr", "XOF")
    assert (sums.margin_percent, sums.break_even_units) == (Decimal("40.0"), 100)
    assert sums.capacity is not None
    assert sums.capacity.value == 1040
    assert (sums.flags, sums.questions) == ((), ())


def test_each_missing_number_becomes_a_question_and_nothing_is_guessed() -> None:
    sums = offer_arithmetic("Je vends du savon au marché.", "fr", "XOF")
    assert sums[:6] == (None, None, None, None, None, None)
    assert len(sums.questions) == 4


def test_a_daily_capacity_needs_the_days_worked() -> None:
    sums = offer_arithmetic("We sell bread at GHS 8 per loaf. We can bake 90 loaves per day.", "en", "GHS")
    assert sums.capacity is None
    assert "How many days" in sums.questions[-1]


def test_a_rent_without_a_period_is_asked_again() -> None:
    assert offer_arithmetic("The rent is GHS 600.", "en", "GHS").fixed_monthly is None


def test_a_price_below_the_cost_is_flagged() -> None:
    sums = offer_arithmetic("Le plat est à 1 000 F. Il me revient à 1 200 F.", "fr", "XOF")
    assert [flag.key for flag in sums.flags] == ["loss"]
    assert sums.break_even_units is None


def test_a_break_even_above_the_capacity_is_flagged() -> None:
    text = (
        "A loaf sells at GHS 8. It costs us GHS 7.50 to make. Rent is GHS 600 monthly. We bake 1,000 a month."
    )
    sums = offer_arithmetic(text, "en", "GHS")
    assert sums.break_even_units == 1200
    assert [flag.key for flag in sums.flags] == ["capacity"]


def test_a_price_above_what_customers_can_pay_is_flagged() -> None:
    sums = offer_arithmetic(
        "Plate at GHS 35 per plate.", "en", "GHS", clientele="They can pay up to GHS 20 per plate."
    )
    assert [flag.key for flag in sums.flags] == ["budget"]


def test_another_currency_does_not_enter_the_sums() -> None:
    assert offer_arithmetic("A plate at $4 each.", "en", "GHS").price is None


PIECES = st.sampled_from(["1 500 F", "par mois", "GHS 0", "loyer", "$", "9" * 30, "\x00"])
TEXTS = st.text(max_size=300) | st.lists(PIECES).map(" ".join)


@settings(deadline=None)
@given(TEXTS, st.sampled_from(["fr", "en"]))
def test_no_text_breaks_the_sums(text: str, language: str) -> None:
    sums = offer_arithmetic(text, language, "XOF", clientele=text)
    assert sums == offer_arithmetic(text, language, "XOF", clientele=text)
    assert all(0 <= money.span.start < money.span.end <= len(text) for money in amounts(text))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Une selle à 40 €. Le cuir me coute 15 et le loyer 500 par mois."),
        ("fr", "Une selle à 40 €. Le cuir me coûte 15. Loyer : 500 par mois."),
        ("en", "A saddle at £40. The leather costs me 15. Rent: 500 a month."),
    ],
)
def test_costs_written_without_a_currency_enter_the_sums(language: str, text: str) -> None:
    sums = offer_arithmetic(text, language, "")
    assert sums.unit_cost
    assert sums.fixed_monthly
    assert (int(sums.unit_cost.value), int(sums.fixed_monthly.value)) == (15, 500)
    assert sums.break_even_units == 20


def test_amounts_after_a_colon_have_the_role_of_the_words_before_it() -> None:
    text = "A saddle at £40. The leather costs me £15. Rent and helper: £900 a month. I can do 60 a month."
    sums = offer_arithmetic(text, "en", "GBP")
    assert sums.fixed_monthly
    assert sums.capacity
    assert (int(sums.fixed_monthly.value), int(sums.capacity.value), sums.questions) == (900, 60, ())


@pytest.mark.parametrize(
    "text",
    ["The repair costs 2 hours.", "Wages for 3 people.", "It costs 2 trips to town.", "I sell 60 plates."],
)
def test_a_figure_of_something_else_is_no_amount(text: str) -> None:
    sums = offer_arithmetic(text, "en", "GBP")
    assert (sums.price, sums.unit_cost, sums.fixed_monthly) == (None, None, None)


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "je vend le plat a 1500, ca me coute 900."), ("en", "I sell a plate at 1500, it costs me 900.")],
)
def test_a_price_after_a_verb_of_selling_needs_no_currency(language: str, text: str) -> None:
    assert str(offer_arithmetic(text, language, "").margin_percent) == "40.0"


def test_people_one_sells_to_are_no_price() -> None:
    assert offer_arithmetic("Je vends du pain à 12 clientes chaque jour.", "fr", "XOF").price is None


@pytest.mark.parametrize(
    ("language", "text", "cost", "units"),
    [
        (
            "fr",
            "Une semelle posée : 20 €. Elle nous coûte 4 € de fourniture et de main-d’œuvre 6 €. "
            "Charges fixes : 900 € par mois.",
            10, 90,
        ),
        (
            "en",
            "A new sole: $20. It costs us $4 for materials and $6 of labour. Rent: $900 a month.",
            10, 90,
        ),
    ],
)  # fmt: skip
def test_the_parts_of_a_cost_in_one_sentence_are_added_up(
    language: str, text: str, cost: int, units: int
) -> None:
    found = offer_arithmetic(text, language, "EUR" if language == "fr" else "USD")
    assert found.unit_cost is not None
    assert int(found.unit_cost.value) == cost
    assert found.break_even_units == units


def test_a_price_in_the_sentence_of_a_cost_is_no_part_of_it() -> None:
    found = offer_arithmetic("Le sac me coûte 6 € de tissu et je le vends 25 € pièce.", "fr", "EUR")
    assert found.unit_cost is not None
    assert found.price is not None
    assert [int(found.unit_cost.value), int(found.price.value)] == [6, 25]


@pytest.mark.parametrize(
    ("language", "text", "currency", "cost"),
    [
        ("fr", "Un ourlet : 4 €. Le fil nous coûte 1 € et de main-d’œuvre 2 €.", "EUR", 3),
        (
            "fr",
            "Le sac est à 9 000 F. Le cuir me coûte 3 000 F et la doublure 1 200 F, la boucle 300 F.",
            "XOF",
            4500,
        ),
        (
            "en",
            "A stool is 90 cedis. The wood costs me 30 cedis, the screws are 4 cedis and the glue 2 cedis.",
            "GHS",
            36,
        ),
        ("en", "I sell a bag of maize at 60 cedis. I buy it at 35 and transport is 8.", "GHS", 43),
    ],
)
def test_the_costs_of_one_sentence_are_added_up(language: str, text: str, currency: str, cost: int) -> None:
    unit_cost = offer_arithmetic(text, language, currency).unit_cost
    assert unit_cost is not None
    assert unit_cost.value == cost


@pytest.mark.parametrize(
    ("language", "text", "currency", "cost"),
    [
        ("fr", "Un panier me coûte 2 000 F et je le vends 5 000 F.", "XOF", 2000),
        ("fr", "Le plat me coûte 600 F, les clients paient 1 000 F.", "XOF", 600),
        ("en", "Each cap costs me 30 cedis and I charge 65 cedis.", "GHS", 30),
    ],
)
def test_a_price_in_the_sentence_of_a_cost_is_no_cost(
    language: str, text: str, currency: str, cost: int
) -> None:
    sums = offer_arithmetic(text, language, currency)
    assert sums.unit_cost is not None
    assert sums.unit_cost.value == cost
    assert sums.price is not None
    assert sums.price.value > cost


def test_costs_in_separate_sentences_are_asked_for_and_give_no_break_even() -> None:
    text = (
        "Le poussin me coûte 600 F. L’aliment me coûte 1 400 F. Je vends le poulet 3 500 F. "
        "Loyer 20 000 F par mois."
    )
    sums = offer_arithmetic(text, "fr", "XOF")
    assert sums.break_even_units is None
    assert any("600 F, 1 400 F" in question for question in sums.questions)


@pytest.mark.parametrize(
    ("language", "text", "currency", "cost"),
    [
        ("en", "Zip change 90 cedis. The zip cost me 40 cedis and thread 3.", "GHS", 43),
        ("fr", "Boubou 15 000 F. Le tissu me coute 6 000 F et le fil 400.", "XOF", 6400),
    ],
)
def test_a_part_without_its_currency_is_added_to_the_cost(
    language: str, text: str, currency: str, cost: int
) -> None:
    unit_cost = offer_arithmetic(text, language, currency).unit_cost
    assert unit_cost is not None
    assert unit_cost.value == cost


@pytest.mark.parametrize(
    "text",
    ["Je vends le pain à {} F.", "Le plat est à 10 F. Il me revient à {} F.", "Je fais {} plats par mois."],
)
def test_a_figure_of_hundreds_of_digits_gives_no_sum(text: str) -> None:
    sums = review("offre", text.format("9" * 400)).extras["arithmetic"]
    assert json.dumps(sums, allow_nan=False)
    assert sums["margin_percent"] is None
