"""The sums of an offer, computed only from numbers that the person wrote."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from coaching.coach.consistency.offer_numbers import PERIODS, Figure, Numbers, numbers_of, total
from coaching.coach.data_files import load
from coaching.coach.scoring.facts import Price, prices
from coaching.coach.steps import LONGEST
from nlp.data_files import known_language
from nlp.figures import format_number
from nlp.money import Money, is_in_currency


class Flag(NamedTuple):
    """A warning about the person's numbers: `key` is "loss", "capacity" or "budget"."""

    key: str
    message: str


class Arithmetic(NamedTuple):
    """The sums of one offer.

    margin_percent = 100 x (price - unit cost) / price, to one decimal; break_even_units = fixed monthly /
    (price - unit cost), rounded up, in units a month. Amounts are in the currency that the person wrote. A
    number that was not written is None and has a question. Source: cost and break-even calculation as taught
    in ILO GERME/SIYB.
    """

    price: Figure | None
    unit_cost: Figure | None
    fixed_monthly: Figure | None
    capacity: Figure | None
    margin_percent: Decimal | None
    break_even_units: int | None
    flags: tuple[Flag, ...]
    questions: tuple[str, ...]


def offer_arithmetic(answer: str, language: str, currency: str, clientele: str = "") -> Arithmetic:
    """Return the sums of an offer, with warnings and a question for each missing number.

    `currency` is the ISO code of the session: amounts in another currency are ignored. `clientele` is the
    answer of that step, which may name a budget.
    """
    language = known_language(language)
    text = answer[:LONGEST]
    numbers = numbers_of(text, language, currency)
    price = total([numbers.price.money], text) if numbers.price else None
    gain = price.value - numbers.cost.value if price and numbers.cost else None
    break_even = margin = None
    if numbers.fixed and gain and gain > 0:
        break_even = int((numbers.fixed.value / gain).to_integral_value(ROUND_CEILING))
    if gain is not None and price and price.value:
        margin = (100 * gain / price.value).quantize(Decimal("0.1"), ROUND_HALF_UP)
    budget = _budget(clientele[:LONGEST], language, currency)
    flags = tuple(_flags(numbers, budget, break_even, language))
    asked = tuple(_questions(numbers, language))
    return Arithmetic(price, numbers.cost, numbers.fixed, numbers.capacity, margin, break_even, flags, asked)


def _budget(clientele: str, language: str, currency: str) -> Price | None:
    """Return the budget of customers, if the clientele step names exactly one."""
    found = [price for price in prices(clientele, "clientele", language, currency) if price.role == "budget"]
    return found[0] if len(found) == 1 and is_in_currency(found[0].money, currency) else None


def over_budget(price: Money, budget: Money) -> bool:
    """Return whether a price exceeds a budget with which it can be compared.

    Amounts for the same unit are comparable, and so is an amount without a unit with one for a thing. A
    budget for a week and the price of a thing are not.
    """
    periods = {price.unit, budget.unit} & PERIODS
    comparable = price.unit == budget.unit or not (periods or (price.unit and budget.unit))
    return comparable and price.amount > budget.upto


def _flags(numbers: Numbers, budget: Price | None, break_even: int | None, language: str) -> Iterator[Flag]:
    """Yield the warnings about the numbers."""
    price, cost, capacity = numbers.price, numbers.cost, numbers.capacity
    texts, quote = load(f"{language}/arithmetic"), price.quotation.quote if price else ""
    if price and cost and price.money.amount <= cost.value:
        yield Flag("loss", texts["flag_loss"].format(price=quote, cost=cost.quote))
    if break_even is not None and capacity and break_even > capacity.value:
        units, most = (format_number(number, language) for number in (break_even, int(capacity.value)))
        yield Flag("capacity", texts["flag_capacity"].format(units=units, capacity=most))
    if price and budget and over_budget(price.money, budget.money):
        yield Flag("budget", texts["flag_budget"].format(price=quote, budget=budget.quotation.quote))


def _questions(numbers: Numbers, language: str) -> Iterator[str]:
    """Yield a question for each number that is missing."""
    texts = load(f"{language}/arithmetic")
    if numbers.costs:
        yield str(texts["question_costs"]).replace("{costs}", ", ".join(numbers.costs))
    for name, value in (("price", numbers.price), ("cost", numbers.cost), ("fixed", numbers.fixed)):
        if value is None and not (name == "cost" and numbers.costs):
            yield texts[f"question_{name}"]
    if numbers.capacity is None:
        yield texts["question_days" if numbers.days_missing else "question_capacity"]
