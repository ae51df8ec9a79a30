"""Money as people write it."""

from decimal import Decimal

import pytest

from nlp.money import amounts, same_currency


@pytest.mark.parametrize(
    ("text", "value", "currency", "unit"),
    [
        ("à 1 500 FCFA le plat", "1500", "CFA", "repas"),
        ("2.500 F", "2500", "F", ""),
        ("15 000 F CFA par mois", "15000", "CFA", "mois"),
        ("GHS 25 per plate", "25", "GHS", "repas"),
        ("₦3,500", "3500", "NGN", ""),
        ("$4.50 a cup", "4.50", "$", "cup"),
        ("la bouteille de 50 cl à 750F", "750", "F", "bouteille"),
        ("1,5 million de FCFA", "1500000", "CFA", ""),
        ("N2,000 for a bag", "2000", "NGN", "sac"),
        ("5 000 FCFA à domicile", "5000", "CFA", ""),
        ("UGX 10,000 a visit", "10000", "UGX", "visit"),
        ("400,000 RWF a term", "400000", "RWF", "term"),
        ("80,000 shillings", "80000", "SH", ""),
        ("20 000 FC la leçon", "20000", "FC", "lecon"),
        ("2 millions de francs", "2000000", "F", ""),
        ("0,500 €", "0.5", "EUR", ""),
        ("1.500 000 F", "1500000", "F", ""),
    ],
)
def test_an_amount_is_read_as_written(text: str, value: str, currency: str, unit: str) -> None:
    (money,) = amounts(text)
    assert (money.amount, money.currency, money.unit) == (Decimal(value), currency, unit)


@pytest.mark.parametrize("text", ["12 fours", "le 15 mai", "en 2035", "3 F1 cars", "40 %", "F"])
def test_a_figure_without_currency_is_not_money(text: str) -> None:
    assert amounts(text) == ()


def test_a_range_keeps_both_ends() -> None:
    (money,) = amounts("500 à 800 F par repas")
    assert (money.amount, money.upto) == (Decimal(500), Decimal(800))


@pytest.mark.parametrize(("code", "own"), [("SH", "UGX"), ("F", "RWF"), ("$", "CAD"), ("XOF", "CFA")])
def test_a_shared_name_is_the_countrys_own_currency(code: str, own: str) -> None:
    assert same_currency(code, frozenset({own}))
    assert not same_currency("EUR", frozenset({own}))
