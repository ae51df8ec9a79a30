"""The facts of a session: customer, problem, promise, prices and towns, each with its quotation."""

from collections.abc import Mapping
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

from coaching.coach.scoring.extractors import EXTRACTORS, Extractor
from coaching.coach.steps import STEPS, readable
from nlp.data_files import known_language
from nlp.money import Money, amounts
from nlp.people import Group, groups
from nlp.quotations import Quotation, clause_around, fold_cached, phrase_pattern
from nlp.towns import Town, towns


class BusinessFacts(NamedTuple):
    """What the person gave at the start; `sector` is a key of the sector list, `currency` an ISO code.

    `also_used` are the codes of other money in everyday use in the country, parted by blanks.
    """

    name: str = ""
    sector: str = ""
    city: str = ""
    country: str = ""
    currency: str = ""
    language: str = "fr"
    also_used: str = ""


class Price(NamedTuple):
    """An amount with its quotation and its role: "price", "budget" (of the customer) or "other"."""

    money: Money
    quotation: Quotation
    role: str


class Facts:
    """What the answers say, quoted exactly and extracted on demand; None or empty if they do not."""

    def __init__(self, texts: Mapping[str, str], language: str, currency: str) -> None:
        self.texts = texts
        self.language = language
        self.currency = currency

    def first(self, name: str) -> Quotation | None:
        """Return the first quotation of a kind (a key of `EXTRACTORS`), in the step order of that kind."""
        extractor, steps = EXTRACTORS[name]
        answered = (step for step in steps if step in self.texts)
        found = (_first_quotation(extractor, self.texts[step], step, self.language) for step in answered)
        return next(filter(None, found), None)

    def customer(self) -> Quotation | None:
        """Return the group that the session is about, preferably one that the text says is served.

        The clientele step is read first; the first step that names a specific group decides.
        """
        for step in ("clientele", "mission", "offre", "vision", "differentiation", "synthesis"):
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
        found = (prices(text, step, self.language, self.currency) for step, text in self.texts.items())
        return tuple(chain.from_iterable(found))

    @cached_property
    def towns(self) -> tuple[Town, ...]:
        """Return the known towns in all answers."""
        return tuple(town for step, text in self.texts.items() for town in towns(text, step))


def facts(answers: Mapping[str, str], language: str, currency: str = "") -> Facts:
    """Return the facts in the answers of a session; `currency` is the ISO code of the country's money.

    Quotations are exact parts of the answers. What the answers do not say is left out, not guessed.
    """
    return Facts(readable(answers), known_language(language), currency)


@lru_cache(maxsize=2048)
def _first_quotation(extractor: Extractor, text: str, step: str, language: str) -> Quotation | None:
    """Return the first quotation that an extractor finds in an answer.

    Cached, because the other answers stay the same while one is written.
    """
    return next(extractor(text, step, language), None)


def _is_specific(group: Group) -> bool:
    """Return whether a group is more than bare "clients", and is not one that the text sets aside."""
    names_people = group.kind != "general" or " " in group.quotation.quote
    opens_answer = group.quotation.step == "clientele" and group.quotation.span.start < 120
    return names_people and (group.served or opens_answer)


@lru_cache(maxsize=256)
def prices(text: str, step: str, language: str, currency: str = "") -> tuple[Price, ...]:
    """Return the amounts of money of an answer, each with its role.

    `currency` is the ISO code of the country's money.
    """
    read = amounts(text, currency)
    quotations = ((money, Quotation(text[slice(*money.span)], step, money.span)) for money in read)
    found = [Price(money, quoted, _role(text, money, step, language)) for money, quoted in quotations]
    sells_other = step != "offre" or any(price.role == "price" for price in found)
    # A fee is a price if the offer has no other one: a carrier sells the transport itself.
    fee = "other" if sells_other else "price"
    return tuple(price._replace(role=fee) if price.role == "fee" else price for price in found)


def _role(text: str, money: Money, step: str, language: str) -> str:
    """Return the role of an amount, by its clause: "price", "budget", "fee" or "other" (loss, cost)."""
    folded = fold_cached(text)
    start, end = clause_around(folded, money.span)
    before, clause = folded[start : money.span.start], folded[start:end]
    for role, part in (("other", clause), ("budget", before), ("fee", clause)):
        if phrase_pattern(language, f"price_{role}").search(part):
            return role
    is_asked = step == "offre" or phrase_pattern(language, "price_asked").search(before)
    return "price" if is_asked and step != "clientele" else "other"
