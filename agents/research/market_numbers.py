"""The numbers of a market that the answers give: customers, purchases, price, costs, capacity."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple

from agents.contract import Inputs
from agents.research.items import phrases
from coaching.coach.consistency.arithmetic import Arithmetic, offer_arithmetic
from coaching.coach.consistency.offer_numbers import PERIODS, Figure
from coaching.coach.scoring.facts import Facts, Price
from nlp.data_files import word_set
from nlp.figures import FIGURE, small_number, value_of
from nlp.money import amounts, is_in_currency, normal_unit
from nlp.quotations import Quotation, clause_around, fold_cached, statement_start, trimmed_quotation
from nlp.text import Span, fold

_COUNT: Final = re.compile(
    rf"(?<![\w.,/-])(?P<n>{FIGURE})"
    r"\s(?:(?:de|d'|of|the|des)\s?)?(?P<what>[a-z][\w-]{2,})(?:\s(?P<more>[a-z][\w-]{2,}))?"
)
_WORD: Final = re.compile(r"[a-z][\w-]{2,}")
_STOPS: Final = re.compile(r"\s(?:de|des|du|d'|qui|a|au|of|in|at|who|aged|with|from|near)\s|,")
_NEAR: Final = 70
#: How the name of what is counted ends; "12 market" counts nothing.
_PLURAL: Final = ("s", "x", "men", "people", "children")
_SEPARATOR: Final = "\n\n"


class Count(NamedTuple):
    """A number of the person with the words it was read from."""

    value: Decimal
    said: Quotation


class Rate(NamedTuple):
    """How often a customer buys: `times` in each `period` ("jour", "semaine", "mois", "an")."""

    times: Decimal
    period: str
    said: Quotation


class MarketNumbers(NamedTuple):
    """What the answers give for the worksheet; a lead is a quote to ask about, as it may be the number."""

    customers: Count | None
    customers_lead: Quotation | None
    rate: Rate | None
    rate_lead: Quotation | None
    price: Count | None
    currency: str
    is_range: bool
    cost: Count | None
    fixed: Count | None
    capacity: Count | None
    sums: Arithmetic


@cache
def pattern(language: str, name: str) -> re.Pattern[str]:
    """Return a pattern of the research phrases, for folded text."""
    return re.compile(phrases()["read"][language][name])


@cache
def _uncounted_words(language: str) -> frozenset[str]:
    """Return the words that are no things to count after a number: time, measures, months, links."""
    return frozenset(phrases()["read"][language]["no_things"].split()) | word_set(language, "stop")


def market_numbers(inputs: Inputs, facts: Facts) -> MarketNumbers:
    """Read all numbers of the worksheet from the answers; what is not said plainly is None."""
    offer, rest, clientele = (inputs.texts.get(step, "") for step in ("offre", "synthesis", "clientele"))
    sums = offer_arithmetic(offer + _SEPARATOR + rest, inputs.language, inputs.currency, clientele)
    price = _price(_said(sums.price, offer), facts)
    customers, lead = _customers(facts)
    unit = price.money.unit if price else ""
    rate, rate_lead = _rate(facts, unit)
    if rate is None and price and unit in {"semaine", "mois"}:
        rate = Rate(Decimal(1), unit, price.quotation)
    return MarketNumbers(
        customers,
        lead,
        rate,
        rate_lead,
        Count(price.money.amount, price.quotation) if price else None,
        _currency(price, inputs.currency),
        bool(price and price.money.upto != price.money.amount),
        _said(sums.unit_cost, offer) or _cost(facts, price),
        _said(sums.fixed_monthly, offer),
        _said(sums.capacity, offer),
        sums,
    )


def _currency(price: Price | None, usual: str) -> str:
    """Return the currency of the price, the country's for none or for a sign that several share."""
    if price is None or (usual and is_in_currency(price.money, usual)):
        return usual
    return price.money.currency


def _said(figure: Figure | None, offer: str) -> Count | None:
    """Return a number of the offer's sums with the step in which it stands."""
    if figure is None:
        return None
    before = len(offer) + len(_SEPARATOR)
    step, shift = ("offre", 0) if figure.span.start < before else ("synthesis", before)
    span = Span(figure.span.start - shift, figure.span.end - shift)
    return Count(figure.value, Quotation(figure.quote, step, span))


def _price(taken: Count | None, facts: Facts) -> Price | None:
    """Return the price that the offer's sums took, as it was said; else one that another answer asks."""
    asked = [price for price in facts.prices if price.role == "price"]
    same = (price for price in asked if taken and price.quotation.span.start == taken.said.span.start)
    return next(same, next((price for price in asked if price.quotation.step != "vision"), None))


def _customers(facts: Facts) -> tuple[Count | None, Quotation | None]:
    """Return the number of customers in reach, else a count of something else that may lead to it."""
    customer = facts.customer()
    own = _words(_STOPS.split(fold(customer.quote))[0]) if customer else set()
    lead: Quotation | None = None
    for step in ("clientele", "offre"):
        for count, thing in _counts(facts.texts.get(step, ""), step, facts.language):
            if own & thing:
                return count, None
            lead = lead or (count.said if step == "clientele" else None)
    goals = _counts(facts.texts.get("vision", ""), "vision", facts.language)
    return None, lead or next((count.said for count, thing in goals if own & thing), None)


def _counts(text: str, step: str, language: str) -> Iterator[tuple[Count, set[str]]]:
    """Yield every count of things: not money, not time, and not people that the person only talked to."""
    folded, taken = fold_cached(text), {place for money in amounts(text) for place in range(*money.span)}
    for match in _COUNT.finditer(folded):
        start = max(statement_start(folded, match.start()), match.start() - _NEAR)
        is_interview = pattern(language, "asked").search(folded, start, match.end())
        is_uncounted = match["what"] in _uncounted_words(language) or not match["what"].endswith(_PLURAL)
        if not (match.start() in taken or is_interview or is_uncounted):
            is_pair = match["more"] and match["more"] not in _uncounted_words(language)
            end = match.end() if is_pair else match.end("what")
            said = trimmed_quotation(text, step, match.start(), end)
            yield Count(value_of(match["n"]), said), _words(folded[match.start("what") : end])


def _words(folded: str) -> set[str]:
    """Return the words of a phrase without the ending of the plural."""
    return {word.rstrip("sx") for word in _WORD.findall(folded)}


def _rate(facts: Facts, unit: str) -> tuple[Rate | None, Quotation | None]:
    """Return how often a customer buys when a word for buying stands with it; else a quote to ask about."""
    lead: Quotation | None = None
    for step in ("clientele", "offre"):
        text = facts.texts.get(step, "")
        for match in pattern(facts.language, "rate").finditer(fold_cached(text)):
            rate = _read_rate(match, text, step)
            start, end = clause_around(fold_cached(text), rate.said.span)
            what = match.groupdict().get("what")
            counts_purchases = what is None or what in {phrases()["read"][facts.language]["times"], unit}
            if counts_purchases and pattern(facts.language, "bought").search(fold_cached(text), start, end):
                return rate, None
            lead = lead or (rate.said if step == "clientele" and not is_money(text, match) else None)
    return None, lead


def is_money(text: str, match: re.Match[str]) -> bool:
    """Return whether a match in a text is a part of an amount of money."""
    return any(money.span.start < match.end() and match.start() < money.span.end for money in amounts(text))


def _read_rate(match: re.Match[str], text: str, step: str) -> Rate:
    parts = match.groupdict()
    said = Quotation(text[match.start() : match.end()], step, Span(*match.span()))
    times = small_number(parts.get("n") or {"twice": "2"}.get(parts.get("once") or "", "1"))
    period = normal_unit(parts.get("period") or parts.get("oncep") or parts["each"] or "")
    # a part of the day is the day
    return Rate(times, period if period in PERIODS else "jour", said)


def _cost(facts: Facts, price: Price | None) -> Count | None:
    """Return an amount below the price, of the same unit, that a word for costs leads up to."""
    if price is None or not price.money.unit:
        return None
    for other in facts.prices:
        money, folded = other.money, fold_cached(facts.texts[other.quotation.step])
        start, _ = clause_around(folded, money.span)
        same = money.unit == price.money.unit and money.amount < price.money.amount
        if same and pattern(facts.language, "costs").search(folded, start, money.span.start):
            return Count(money.amount, other.quotation)
    return None
