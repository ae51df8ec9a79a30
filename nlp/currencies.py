"""Currencies as people write them beside a figure: ISO codes, names, signs; and how Genesis writes them."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from babel import Locale
from babel.numbers import get_currency_name, get_territory_currencies

from nlp.data_files import LANGUAGES, load
from nlp.text import fold

#: Codes that are words or signals in a text of capitals, too: read only where they are the country's money.
_WORDS = frozenset({"ALL", "BOB", "COP", "CUP", "GEL", "MOP", "PEN", "SOS", "TOP", "TRY"})
#: Both are read as one, for they are written alike.
_CFA = {"XOF": "CFA", "XAF": "CFA"}


class _Signs(NamedTuple):
    """Patterns of the currencies before and after a figure, and the codes by what `_plain` makes of both."""

    before: str
    after: str
    codes: dict[str, str]


@lru_cache(maxsize=256)
def _signs(own: str) -> _Signs:
    """Return all that is read as a currency where `own` (an ISO code) is the money of the country."""
    local = dict.fromkeys(_parted(load("currencies")["own"].get(own, "")), own)
    if own in _WORDS:
        local[own.lower()] = own
    either = _iso_codes() | _forms("either") | local
    after = _names() | _with_plural(either | _forms("after"))
    codes = {_plain(form): code for form, code in (_forms("letters") | after | either).items()}
    return _Signs(
        "|".join([*_longest_first(either), *map(_letter, _forms("letters"))]),
        "|".join(
            [
                r"\$\d\d(?!\d)",
                *(f"{form}(?!\\w)" if form[-1].isalpha() else form for form in _longest_first(after)),
            ]
        ),
        codes,
    )


def _parted(forms: str) -> list[str]:
    return [form for form in forms.split(", ") if form]


@cache
def _forms(table: str) -> dict[str, str]:
    """Return the codes of a table of the data file, by how they are written."""
    return {form: code for code, forms in load("currencies")[table].items() for form in _parted(forms)}


@cache
def _iso_codes() -> dict[str, str]:
    """Return the codes of the currencies in use, but for those of `_WORDS` and of the two CFA francs."""
    used = {code for place in Locale("en").territories for code in get_territory_currencies(place)}
    return {code.lower(): code for code in used - _WORDS - _CFA.keys()}


@cache
def _names() -> dict[str, str]:
    """Return the codes by the full names of CLDR in both languages, one and many."""
    return {
        fold(name.partition(" (")[0]): _CFA.get(code, code)
        for code in (*_iso_codes().values(), *_WORDS, *_CFA)
        for language in LANGUAGES
        for name in (get_currency_name(code, count, language) for count in (1, 2))
        if " " in name
    }


def _with_plural(forms: dict[str, str]) -> dict[str, str]:
    return forms | {
        f"{form}s": code for form, code in forms.items() if len(form) > 3 and form[-1] not in "sx$"
    }


def _longest_first(forms: Iterable[str]) -> list[str]:
    """Return the patterns of forms: their blanks may be missing, or be full stops."""
    long = sorted(forms, key=len, reverse=True)
    return [r"\.?\s?".join(map(re.escape, form.split(" "))) for form in long]


def _letter(sign: str) -> str:
    """Return the pattern of a sign right before a figure: "N1" is a road, and "#12" a rank."""
    return rf"{sign}(?=\d\d|\d[.,]\d|\d \d{{3}})" if sign.isalpha() else rf"{sign}(?=\d{{3}}|\d{{1,3}},\d)"


def _plain(written: str) -> str:
    return re.sub(r"[\s.]", "", written)


def currency_signs(own: str = "") -> tuple[str, str]:
    """Return patterns of the currencies before and after a figure, on folded text; `sign_of` reads them.

    What has a second meaning ("pounds", "P50") is a currency only where `own`, an ISO code, is that one.
    """
    before, after, _ = _signs(own)
    return rf"(?P<before>{before})\.?", rf"(?P<after>{after})"


def sign_before(own: str) -> str:
    """Return the pattern of the currencies before a figure, without a group."""
    return rf"(?:{_signs(own).before})\.?"


def is_currency_sign(word: str) -> bool:
    """Return whether a folded word is a currency as written before a figure ("ghs", "fcfa", "€")."""
    return re.fullmatch(_signs("").before, word) is not None


def sign_of(match: re.Match[str], text: str, own: str = "") -> str:
    """Return the code of the currency beside a figure of a text, "" for none.

    A code that no one writes small, and a single letter, are currencies in capitals only.
    """
    for position in match.re.groupindex.keys() & {"before", "after"}:
        written = _plain(match[position] or "")
        if written[-1:].isdigit():
            return "CVE"
        if written and _has_its_capitals(written, text[slice(*match.span(position))]):
            return _signs(own).codes[written]
    return ""


@cache
def _capital_codes() -> frozenset[str]:
    """Return the folded codes that are read in capitals only."""
    return frozenset(_iso_codes().keys() | {code.lower() for code in _WORDS}) - _forms("after").keys()


def _has_its_capitals(form: str, written: str) -> bool:
    if form in load("currencies")["capitals"].split():
        return written[0].isupper()
    return form in _forms("either") or form not in _capital_codes() or written.isupper()


def currency_codes(currency: str) -> frozenset[str]:
    """Return the ISO codes that a currency as read may stand for; none for ""."""
    shared: dict[str, str] = load("currencies")["shared"]
    return frozenset(shared.get(currency, currency).split())


def same_currency(currency: str, others: frozenset[str]) -> bool:
    """Return whether a currency as read may be one of `others`; an unknown one may be any."""
    known: frozenset[str] = frozenset().union(*map(currency_codes, others))
    codes = currency_codes(currency)
    return not codes or not known or not codes.isdisjoint(known)


def currency_label(currency: str) -> str:
    """Return how Genesis writes a currency: "FCFA" for XOF, "€" for EUR, else its code."""
    labels: dict[str, str] = load("currencies")["label"]
    return labels.get(currency, currency)


def own_or(currency: str, own: str) -> str:
    """Return the country's own currency where one as read ("F", "") may be it, else the one as read."""
    return own if own and (not currency or own in currency_codes(currency)) else currency
