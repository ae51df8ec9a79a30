"""The telephone numbers of a text, as phonenumbers reads them: those that can be dialled, and no others."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

import phonenumbers
from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher, shortnumberinfo

_TRUNK_ZERO: Final = "(0)"
_EXIT_CODE: Final = re.compile(r"(?<![\d+])00(?=[1-9]\d)")
_BARE: Final = re.compile(r"[+\d\s.]{3,60}")
_NUMBER: Final = re.compile(r"[+\d\s().-]*\d[+\d\s().-]*")
_BETWEEN: Final = re.compile(r"\s*(?:[/|;,&\n]+|\b(?:ou|et|or|and)\b)\s*")


def dialled(text: str, country: str) -> list[str]:
    """Return the numbers in a field, as they are dialled from everywhere ("+221772200089") and once each.

    A number without calling code is one of the country (ISO code, "" for none). Its short numbers, such as
    "1515", stay as they are. "(0)" after a calling code, or "00" before it, is understood where the number
    is valid without it.
    """
    bare = _cleaned(text)
    plain = bare.replace(_TRUNK_ZERO, "")
    readings = (bare, plain, _EXIT_CODE.sub("+", plain))
    found = max((list(_valid(reading, country)) for reading in readings), key=len)
    if not found and _BARE.fullmatch(bare):
        found = _run_together(bare.split(), country) or _short(bare, country)
    return list(dict.fromkeys(found))


def parted(text: str, country: str) -> list[tuple[str, str]]:
    """Return the numbers in a field with what is written of each: "77 220 00 89 (Awa), 76 200 00 97"."""
    found, parts = dialled(text, country), _parts(text)
    if len(found) < 2:
        return [(text, number) for number in found]
    is_apart = [dialled(part, country) for part in parts] == [[number] for number in found]
    return list(zip(parts if is_apart else map(_written, found), found, strict=True))


def unreadable(text: str, country: str) -> list[str]:
    """Return what cannot be dialled in a field: parts that are no valid number, or a text without any."""
    if not dialled(text, country):
        return [text] if text.strip() else []
    return [part for part in _parts(text) if _NUMBER.fullmatch(part) and not dialled(part, country)]


def _parts(text: str) -> list[str]:
    return [part for part in _BETWEEN.split(_cleaned(text)) if part]


def _cleaned(text: str) -> str:
    """Return a text without the invisible marks that come along with a copied number, with plain blanks."""
    seen = (char for char in text if unicodedata.category(char) != "Cf")
    return "".join(" " if unicodedata.category(char) == "Zs" else char for char in seen).strip()


def _valid(text: str, country: str) -> Iterator[str]:
    for match in PhoneNumberMatcher(text, country.upper() or None, Leniency.POSSIBLE):
        if phonenumbers.is_valid_number(match.number):
            yield phonenumbers.format_number(match.number, PhoneNumberFormat.E164)


def _run_together(words: Sequence[str], country: str) -> list[str]:
    """Return the numbers of words that are numbers from the first to the last, [] for others."""
    for end in range(1, len(words)):
        head = list(_valid(" ".join(words[:end]), country))
        rest = words[end:]
        if head and (others := list(_valid(" ".join(rest), country)) or _run_together(rest, country)):
            return [*head, *others]
    return []


def _short(text: str, country: str) -> list[str]:
    """Return a short number of the country, such as that of a hotline."""
    digits = re.sub(r"\D", "", text)
    try:
        number = phonenumbers.parse(digits, country.upper() or None)
    except phonenumbers.NumberParseException:
        return []
    return [digits] if shortnumberinfo.is_valid_short_number_for_region(number, country.upper()) else []


def _written(number: str) -> str:
    """Return a dialled number as it is written for people of all countries."""
    return phonenumbers.format_number(phonenumbers.parse(number), PhoneNumberFormat.INTERNATIONAL)
