"""Questions that customers ask, where the person's own words answer them."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from agents.content.extracts import Extracts
from agents.content.phrases import matches
from agents.content.public_sentences import Sentence
from agents.content.voices import price_in_sentence


class QuestionText(NamedTuple):
    """A question and its answer."""

    ask: str
    answer: str


def answered_questions(extracts: Extracts) -> tuple[QuestionText, ...]:
    """Return the questions that the answers answer: price, payment, order, what is included, place, delay.

    No sentence answers two questions.
    """
    used: set[str] = set()
    found: list[QuestionText] = []
    for ask, lines in _candidates(extracts):
        fresh = [text for text in dict.fromkeys(line.text for line in lines) if text not in used][:2]
        used.update(fresh)
        if fresh:
            found.append(QuestionText(str(extracts.phrases["questions"][ask]), " ".join(fresh)))
    return (*_price(extracts), *found)


def _price(extracts: Extracts) -> tuple[QuestionText, ...]:
    priced = [each for each in extracts.offers if each.price]
    lines = [
        extracts.frame("price_line", title=each.title, price=price_in_sentence(each.price)) for each in priced
    ]
    return (QuestionText(str(extracts.phrases["questions"]["price"]), " ".join(lines[:6])),) if lines else ()


def _candidates(extracts: Extracts) -> Iterator[tuple[str, list[Sentence]]]:
    pure = _plain_sentences(extracts)
    parts = [*extracts.parts, *pure]
    orders = _of_kind(pure, "order", but="payment_first")
    places = _of_kind(parts, "where", but="guarantee")
    yield "payment", list(extracts.payments)
    yield _order_question(orders, extracts), orders
    yield "included", _of_kind(parts, "included", but="price")
    yield "guarantee", list(extracts.guarantees)
    yield _place_question(places, extracts), places
    yield "when_only", [line for line in parts if {"delay", "when"} <= line.kinds]


def _plain_sentences(extracts: Extracts) -> list[Sentence]:
    """The lines of the offer that tell neither a price (a fee may), nor a guarantee, nor a benefit."""
    free = [line for line in extracts.answers.offre if "price" not in line.kinds or "fee" in line.kinds]
    return [line for line in free if line not in extracts.guarantees and line not in extracts.benefits]


def _of_kind(lines: Iterable[Sentence], kind: str, *, but: str) -> list[Sentence]:
    """The lines of a kind that are not of another one too."""
    return [line for line in lines if kind in line.kinds and but not in line.kinds]


def _order_question(orders: list[Sentence], extracts: Extracts) -> str:
    """Which way of asking "how" fits the first sentence that says it."""
    told = orders[0].text if orders else ""
    acts = (
        act for act in ("order", "book", "join", "phone") if matches(told, extracts.language, "acts", act)
    )
    act = next(acts, "write")
    return "order" if act == "order" else f"order_{act}"


def _place_question(places: list[Sentence], extracts: Extracts) -> str:
    if places and all(matches(line.text, extracts.language, "acts", "deliver") for line in places[:2]):
        return "deliver"
    return "where" if any("when" in line.kinds for line in places[:2]) else "where_only"
