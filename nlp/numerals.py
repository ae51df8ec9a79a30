"""Every numeral of a text, as people write them in French and English: "1 500 F", "₦3,500", "12,5 %", "8h30".

Pure, and linear in the length of the text: digits are found once, what stands beside them is read with
patterns of bounded length.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

from nlp import number_words
from nlp.store import load
from nlp.text import fold

Kind: TypeAlias = Literal["number", "percent", "ordinal", "ratio", "time", "date", "phone", "name"]

_SPACES: Final = " \u00a0\u202f\u2009"
_DIGITS: Final = re.compile(r"\d+|[¼-¾⅐-⅞]")
_THOUSANDS: Final = _SPACES + ".,'’٬"
_POINTS: Final = ".,٫"
_PHONE_GAPS: Final = _SPACES + ".-"
_S: Final = f"[{_SPACES}]"
_ROUND: Final = re.compile(rf"{_S}?[hjd]?{_S}?/{_S}?(\d{{1,4}})(?!\d)")
_TIME: Final = re.compile(rf"{_S}?h{_S}?(\d\d(?!\d))?(?!\w)|:(\d\d)(?!\d)|{_S}?([ap])\.?m(?!\w)")
_ORDINAL: Final = re.compile(r"(?:ers?|eres?|res?|e|emes?|nde?|st|nd|rd|th)(?!\w)")
_PERCENT: Final = re.compile(rf"{_S}?(?:[%٪‰]|(?:pour|per){_S}?cent(?!\w))")
_SCALE: Final = re.compile(
    rf"(?:(?P<k>{_S}?k(?!\w))|(?P<m>m(?![\w²³]))|{_S}(?:(?P<h>hundred)|(?P<t>mille|milliers?|thousand)"
    r"|(?P<mm>millions?)|(?P<b>milliards?|billions?))(?!\w))"
)
_ZEROS: Final = {"k": 3, "t": 3, "m": 6, "mm": 6, "b": 9, "h": 2}
_LONGEST_SIGN: Final = 10


class Numeral(NamedTuple):
    """One numeral: `text[start:end]` as written, with its currency or per cent sign.

    `value` is the same for the same value however it is written: "2500" of "2 500 F" and of "2.500", "510"
    (minutes) of "8h30", the last eight digits of a phone number, the whole word of a name such as "B2B".
    `currency` is a code of the coach's currency table, "CFA" for any franc of the region, "" for none.
    """

    text: str
    start: int
    end: int
    kind: Kind
    value: str
    currency: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What two numerals of the same kind and value share."""
        return self.kind, self.value

    def says(self, other: Numeral) -> bool:
        """Tell whether the other one is the same figure; a currency left out may be any."""
        either = not self.currency or not other.currency or self.currency == other.currency
        return self.key == other.key and either


class _Text(NamedTuple):
    """A text with its folded twin (same length) and its runs of digits."""

    text: str
    folded: str
    runs: list[tuple[int, int]]

    def digits(self, at: int) -> str:
        start, end = self.runs[at]
        return _plain(self.text[start:end])

    def gap(self, at: int) -> str:
        """What stands between this run and the next, when it is one sign, " " for any space; "" otherwise."""
        if at + 1 >= len(self.runs):
            return ""
        between = self.text[self.runs[at][1] : self.runs[at + 1][0]]
        return "" if len(between) != 1 else " " if between in _SPACES else between

    def before(self, at: int) -> str:
        return self.text[self.runs[at][0] - 1 : self.runs[at][0]]


def numerals(text: str) -> list[Numeral]:
    """Return every numeral of a text, in order; each digit of the text is in exactly one of them."""
    found = list(_with_digits(text))
    taken = {place for one in found for place in (one.start, one.end - 1)}
    spelled = [
        Numeral(text[start:end], start, end, "number", value)
        for start, end, value in number_words.spelled(fold(text))
    ]
    apart = [one for one in spelled if not taken.intersection(range(one.start, one.end))]
    return sorted([*found, *apart], key=lambda one: one.start) if apart else found


def _with_digits(text: str) -> Iterator[Numeral]:
    runs = [match.span() for match in _DIGITS.finditer(text)]
    whole = _Text(text, fold(text), runs) if runs else _Text(text, "", [])
    at, end = 0, 0
    while at < len(runs):
        one = _read(whole, at, end)
        yield one
        end = one.end
        while at < len(runs) and runs[at][0] < end:
            at += 1


def _read(whole: _Text, at: int, free: int) -> Numeral:
    """Read the numeral at a run of digits; nothing before `free` belongs to it."""
    if _opens_name(whole, at, free):
        return _name(whole, at, free)
    return _fraction(whole, at) or _date(whole, at) or _phone(whole, at) or _clock(whole, at) or _number(
        whole, at, free
    )  # fmt: skip


def _plain(digits: str) -> str:
    """Return digits of any script as 0-9."""
    return digits if digits.isascii() else "".join(str(unicodedata.digit(one, one)) for one in digits)


def _made(whole: _Text, start: int, end: int, kind: Kind, value: str, currency: str = "") -> Numeral:
    return Numeral(whole.text[start:end], start, end, kind, value, currency)


def _opens_name(whole: _Text, at: int, free: int) -> bool:
    """Tell whether letters that are no currency lead up to the digits: "B2B", "A4"; "4x4" is two numbers."""
    start = whole.runs[at][0]
    before = whole.text[start - 1 : start] if start > free else ""
    if not before.isalpha() or (start - free == 1 and before in "xX×"):
        return False
    return _sign_before(whole, start) is None


def _name(whole: _Text, at: int, free: int) -> Numeral:
    start, end = whole.runs[at]
    while start > free and whole.text[start - 1].isalnum():
        start -= 1
    while end < len(whole.text) and whole.text[end].isalnum():
        end += 1
    return _made(whole, start, end, "name", _plain(whole.folded[start:end]))


def _fraction(whole: _Text, at: int) -> Numeral | None:
    start, end = whole.runs[at]
    sign = whole.text[start:end]
    if sign[0].isdecimal():
        return None
    return _made(whole, start, end, "ratio", unicodedata.normalize("NFKC", sign).replace("\u2044", "/"))


def _date(whole: _Text, at: int) -> Numeral | None:
    sign = whole.gap(at)
    if not sign or sign not in "/-." or at + 2 >= len(whole.runs) or whole.gap(at + 1) != sign:
        return None
    parts = [whole.digits(place) for place in range(at, at + 3)]
    sizes = [len(part) for part in parts]
    if sizes[0] == 4:
        parts.reverse()
    if sorted(sizes) not in ([1, 1, 4], [1, 2, 4], [2, 2, 4]) or sizes[1] > 2 or not _is_month(parts[1]):
        return None
    year, month, day = parts[2], parts[1].zfill(2), parts[0].zfill(2)
    return _made(whole, whole.runs[at][0], whole.runs[at + 2][1], "date", f"{year}-{month}-{day}")


def _is_month(part: str) -> bool:
    return part.isdecimal() and 1 <= int(part) <= 12


def _phone(whole: _Text, at: int) -> Numeral | None:
    """A number to call: after a plus, after a nought, or in pairs; never what thousands look like."""
    start = whole.runs[at][0]
    plus = whole.before(at) == "+"
    groups, last = [whole.digits(at)], at
    sign = whole.gap(at)
    while sign and sign in _PHONE_GAPS and (plus or whole.gap(last) == sign) and whole.gap(last):
        following = whole.digits(last + 1)
        if len("".join(groups)) + len(following) > (15 if plus else 11 if groups[0][0] == "0" else 10):
            break
        groups.append(following)
        last += 1
    number = "".join(groups)
    if not _is_phone(groups, number, plus):
        return None
    return _made(whole, start - plus, whole.runs[last][1], "phone", number[-8:])


def _is_phone(groups: list[str], number: str, plus: bool) -> bool:
    if plus:
        return 8 <= len(number) <= 15
    if len(groups) == 1:
        return 8 <= len(number) <= 15 and not number.endswith("000")
    if "000" in groups:
        return False
    return 9 <= len(number) <= 11 if number[0] == "0" else len(number) >= 8 and _is_grouped(groups)


def _is_grouped(groups: list[str]) -> bool:
    """Whether digits are set apart as in phone numbers: three groups or more, short, two of them pairs."""
    pairs = sum(len(group) == 2 for group in groups)
    return len(groups) > 2 and pairs > 1 and all(2 <= len(group) <= 4 for group in groups)


def _clock(whole: _Text, at: int) -> Numeral | None:
    """A time of the day in minutes ("8h30"), or a ratio ("24h/24", "1/2")."""
    start, end = whole.runs[at]
    if end - start > 4:
        return None
    if found := _ROUND.match(whole.folded, end):
        return _made(whole, start, found.end(), "ratio", f"{whole.digits(at)}/{_plain(found[1])}")
    found = _TIME.match(whole.folded, end) if end - start < 3 else None
    if found is None or int(whole.digits(at)) > 24:
        return None
    hour = int(whole.digits(at)) % 12 + (12 if found[3] == "p" else 0) if found[3] else int(whole.digits(at))
    minutes = int(_plain(found[1] or found[2] or "0"))
    return _made(whole, start, found.end(), "time", str(60 * hour + minutes))


def _number(whole: _Text, at: int, free: int) -> Numeral:
    """A number with its sign: currency before or after, per cent, ordinal ending, thousand or million."""
    start = whole.runs[at][0]
    value, end = _value(whole, at)
    if found := _PERCENT.match(whole.folded, end):
        return _made(whole, start, found.end(), "percent", value)
    if found := _ORDINAL.match(whole.folded, end):
        return _made(whole, start, found.end(), "ordinal", value)
    before, after = _sign_before(whole, start), _sign_after(whole, end)
    if before and before[0] >= free:
        return _made(whole, before[0], end, "number", value, before[1])
    return _made(whole, start, after[0] if after else end, "number", value, after[1] if after else "")


def _value(whole: _Text, at: int) -> tuple[str, int]:
    """Return a number as it is compared, thousands and millions written out, and its end."""
    digits, decimals, end = _figure(whole, at)
    if found := _SCALE.match(whole.folded, end):
        zeros = next(_ZEROS[name] for name, got in found.groupdict().items() if got)
        digits, decimals = digits + decimals[:zeros].ljust(zeros, "0"), decimals[zeros:]
        end = found.end()
    parts = (digits.lstrip("0") or "0", decimals.rstrip("0"))
    return ".".join(part for part in parts if part), end


def _figure(whole: _Text, at: int) -> tuple[str, str, int]:
    """Return whole digits, decimals and end: a group of exactly three digits is thousands."""
    parts, last = [whole.digits(at)], at
    sign = whole.gap(at)
    if sign and sign in _THOUSANDS and len(parts[0]) < 4 and parts[0][0] != "0":
        while whole.gap(last) == sign and len(whole.digits(last + 1)) == 3:
            last += 1
            parts.append(whole.digits(last))
    point = whole.gap(last)
    if point and point in _POINTS and (point != sign or last == at):
        return "".join(parts), whole.digits(last + 1), whole.runs[last + 1][1]
    return "".join(parts), "", whole.runs[last][1]


@lru_cache(maxsize=1)
def _signs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The coach's table of currencies as two patterns, on folded text: before and after a figure."""
    data = load("currencies")
    before = "|".join(f"(?P<{code}>{rule})" for code, rule in data["before"].items())
    after = "|".join(f"(?P<{code}>{rule})" for code, rule in data["after"].items())
    return re.compile(rf"(?<!\w)(?:{before}){_S}?\d\Z"), re.compile(rf"{_S}?(?:{after})")


def _sign_before(whole: _Text, start: int) -> tuple[int, str] | None:
    """Return where a currency before the figure begins, and its code."""
    found = _signs()[0].search(whole.folded, max(0, start - _LONGEST_SIGN), start + 1)
    return (found.start(), _code(found)) if found else None


def _sign_after(whole: _Text, end: int) -> tuple[int, str] | None:
    """Return where a currency after the figure ends, and its code."""
    found = _signs()[1].match(whole.folded, end)
    return (found.end(), _code(found)) if found else None


def _code(found: re.Match[str]) -> str:
    code = next(name for name, got in found.groupdict().items() if got)
    return "CFA" if code == "F" else code
