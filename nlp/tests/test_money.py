"""Money as people write it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.currencies import currency_codes, currency_label, same_currency
from nlp.data_files import LANGUAGES
from nlp.money import amounts, with_written_amounts, written_amount
from reference.packs import countries


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
        ("KSh. 120", "120", "KES", ""),
        ("25 cedis", "25", "GHS", ""),
        ("500 Frs par Kg pour laver", "500", "F", "kg"),
        ("Le pagne (env. 6 m.) est à 12 000 F.", "12000", "F", ""),
        ("Pagne de 6m à 12 000 F", "12000", "F", ""),
        ("un lot de 3 à 1 500 F", "1500", "F", ""),
        ("Coupe homme .......... 1000 F", "1000", "F", ""),
        ("Coupe homme......1.500F", "1500", "F", ""),
        ("20dhs", "20", "DH", ""),
        ("#1,500", "1500", "NGN", ""),
        ("Ksh 450/=", "450", "KES", ""),
        ("450/=", "450", "SH", ""),
        ("5 000 Ar", "5000", "MGA", ""),
        ("15 DT", "15", "TND", ""),
        ("15 dinars", "15", "DINAR", ""),
        ("20 CHF", "20", "CHF", ""),
        ("R85", "85", "R", ""),
        ("₹500", "500", "INR", ""),
        ("500 UM", "500", "MRU", ""),
        ("450$00", "450", "CVE", ""),
        ("GH¢25", "25", "GHS", ""),
        ("à mille francs", "1000", "F", ""),
        ("deux mille cinq cents FCFA", "2500", "CFA", ""),
        ("1.000 FCFA", "1000", "CFA", ""),
        ("jollof rice 2k", "2000", "", ""),
        ("$2m", "2000000", "$", ""),
        ("MUR 500", "500", "MUR", ""),
        ("12 euros", "12", "EUR", ""),
    ],
)
def test_an_amount_is_read_as_written(text: str, value: str, currency: str, unit: str) -> None:
    (money,) = amounts(text)
    assert (money.amount, money.currency, money.unit) == (Decimal(value), currency, unit)


@pytest.mark.parametrize(
    "text",
    [
        "12 fours",
        "le 15 mai",
        "en 2035",
        "3 F1 cars",
        "40 %",
        "F",
        "6 m.",
        "we are #1",
        "sur la N1",
        "3 cup",
        "12 gel",
        "to 10k",
        "10k people",
    ],
)
def test_a_figure_without_currency_is_not_money(text: str) -> None:
    assert amounts(text) == ()


def test_a_range_keeps_both_ends() -> None:
    (money,) = amounts("500 à 800 F par repas")
    assert (money.amount, money.upto) == (Decimal(500), Decimal(800))


@pytest.mark.parametrize(("code", "own"), [("SH", "UGX"), ("F", "RWF"), ("$", "CAD"), ("XOF", "CFA")])
def test_a_shared_name_is_the_countrys_own_currency(code: str, own: str) -> None:
    assert same_currency(code, frozenset({own}))
    assert not same_currency("EUR", frozenset({own}))


@pytest.mark.parametrize(
    ("text", "prices"),
    [
        ("Bread: small N300, medium N700, big N1,200.", [300, 700, 1200]),
        ("waakye 25 cedis with egg 30 cedis", [25, 30]),
        ("10 DH le pain 20 DH le lait", [10, 20]),
        ("DH 2 pain DH 3 lait", [2, 3]),
        ("pain 500 FCFA 2 pains 900 FCFA", [500, 900]),
        ("wigs 15k, braids 8k", [15000, 8000]),
    ],
)
def test_each_figure_of_a_list_has_the_sign_beside_it(text: str, prices: list[int]) -> None:
    assert [money.amount for money in amounts(text)] == prices


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("3 pounds", "GBP"),
        ("P50", "BWP"),
        ("LE 50", "EGP"),
        ("50 gourdes", "HTG"),
        ("R5", "ZAR"),
        ("5 SOS", "SOS"),
    ],
)
def test_a_word_with_a_second_meaning_is_money_in_its_own_country_only(text: str, own: str) -> None:
    assert [money.currency for money in amounts(text, own)] == [own]
    assert amounts(text) == ()


CODES = sorted({one.currency for one in countries().values() if one.currency})


@pytest.mark.parametrize("language", LANGUAGES)
@given(code=st.sampled_from(CODES), cents=st.integers(1, 10**8))
def test_what_is_written_is_read_again(language: str, code: str, cents: int) -> None:
    value = Decimal(cents) / 100
    (money,) = amounts(written_amount(value, code, language), code)
    assert money.amount == value
    assert code in currency_codes(money.currency)


@pytest.mark.parametrize(
    ("text", "own", "language", "written"),
    [
        ("Coupe 1500 F, 500 à 800 F le plat", "XOF", "fr", "Coupe 1 500 FCFA, 500 à 800 FCFA le plat"),
        ("mille francs ou 1.500 frs", "XOF", "fr", "1 000 FCFA ou 1 500 FCFA"),
        ("waakye 25 cedis with egg GH¢30", "GHS", "en", "waakye GHS 25 with egg GHS 30"),
        ("small N300 to N500, big #1,500", "NGN", "en", "small ₦300 to 500, big ₦1,500"),
        ("KSh. 120/= each", "KES", "en", "KES 120 each"),
        ("28 euros, 6,5 €", "EUR", "fr", "28 €, 6,50 €"),
        ("1,5 million de FCFA", "XOF", "fr", "1,5 million de FCFA"),
        ("Le litre à 1,459 €", "EUR", "fr", "Le litre à 1,459 €"),
        ("0,1255 €", "EUR", "fr", "0,1255 €"),
        ("un sac à 1,500 F", "XOF", "fr", "un sac à 1 500 FCFA"),
        (f"{'9' * 40},5 F", "XOF", "fr", f"{'9' * 40},5 F"),
        ("20 € ou 500 F", "XOF", "fr", "20 € ou 500 FCFA"),
    ],
)
def test_every_amount_of_a_text_is_written_one_way(text: str, own: str, language: str, written: str) -> None:
    shown = with_written_amounts(text, own, language)
    assert shown.replace("\u00a0", " ").replace("\u202f", " ") == written
    assert with_written_amounts(shown, own, language) == shown


def test_a_currency_has_one_label() -> None:
    assert [currency_label(code) for code in ("XOF", "XAF", "KES", "EUR")] == ["FCFA", "FCFA", "KES", "€"]
