"""Amounts of money as people write them: "1 500 FCFA", "2.500 F", "GHS 25", "₦3,500", "$4.50"."""

import re
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from nlp.data_files import load
from nlp.figures import FIGURE, MULTIPLE, multiplied, value_of
from nlp.text import Span, fold

_MULTIPLE = rf"(?:(?P<multiple>{MULTIPLE})(?: de\b)?)?"
_SIGN = r"(?:[$€£₦₵]|ghs |gh₵|ngn |n(?=\d)|d(?=\d)|sle)?"
_RANGE = r"(?:\s?(?:[a@]|et|ou|to|and|or|-|–|/)\s?" + _SIGN + "(?P<upto>" + FIGURE + "))?"
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
#: Names and signs that several currencies share, with the codes that they may stand for.
_SHARED = {
    "F": frozenset({"CFA", "GNF", "RWF", "BIF", "CDF"}),
    "SH": frozenset({"KES", "UGX", "TZS"}),
    "USD": frozenset({"CAD"}),
}
_LONGEST_SIGN = 16
#: The sign "Le" of the leone, which is an article in French: "Le 5,000", "Le 500 per cup", not "Le 20 mai".
_LEONE = re.compile(r"\bLe (?=\d{1,3},\d{3}|\d{3,}(?! ?[^\W\d_]))|\bLe (?=\d{3,} per\b)")
_MOST_AMOUNTS = 40


class Money(NamedTuple):
    """One amount of money in a text.

    `amount` to `upto` is its range (equal for a single amount), in whole units of `currency`: a code of the
    currency table, "CFA" for both CFA francs, "F" for a bare franc, "SH" for bare shillings, or "" for a
    figure alone. `unit` is the folded singular word after "per" ("repas", "kg", "mois"...) or ""; `span`
    includes a unit that follows ("1 500 F le plat").
    """

    amount: Decimal
    upto: Decimal
    currency: str
    unit: str
    span: Span


@lru_cache(maxsize=1)
def currency_signs() -> tuple[str, str]:
    """Return patterns of the currencies before and after a figure, on folded text; `sign_of` reads them."""
    before, after = (
        "|".join(f"(?P<{position}_{code}>{rule})" for code, rule in load("currencies")[position].items())
        for position in ("before", "after")
    )
    return before, after


def is_currency_sign(word: str) -> bool:
    """Return whether a folded word is a currency as written before a figure ("ghs", "fcfa", "€")."""
    return re.fullmatch(currency_signs()[0], word) is not None


def sign_of(match: re.Match[str]) -> str:
    """Return the code of the currency beside a figure, "" for none."""
    names = (name.partition("_") for name, got in match.groupdict().items() if got)
    return next((code for position, _, code in names if position in {"before", "after"}), "")


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Return the pattern of every way of writing an amount with its currency, on folded text."""
    before, after = currency_signs()
    return re.compile(
        rf"(?:(?<!\w)(?:{before})\s?)?(?P<amount>{FIGURE}){_MULTIPLE}{_RANGE}(?:\s?(?:{after}))?"
    )


@lru_cache(maxsize=256)
def amounts(text: str) -> tuple[Money, ...]:
    """Return the first forty amounts of money in a text, in order; figures without a currency are left out.

    French "à" is read as "@" and so distinguished from the English article of "$2 a cup"; "Le 5,000" is
    leones. Every replacement is as long as what it replaces.
    """
    found = (
        _money(match, currency)
        for match in _figures(text)
        if (currency := sign_of(match)) and not match.string[match.start() - 1 : match.start()].isalnum()
    )
    return tuple(islice(found, _MOST_AMOUNTS))


def bare_amounts(text: str, named: re.Pattern[str]) -> tuple[Money, ...]:
    """Return the figures without a currency that follow a word for money ("coûte 2500", "rent: 900").

    `named` matches those words up to the figure, in folded text. A figure that counts something else ("2
    hours", "12 plates") is left out.
    """
    found = (
        _money(match, "")
        for match in _figures(text)
        if named.search(match.string[max(0, match.start("amount") - 40) : match.start("amount")])
        and _STANDS_ALONE.match(match.string, match.end())
        and not sign_of(match)
    )
    return tuple(islice(found, _MOST_AMOUNTS))


@lru_cache(maxsize=32)
def _figures(text: str) -> tuple[re.Match[str], ...]:
    """Return every figure with the currency beside it, as matches in the text folded for this search.

    Only text near digits is searched. Cached, because both functions that find amounts need it.
    """
    folded = fold(_LEONE.sub("sle", text.replace("à", "@").replace("À", "@")))
    found: list[re.Match[str]] = []
    end = 0
    for digits in re.finditer(r"\d+", folded):
        near = max(end, digits.start() - _LONGEST_SIGN)
        if digits.start() >= end and (match := _pattern().search(folded, near)):
            found.append(match)
            end = match.end()
    return tuple(found)


def _money(match: re.Match[str], currency: str) -> Money:
    """Return the amount of a match, with its unit."""
    low, high = (
        multiplied(value_of(figure), match["multiple"] or "")
        for figure in (match["amount"], match["upto"] or match["amount"])
    )
    unit, end = _unit(match.string, *match.span())
    return Money(min(low, high), max(low, high), currency, unit, Span(match.start(), end))


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


def currency_label(currency: str) -> str:
    """Return an ISO code as people write it beside amounts: both CFA francs are "CFA"."""
    return {"XOF": "CFA", "XAF": "CFA"}.get(currency, currency)


def is_in_currency(money: Money, code: str) -> bool:
    """Return whether an amount may be in the currency of an ISO code; "" is any currency."""
    return same_currency(money.currency, frozenset({currency_label(code)} if code else ()))


def same_currency(code: str, others: frozenset[str]) -> bool:
    """Return whether a currency as written may be one of `others`; a bare franc is any franc."""
    known = currency_label(code)
    return known in others or bool(others & _SHARED.get(known, frozenset())) or not known or not others
