"""The numbers of an offer: price, unit cost, fixed costs and capacity."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from coaching.coach.data_files import load
from coaching.coach.scoring.facts import Price, prices
from nlp.figures import FIGURE, small_number, value_of
from nlp.money import Money, amounts, bare_amounts, is_in_currency
from nlp.quotations import Quotation, clause_around, fold_cached, statement_end, statement_start
from nlp.text import Span

#: The values of `Money.unit` that are periods.
PERIODS = frozenset({"jour", "semaine", "mois", "an"})
WEEKS_PER_MONTH = Decimal(52) / Decimal(12)
#: A figure from here on is a slip of the hand, and JSON cannot hold the largest of them.
_TOO_LARGE = 10**15
_COUNT = re.compile(rf"(?<![\w.,-])({FIGURE})(?![\w.,]*\d)(?! ?(?:%|ans?\b|years?\b|h\b|cl\b))")


class Figure(NamedTuple):
    """A number with its quotation."""

    value: Decimal
    quote: str
    span: Span


class Numbers(NamedTuple):
    """The numbers of one answer; `costs` quotes amounts that cannot safely be added up."""

    price: Price | None
    cost: Figure | None
    fixed: Figure | None
    capacity: Figure | None
    days_missing: bool
    costs: tuple[str, ...]


def numbers_of(text: str, language: str, currency: str) -> Numbers:
    """Return the numbers of an offer, sorted by the words around them."""
    folded = fold_cached(text)
    bare = bare_amounts(text, _sum_cue(language, "bare"), currency)
    written = sorted((*amounts(text, currency), *bare), key=lambda found: found.span)
    money = [found for found in written if is_in_currency(found, currency) and found.upto < _TOO_LARGE]
    by_role: dict[str, list[Money]] = {"cost": [], "fixed": [], "price": []}
    for found in money:
        by_role[_role(folded, found, language)].append(found)
    parts = _additional_costs(by_role, folded, language)
    costs = by_role["cost"] + parts
    cost = _unit_cost(costs, text)
    asked = [found for found in by_role["price"] if found not in parts]
    capacity, days_missing = _capacity(folded, text, money, language)
    return Numbers(
        _asked_price(text, bare, asked, language, currency),
        cost,
        _monthly_fixed_costs(by_role["fixed"], text, language),
        capacity,
        days_missing,
        costs=() if cost else tuple(text[slice(*found.span)] for found in costs),
    )


def _asked_price(
    text: str, bare: Iterable[Money], asked: Sequence[Money], language: str, currency: str
) -> Price | None:
    """Return the price to calculate with: the first one, preferably not per month or year."""
    named = [price for price in prices(text, "offre", language, currency) if price.role == "price"]
    named += [
        Price(found, Quotation(text[slice(*found.span)], "offre", found.span), "price") for found in bare
    ]
    sold = [price for price in named if price.money in asked]
    return next((price for price in sold if price.money.unit not in PERIODS), sold[0] if sold else None)


def _additional_costs(by_role: Mapping[str, list[Money]], folded: str, language: str) -> list[Money]:
    """Return the amounts that continue a cost: "6 € for the cloth and 9 € of labour".

    A price ("and customers pay 25 €", "a coat at 25 €") or an amount per period is none.
    """
    if len(by_role["cost"]) != 1:
        return []
    cost, asked = by_role["cost"][0].span, _sum_cue(language, "asked")
    end = statement_end(folded, cost.end)
    return [
        found
        for found in by_role["price"]
        if cost.end <= found.span.start < end
        and found.unit not in PERIODS
        and not asked.search(folded, cost.end, found.span.start)
    ]


def _unit_cost(found: list[Money], text: str) -> Figure | None:
    """Return the unit cost, the sum if one sentence has several; None if several sentences have one."""
    cost = total(found, text) if found else None
    if cost and len(found) > 1 and statement_end(fold_cached(text), cost.span.start) < cost.span.end:
        return None
    return cost


def total(found: Sequence[Money], text: str) -> Figure:
    """Return the sum of some amounts, quoted from the first to the last.

    Of a range the lower end counts, so that the sums are not too good.
    """
    span = Span(found[0].span.start, found[-1].span.end)
    return Figure(sum((money.amount for money in found), Decimal(0)), text[slice(*span)], span)


def _role(folded: str, found: Money, language: str) -> str:
    """Return the role of an amount ("cost", "fixed" or "price"), by the nearest word of its clause."""
    start, end = clause_around(folded, found.span)
    if ":" in folded[start : found.span.start]:
        start = statement_start(folded, start)
    best = (-1, "price")
    for role in ("fixed", "cost"):
        for match in _sum_cue(language, role).finditer(folded, start, end):
            behind = match.start() - found.span.end
            near = match.end() if behind < 0 else found.span.start - 2 * behind
            best = max(best, (near, role), key=itemgetter(0))
    return best[1]


def _monthly_fixed_costs(found: list[Money], text: str, language: str) -> Figure | None:
    """Return the sum of the fixed costs if the text says that they are monthly, else None."""
    if not found or any(money.unit not in {"mois", ""} for money in found):
        return None
    costs, folded = total(found, text), fold_cached(text)
    start = costs.span.start if found[0].unit == "mois" else clause_around(folded, costs.span)[0]
    end = statement_end(folded, costs.span.end)
    return costs if _sum_cue(language, "per_month").search(folded, start, end) else None


def _capacity(folded: str, text: str, money: list[Money], language: str) -> tuple[Figure | None, bool]:
    """Return the units that can be made in a month, and whether the days worked are missing for it.

    A month has 52/12 weeks. A daily figure needs the days worked, which are never assumed.
    """
    taken = {position for found in money for position in range(*found.span)}
    for match in _COUNT.finditer(folded):
        factor = None if match.start() in taken else _factor(folded, match, language)
        if factor is not None and value_of(match[1]) < _TOO_LARGE:
            value = (value_of(match[1]) * factor).to_integral_value(ROUND_FLOOR)
            known = Figure(value, text[slice(*match.span(1))], Span(*match.span(1)))
            return (known, False) if factor else (None, True)
    return None, False


def _factor(folded: str, match: re.Match[str], language: str) -> Decimal | None:
    """Return the factor from a count to a month: None if it is no capacity, 0 if the days are missing.

    The verb stands at most 50 characters before the count, its period at most 40 after it.
    """
    start = max(statement_start(folded, match.start()), match.start() - 50)
    end = min(statement_end(folded, match.end()), match.end() + 40)
    names = ("per_month", "per_week", "per_day")
    periods = {name: _sum_cue(language, name).search(folded, match.end(), end) for name in names}
    nearest = min(((period.start(), name) for name, period in periods.items() if period), default=None)
    if not nearest or not _sum_cue(language, "capacity").search(folded, start, match.start()):
        return None
    known = {"per_month": Decimal(1), "per_week": WEEKS_PER_MONTH}
    return known.get(nearest[1]) or _days(folded, language)


def _days(folded: str, language: str) -> Decimal:
    """Return the days worked in a month; 0 if the text does not say."""
    if month := _sum_cue(language, "days_month").search(folded):
        return Decimal(month[1])
    week = _sum_cue(language, "days_week").search(folded)
    return small_number(week[1]) * WEEKS_PER_MONTH if week else Decimal(0)


@lru_cache(maxsize=32)
def _sum_cue(language: str, name: str) -> re.Pattern[str]:
    """Return a pattern of the arithmetic file, for folded text."""
    return re.compile(load(f"{language}/arithmetic")[name])
