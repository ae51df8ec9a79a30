"""The facts of a session: customer, problem, promise, prices, towns and channels, each with its quotation."""

from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from coaching.coach.scoring.extractors import EXTRACTORS, Extractor
from coaching.coach.steps import STEPS, readable
from nlp.data_files import known_language
from nlp.money import Money, amounts
from nlp.people import Group, groups
from nlp.quotations import Quotation, clause_around, fold_cached, phrase_matches, phrase_pattern
from nlp.towns import Town, towns

_OPENING = 120


class BusinessFacts(NamedTuple):
    """What the person gave at the start; `sector` is a key of the sector list, `currency` an ISO code."""

    name: str = ""
    sector: str = ""
    city: str = ""
    country: str = ""
    currency: str = ""
    language: str = "fr"


class Price(NamedTuple):
    """An amount with its quotation and its role: "price", "budget" (of the customer) or "other"."""

    money: Money
    quotation: Quotation
    role: str


class Facts:
    """What the answers say, quoted exactly and extracted on demand; None or empty if they do not."""

    def __init__(self, texts: Mapping[str, str], language: str) -> None:
        self.texts = texts
        self.language = language

    def first(self, name: str) -> Quotation | None:
        """Return the first quotation of a kind (a key of `EXTRACTORS`), in the step order of that kind."""
        extractor, steps = EXTRACTORS[name]
        answered = (step for step in steps if step in self.texts)
        found = (_first_quotation(extractor, self.texts[step], step, self.language) for step in answered)
        return next((quotation for quotation in found if quotation), None)

    def customer(self) -> Quotation | None:
        """Return the group that the session is about, preferably one that the text says is served.

        The clientele step is read first; the first step that names a specific group decides.
        """
        order = ("clientele", "mission", "offre", "vision", "differentiation", "synthesis")
        for step in order:
            specific = [group for group in self.groups(step) if _is_specific(group)]
            if specific:
                return next((group for group in specific if group.served), specific[0]).quotation
        return None

    def groups(self, step: str) -> tuple[Group, ...]:
        """Return the groups of people that the answer to a step names."""
        return groups(self.texts.get(step, ""), step, self.language)

    @cached_property
    def customers(self) -> tuple[Group, ...]:
        """Return the groups of people in all answers, in the order of the path."""
        return tuple(group for step in STEPS for group in self.groups(step))

    @cached_property
    def prices(self) -> tuple[Price, ...]:
        """Return the amounts of money in all answers."""
        return tuple(
            price for step, text in self.texts.items() for price in prices(text, step, self.language)
        )

    @cached_property
    def towns(self) -> tuple[Town, ...]:
        """Return the known towns in all answers."""
        return tuple(town for step, text in self.texts.items() for town in towns(text, step))

    @cached_property
    def channels(self) -> tuple[Quotation, ...]:
        """Return how customers are reached and served, from all answers."""
        found = (phrase_matches(text, step, self.language, "channels") for step, text in self.texts.items())
        return tuple(quotation for quotes in found for quotation in quotes)


def facts(answers: Mapping[str, str], language: str) -> Facts:
    """Return the facts in the answers of a session.

    Quotations are exact parts of the answers. What the answers do not say is left out, not guessed.
    """
    return Facts(readable(answers), known_language(language))


@lru_cache(maxsize=2048)
def _first_quotation(extractor: Extractor, text: str, step: str, language: str) -> Quotation | None:
    """Return the first quotation that an extractor finds in an answer.

    Cached, because the other answers stay the same while one is written.
    """
    return next(extractor(text, step, language), None)


def _is_specific(group: Group) -> bool:
    """Return whether a group is more than bare "clients", and is not one that the text sets aside."""
    wide = group.kind != "general" or " " in group.quotation.quote
    opening = group.quotation.step == "clientele" and group.quotation.span.start < _OPENING
    return wide and (group.served or opening)


@lru_cache(maxsize=256)
def prices(text: str, step: str, language: str) -> tuple[Price, ...]:
    """Return the amounts of money of an answer, each with its role."""
    folded = fold_cached(text)
    found = []
    for money in amounts(text):
        quotation = Quotation(text[money.span.start : money.span.end], step, money.span)
        found.append(Price(money, quotation, _role(folded, money, step, language)))
    sells_other = step != "offre" or any(price.role == "price" for price in found)
    # A fee is a price if the offer has no other one: a carrier sells the transport itself.
    fee = "other" if sells_other else "price"
    return tuple(price._replace(role=fee) if price.role == "fee" else price for price in found)


def _role(folded: str, money: Money, step: str, language: str) -> str:
    """Return the role of an amount, by its clause: "price", "budget", "fee" or "other" (loss, cost)."""
    start, end = clause_around(folded, money.span)
    before, after = folded[start : money.span.start], folded[start:end]
    if phrase_pattern(language, "price_other").search(after):
        return "other"
    if phrase_pattern(language, "price_budget").search(before):
        return "budget"
    if phrase_pattern(language, "price_fee").search(after):
        return "fee"
    asked = step == "offre" or phrase_pattern(language, "price_asked").search(before)
    return "price" if asked and step != "clientele" else "other"
