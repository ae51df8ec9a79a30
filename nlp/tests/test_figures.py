"""Numbers in digits and in words have the same value in every module."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.data_files import LANGUAGES, load
from nlp.figures import FIGURE, multiplied, number_words, small_number, spelled_numbers, value_of
from nlp.text import fold


@given(st.integers(0, 10**9))
def test_grouped_thousands_are_one_number(number: int) -> None:
    grouped = f"{number:,}"
    ways = [grouped, *(grouped.replace(",", sign) for sign in " .'\u202f\u00a0")]
    assert {value_of(way) for way in ways} == {Decimal(number)}
    assert all(re.fullmatch(FIGURE, way) for way in ways)


@pytest.mark.parametrize(
    ("written", "value"),
    [("12,5", "12.5"), ("0,500", "0.5"), ("1500.000", "1500"), ("1.234,50", "1234.5"), ("١٥٠٠", "1500")],
)
def test_what_is_no_group_of_three_after_a_point_is_decimals(written: str, value: str) -> None:
    assert value_of(written) == Decimal(value)


@pytest.mark.parametrize(
    ("figure", "multiple", "value"),
    [
        ("25", "k", 25_000),
        ("1.5", " million", 1_500_000),
        ("3", "m", 3_000_000),
        ("2", " hundred", 200),
        ("7", "", 7),
    ],
)
def test_a_word_multiplies_the_figure_before_it(figure: str, multiple: str, value: int) -> None:
    assert multiplied(Decimal(figure), multiple) == value


def test_a_multiple_rounds_nothing() -> None:
    assert multiplied(Decimal("9" * 40), "k") == Decimal("9" * 40 + "000")


@pytest.mark.parametrize(("written", "value"), [("sept", 7), ("une", 1), ("ten", 10), ("12", 12)])
def test_a_small_number_is_read_in_digits_or_in_a_word(written: str, value: int) -> None:
    assert small_number(written) == value


@pytest.mark.parametrize(
    ("folded", "value"),
    [
        ("deux cents", 200),
        ("deux mille cinq cent vingt", 2520),
        ("one hundred and five", 105),
        ("sixteen thousand", 16_000),
        ("quatre-vingt mille", 80_000),
        ("a dozen", 12),
    ],
)
def test_a_large_number_in_words_has_its_value(folded: str, value: int) -> None:
    assert [number for _, _, number in spelled_numbers(folded)] == [value]


@pytest.mark.parametrize("language", LANGUAGES)
def test_number_words_are_folded_and_one_is_none_of_them(language: str) -> None:
    words = number_words(language)
    assert words == {fold(word) for word in words}
    assert words.isdisjoint({"un", "une", "one"})
    assert load(f"{language}/numbers")["units"].keys() - words <= {"un", "une", "one"}
