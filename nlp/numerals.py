"""Finds every numeral of a French or English text: "1 500 F", "₦3,500", "12,5 %", "8h30".

The time is linear in the length of the text: digits are found once, and the text beside them is matched with
patterns of bounded length.
"""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal, NamedTuple, Self, TypeAlias

from nlp.currencies import currency_signs, same_currency, sign_of
from nlp.figures import FIGURE, MILLION, MULTIPLE, multiplied, spelled_numbers, value_of
from nlp.text import fold

Kind: TypeAlias = Literal["number", "percent", "ordinal", "ratio", "time", "date", "phone", "name"]

_DIGITS: Final = re.compile(r"\d+|[¼-¾⅐-⅞]")
_MONTH: Final = r"(0?[1-9]|1[0-2])"
_DATE: Final = re.compile(rf"(\d\d?)([/.-]){_MONTH}\2(\d{{4}})(?!\d)|(\d{{4}})([/.-]){_MONTH}\6(\d\d?)(?!\d)")
_PHONE_GROUP: Final = re.compile(r"([ .-])(\d+)")
_RATIO: Final = re.compile(r"(\d{1,4}) ?[hjd]? ?/ ?(\d{1,4})(?!\d)")
_TIME: Final = re.compile(r"(\d\d?)(?: ?h ?(\d\d(?!\d))?(?!\w)|:(\d\d)(?!\d)| ?([ap])\.?m(?!\w))")
_NUMBER: Final = re.compile(rf"({FIGURE})({MULTIPLE})?")
_MILLION: Final = re.compile(rf"({FIGURE})({MILLION})")
_PERCENT: Final = re.compile(r" ?(?:[%٪‰]|(?:pour|per) ?cent(?!\w))")
_ORDINAL: Final = re.compile(r"(?:ers?|eres?|res?|e|emes?|nde?|st|nd|rd|th)(?!\w)")
_LONGEST_SIGN: Final = 10


class Numeral(NamedTuple):
    """One numeral: `text[start:end]` as written, with its currency or per cent sign.

    `form` is the same for the same value however it is written: "2500" for "2 500 F" and for "2.500", "510"
    (minutes) for "8h30", the last eight digits of a phone number, the whole word of a name such as "B2B".
    `currency` is a code as `nlp.money` reads it, "" for none.
    """

    text: str
    start: int
    end: int
    kind: Kind
    form: str
    currency: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Return kind and form, which are equal for equal numerals."""
        return self.kind, self.form

    def says(self, other: Self) -> bool:
        """Return whether another numeral has the same value; a missing currency matches any."""
        return self.key == other.key and same_currency(self.currency, frozenset({other.currency} - {""}))


class _Text(NamedTuple):
    """A text, its folded form of the same length, and `free`, where the last numeral ended."""

    text: str
    folded: str
    free: int

    def numeral(self, start: int, end: int, kind: Kind, form: str, currency: str = "") -> Numeral:
        return Numeral(self.text[start:end], start, end, kind, form, currency)


def numerals(text: str) -> list[Numeral]:
    """Return every numeral of a text, in order; each digit of the text is in exactly one of them."""
    folded, free = fold(text), 0
    found: list[Numeral] = []
    while digits := _DIGITS.search(folded, free):
        found.append(_read(_Text(text, folded, free), digits))
        free = found[-1].end
    taken = {position for one in found for position in (one.start, one.end - 1)}
    found += [
        Numeral(text[start:end], start, end, "number", _plain(value))
        for start, end, value in spelled_numbers(folded)
        if taken.isdisjoint(range(start, end))
    ]
    return sorted(found, key=lambda one: one.start)


def _read(whole: _Text, digits: re.Match[str]) -> Numeral:
    """Return the numeral at a run of digits; it includes nothing before `whole.free`."""
    start, end = digits.span()
    sign = _sign_before(whole, start)
    before = whole.text[start - 1 : start] if start > whole.free else ""
    is_product = start - whole.free == 1 and before in "xX×"
    if sign is None and before.isalpha() and not is_product:
        return _name(whole, start, end)
    if not digits[0].isdecimal():
        form = unicodedata.normalize("NFKC", digits[0]).replace("\u2044", "/")
        return whole.numeral(start, end, "ratio", form)
    return _date(whole, start) or _phone(whole, digits) or _clock(whole, start) or _number(whole, start, sign)


def _sign_before(whole: _Text, start: int) -> re.Match[str] | None:
    """Return the currency right before a figure."""
    found = _signs()[0].finditer(whole.folded, max(0, start - _LONGEST_SIGN), start + 6)
    return next((one for one in found if one.end() == start + 1 and sign_of(one, whole.text)), None)


def _name(whole: _Text, start: int, end: int) -> Numeral:
    """Return the word around digits with letters before them: "B2B", "A4"."""
    while start > whole.free and whole.text[start - 1].isalnum():
        start -= 1
    while end < len(whole.text) and whole.text[end].isalnum():
        end += 1
    return whole.numeral(start, end, "name", whole.folded[start:end])


def _date(whole: _Text, start: int) -> Numeral | None:
    found = _DATE.match(whole.folded, start)
    if found is None:
        return None
    day, month, year = found.group(1, 3, 4) if found[1] else found.group(8, 7, 5)
    return whole.numeral(*found.span(), "date", f"{year}-{month.zfill(2)}-{day.zfill(2)}")


def _phone(whole: _Text, digits: re.Match[str]) -> Numeral | None:
    """Return a phone number: after a plus, after a zero, or in pairs; never digits grouped as thousands."""
    start = digits.start()
    plus = whole.folded[start - 1 : start] == "+"
    groups, sign, end = [digits[0]], "", digits.end()
    most = 15 if plus else 11 if digits[0][0] == "0" else 10
    while found := _PHONE_GROUP.match(whole.folded, end):
        if (sign and not plus and found[1] != sign) or len("".join(groups)) + len(found[2]) > most:
            break
        sign, end = found[1], found.end()
        groups.append(found[2])
    number = "".join(groups)
    return whole.numeral(start - plus, end, "phone", number[-8:]) if _is_phone(groups, number, plus) else None


def _is_phone(groups: list[str], number: str, plus: bool) -> bool:
    if plus:
        return 8 <= len(number) <= 15
    if len(groups) == 1:
        return 8 <= len(number) <= 15 and not number.endswith("000")
    if number[0] == "0" or "000" in groups:
        return 9 <= len(number) <= 11 and "000" not in groups
    lengths = [len(group) for group in groups]
    return sum(lengths) >= 8 and len(groups) > 2 and lengths.count(2) > 1 and {*lengths} <= {2, 3, 4}


def _clock(whole: _Text, start: int) -> Numeral | None:
    """Return a ratio ("24h/24", "1/2"), or a time of day in minutes ("8h30")."""
    if ratio := _RATIO.match(whole.folded, start):
        return whole.numeral(*ratio.span(), "ratio", f"{ratio[1]}/{ratio[2]}")
    time = _TIME.match(whole.folded, start)
    if time is None or int(time[1]) > 24:
        return None
    hour = int(time[1]) % 12 + (12 if time[4] == "p" else 0) if time[4] else int(time[1])
    return whole.numeral(*time.span(), "time", str(60 * hour + int(time[2] or time[3] or 0)))


def _number(whole: _Text, start: int, sign: re.Match[str] | None) -> Numeral:
    """Return a number with its currency, per cent sign, ordinal suffix, thousand or million.

    `sign` is the currency before it.
    """
    found = _million(whole, start, sign) or _NUMBER.match(whole.folded, start)
    assert found is not None  # noqa: S101  # narrows the type: digits alone are a number
    form, end = _plain(multiplied(value_of(found[1]), found[2] or "")), found.end()
    if percent := _PERCENT.match(whole.folded, end):
        return whole.numeral(start, percent.end(), "percent", form)
    if ordinal := _ORDINAL.match(whole.folded, end):
        return whole.numeral(start, ordinal.end(), "ordinal", form)
    if sign and sign.start() >= whole.free:
        return whole.numeral(sign.start(), end, "number", form, sign_of(sign, whole.text))
    after = _signs()[1].match(whole.folded, end)
    code = sign_of(after, whole.text) if after else ""
    return whole.numeral(start, after.end() if after and code else end, "number", form, code)


def _million(whole: _Text, start: int, sign: re.Match[str] | None) -> re.Match[str] | None:
    """Return a number such as "$2m" or "3M"; without a currency and a capital they are metres."""
    found = _MILLION.match(whole.folded, start)
    if found and (sign or whole.text[found.end() - 1] == "M" or _signs()[1].match(whole.folded, found.end())):
        return found
    return None


def _plain(value: Decimal) -> str:
    """Return a value in digits, without trailing zeros."""
    digits = f"{value:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


@lru_cache(maxsize=1)
def _signs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of currencies before and after a figure, for folded text."""
    before, after = currency_signs()
    return re.compile(rf"(?<!\w)(?:{before}) ?\d"), re.compile(rf" ?(?:{after})")
