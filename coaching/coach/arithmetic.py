"""The sums of an offer, from numbers that the person wrote and from nothing else."""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from coaching.coach.facts import Price, prices
from coaching.coach.money import Money, amounts, bare_amounts, figure, same_currency
from coaching.coach.quotes import Said, clause_around, flat, sentence_start
from coaching.coach.store import known_language, load
from coaching.coach.text import Span

_MOST_CHARACTERS = 6000
_WEEKS_PER_MONTH = Decimal(52) / Decimal(12)
_COUNT = re.compile(
    r"(?<![\w.,-])(\d{1,3}(?:[ .,]\d{3})+|\d{1,7})(?![\w.,]*\d)(?! ?(?:%|ans?\b|years?\b|h\b|cl\b))"
)
_SENTENCE_END = re.compile(r"[.!?;\n](?!\d)")
_PERIODS = frozenset({"jour", "semaine", "mois", "an"})


class Figure(NamedTuple):
    """A number with the words that it was read from."""

    value: Decimal
    quote: str
    span: Span


class Flag(NamedTuple):
    """A warning drawn from the person's numbers: `key` is "loss", "capacity" or "budget"."""

    key: str
    message: str


class Arithmetic(NamedTuple):
    """The sums of one offer.

    margin_percent = 100 x (price - unit cost) / price, to one decimal;
    break_even_units = fixed monthly / (price - unit cost), rounded up, in units a month.
    Amounts are in the currency that the person wrote. A number that was not written is None, and a question
    asks for it; nothing is guessed. Source: the usual cost and break-even reckoning taught in ILO GERME/SIYB.
    """

    price: Figure | None
    unit_cost: Figure | None
    fixed_monthly: Figure | None
    capacity: Figure | None
    margin_percent: Decimal | None
    break_even_units: int | None
    flags: tuple[Flag, ...]
    questions: tuple[str, ...]


class _Numbers(NamedTuple):
    """What one answer says in numbers; `costs` quotes several that may or may not be added up."""

    price: Price | None
    cost: Figure | None
    fixed: Figure | None
    capacity: Figure | None
    days_missing: bool
    costs: tuple[str, ...]


def offer_arithmetic(answer: str, language: str, currency: str, clientele: str = "") -> Arithmetic:
    """The sums of an offer, with warnings and with a question for each number that is missing.

    `currency` is the ISO code of the session: an amount in another currency does not enter the sums.
    `clientele` is the answer of that step, for the budget that the person gave customers.
    """
    language = known_language(language)
    text = answer[:_MOST_CHARACTERS]
    numbers = _read(text, language, currency)
    price = _figure(numbers.price.money, text) if numbers.price else None
    gain = price.value - numbers.cost.value if price and numbers.cost else None
    break_even = _break_even(numbers.fixed, gain)
    margin = _percent(gain, price) if gain is not None and price else None
    budget = _budget(clientele[:_MOST_CHARACTERS], language, currency)
    flags = tuple(_flags(numbers, budget, break_even, language))
    asked = tuple(_questions(numbers, language))
    return Arithmetic(price, numbers.cost, numbers.fixed, numbers.capacity, margin, break_even, flags, asked)


@lru_cache(maxsize=32)
def _sum_cue(language: str, name: str) -> re.Pattern[str]:
    """A pattern of the sums file, for folded text."""
    return re.compile(load(f"{language}/sums")[name])


def _figure(money: Money, text: str) -> Figure:
    """An amount with its quote; of a range, the lower end, so that no sum looks better than it is."""
    return Figure(money.amount, text[money.span.start : money.span.end], money.span)


def _read(text: str, language: str, currency: str) -> _Numbers:
    """Sorts the numbers of an offer by the words around them."""
    folded = flat(text)
    accepted = frozenset({{"XOF": "CFA", "XAF": "CFA"}.get(currency, currency)} if currency else ())
    bare = bare_amounts(text, _sum_cue(language, "bare"))
    money = sorted(
        (found for found in (*amounts(text), *bare) if same_currency(found.currency, accepted)),
        key=lambda found: found.span,
    )
    by_role: dict[str, list[Money]] = {"cost": [], "fixed": [], "price": []}
    for found in money:
        by_role[_role(folded, found, language)].append(found)
    parts = _further_parts(by_role, folded, language)
    by_role["cost"] += parts
    by_role["price"] = [found for found in by_role["price"] if found not in parts]
    asked = [price for price in prices(text, "offre", language) if price.role == "price"]
    asked += [Price(found, Said(text[slice(*found.span)], "offre", found.span), "price") for found in bare]
    sold = [price for price in asked if price.money in by_role["price"]]
    units = [price for price in sold if price.money.unit not in _PERIODS] or sold
    capacity, days_missing = _capacity(folded, text, money, language)
    cost = _unit_cost(by_role["cost"], text)
    unsure = () if cost else tuple(text[slice(*found.span)] for found in by_role["cost"])
    fixed = _monthly(by_role["fixed"], text, language)
    return _Numbers(units[0] if units else None, cost, fixed, capacity, days_missing, unsure)


def _further_parts(by_role: Mapping[str, list[Money]], folded: str, language: str) -> list[Money]:
    """Amounts that go on with a cost in its sentence: "6 € for the cloth and 9 € of labour".

    Not one that is asked ("and customers pay 25 €"), is a price by its form ("a coat at 25 €") or comes back
    every month.
    """
    if len(by_role["cost"]) != 1:
        return []
    said, asked = by_role["cost"][0].span, _sum_cue(language, "asked")
    stop = _SENTENCE_END.search(folded, said.end)
    end = stop.start() if stop else len(folded)
    return [
        found
        for found in by_role["price"]
        if said.end <= found.span.start < end
        and found.unit not in _PERIODS
        and not asked.search(folded, said.end, found.span.start)
    ]


def _unit_cost(found: list[Money], text: str) -> Figure | None:
    """The cost of a unit: the amount, or the sum of those of one sentence; None when it is not sure."""
    if not found:
        return None
    span = Span(found[0].span.start, found[-1].span.end)
    if len(found) > 1 and _SENTENCE_END.search(flat(text), span.start, span.end):
        return None
    return Figure(sum((money.amount for money in found), Decimal(0)), text[span.start : span.end], span)


def _role(folded: str, found: Money, language: str) -> str:
    """Whether an amount is a unit cost, a fixed cost or a price, by the nearest word of its clause."""
    start, end = clause_around(folded, found.span)
    if ":" in folded[start : found.span.start]:
        start = sentence_start(folded, start)
    best = ("price", -1)
    for role in ("fixed", "cost"):
        for match in _sum_cue(language, role).finditer(folded, start, end):
            behind = match.start() - found.span.end
            near = match.end() if behind < 0 else found.span.start - 2 * behind
            best = max(best, (role, near), key=lambda pair: pair[1])
    return best[0]


def _monthly(found: list[Money], text: str, language: str) -> Figure | None:
    """The sum of the fixed costs when they are said to be monthly, else None."""
    if not found or any(money.unit not in {"mois", ""} for money in found):
        return None
    span = Span(found[0].span.start, found[-1].span.end)
    folded = flat(text)
    stop = _SENTENCE_END.search(folded, span.end)
    start, _ = clause_around(folded, span)
    if found[0].unit == "mois":
        start = found[0].span.start
    if not _sum_cue(language, "per_month").search(folded, start, stop.start() if stop else len(folded)):
        return None
    return Figure(sum((money.amount for money in found), Decimal(0)), text[span.start : span.end], span)


def _capacity(folded: str, text: str, money: list[Money], language: str) -> tuple[Figure | None, bool]:
    """How many units a month can be made, and whether the days worked are missing to know it.

    A week is 52/12 of a month; a daily figure needs the days worked, which are never assumed.
    """
    taken = {place for found in money for place in range(*found.span)}
    for match in _COUNT.finditer(folded):
        if match.start() in taken:
            continue
        factor = _factor(folded, match, language)
        if factor is not None:
            value = (figure(match[1]) * factor).to_integral_value(ROUND_FLOOR)
            known = Figure(value, text[match.start(1) : match.end(1)], Span(*match.span(1)))
            return (known, False) if factor else (None, True)
    return None, False


def _factor(folded: str, match: re.Match[str], language: str) -> Decimal | None:
    """Months in the period of a count: None when it is no capacity, 0 when the days worked are not said."""
    start, stop = sentence_start(folded, match.start()), _SENTENCE_END.search(folded, match.end())
    end = min(stop.start() if stop else len(folded), match.end() + 40)
    if not _sum_cue(language, "capacity").search(folded, max(start, match.start() - 50), match.start()):
        return None
    return _months(folded, match.end(), end, language)


def _months(folded: str, start: int, end: int, language: str) -> Decimal | None:
    """How many of the first period named between two places fit in a month; 0 for days that are not said."""
    known = {"per_month": Decimal(1), "per_week": _WEEKS_PER_MONTH, "per_day": None}
    found = {name: _sum_cue(language, name).search(folded, start, end) for name in known}
    nearest = min(((match.start(), name) for name, match in found.items() if match), default=None)
    if nearest is None:
        return None
    return known[nearest[1]] or _days(folded, language)


def _days(folded: str, language: str) -> Decimal:
    """Days worked in a month as the person said it; 0 when not said."""
    month = _sum_cue(language, "days_month").search(folded)
    if month:
        return Decimal(month[1])
    week = _sum_cue(language, "days_week").search(folded)
    if not week:
        return Decimal(0)
    words = load(f"{language}/sums")["number_words"].split()
    return (Decimal(words.index(week[1]) + 1) if week[1] in words else Decimal(week[1])) * _WEEKS_PER_MONTH


def _break_even(fixed: Figure | None, gain: Decimal | None) -> int | None:
    """Units a month that pay the fixed costs; None without both numbers or without a gain per unit."""
    if fixed is None or gain is None or gain <= 0:
        return None
    return int((fixed.value / gain).to_integral_value(ROUND_CEILING))


def _percent(gain: Decimal, price: Figure) -> Decimal | None:
    """The margin in per cent of the price; None for a price of nothing."""
    if not price.value:
        return None
    return (100 * gain / price.value).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _budget(clientele: str, language: str, currency: str) -> Price | None:
    """What customers can pay, when the clientele step says it once."""
    accepted = frozenset({{"XOF": "CFA", "XAF": "CFA"}.get(currency, currency)} if currency else ())
    found = [price for price in prices(clientele, "clientele", language) if price.role == "budget"]
    return found[0] if len(found) == 1 and same_currency(found[0].money.currency, accepted) else None


def over_budget(price: Money, budget: Money) -> bool:
    """Whether a price is above a budget that it can be compared with.

    The same unit compares, and a bare amount with a thing. What customers spend in a week does not compare
    with the price of something that lasts.
    """
    periods = {price.unit, budget.unit} & _PERIODS
    comparable = price.unit == budget.unit or not (periods or (price.unit and budget.unit))
    return comparable and price.amount > budget.upto


def _flags(numbers: _Numbers, budget: Price | None, break_even: int | None, language: str) -> Iterator[Flag]:
    """The warnings that the numbers give."""
    price, cost, capacity = numbers.price, numbers.cost, numbers.capacity
    if price and cost and price.money.amount <= cost.value:
        yield _flag("loss", language, {"price": price.said.quote, "cost": cost.quote})
    if break_even is not None and capacity and break_even > capacity.value:
        yield _flag(
            "capacity",
            language,
            {"units": _grouped(break_even, language), "capacity": _grouped(int(capacity.value), language)},
        )
    if price and budget and over_budget(price.money, budget.money):
        yield _flag("budget", language, {"price": price.said.quote, "budget": budget.said.quote})


def _grouped(number: int, language: str) -> str:
    """A whole number with its thousands set apart."""
    return f"{number:,}" if language == "en" else f"{number:,}".replace(",", "\u202f")


def _flag(key: str, language: str, parts: Mapping[str, str]) -> Flag:
    """A warning in words."""
    message: str = load(f"{language}/sums")[f"flag_{key}"]
    replace: Callable[[re.Match[str]], str] = lambda match: parts[match[1]]  # noqa: E731 - one use
    return Flag(key, re.sub(r"\{(\w+)\}", replace, message))


def _questions(numbers: _Numbers, language: str) -> Iterator[str]:
    """A question for each number that is missing."""
    frames = load(f"{language}/sums")
    if numbers.costs:
        yield str(frames["question_costs"]).replace("{costs}", ", ".join(numbers.costs))
    for name, value in (("price", numbers.price), ("cost", numbers.cost), ("fixed", numbers.fixed)):
        if value is None and not (name == "cost" and numbers.costs):
            yield frames[f"question_{name}"]
    if numbers.capacity is None:
        yield frames["question_days" if numbers.days_missing else "question_capacity"]
