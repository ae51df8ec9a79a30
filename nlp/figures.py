"""How numbers are written, in digits ("1 500", "2.500", "12,5") and in words ("deux mille"), and their value.

All other modules read numbers with the patterns and functions of this one.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import Final

from nlp.data_files import LANGUAGES, load

_GROUPED: Final = r"(?!0)\d{1,3}(?:[ \u00a0\u202f\u2009.,'’٬]\d{3}(?!\d))+"
#: A figure in digits: groups of exactly three digits are thousands, what else follows a point is decimals.
FIGURE: Final = rf"(?:{_GROUPED}|\d+)(?:[.,٫]\d+)?"
#: What may follow a figure and multiplies it: "25k", "2 mille", "1,5 million".
MULTIPLE: Final = r"(?: ?(?:k|hundred|mille|milliers?|thousand|millions?|milliards?|billions?)(?!\w))"
#: The million of "$2m", which is one beside a currency only: "6m" are metres.
MILLION: Final = r"m(?![\w²³])"
_WHOLE: Final = re.compile(rf"{_GROUPED}|\d+")


def value_of(figure: str) -> Decimal:
    """Return the value of a figure that `FIGURE` matches.

    >>> value_of("1 500"), value_of("2.500"), value_of("4.50")
    (Decimal('1500'), Decimal('2500'), Decimal('4.50'))
    """
    found = _WHOLE.match(figure)
    end = found.end() if found else 0
    whole = "".join(filter(str.isdecimal, figure[:end]))
    return Decimal(f"{whole}.{figure[end + 1 :]}" if figure[end:] else whole)


def format_number(number: Decimal | int, language: str) -> str:
    """Return a number as the language writes it, with its thousands separated."""
    english = f"{number:,}"
    return english if language == "en" else english.replace(",", "\u202f").replace(".", ",")


def multiplied(value: Decimal, multiple: str) -> Decimal:
    """Return a value times the `MULTIPLE` that follows it ("" for none), without rounding."""
    factor = ({"": 1, "k": 1000, "m": 10**6} | _words("multiples"))[multiple.strip()]
    sign, digits, exponent = value.as_tuple()
    return Decimal(f"{Decimal((sign, digits, int(exponent) + len(str(factor)) - 1)):f}")


@cache
def _words(table: str) -> dict[str, int]:
    """Return the "units" or the "multiples" of both languages with their values."""
    tables: list[dict[str, int]] = [load(f"{language}/numbers")[table] for language in LANGUAGES]
    return {word: value for words in tables for word, value in words.items()}


@cache
def number_words(language: str) -> frozenset[str]:
    """Return the words of a language for numbers and fractions, without "one", which is also an article."""
    words = load(f"{language}/numbers")
    units = {word for word, value in words["units"].items() if value > 1}
    return frozenset(units | words["multiples"].keys() | set(words["fractions"].split()))


def small_number(word: str) -> Decimal:
    """Return the value of a small number, in digits or in one folded word ("7", "sept")."""
    return Decimal(_words("units").get(word, word))


@cache
def _spelled() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a number in words, and of one word of it."""
    words = "|".join(sorted(_words("units") | _words("multiples"), key=len, reverse=True))
    word = rf"(?:{words})(?!\w)"
    joined = rf"(?<![\w-])(?:{word}(?:\s|-)(?:et[\s-]|and[\s-])?){{0,11}}{word}"
    return re.compile(joined), re.compile(word)


def spelled_numbers(folded: str, least: int = 0) -> Iterator[tuple[int, int, Decimal]]:
    """Yield start, end and value of every large number in words, in a folded text.

    A large one has a multiple ("mille", "a dozen") or several hundreds. With `least`, small ones from that
    value on are found too.
    """
    pattern, word = _spelled()
    for found in pattern.finditer(folded):
        words = word.findall(found[0])
        value = _value(words)
        is_large = not _words("multiples").keys().isdisjoint(words) or ("cents" in words and value >= 200)
        if is_large or 0 < least <= value:
            yield found.start(), found.end(), Decimal(value)


def _value(words: Iterable[str]) -> int:
    """Return the value of words such as "deux mille cinq cent cinquante"."""
    total = part = 0
    for word in words:
        value = _words("units").get(word) or _words("multiples")[word]
        if value >= 1000:
            total, part = total + max(part, 1) * value, 0
        elif value == 100 or word in _words("multiples"):
            part = max(part, 1) * value
        else:
            part += value
    return total + part
