"""How the sections make their items: every number in an item's text gets its figure here and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence

from agents.contract import FactKey, Item
from agents.research.numbers import Origins, figures
from agents.schemas import Cell, Row


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


def row(made: Item, formula: str = "") -> Row:
    """Return a worksheet row that has its number."""
    return Row(item=made, formula=formula)


def asked_row(made: Item, question: str) -> Row:
    """Return a worksheet row that asks for its number."""
    return Row(item=made, question=question)


def cell(made: Item, question: str) -> Cell:
    """Return a cell of the grid: with words of the person no question."""
    return Cell(item=made, question="" if made.text else question)
