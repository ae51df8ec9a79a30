"""Telephone numbers: which of a field can be dialled, and how."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.telephones import dialled, parted, unreadable

AWA, BABA = "+221772200089", "+221762000097"
#: A number of each country that has one.
EXAMPLES = {
    country: number
    for country in phonenumbers.SUPPORTED_REGIONS
    if (number := phonenumbers.example_number(country))
}
BETWEEN = [" // ", "/", " / ", ", ", " ; ", " ou ", " et ", " or ", " | ", " - ", "\n", "   "]


@pytest.mark.parametrize(
    ("text", "country", "numbers"),
    [
        ("77 220 00 89 // 76 200 00 97", "SN", [AWA, BABA]),
        ("77 220 00 89 76 200 00 97", "SN", [AWA, BABA]),
        ("Tél : 77 220 00 89 (Awa), 76 200 00 97 (atelier)", "SN", [AWA, BABA]),
        ("77 220 00 89 / 77 220 00 89", "SN", [AWA]),
        ("+221 (0)77 220 00 89", "SN", [AWA]),
        ("(+221) 77-220-00-89", "FR", [AWA]),
        ("00221 77 220 00 89", "NG", [AWA]),
        ("\u202a+221\u202f77\u00a0220 00 89\u202c", "", [AWA]),
        ("https://wa.me/221772200089", "SN", [AWA]),
        ("+33 (0)6 12 34 56 78", "SN", ["+33612345678"]),
        ("+39 (0)6 6982 0000", "SN", ["+390669820000"]),
        ("+233 (0)24 412 3456 / (0)20 412 3456", "GH", ["+233244123456", "+233204123456"]),
        ("0803 123 4567, 0805 765 4321", "NG", ["+2348031234567", "+2348057654321"]),
        ("0712 345 678", "ke", ["+254712345678"]),
        ("1515", "SN", ["1515"]),
        ("77 220 00 89", "", []),
        ("07 12 34 56", "CI", []),
        ("97 12 34 56", "BJ", []),
        ("77 220 00", "SN", []),
        ("plus tard", "SN", []),
        ("", "SN", []),
    ],
)
def test_what_is_dialled(text: str, country: str, numbers: list[str]) -> None:
    assert dialled(text, country) == numbers


def test_each_number_keeps_what_is_written_of_it() -> None:
    assert parted("77 220 00 89 (Awa), 76 200 00 97 (atelier)", "SN") == [
        ("77 220 00 89 (Awa)", AWA),
        ("76 200 00 97 (atelier)", BABA),
    ]
    assert parted("de 8 h à 20 h au 77 220 00 89", "SN") == [("de 8 h à 20 h au 77 220 00 89", AWA)]
    assert [shown for shown, _number in parted("772200089 762000097", "SN")] == [
        "+221 77 220 00 89",
        "+221 76 200 00 97",
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("77 220 00 89 / 76 200", ["76 200"]),
        ("77 220 00 89, de 8 h à 20 h", []),
        ("plus tard", ["plus tard"]),
        ("", []),
    ],
)
def test_what_cannot_be_dialled_is_told(text: str, parts: list[str]) -> None:
    assert unreadable(text, "SN") == parts


@given(
    st.lists(st.sampled_from(sorted(EXAMPLES)), min_size=1, max_size=3),
    st.sampled_from(BETWEEN),
    st.booleans(),
)
def test_every_countrys_numbers_are_dialled_however_they_stand_together(
    countries: list[str], between: str, is_local: bool
) -> None:
    examples = [EXAMPLES[country] for country in countries]
    written = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    texts = [phonenumbers.format_number(number, written) for number in examples]
    if is_local:
        local = phonenumbers.PhoneNumberFormat.NATIONAL
        texts[0] = phonenumbers.format_number(examples[0], local)
    wanted = [phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) for number in examples]
    assert dialled(between.join(texts), countries[0]) == list(dict.fromkeys(wanted))
