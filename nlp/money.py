"""Amounts of money as people write them: "1 500 FCFA", "2.500 F", "KSh. 120", "₦3,500", "$4.50", "450 DH"."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from babel.numbers import get_currency_precision

from nlp.currencies import (
    currency_label,
    currency_signs,
    own_or,
    same_currency,
    sign_before,
    sign_of,
)
from nlp.data_files import load
from nlp.figures import FIGURE, MILLION, MULTIPLE, format_number, multiplied, spelled_numbers, value_of
from nlp.text import Span, fold

_ARTICLE = r"(?:un |une |le |la |les |l'|a |an |one |the )?"
_UNIT_AFTER = re.compile(
    rf"\s{{0,2}}(?:(?:/|par|per|pour(?! \w+[ei]r\b)|for|chaque|each|every|l')\s?{_ARTICLE}"
    r"|(?:le|la|les|a|an|the)\s+)(?P<unit>(?:\d{1,4}\s?)?[a-z][\w-]{0,24})"
)
_UNIT_BEFORE = re.compile(
    r"\b(?:un|une|le|la|l'|chaque|a|an|the|each|one)\s?(?P<unit>[a-z][\w-]{1,24})"
    r"(?:\s+(?:de|d'|of)\s?[^,.;:!?]{1,30}?)?"
    r"\s+(?:(?:est|coute|se vend|vendue?|is|costs|sells|sold|goes)\s*(?:[a@]|for|at)?|[a@]|at|for)"
    r"\s+(?:only|seulement)?\s*$"
)
_STANDS_ALONE = re.compile(
    r"\s*(?:$|[.,;:!?)/\n]|(?:par|per|a|an|each|every|le|la|l'|the|chaque|chacun|chacune|l'un|pour|for|et|and|mais|but"
    r"|donc|so|je|i|nous|we|avec|with|only|seulement)\b)"
)
#: What stands before "10k" where it counts something else.
_COUNTS = re.compile(
    r"(?:\b(?:to|of|de|d'|over|under|than|que|about|environ|presque|nearly|has|have|had|ai|as|avons|ont|une?|first"
    r"|run|course|marathon|video|videos|film|films|camera|drone|tv|tele|ecran|screen)|[+#])\s?$"
)
_LONGEST_SIGN = 16
#: The sign "Le" of the leone, which is an article in French: "Le 5,000", "Le 500 per cup", not "Le 20 mai".
_LEONE = re.compile(r"\bLe (?=\d{1,3},\d{3}|\d{3,}(?! ?[^\W\d_]))|\bLe (?=\d{3,} per\b)")
_FROM = re.compile(r"(?:\b(?:de|from|entre|between))\s$")
#: From this factor on, two figures are no range ("3 à 1 500 F"), and none after "de" or "from".
_APART, _FAR_APART = 10, 100
#: A figure from here on is a slip of the hand.
_TOO_LARGE = 10**15
_MOST_AMOUNTS = 40


class Money(NamedTuple):
    """One amount of money in a text.

    `amount` to `upto` is its range (equal for a single amount), in whole units of `currency`: an ISO code, a
    name that several currencies share ("CFA", "F", "SH", "$"...: see `currency_codes`), or "" for a figure
    alone and for "10k". `unit` is the folded singular word after "per" ("repas", "kg", "mois"...) or "";
    `span` includes a unit that follows ("1 500 F le plat").
    """

    amount: Decimal
    upto: Decimal
    currency: str
    unit: str
    span: Span


@lru_cache(maxsize=256)
def _pattern(own: str) -> re.Pattern[str]:
    """Return the pattern of every way of writing an amount with its currency, on folded text."""
    before, after = currency_signs(own)
    second = rf"(?:{sign_before(own)}\s?)?(?P<upto>{FIGURE})(?P<more>{MULTIPLE}|{MILLION})?"
    return re.compile(
        rf"(?:(?<!\w){before}\s?)?(?P<amount>{FIGURE})(?:(?P<multiple>{MULTIPLE}|{MILLION}))?"
        rf"(?:\s?(?P<link>[a@]|et|ou|to|and|or|-|–|/)\s?{second})?(?: de\b| d')?"
        rf"(?:\s?{after}(?(before)(?!\s?\d)))?"
    )


@lru_cache(maxsize=256)
def amounts(text: str, own: str = "") -> tuple[Money, ...]:
    """Return the first forty amounts of money in a text, in order; figures without a currency are left out.

    `own` is the ISO code of the country's money, "" for an unknown one: what has a second meaning ("pounds",
    "gourdes", "P50") is then no money. "10k" alone is an amount without a currency.

    French "à" is read as "@" and so distinguished from the English article of "$2 a cup"; "Le 5,000" is
    leones. Every replacement is as long as what it replaces.
    """
    found = [
        _money(match, sign_of(match, text, own))
        for match in _figures(text, own)
        if _is_amount(match, text, own)
    ]
    for span, value, currency in _in_words(text, own):
        unit, end = _unit(_readable(text), *span)
        found.append(Money(value, value, currency, unit, Span(span.start, end)))
    return tuple(islice(sorted(found, key=lambda one: one.span), _MOST_AMOUNTS))


def _is_amount(match: re.Match[str], text: str, own: str) -> bool:
    """Return whether a figure is money, and no part of a word."""
    is_part = match.start() > 0 and match.string[match.start() - 1].isalnum()
    return not is_part and bool(sign_of(match, text, own) or _is_thousands(match))


def bare_amounts(text: str, named: re.Pattern[str], own: str = "") -> tuple[Money, ...]:
    """Return the figures without a currency that follow a word for money ("coûte 2500", "rent: 900").

    `named` matches those words up to the figure, in folded text. A figure that counts something else ("2
    hours", "12 plates") is left out, and so is what `amounts` finds.
    """
    found = (
        _money(match, "")
        for match in _figures(text, own)
        if named.search(match.string[max(0, match.start("amount") - 40) : match.start("amount")])
        and _STANDS_ALONE.match(match.string, match.end())
        and not (sign_of(match, text, own) or _is_thousands(match))
    )
    return tuple(islice(found, _MOST_AMOUNTS))


def _readable(text: str) -> str:
    return fold(_LEONE.sub("sle", text.replace("à", "@").replace("À", "@")))


@lru_cache(maxsize=32)
def _figures(text: str, own: str) -> tuple[re.Match[str], ...]:
    """Return every figure with the currency beside it, as matches in the text folded for this search.

    Only text near digits is searched. Cached, because both functions that find amounts need it.
    """
    folded = _readable(text)
    found: list[re.Match[str]] = []
    end = 0
    for digits in re.finditer(r"\d+", folded):
        near = max(end, digits.start() - _LONGEST_SIGN)
        if digits.start() >= end and (match := _pattern(own).search(folded, near)):
            found.append(_first_figure(match) or match)
            end = found[-1].end()
    return tuple(found)


def _first_figure(match: re.Match[str]) -> re.Match[str] | None:
    """Return the match of the first figure alone, when what follows it is not of the same amount.

    "6m à 12 000 F" are metres, and "lot de 3 à 1 500 F" is no range.
    """
    low, high = _ends(match)
    is_beside = match["before"] or 0 <= match.start("after") - match.end("multiple") <= 1
    if match["multiple"] == "m" and not is_beside:
        return match.re.search(match.string, match.start(), match.start("multiple"))
    is_from = _FROM.search(match.string, max(0, match.start() - 8), match.start())
    if match["link"] and high >= low * (_FAR_APART if is_from else _APART):
        return match.re.search(match.string, match.start(), match.start("link"))
    return None


def _ends(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    """Return both ends of an amount; "10 à 15k" are two times thousands."""
    first, second = value_of(match["amount"]), value_of(match["upto"] or match["amount"])
    shared = match["more"] if match["more"] and first < second else None
    low = multiplied(first, match["multiple"] or shared or "")
    high = multiplied(second, match["more"] or "") if match["upto"] else low
    if match["after"] and match["after"][-1].isdigit():
        high += Decimal(match["after"][-2:]) / 100
    return (min(low, high), max(low, high)) if match["upto"] else (high, high)


def _is_thousands(match: re.Match[str]) -> bool:
    """Return whether a figure without a currency is one of money: "10k", "2 mille"."""
    is_thousands = (match["more"] or match["multiple"] or "").strip() in {"k", "mille"}
    return (
        is_thousands
        and not match["before"]
        and _STANDS_ALONE.match(match.string, match.end()) is not None
        and _COUNTS.search(match.string, max(0, match.start() - 12), match.start()) is None
    )


def _in_words(text: str, own: str) -> Iterator[tuple[Span, Decimal, str]]:
    """Yield place, value and currency of the amounts whose figure is in words: "mille francs"."""
    folded = _readable(text)
    taken = {position for match in _figures(text, own) for position in range(*match.span())}
    for start, end, value in spelled_numbers(folded, least=2):
        sign = _sign_after(own).match(folded, end)
        if sign and start not in taken and (currency := sign_of(sign, text, own)):
            yield Span(start, sign.end()), value, currency


@lru_cache(maxsize=256)
def _sign_after(own: str) -> re.Pattern[str]:
    return re.compile(rf"(?:\s(?:de\s|d'))?\s?{currency_signs(own)[1]}")


def _money(match: re.Match[str], currency: str) -> Money:
    """Return the amount of a match, with its unit."""
    low, high = _ends(match)
    unit, end = _unit(match.string, *match.span())
    return Money(low, high, currency, unit, Span(match.start(), end))


def _unit(folded: str, start: int, end: int) -> tuple[str, int]:
    """Return the unit of an amount, by the words after or before it, and where the amount ends."""
    no_units = load("currencies")["no_units"].split()
    after = _UNIT_AFTER.match(folded, end)
    if after and after["unit"] not in no_units:
        return normal_unit(after["unit"]), after.end()
    before = _UNIT_BEFORE.search(folded[max(0, start - 80) : start])
    return (normal_unit(before["unit"]) if before and before["unit"] not in no_units else ""), end


def normal_unit(word: str) -> str:
    """Return one form of a unit for singular, plural and both languages."""
    single = word[:-1] if len(word) > 3 and word[-1] == "s" and word not in {"mois", "repas"} else word
    same: dict[str, str] = load("currencies")["units"]
    return same.get(single, same.get(word, single))


def is_in_currency(money: Money, code: str) -> bool:
    """Return whether an amount may be in the currency of an ISO code; "" is any currency."""
    return same_currency(money.currency, frozenset({code} if code else ()))


def written_amount(value: Decimal, currency: str, language: str) -> str:
    """Return an amount as Genesis writes it everywhere: "1 500 FCFA", "4,50 €", "GHS 1,500", "$4.50".

    `currency` is a code; "" writes the figure alone.
    """
    whole, label = value.to_integral_value(), currency_label(currency)
    has_one_decimal = value.as_tuple().exponent == -1
    exact = value.quantize(Decimal("0.01")) if has_one_decimal else value
    figure = format_number(whole if value == whole else exact, language)
    if language == "en" and label not in {"", "FCFA", "F"}:
        return f"{label} {figure}" if label[-1].isalnum() else f"{label}{figure}"
    blank = " " if language == "en" else "\u00a0"
    return f"{figure}{blank}{label}" if label else figure


def with_written_amounts(text: str, own: str, language: str) -> str:
    """Return a text with each of its amounts as `written_amount` writes it, without its unit.

    `own` is the ISO code of the country's money. "1,5 million de FCFA" and "vingt francs" keep their words.
    """
    large = {start for start, _, _ in spelled_numbers(_readable(text))}
    new = [
        (span, written_amount(value, own_or(code, own), language))
        for span, value, code in _in_words(text, own)
        if span.start in large
    ]
    new += [
        (Span(*match.span()), _rewritten(match, text, own, language))
        for match in _figures(text, own)
        if _is_amount(match, text, own)
    ]
    for span, written in sorted(new, reverse=True):
        text = text[: span.start] + written + text[span.end :]
    return text


def _rewritten(match: re.Match[str], text: str, own: str, language: str) -> str:
    """Return the figures and the currency of an amount as Genesis writes them; a range keeps its link."""
    low, high = _ends(match)
    currency = own_or(sign_of(match, text, own), own)
    is_million = high >= 10**6 and (match["multiple"] or match["more"])
    is_short = match["more"] and not match["multiple"]  # "10-15k"
    has_cents = re.search(r"\$(?!00)\d\d", match["after"] or "")
    is_kept = high >= _TOO_LARGE or is_million or is_short or has_cents
    if is_kept or _is_unclear(match, currency, language):
        return text[match.start() : match.end()]
    first, second = (written_amount(value, currency, language) for value in (low, high))
    if not match["link"]:
        return first
    blank = " " if text[match.end("link")].isspace() else ""
    link = (
        text[match.end("multiple") if match["multiple"] else match.end("amount") : match.end("link")] + blank
    )
    if first.startswith(label := currency_label(currency)):
        return f"{first}{link}{second.removeprefix(label).lstrip()}"
    return f"{first.removesuffix(label).rstrip()}{link}{second}"


def _is_unclear(match: re.Match[str], currency: str, language: str) -> bool:
    """Return whether "1,459" may be a decimal figure in this language: not in money without cents."""
    sign = "." if language == "en" else ","
    figures = (match["amount"], match["upto"] or "")
    return get_currency_precision(currency) > 0 and any(re.search(rf"\{sign}\d{{3}}", one) for one in figures)
