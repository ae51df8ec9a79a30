"""The sums of a brief's offer, each with its formula."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from briefs.models import BusinessBrief
from coaching.coach.consistency.arithmetic import Arithmetic, offer_arithmetic
from coaching.coach.consistency.offer_numbers import Figure
from reference.packs import country_pack


class Sum(NamedTuple):
    """A sum of the person's numbers; `key` is "margin" or "break_even"."""

    key: str
    text: str
    formula: str


def sums_of(brief: BusinessBrief) -> tuple[Sum, ...]:
    """Return the sums that the numbers of the offer allow."""
    currency = country_pack(str(brief.location.get("country", ""))).currency
    found = offer_arithmetic(brief.value_proposition, brief.language, currency, brief.target_audience)
    return tuple(_sums(found, brief.language))


def _sums(found: Arithmetic, language: str) -> Iterator[Sum]:
    price, cost, fixed = found.price, found.unit_cost, found.fixed_monthly
    if price is None or cost is None or found.margin_percent is None:
        return
    gain = f"({_quoted(price)} − {_quoted(cost)})"
    percent = _decimal(found.margin_percent, language) + ("\u00a0%" if language == "fr" else "%")
    yield Sum("margin", percent, f"{gain} ÷ {_quoted(price)}")
    if fixed is not None and found.break_even_units is not None:
        yield Sum("break_even", str(found.break_even_units), f"{_quoted(fixed)} ÷ {gain}")


def _quoted(figure: Figure) -> str:
    return " ".join(figure.quote.split())


def _decimal(value: Decimal, language: str) -> str:
    return str(value).replace(".", ",") if language == "fr" else str(value)
