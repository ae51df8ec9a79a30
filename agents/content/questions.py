"""Questions that customers ask, where the person's own words answer them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from agents.content.lines import Line
from agents.content.material import Material
from agents.content.voices import inner
from agents.content.words import says


class Asked(NamedTuple):
    """A question and its answer."""

    ask: str
    answer: str


def asked(material: Material) -> tuple[Asked, ...]:
    """Return the questions that the answers answer: price, payment, order, what is included, place, delay.

    No sentence answers two questions.
    """
    used: set[str] = set()
    found: list[Asked] = []
    for ask, lines in _candidates(material):
        fresh = [text for text in dict.fromkeys(line.text for line in lines) if text not in used][:2]
        used.update(fresh)
        if fresh:
            found.append(Asked(str(material.words["questions"][ask]), " ".join(fresh)))
    return (*_price(material), *found)


def _price(material: Material) -> tuple[Asked, ...]:
    priced = [each for each in material.sold if each.price]
    lines = [material.frame("price_line", title=each.title, price=inner(each.price)) for each in priced]
    return (Asked(str(material.words["questions"]["price"]), " ".join(lines[:6])),) if lines else ()


def _candidates(material: Material) -> Iterator[tuple[str, list[Line]]]:
    pure = _pure(material)
    parts = [*material.parts, *pure]
    orders = _of(pure, "order", but="payment_first")
    places = _of(parts, "where", but="guarantee")
    yield "payment", list(material.payments)
    yield _how(orders, material), orders
    yield "included", _of(parts, "included", but="price")
    yield "guarantee", list(material.guarantees)
    yield _where(places, material), places
    yield "when_only", [line for line in parts if {"delay", "when"} <= line.kinds]


def _pure(material: Material) -> list[Line]:
    """The lines of the offer that tell neither a price (a fee may), nor a guarantee, nor a benefit."""
    free = [line for line in material.said.offre if "price" not in line.kinds or "fee" in line.kinds]
    return [line for line in free if line not in material.guarantees and line not in material.benefits]


def _of(lines: Iterable[Line], kind: str, *, but: str) -> list[Line]:
    """The lines of a kind that are not of another one too."""
    return [line for line in lines if kind in line.kinds and but not in line.kinds]


def _how(orders: list[Line], material: Material) -> str:
    """Which way of asking "how" fits the first sentence that says it."""
    told = orders[0].text if orders else ""
    acts = (act for act in ("order", "book", "join", "phone") if says(told, material.language, "acts", act))
    act = next(acts, "write")
    return "order" if act == "order" else f"order_{act}"


def _where(places: list[Line], material: Material) -> str:
    if places and all(says(line.text, material.language, "acts", "deliver") for line in places[:2]):
        return "deliver"
    return "where" if any("when" in line.kinds for line in places[:2]) else "where_only"
