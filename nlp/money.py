"""Amounts of money as people write them: "1 500 FCFA", "2.500 F", "KSh. 120", "₦3,500", "$4.50", "450 DH"."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from babel import Locale
from babel.numbers import get_currency_name, get_territory_currencies

from nlp.data_files import LANGUAGES, load
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
    r"|run|course|marathon|video|videos|film|films|camera|drone|tv|tele|ecran|screen)|[+@#])\s?$"
)
_LONGEST_SIGN = 16
#: The sign "Le" of the leone, which is an article in French: "Le 5,000", "Le 500 per cup", not "Le 20 mai".
_LEONE = re.compile(r"\bLe (?=\d{1,3},\d{3}|\d{3,}(?! ?[^\W\d_]))|\bLe (?=\d{3,} per\b)")
_FROM = re.compile(r"(?:\b(?:de|from|entre|between))\s$")
#: From this factor on, two figures are no range ("3 à 1 500 F"), and none after "de" or "from".
_APART, _FAR_APART = 10, 100
_MOST_AMOUNTS = 40
#: Codes that are words or signals in a text of capitals, too: read only where they are the country's money.
_WORDS = frozenset({"ALL", "BOB", "COP", "CUP", "GEL", "MOP", "PEN", "SOS", "TOP", "TRY"})


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


class _Signs(NamedTuple):
    """Patterns of the currencies before and after a figure, and what each stands for, as `_plain` writes it."""

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
        "|".join([r"\$\d\d(?!\d)", *(f"{form}(?!\\w)" if form[-1].isalpha() else form for form in _longest_first(after))]),
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
    """Return the codes of the currencies in use; the two CFA francs are one, and ordinary words are left out."""
    used = {code for place in Locale("en").territories for code in get_territory_currencies(place)}
    return {code.lower(): code for code in used - _WORDS - {"XOF", "XAF"}}


@cache
def _names() -> dict[str, str]:
    """Return the codes by the full names of CLDR in both languages, one and many."""
    return {
        fold(name.partition(" (")[0]): code
        for code in (*_iso_codes().values(), *_WORDS)
        for language in LANGUAGES
        for name in (get_currency_name(code, count, language) for count in (1, 2))
        if " " in name
    }


def _with_plural(forms: dict[str, str]) -> dict[str, str]:
    return forms | {f"{form}s": code for form, code in forms.items() if len(form) > 3 and form[-1] not in "sx$"}


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


@lru_cache(maxsize=256)
def _pattern(own: str) -> re.Pattern[str]:
    """Return the pattern of every way of writing an amount with its currency, on folded text."""
    before, after = currency_signs(own)
    second = rf"(?:(?:{_signs(own).before})\.?\s?)?(?P<upto>{FIGURE})(?P<more>{MULTIPLE}|{MILLION})?"
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
        _money(match, currency)
        for match in _figures(text, own)
        if (currency := sign_of(match, text, own)) or _is_thousands(match)
        if not match.string[match.start() - 1 : match.start()].isalnum() or match.start() == 0
    ]
    taken = {match.end() for match in _figures(text, own)}
    found += [one for one in _in_words(text, own) if taken.isdisjoint(range(*one.span, 1)) and one.span.end not in taken]
    return tuple(islice(sorted(found, key=lambda one: one.span), _MOST_AMOUNTS))


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


def _in_words(text: str, own: str) -> Iterator[Money]:
    """Yield the amounts whose figure is in words: "mille francs", "twenty cedis"."""
    folded = _readable(text)
    after = re.compile(rf"(?:\s(?:de\s|d'))?\s?{currency_signs(own)[1]}")
    for start, end, value in spelled_numbers(folded, least=2):
        sign = after.match(folded, end)
        if sign and (currency := sign_of(sign, text, own)):
            unit, stop = _unit(folded, start, sign.end())
            yield Money(value, value, currency, unit, Span(start, stop))


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


def currency_codes(currency: str) -> frozenset[str]:
    """Return the ISO codes that a currency as read may stand for; none for ""."""
    shared: dict[str, str] = load("currencies")["shared"]
    return frozenset(shared.get(currency, currency).split())


def is_in_currency(money: Money, code: str) -> bool:
    """Return whether an amount may be in the currency of an ISO code; "" is any currency."""
    return same_currency(money.currency, frozenset({code} if code else ()))


def same_currency(currency: str, others: frozenset[str]) -> bool:
    """Return whether a currency as read may be one of `others`; an unknown one may be any."""
    known = frozenset().union(*map(currency_codes, others))
    codes = currency_codes(currency)
    return not codes or not known or not codes.isdisjoint(known)


def currency_label(currency: str, own: str = "") -> str:
    """Return how Genesis writes a currency as read: "F" is "FCFA" where `own`, an ISO code, is that franc."""
    code = own if own in currency_codes(currency) else currency
    labels: dict[str, str] = load("currencies")["label"]
    return labels.get(code, code)


def written_amount(value: Decimal, currency: str, language: str) -> str:
    """Return an amount as Genesis writes it everywhere: "1 500 FCFA", "4,50 €", "GHS 1,500", "$4.50".

    `currency` is a code; "" writes the figure alone.
    """
    whole, label = value.to_integral_value(), currency_label(currency)
    figure = format_number(whole if value == whole else value.quantize(Decimal("0.01")), language)
    if language == "en" and label and label != "FCFA":
        return f"{label}\u00a0{figure}" if label[-1].isalnum() else f"{label}{figure}"
    return f"{figure}\u00a0{label}" if label else figure
