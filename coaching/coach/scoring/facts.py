"""The red thread of a session: customer, problem, promise, price, places and channels, all quoted."""

from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from coaching.coach.scoring.extractors import SOURCES, Finder
from coaching.coach.steps import STEPS, readable
from nlp.data_files import known_language
from nlp.money import Money, amounts
from nlp.people import Group, groups
from nlp.quotations import Said, announced, clause_around, cue, first, flat
from nlp.towns import Town, towns

_OPENING = 120


class BusinessFacts(NamedTuple):
    """What the person gave at the start; `sector` is a slug of the sector list, `currency` an ISO code."""

    name: str = ""
    sector: str = ""
    city: str = ""
    country: str = ""
    currency: str = ""
    language: str = "fr"


class Price(NamedTuple):
    """An amount with its quote and what it is: "price", "budget" of the customer, or "other"."""

    money: Money
    said: Said
    role: str


class Facts:
    """What the person said, each part quoted exactly and read when asked for; None or empty when not said."""

    def __init__(self, texts: Mapping[str, str], language: str) -> None:
        self.texts = texts
        self.language = language

    def first(self, name: str) -> Said | None:
        """The first quote of a kind (a key of `SOURCES`), looked for in the order of its steps."""
        finder, steps = SOURCES[name]
        answered = (step for step in steps if step in self.texts)
        found = (_first_of(finder, self.texts[step], step, self.language) for step in answered)
        return next((said for said in found if said), None)

    def customer(self) -> Said | None:
        """The group that the session is about: the first one served, the clientele step before the others."""
        order = ("clientele", "mission", "offre", "vision", "differentiation", "synthesis")
        for step in order:
            telling = [group for group in self.groups(step) if _telling(group)]
            if telling:
                return next((group for group in telling if group.served), telling[0]).said
        return None

    def groups(self, step: str) -> tuple[Group, ...]:
        """The groups of people that the answer to a step names."""
        return groups(self.texts.get(step, ""), step, self.language)

    @cached_property
    def customers(self) -> tuple[Group, ...]:
        """The groups of people in all answers, in the order of the path."""
        return tuple(group for step in STEPS for group in self.groups(step))

    @cached_property
    def prices(self) -> tuple[Price, ...]:
        """The amounts of money in all answers."""
        return tuple(
            price for step, text in self.texts.items() for price in prices(text, step, self.language)
        )

    @cached_property
    def towns(self) -> tuple[Town, ...]:
        """The known towns in all answers."""
        return tuple(town for step, text in self.texts.items() for town in towns(text, step))

    @cached_property
    def channels(self) -> tuple[Said, ...]:
        """How customers are reached and served, from all answers."""
        found = (announced(text, step, self.language, "channels") for step, text in self.texts.items())
        return tuple(said for quotes in found for said in quotes)


def facts(answers: Mapping[str, str], language: str) -> Facts:
    """The facts in the answers of a session.

    Quotes are exact stretches of the answers. A part is left out rather than guessed.
    """
    return Facts(readable(answers), known_language(language))


@lru_cache(maxsize=2048)
def _first_of(finder: Finder, text: str, step: str, language: str) -> Said | None:
    """The first quote that a finder sees in an answer; kept, as other answers stay while one is written."""
    return first(finder(text, step, language))


def _telling(group: Group) -> bool:
    """Whether a group says who: a bare "clients" does not, nor does a group that is set aside."""
    wide = group.kind != "general" or " " in group.said.quote
    opening = group.said.step == "clientele" and group.said.span.start < _OPENING
    return wide and (group.served or opening)


@lru_cache(maxsize=256)
def prices(text: str, step: str, language: str) -> tuple[Price, ...]:
    """The amounts of money of an answer, each with what it is by the words around it in its sentence."""
    folded = flat(text)
    found = []
    for money in amounts(text):
        said = Said(text[money.span.start : money.span.end], step, money.span)
        found.append(Price(money, said, _role(folded, money, step, language)))
    sells_other = step != "offre" or any(price.role == "price" for price in found)
    return tuple(price._replace(role=_settled(price.role, sells_other)) for price in found)


def _settled(role: str, sells_other: bool) -> str:
    """A fee is a price where nothing else has one: carriers sell the transport itself."""
    if role == "fee":
        return "other" if sells_other else "price"
    return role


def _role(folded: str, money: Money, step: str, language: str) -> str:
    """Whether an amount is a price asked, a customer's budget, or something else (a loss, a cost, a rent)."""
    start, end = clause_around(folded, money.span)
    before, after = folded[start : money.span.start], folded[start:end]
    if cue(language, "price_other").search(after):
        return "other"
    if cue(language, "price_budget").search(before):
        return "budget"
    if cue(language, "price_fee").search(after):
        return "fee"
    asked = step == "offre" or cue(language, "price_asked").search(before)
    return "price" if asked and step != "clientele" else "other"
