"""Questions that customers ask, where the person's own words answer them."""

from collections.abc import Iterable, Iterator

from agents.content.extracts import Extracts
from agents.content.phrases import matches
from agents.content.public_sentences import Sentence, classified
from agents.content.voices import priced_offers, requested_act
from nlp.text import sentences


def answered_questions(extracts: Extracts) -> Iterator[tuple[str, str]]:
    """Yield the questions that the answers answer, each with its answer.

    They ask for price, payment, order, what is included, guarantee, place and delay; no sentence answers two.
    """
    questions: dict[str, str] = extracts.phrases["questions"]
    if prices := priced_offers(extracts):
        yield questions["price"], " ".join(prices[:6])
    used: set[str] = set()
    for question, lines in _candidates(extracts):
        fresh = [text for text in dict.fromkeys(line.text for line in lines) if text not in used][:2]
        used.update(fresh)
        if fresh:
            yield questions[question], " ".join(fresh)


def _candidates(extracts: Extracts) -> Iterator[tuple[str, Iterable[Sentence]]]:
    """Yield the key of each question and the sentences that answer it."""
    plain = _plain_sentences(extracts)
    texts = (each.text[slice(*span)] for each in extracts.offers for span in sentences(each.text))
    parts = [*(classified(text, extracts.language) for text in texts), *plain]
    orders = _of_kind(plain, "order", but="payment_first")
    places = _of_kind(parts, "where", but="guarantee")
    yield "payment", extracts.payments
    yield _order_question(orders, extracts), orders
    yield "included", _of_kind(parts, "included", but="price")
    yield "guarantee", extracts.guarantees
    yield _place_question(places, extracts), places
    yield "when_only", [line for line in parts if {"delay", "when"} <= line.kinds]


def _plain_sentences(extracts: Extracts) -> list[Sentence]:
    """Return the lines of the offer that tell neither a price (a fee may), nor a guarantee, nor a benefit."""
    free = [line for line in extracts.answers.offre if "price" not in line.kinds or "fee" in line.kinds]
    return [line for line in free if line not in extracts.guarantees and line not in extracts.benefits]


def _of_kind(lines: Iterable[Sentence], kind: str, *, but: str) -> list[Sentence]:
    """Return the lines of a kind that are not of another one too."""
    return [line for line in lines if kind in line.kinds and but not in line.kinds]


def _order_question(orders: list[Sentence], extracts: Extracts) -> str:
    """Return the key of the question that fits what the first sentence asks customers to do."""
    act = requested_act([line.text for line in orders[:1]], extracts) or "write"
    return "order" if act == "order" else f"order_{act}"


def _place_question(places: list[Sentence], extracts: Extracts) -> str:
    if places and all(matches(line.text, extracts.language, "acts", "deliver") for line in places[:2]):
        return "deliver"
    return "where" if any("when" in line.kinds for line in places[:2]) else "where_only"
