"""The market from the bottom up: customers x purchases x price, in the person's own numbers only."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from agents.contract import FactKey
from agents.research.items import Origins, enumerated, item, phrase, written
from agents.research.market_numbers import MarketNumbers
from agents.schemas import Row
from coaching.coach.consistency.offer_numbers import WEEKS_PER_MONTH
from nlp.money import with_written_amounts, written_amount
from nlp.quotations import Quotation


class Sheet(NamedTuple):
    """The worksheet's numbers with the language of its texts."""

    numbers: MarketNumbers
    language: str

    def say(self, name: str, **filled: str) -> str:
        """Return a text of the worksheet."""
        return phrase(self.language, "market", name, **filled)

    def number(self, value: Decimal) -> str:
        """Return a number as written in this language."""
        return written(value, self.language)

    def amount(self, value: Decimal) -> str:
        """Return an amount in the currency of the price."""
        return written_amount(value.quantize(Decimal("0.01")), self.numbers.currency, self.language)

    def sum(self, key: str, result: str, formula: str, text: str, uses: Sequence[FactKey]) -> Row:
        """Return a computed row: each number of its text and formula is a result, an operand, or both."""
        equation = f"{formula} = {result}"
        origins, why = Origins(sums={equation: equation}), self.say("sum_why")
        entry = item(f"market.{key}", self.say(key), text, origins, uses=uses, why=why, beside=(formula,))
        return Row(item=entry, formula=formula)

    def asked(self, key: str, lead: Quotation | None = None, **filled: str) -> Row:
        """Return a row that asks for its number; a `lead` is a quote that may be it, or the goal for it."""
        ask = "ask" if lead is None else "goal" if lead.step == "vision" else "lead"
        question = self.say(f"{key}_{ask}", quote=lead.quote if lead else "", **filled)
        origins = Origins(quotes=(lead,) if lead else ())
        entry = item(f"market.{key}", self.say(key), "", origins, why=self.say("ask_why"), beside=(question,))
        return Row(item=entry, question=question)

    def incomplete(self, key: str, needed: Mapping[str, object]) -> Row:
        """Return a row that names the numbers without which its sum cannot be made."""
        return self.asked(key, missing=enumerated(self.say(name) for name, one in needed.items() if not one))

    def given(
        self, key: str, said: Quotation, uses: Sequence[FactKey] = (), text: str = "", why: str = ""
    ) -> Row:
        """Return a row with a number of the person, with its amounts written one way, or in a `text`."""
        shown = text or with_written_amounts(said.quote, self.numbers.currency, self.language)
        origins, why = Origins(quotes=(said,)), why or self.say("own_why")
        return Row(item=item(f"market.{key}", self.say(key), shown, origins, uses=uses, why=why))


def worksheet(numbers: MarketNumbers, language: str) -> tuple[Row, ...]:
    """Return the rows: what was said, what follows from it with its formula, and a question for each gap."""
    sheet = Sheet(numbers, language)
    costs = (("cost", numbers.cost), ("fixed", numbers.fixed))
    return (
        *_factors(sheet),
        *_product(sheet),
        *(sheet.given(key, count.said) if count else sheet.asked(key) for key, count in costs),
        *_margin(sheet),
        *_even(sheet),
        *_capacity(sheet),
    )


def _factors(sheet: Sheet) -> Iterator[Row]:
    """Yield customers, purchases and price."""
    numbers = sheet.numbers
    customers, rate, price = numbers.customers, numbers.rate, numbers.price
    yield (
        sheet.given("customers", customers.said, ("customer",))
        if customers
        else sheet.asked("customers", numbers.customers_lead)
    )
    if rate and price and rate.said == price.said:
        once = sheet.say("once", period=phrase(sheet.language, "period", rate.period))
        yield sheet.given("purchases", rate.said, ("price",), once)
    elif rate:
        yield sheet.given("purchases", rate.said, ("customer",))
    else:
        yield sheet.asked("purchases", numbers.rate_lead)
    why = sheet.say("low_end") if numbers.is_range else ""
    yield sheet.given("price", price.said, ("price",), why=why) if price else sheet.asked("price")


def _product(sheet: Sheet) -> Iterator[Row]:
    """Yield the size in one period, and over a year where the period fits into one without a guess."""
    customers, rate, price = sheet.numbers.customers, sheet.numbers.rate, sheet.numbers.price
    if not (customers and rate and price):
        yield sheet.incomplete("total", {"customers": customers, "purchases": rate, "price": price})
        return
    total = customers.value * rate.times * price.value
    result = sheet.amount(total)
    formula = f"{sheet.number(customers.value)} × {sheet.number(rate.times)} × {sheet.amount(price.value)}"
    uses: tuple[FactKey, ...] = ("customer", "price")
    text = sheet.say("total_text", total=result, period=phrase(sheet.language, "period", rate.period))
    yield sheet.sum("total", result, formula, text, uses)
    if times := {"semaine": 52, "mois": 12}.get(rate.period):
        yearly = sheet.amount(total * times)
        yield sheet.sum("year", yearly, f"{result} × {times}", sheet.say("year_text", total=yearly), uses)


def _gain(numbers: MarketNumbers) -> Decimal | None:
    return numbers.price.value - numbers.cost.value if numbers.price and numbers.cost else None


def _margin(sheet: Sheet) -> Iterator[Row]:
    """Yield what a sale leaves: price - cost, and as a share of the price."""
    price, cost, gain = sheet.numbers.price, sheet.numbers.cost, _gain(sheet.numbers)
    if price is None or cost is None or gain is None or not price.value:
        return
    left, text = sheet.amount(gain), sheet.say("loss_text")
    result, formula = left, f"{sheet.amount(price.value)} − {sheet.amount(cost.value)}"
    if gain > 0:
        percent = sheet.number((100 * gain / price.value).quantize(Decimal(1), ROUND_HALF_UP))
        result = f"{left} ({sheet.say('percent', percent=percent)})"
        text = sheet.say("margin_text", gain=left, percent=percent)
    yield sheet.sum("margin", result, formula, text, ("price",))


def _even(sheet: Sheet) -> Iterator[Row]:
    """Yield the sales a month that pay the fixed costs, rounded up, and how many customers that takes."""
    fixed, gain = sheet.numbers.fixed, _gain(sheet.numbers)
    if fixed is None or gain is None:
        needed = {"fixed": fixed, "price": sheet.numbers.price, "cost": sheet.numbers.cost}
        yield sheet.incomplete("even", needed)
    elif gain > 0:
        units = (fixed.value / gain).to_integral_value(ROUND_CEILING)
        result, formula = sheet.number(units), f"{sheet.amount(fixed.value)} ÷ {sheet.amount(gain)}"
        yield sheet.sum("even", result, formula, sheet.say("even_text", units=result), ("price",))
        yield from _needed(sheet, units)


def _needed(sheet: Sheet, units: Decimal) -> Iterator[Row]:
    """Yield how many of the customers within reach break-even takes; a month has 52/12 weeks."""
    customers, rate = sheet.numbers.customers, sheet.numbers.rate
    if customers is None or rate is None or rate.period not in {"semaine", "mois"}:
        return
    weeks, divided = (WEEKS_PER_MONTH, " ÷ (52 ÷ 12)") if rate.period == "semaine" else (1, "")
    needed = (units / (rate.times * weeks)).to_integral_value(ROUND_CEILING)
    formula = f"{sheet.number(units)} ÷ {sheet.number(rate.times)}{divided}"
    result, whole = sheet.number(needed), sheet.number(customers.value)
    name = "needed_text" if needed <= customers.value else "needed_over"
    text = sheet.say(name, needed=result, customers=whole)
    yield sheet.sum("needed", f"{result} ({whole})", formula, text, ("customer", "price"))


def _capacity(sheet: Sheet) -> Iterator[Row]:
    """Yield what full capacity would bring in a month."""
    capacity, price = sheet.numbers.capacity, sheet.numbers.price
    if capacity is None:
        yield sheet.asked("capacity")
    elif price is not None:
        total = sheet.amount(capacity.value * price.value)
        formula = f"{sheet.number(capacity.value)} × {sheet.amount(price.value)}"
        yield sheet.sum("capacity", total, formula, sheet.say("capacity_text", total=total), ("price",))
