"""The content agent's result: each text as an item, with its figures, its facts and its reason."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, get_args

from agents.content.extracts import Extracts
from agents.content.phrases import matches, with_full_stop
from agents.content.public_sentences import Sentence, classified
from agents.content.voices import priced_offers, requested_act, voices
from agents.contract import TONES, FactKey, Figure, Inputs, Item, Progress, Tone
from agents.schemas import ContentResult, Question, Service, Voice
from nlp.figures import FIGURE, value_of
from nlp.money import amounts, with_written_amounts
from nlp.quotations import Quotation
from nlp.text import fold, sentence_at, sentences
from nlp.typography import spaced

#: A number as it is written: "700", "4 000", "1.5", "2,500".
NUMERAL: Final = re.compile(FIGURE)
#: The reason given for a kind of text, where it has none of its own.
_WHY: Final = {"you": "benefit", "named": "frame", "name": "frame"}
#: The facts that a text rests on by what it is, besides those that stand in it.
_RESTS_ON: Final[dict[str, tuple[FactKey, ...]]] = {
    "price": ("price",),
    "service": ("promise",),
    "group": ("customer",),
    "mission": ("promise", "customer"),
    "about": ("promise", "customer"),
    "aim": ("promise",),
    "benefit": ("promise",),
    "you": ("promise",),
    "welcome": ("name",),
    "category": ("place",),
    "product": ("promise",),
}


def generate(inputs: Inputs, report: Progress) -> ContentResult:
    """Return the texts of a site; even without answers there are three voices. Takes milliseconds."""
    report(10, "reading")
    builder = _Builder(inputs)
    report(50, "writing")
    return ContentResult(
        voices={tone: builder.voice(tone) for tone in TONES},
        services=tuple(builder.services()),
        reasons=tuple(builder.reasons()),
        questions=tuple(builder.questions()),
    )


class _Builder:
    """Builds the items of one brief."""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs = inputs
        self.extracts = Extracts(inputs)
        self.voices = voices(self.extracts)
        facts = self.extracts.facts
        said: dict[FactKey, Quotation | None] = {
            "customer": facts.customer(),
            "problem": facts.first("problem"),
            "promise": facts.first("promise"),
            "price": next((price.quotation for price in facts.prices if price.role == "price"), None),
        }
        #: The facts as they were said, folded, with amounts as the site writes them.
        self.facts: dict[FactKey, str] = {
            key: fold(with_written_amounts(quote.quote, inputs.currency, inputs.language))
            for key, quote in said.items()
            if quote
        }
        self.facts |= {"name": fold(inputs.business_name), "place": fold(self.extracts.city)}

    def item(self, key: str, label: str, text: str, why: str) -> Item | None:
        """Return an item; None when its text is empty or has a number that the person did not write."""
        text = spaced(text, self.inputs.language)
        known = figures(text, self.inputs)
        if not text or known is None:
            return None
        return Item(
            key=key,
            label=self._label(label, key),
            text=text,
            figures=known,
            uses=self._uses(text, why),
            why=self.extracts.phrases["why"][_WHY.get(why, why)],
        )

    def _label(self, label: str, key: str) -> str:
        """Return a label with what is second in the item's key: its number, or its tone."""
        labels: dict[str, str] = self.extracts.phrases["labels"]
        part = key.split(".")[1]
        return f"{labels[label]}, {labels[part]}" if part in TONES else labels[label].format(n=part)

    def _uses(self, text: str, why: str) -> tuple[FactKey, ...]:
        folded = fold(text)
        uses = {
            fact
            for fact, known in self.facts.items()
            if known and re.search(rf"(?<!\w){re.escape(known)}(?!\w)", folded)
        }
        return tuple(fact for fact in get_args(FactKey) if fact in uses.union(_RESTS_ON.get(why, ())))

    def voice(self, tone: Tone) -> Voice:
        """Return the four texts of a tone, a neutral one for each that has a number of unknown origin."""
        texts = {part: by_tone[tone] for part, by_tone in self.voices.items()}
        items = {
            part: self.item(f"{part}.{tone}", part, text.text, text.why) or self._neutral(part, tone)
            for part, text in texts.items()
        }
        return Voice(**items)

    def _neutral(self, part: str, tone: Tone) -> Item:
        phrases, key = self.extracts.phrases, f"{part}.{tone}"
        own = {"about": self.extracts.here(tone), "headline": self.extracts.name}.get(part)
        text = own or str(phrases["tagline"][tone])
        return Item(key=key, label=self._label(part, key), text=text, why=phrases["why"]["frame"])

    def services(self) -> Iterator[Service]:
        """Yield what can be bought, each with its number among those that have a title."""
        number = 1
        for offer in self.extracts.offers:
            key = f"service.{number}"
            title = self.item(f"{key}.title", "service_title", offer.title, "service")
            text = self.item(f"{key}.text", "service_text", offer.text, "service")
            empty = Item(key=f"{key}.text", label=self._label("service_text", key), text="")
            price = self.item(f"{key}.price", "service_price", offer.price, "price")
            if title:
                number += 1
                yield Service(title=title, text=text or empty, price=price)

    def reasons(self) -> Iterator[Item]:
        """Yield why customers would choose this business, at most five reasons."""
        number = 1
        kinds = {
            "difference": self.extracts.differences,
            "guarantee": [line for line in self.extracts.guarantees if "price" not in line.kinds],
            "benefit": self.extracts.benefits[:2],
        }
        texts = {line.text: kind for kind, lines in kinds.items() for line in lines}
        for text, why in texts.items():
            item = self.item(f"why.{number}", "why", text, why)
            if item and len(item.text) <= 220 and number <= 5:
                number += 1
                yield item

    def questions(self) -> Iterator[Question]:
        """Yield the questions that the answers answer."""
        number = 1
        for question, text in _answered_questions(self.extracts):
            key = f"question.{number}"
            ask = self.item(f"{key}.ask", "ask", question, "question")
            answer = self.item(f"{key}.answer", "answer", with_full_stop(text), "question")
            if ask and answer:
                number += 1
                yield Question(ask=ask, answer=answer)


def figures(text: str, inputs: Inputs) -> tuple[Figure, ...] | None:
    """Return a figure for each different number of a text; None when one is not of the person's words.

    Its quote is the sentence in which the number stands first: in the answers, those on the offer before the
    others, then in what was given at the start.
    """
    order = ("offre", "differentiation", "mission", "clientele", "vision", "synthesis")
    sources = [(step, inputs.texts[step]) for step in order if step in inputs.texts]
    sources += [("name", inputs.business_name), ("city", inputs.city)]
    known: list[Figure] = []
    for numeral in dict.fromkeys(NUMERAL.findall(text)):
        quotes = ((step, _quote(numeral, source, inputs.currency)) for step, source in sources)
        step, quote = next(((step, quote) for step, quote in quotes if quote), ("", ""))
        if not quote:
            return None
        known.append(Figure(numeral=numeral, kind="said", step=step, quote=quote))
    return tuple(known)


def _quote(numeral: str, text: str, currency: str) -> str:
    """Return the sentence in which a number stands, exactly as it was written; "" when it does not."""
    number = value_of(numeral)
    starts = [match.start() for match in NUMERAL.finditer(text) if value_of(match[0]) == number]
    starts += [one.span.start for one in amounts(text, currency) if number in {one.amount, one.upto}]
    return next((text[slice(*sentence_at(text, start))] for start in starts), "")


def _answered_questions(extracts: Extracts) -> Iterator[tuple[str, str]]:
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
    parts = [*(classified(text, extracts.language, extracts.inputs.currency) for text in texts), *plain]
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
