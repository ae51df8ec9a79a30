"""Items whose numbers all have their origin, and how numbers are written."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from agents.contract import FactKey, Figure, Item
from agents.schemas import Source
from nlp.figures import format_number as grouped
from nlp.money import currency_label
from nlp.numerals import Numeral, numerals
from nlp.quotations import Quotation


class Origins(NamedTuple):
    """Where numbers may come from: quotes, sums (a text with its numbers -> formula), a table."""

    quotes: tuple[Quotation, ...] = ()
    sums: Mapping[str, str] = {}
    table: Source | None = None
    verify: bool = False


def item(
    key: str,
    label: str,
    text: str,
    origins: Origins | None = None,
    *,
    uses: Sequence[FactKey] = (),
    why: str = "",
    beside: Sequence[str] = (),
) -> Item:
    """Return an item with a figure for each number of its label, its text and what stands `beside` it."""
    known = figures((label, text, *beside), origins or Origins())
    return Item(key=key, label=label, text=text, figures=known, uses=tuple(uses), why=why)


def figures(texts: Iterable[str], origins: Origins) -> tuple[Figure, ...]:
    """Return a figure for each different number of the texts, in order.

    A number that no sum, quote or table accounts for is one to verify.
    """
    found = {one.text: one for text in texts for one in numerals(text)}
    if not found:
        return ()
    sums = [(one, formula) for text, formula in origins.sums.items() for one in numerals(text)]
    said = [(one, quote) for quote in origins.quotes for one in numerals(quote.quote)]
    return tuple(_figure(one, sums, said, origins) for one in found.values())


def _figure(
    one: Numeral,
    sums: Iterable[tuple[Numeral, str]],
    said: Iterable[tuple[Numeral, Quotation]],
    origins: Origins,
) -> Figure:
    formula = next((formula for other, formula in sums if other.says(one)), "")
    if formula:
        return Figure(numeral=one.text, kind="computed", formula=formula)
    quote = next((quote for other, quote in said if other.says(one)), None)
    if quote:
        return Figure(numeral=one.text, kind="said", step=quote.step, quote=quote.quote)
    if origins.table is None:
        return Figure(numeral=one.text, kind="to_verify")
    where = {"source": origins.table.url or origins.table.name, "year": origins.table.year}
    kind = "to_verify" if origins.verify else "table"
    return Figure.model_validate({"numeral": one.text, "kind": kind, **where})


def written(value: Decimal, language: str) -> str:
    """Return a number as the language writes it: at most two decimals, thousands set apart."""
    rounded = value.quantize(Decimal("0.01"))
    whole = rounded.to_integral_value()
    return grouped(whole if rounded == whole else rounded.normalize(), language)


def money(value: Decimal, currency: str, language: str) -> str:
    """Return an amount with its currency as people write it: "1 500 FCFA", "1,500 GHS"."""
    sign = "FCFA" if currency_label(currency) == "CFA" else currency
    blank = "\u00a0" if language == "fr" else " "
    return f"{written(value, language)}{blank}{sign}" if sign else written(value, language)
