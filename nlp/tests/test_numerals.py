"""Every numeral of a text is found, with the value that it has however it is written."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.tests.effort import calls
from nlp.numerals import numerals

#: Texts similar to what people write, and arbitrary ones.
WORDS = st.sampled_from(
    [
        *"0123456789 .,/-+:%½٣",
        "\u00a0",
        "\u202f",
        " F",
        "FCFA",
        "GHS ",
        "k",
        "h",
        "mille",
        "e",
        "B",
        "x",
        "million",
    ]
)
TEXTS = st.lists(WORDS, max_size=30).map("".join) | st.text(max_size=60)


def read(text: str) -> list[tuple[str, str, str]]:
    """Return the numerals of a text: as written, kind, value."""
    return [(one.text, one.kind, one.form) for one in numerals(text)]


@pytest.mark.parametrize(
    ("written", "value", "currency"),
    [
        ("1 500 F", "1500", "F"),
        ("2.500 F", "2500", "F"),
        ("1\u202f500\u00a0000 FCFA", "1500000", "F"),
        ("GHS 25", "25", "GHS"),
        ("GH₵4.50", "4.5", "GHS"),
        ("₦3,500", "3500", "NGN"),
        ("N3,500", "3500", "NGN"),
        ("$1,234.50", "1234.5", "$"),
        ("12,50 €", "12.5", "EUR"),
        ("25k", "25000", ""),
        ("2 mille", "2000", ""),
        ("1,5 million", "1500000", ""),
        ("3 milliards", "3000000000", ""),
        ("deux mille", "2000", ""),
        ("three hundred", "300", ""),
        ("deux cent cinquante mille", "250000", ""),
        ("onze mille", "11000", ""),
        ("2mille", "2000", ""),
        ("1.500 000 F", "1500000", "F"),
        ("0,500", "0.5", ""),
        ("une douzaine", "12", ""),
        ("0,125", "0.125", ""),
        ("2035", "2035", ""),
        ("١٥٠٠", "1500", ""),
        ("007", "7", ""),
    ],
)
def test_a_number_has_its_value_and_currency(written: str, value: str, currency: str) -> None:
    (one,) = numerals(f"Il y a {written}, dit-elle.")
    assert (one.text, one.kind, one.form, one.currency) == (written, "number", value, currency)


@pytest.mark.parametrize(
    ("written", "kind", "value"),
    [
        ("12,5 %", "percent", "12.5"),
        ("10 pour cent", "percent", "10"),
        ("1er", "ordinal", "1"),
        ("2ème", "ordinal", "2"),
        ("3rd", "ordinal", "3"),
        ("1/2", "ratio", "1/2"),
        ("½", "ratio", "1/2"),
        ("24h/24", "ratio", "24/24"),
        ("7j/7", "ratio", "7/7"),
        ("8h30", "time", "510"),
        ("8:30", "time", "510"),
        ("18 h", "time", "1080"),
        ("5 pm", "time", "1020"),
        ("12/05/2026", "date", "2026-05-12"),
        ("2026-05-12", "date", "2026-05-12"),
        ("+221 77 123 45 67", "phone", "71234567"),
        ("77 123 45 67", "phone", "71234567"),
        ("0544 123 456", "phone", "44123456"),
        ("97001122", "phone", "97001122"),
        ("B2B", "name", "b2b"),
        ("A4", "name", "a4"),
    ],
)
def test_other_figures_are_one_token(written: str, kind: str, value: str) -> None:
    assert read(f"Avec {written}, oui") == [(written, kind, value)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("10-15 familles", ["10", "15"]),
        ("de 10 à 15", ["10", "15"]),
        ("4 kg à 2 500 FCFA", ["4", "2500"]),
        ("2×500g", ["2", "500"]),
        ("15 000 30 000", ["15000", "30000"]),
        ("En 2024 300 clients", ["2024", "300"]),
        ("deux clients, un panier", []),
    ],
)
def test_figures_side_by_side_stay_apart(text: str, values: list[str]) -> None:
    assert [one.form for one in numerals(text)] == values


@given(TEXTS)
def test_each_digit_is_in_exactly_one_numeral(text: str) -> None:
    found = numerals(text)
    covered = [position for one in found for position in range(one.start, one.end)]
    assert len(covered) == len(set(covered))
    assert all(text[one.start : one.end] == one.text for one in found)
    assert {position for position, sign in enumerate(text) if sign.isdecimal()} <= set(covered)


@given(st.integers(min_value=0, max_value=10**9))
def test_a_number_keeps_its_value_however_its_thousands_are_written(number: int) -> None:
    written = f"{number:,}"
    ways = {written, written.replace(",", " "), written.replace(",", "."), written.replace(",", "\u202f")}
    assert {one.form for way in ways for one in numerals(f"{way} F")} == {str(number)}


@pytest.mark.parametrize(
    "piece", ["1 ", "1.", "123 ", "1,", "a1", "mille ", "cent ", "1/", "+1", "½", "9" * 7]
)
def test_the_effort_grows_with_the_length_only(piece: str) -> None:
    numerals(piece)
    short, long = (calls(partial(numerals, piece * (length // len(piece)))) for length in (4_000, 32_000))
    assert long < 8 * 1.2 * short + 100
