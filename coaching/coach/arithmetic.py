"""The arithmetic of an offer, from figures that the person wrote: none is guessed, missing ones are asked."""

import math
from collections.abc import Iterable
from typing import Any

from coaching.coach.reading import Reading
from coaching.coach.results import ReviewContext
from coaching.coach.store import load

REACH = 7
WORDS_OF = {"unit_cost": "cost_word", "fixed_monthly": "fixed_word", "capacity": "capacity_word"}
ASKED = ("price", "unit_cost", "fixed_monthly", "capacity")


def margin_percent(price: float, unit_cost: float) -> float:
    """Share of the price that stays after the unit's cost: 100 x (price - unit cost) / price."""
    return 100 * (price - unit_cost) / price


def break_even_units(price: float, unit_cost: float, fixed_monthly: float) -> int | None:
    """Units to sell each month to cover the fixed costs: fixed / (price - unit cost); None when never."""
    return math.ceil(fixed_monthly / (price - unit_cost)) if price > unit_cost else None


def offer_arithmetic(reading: Reading, context: ReviewContext) -> dict[str, Any]:
    """Price, costs, margin in per cent, break-even units, warnings, a question for each missing figure."""
    figures = _figures(reading)
    words = load(f"{reading.language}/messages")["arithmetic"]
    price, cost, fixed = figures.get("price"), figures.get("unit_cost"), figures.get("fixed_monthly")
    margin = units = None
    if price and cost is not None:
        margin = round(margin_percent(price, cost), 1)
        units = break_even_units(price, cost, fixed) if fixed is not None else None
    flags = _flags(figures, units, _budget(context, reading.language))
    return {
        **{key: figures.get(key) for key in ASKED},
        "margin_percent": margin,
        "break_even_units": units,
        "warnings": [words[flag] for flag in flags],
        "missing": [words[f"ask_{key}"] for key in ASKED if figures.get(key) is None],
    }


def _flags(figures: dict[str, float], units: int | None, budget: float | None) -> Iterable[str]:
    """The keys of the warnings that the figures call for."""
    price, cost = figures.get("price"), figures.get("unit_cost")
    if price is not None and cost is not None and price <= cost:
        yield "price_below_cost"
    if units is not None and "capacity" in figures and units > figures["capacity"]:
        yield "over_capacity"
    if price is not None and budget is not None and price > budget:
        yield "over_budget"


def _figures(reading: Reading) -> dict[str, float]:
    """The figures by what stands shortly before them; the first amount that is nothing else is the price."""
    figures: dict[str, float] = {}
    amounts = [_number_in(reading, hit) for hit in reading.found("money")]
    for place in amounts:
        key = _meaning(reading, place, ("unit_cost", "fixed_monthly")) or "price"
        figures.setdefault(key, amount_of(reading.tokens[place].folded))
    for place, _ in reading.found("num"):
        if place not in amounts and _meaning(reading, place, ("capacity",)):
            figures.setdefault("capacity", amount_of(reading.tokens[place].folded))
    return {key: value for key, value in figures.items() if value > 0}


def _number_in(reading: Reading, hit: tuple[int, int]) -> int:
    """The place of the figure within a money hit."""
    places = range(*hit)
    return next((place for place in places if reading.tokens[place].folded[0].isdecimal()), places[0])


def _meaning(reading: Reading, place: int, keys: tuple[str, ...]) -> str | None:
    """Which kind of figure the words just before a place announce."""
    ends = [
        (last, key)
        for key in keys
        for _, last in reading.found(WORDS_OF[key])
        if 0 <= place - last + 1 <= REACH
    ]
    return max(ends)[1] if ends else None


def amount_of(word: str) -> float:
    """The value of a figure as written: "25 000", "1,500", "2,5" or "3.50"; 0 for a number in words."""
    digits = word.replace(" ", "")
    if not digits[0].isdecimal():
        return 0.0
    head, mark, tail = digits.rpartition("," if "," in digits else ".")
    if mark and len(tail) != 3:
        return float(head.replace(",", "").replace(".", "") + "." + tail)
    return float(digits.replace(",", "").replace(".", ""))


def _budget(context: ReviewContext, language: str) -> float | None:
    """What the clientele answer says its people can pay, if it gives an amount."""
    text = context.answers.get("clientele", "")
    if not text:
        return None
    reading = Reading(text, language)
    for hit in reading.found("money"):
        place = _number_in(reading, hit)
        if any(0 <= place - last + 1 <= REACH for _, last in reading.found("budget_word")):
            return amount_of(reading.tokens[place].folded) or None
    return None
