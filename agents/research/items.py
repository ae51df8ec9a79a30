"""Items whose numbers all have their origin, the sentences they are made of, and how numbers are written."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from agents.contract import FactKey, Figure, Item
from agents.data_files import load
from agents.schemas import Source
from nlp.figures import format_number
from nlp.numerals import numerals
from nlp.quotations import Quotation


def phrases() -> dict[str, dict[str, Any]]:
    """Return the texts around the data; callers must not change them."""
    return load("research/data/phrases.toml")


def phrase(language: str, section: str, name: str, /, **filled: str) -> str:
    """Return one of those texts with its names in braces filled in."""
    text: str = phrases()[section][name][language]
    return text.format(**filled) if filled else text


def source(name: str, language: str) -> Source:
    """Return one of the general sources ("iso", "ohada", "sheet", "sector")."""
    known = load("research/data/sources.toml")[name]
    return Source(name=known[language], year=known["year"])


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
    known = [
        (one, Figure(numeral=one.text, kind="computed", formula=formula))
        for text, formula in origins.sums.items()
        if formula
        for one in numerals(text)
    ]
    known += [
        (one, Figure(numeral=one.text, kind="said", step=said.step, quote=said.quote))
        for said in origins.quotes
        for one in numerals(said.quote)
    ]
    unsaid = _unsaid(origins)
    return tuple(
        next((figure for other, figure in known if other.says(one)), unsaid).model_copy(
            update={"numeral": text}
        )
        for text, one in found.items()
    )


def _unsaid(origins: Origins) -> Figure:
    """Return the figure, yet without its numeral, of a number that no sum and no quote accounts for."""
    if (table := origins.table) is None:
        return Figure(numeral="", kind="to_verify")
    return Figure(
        numeral="",
        kind="to_verify" if origins.verify else "table",
        source=table.url or table.name,
        year=table.year,
    )


def enumerated(labels: Iterable[str]) -> str:
    """Return labels as a sentence lists them, each with a small letter at its beginning."""
    return ", ".join(label[0].lower() + label[1:] for label in labels)


def written(value: Decimal, language: str) -> str:
    """Return a number as the language writes it: at most two decimals, thousands set apart."""
    rounded = value.quantize(Decimal("0.01"))
    whole = rounded.to_integral_value()
    return format_number(whole if rounded == whole else rounded.normalize(), language)
