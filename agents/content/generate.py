"""Puts the texts into the result's items, each with its figures, facts and reason."""

import re
from collections.abc import Iterator
from typing import Final

from agents.content.extracts import Extracts
from agents.content.figures import figures
from agents.content.offers import Offer
from agents.content.phrases import with_full_stop
from agents.content.questions import answered_questions
from agents.content.voices import Text, voices
from agents.contract import TONES, FactKey, Inputs, Item, Progress, Tone
from agents.schemas import ContentResult, Question, Service, Voice
from nlp.text import fold
from nlp.typography import spaced

MOST_REASONS: Final = 5
_REASON_LONGEST: Final = 220
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
    result = ContentResult(
        voices={tone: builder.voice(tone) for tone in TONES},
        services=tuple(builder.services()),
        reasons=tuple(builder.reasons()),
        questions=tuple(builder.questions()),
    )
    report(100, "done")
    return result


class _Builder:
    """Makes the items of one brief."""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs = inputs
        self.extracts = Extracts(inputs)
        self.voices = voices(self.extracts)
        self.facts = self._known_facts()

    def _known_facts(self) -> dict[FactKey, str]:
        read = self.extracts.facts
        price = next((price.said.quote for price in read.prices if price.role == "price"), "")
        quotes = (read.customer(), read.first("problem"), read.first("promise"))
        customer, problem, promise = (fold(said.quote) if said else "" for said in quotes)
        known: dict[FactKey, str] = {
            "name": fold(self.inputs.business_name),
            "customer": customer,
            "problem": problem,
            "promise": promise,
            "price": fold(price),
            "place": fold(self.extracts.city),
        }
        return {key: text for key, text in known.items() if text}

    def item(self, key: str, label: str, text: str, why: str, **slots: str) -> Item | None:
        """An item; None when its text is empty or has a number that the person did not write."""
        shown = spaced(text, self.inputs.language)
        known = figures(shown, self.inputs)
        if not shown or known is None:
            return None
        words = self.extracts.phrases
        return Item(
            key=key,
            label=self._label(label, key, **slots),
            text=shown,
            figures=known,
            uses=self._uses(shown, why),
            why=words["why"][_WHY.get(why, why)],
        )

    def _label(self, label: str, key: str, **slots: str) -> str:
        labels: dict[str, str] = self.extracts.phrases["labels"]
        tone = key.rsplit(".", 1)[-1]
        return (
            f"{labels[label].format(**slots)}, {labels[tone]}"
            if tone in TONES
            else labels[label].format(**slots)
        )

    def _uses(self, text: str, why: str) -> tuple[FactKey, ...]:
        folded = fold(text)
        held: set[FactKey] = {fact for fact, said in self.facts.items() if _contains(said, folded)}
        held.update(_RESTS_ON.get(why, ()))
        return tuple(fact for fact in _RED_THREAD if fact in held)

    def voice(self, tone: Tone) -> Voice:
        """The four texts of a tone; one whose numbers cannot be known is replaced by its neutral frame."""
        texts = self.voices[tone]
        made = {
            part: self.item(f"{part}.{tone}", part, text.text, text.why) or self._neutral(part, tone)
            for part, text in zip(("headline", "tagline", "about", "call"), texts, strict=True)
        }
        return Voice(**made)

    def _neutral(self, part: str, tone: Tone) -> Item:
        frames = {"about": self.extracts.here(tone), "headline": self.extracts.name}
        text = Text(frames.get(part) or str(self.extracts.phrases["tagline"][tone]), "frame")
        why = self.extracts.phrases["why"]["frame"]
        return Item(key=f"{part}.{tone}", label=self._label(part, f"{part}.{tone}"), text=text.text, why=why)

    def services(self) -> Iterator[Service]:
        """What can be bought."""
        for sold in self.extracts.offers:
            service = self._service(sold)
            if service is not None:
                yield service

    def _service(self, sold: Offer) -> Service | None:
        self._number = getattr(self, "_number", 0) + 1
        n = str(self._number)
        title = self.item(f"service.{n}.title", "service_title", sold.title, "service", n=n)
        if title is None:
            self._number -= 1
            return None
        text = self.item(f"service.{n}.text", "service_text", sold.text, "service", n=n)
        price = self.item(f"service.{n}.price", "service_price", sold.price, "price", n=n)
        empty = Item(key=f"service.{n}.text", label=self._label("service_text", "", n=n), text="")
        return Service(title=title, text=text or empty, price=price)

    def reasons(self) -> Iterator[Item]:
        """Why customers would choose this business."""
        number = 0
        for text, why in self._reason_texts():
            made = self.item(f"why.{number + 1}", "why", text, why, n=str(number + 1))
            if made is not None and len(made.text) <= _REASON_LONGEST and number < MOST_REASONS:
                number += 1
                yield made

    def _reason_texts(self) -> list[tuple[str, str]]:
        extracts = self.extracts
        found = {line.text: "difference" for line in extracts.differences}
        found |= {line.text: "guarantee" for line in extracts.guarantees if "price" not in line.kinds}
        found |= {line.text: "benefit" for line in extracts.benefits[:2]}
        return list(found.items())

    def questions(self) -> Iterator[Question]:
        """Questions that the answers answer."""
        number = 0
        for ask, answer in answered_questions(self.extracts):
            key, n = f"question.{number + 1}", str(number + 1)
            asks = self.item(f"{key}.ask", "ask", ask, "question", n=n)
            known = self.item(f"{key}.answer", "answer", with_full_stop(answer), "question", n=n)
            if asks is not None and known is not None:
                number += 1
                yield Question(ask=asks, answer=known)


_WHY: Final = {"you": "benefit", "named": "frame", "name": "frame"}
_RED_THREAD: Final[tuple[FactKey, ...]] = ("name", "customer", "problem", "promise", "price", "place")


def _contains(said: str, folded: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(said)}(?!\w)", folded) is not None
