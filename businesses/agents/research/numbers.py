"""Numbers in texts: which stand there, where each comes from, and how a sum is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from businesses.agents.contract import Figure
from businesses.agents.schemas import Source
from coaching.coach.quotes import Said

#: A number as it is written: "700", "4 000", "1.5", "2,500".
NUMERAL: Final = re.compile(r"\d+(?:[ .,'’\u00a0\u202f\u2009]\d{3}(?!\d))*(?:[.,]\d+)?")
_GROUP: Final = {"fr": "\u202f", "en": ","}


class Origins(NamedTuple):
    """Where the numbers of a text may come from: a person's quotes, sums (numeral -> formula), a table."""

    said: tuple[Said, ...] = ()
    sums: Mapping[str, str] = {}
    table: Source | None = None
    verify: bool = False


def figures(texts: Iterable[str], origins: Origins) -> tuple[Figure, ...]:
    """Return a figure for each different number of the texts, in order.

    A number that no sum, quote or table accounts for is one to verify: it is never passed off as known.
    """
    found = dict.fromkeys(numeral for text in texts for numeral in NUMERAL.findall(text))
    return tuple(_figure(numeral, origins) for numeral in found)


def _figure(numeral: str, origins: Origins) -> Figure:
    if numeral in origins.sums:
        return Figure(numeral=numeral, kind="computed", formula=origins.sums[numeral])
    for said in origins.said:
        if numeral in NUMERAL.findall(said.quote):
            return Figure(numeral=numeral, kind="said", step=said.step, quote=said.quote)
    if origins.table is None:
        return Figure(numeral=numeral, kind="to_verify")
    table = origins.table
    kind = "to_verify" if origins.verify else "table"
    return Figure(numeral=numeral, kind=kind, source=table.url or table.name, year=table.year)


def written(value: Decimal, language: str) -> str:
    """Return a number as the language writes it: at most two decimals, thousands set apart."""
    rounded = value.quantize(Decimal("0.01"))
    plain = f"{rounded:,.0f}" if rounded == rounded.to_integral_value() else f"{rounded:,f}".rstrip("0")
    if language == "en":
        return plain
    return plain.replace(",", _GROUP["fr"]).replace(".", ",")


def money(value: Decimal, currency: str, language: str) -> str:
    """Return an amount with its currency as people write it: "1 500 FCFA", "1,500 GHS"."""
    sign = {"CFA": "FCFA", "XOF": "FCFA", "XAF": "FCFA"}.get(currency, currency)
    blank = "\u00a0" if language == "fr" else " "
    return f"{written(value, language)}{blank}{sign}" if sign else written(value, language)


def quoted(text: str, language: str) -> str:
    """Return a person's words between the language's quotation marks."""
    return f"«\u00a0{text}\u00a0»" if language == "fr" else f"“{text}”"
