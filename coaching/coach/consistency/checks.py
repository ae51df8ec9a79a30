"""The checks for contradictions: each looks for one kind of disagreement between two steps."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations, product
from typing import Any, NamedTuple

from coaching.coach.consistency.arithmetic import over_budget
from coaching.coach.data_files import load
from coaching.coach.scoring.facts import BusinessFacts, Facts, Price
from nlp.currencies import same_currency
from nlp.money import Money
from nlp.people import are_incompatible
from nlp.quotations import (
    Quotation,
    clause_around,
    fold_cached,
    in_contrast,
    tokens_cached,
    trimmed_quotation,
)
from nlp.text import Span, detect_language, sentences
from nlp.towns import area_of
from nlp.trades import different_trades

_MINUTES = {"minute": 1, "hour": 60, "day": 1440}


class Session(NamedTuple):
    """What the checks read."""

    texts: dict[str, str]
    facts: Facts
    start: BusinessFacts
    language: str

    @property
    def data(self) -> dict[str, Any]:
        """Return the contradictions file of the session's language."""
        return load(f"{self.language}/contradictions")

    def mentions(self, *patterns: str) -> bool:
        """Return whether the text of any step matches one of some patterns."""
        folded = [fold_cached(text) for text in self.texts.values()]
        return any(re.search(pattern, text) for pattern in patterns for text in folded)

    def claims(self, pattern: str, *steps: str) -> list[Quotation]:
        """Return the matches of a pattern that steps claim for the business, not deny or say of others."""
        return [
            trimmed_quotation(self.texts[step], step, *match.span())
            for step in steps
            if step in self.texts
            for match in re.finditer(pattern, fold_cached(self.texts[step]))
            if not in_contrast(match.string, match.start(), self.language)
        ]

    def prices(self, *roles: str) -> list[Price]:
        """Return the amounts of some roles, in the order of the steps."""
        return [price for price in self.facts.prices if price.role in roles]

    def first_sentence(self, step: str) -> Quotation:
        """Return the first sentence of a step."""
        text = self.texts[step]
        return trimmed_quotation(text, step, *(sentences(text) or [Span(0, len(text))])[0])


class Pair(NamedTuple):
    """What a check finds: two quotations, and the terms for them in the explanation."""

    kind: str
    first: Quotation
    second: Quotation
    severity: int
    names: tuple[str, str] | None = None


def _different_customers(session: Session) -> Iterator[Pair]:
    """Find a step that serves groups incompatible with those of the clientele step."""
    labels, groups = session.data["labels"], session.facts.groups
    known = [group for group in groups("clientele") if group.kind != "general"]
    chosen = next((group for group in known if group.served), None)
    for step in ("mission", "offre"):
        others = [group for group in groups(step) if group.served and group.kind != "general"]
        pairs = product(known, others)
        if chosen and others and all(are_incompatible(one.kind, other.kind) for one, other in pairs):
            names = labels[chosen.kind], labels[others[0].kind]
            yield Pair("customer", chosen.quotation, others[0].quotation, 3, names)


def _different_towns(session: Session) -> Iterator[Pair]:
    """Find a step in another town than the clientele, or than the city given at the start."""
    patterns = session.data["patterns"]
    delivery = session.data["families"]["delivery"]
    if session.mentions(delivery, patterns["export"], patterns["only_online"]):
        return  # whoever delivers, travels or sells online may be in several towns
    first: dict[str, Quotation] = {}
    areas: dict[str, set[str]] = defaultdict(set)
    for town in session.facts.towns:
        first.setdefault(town.quotation.step, town.quotation)
        areas[town.quotation.step].add(town.area)
    for step in ("mission", "offre"):
        if "clientele" in first and step in first and not areas["clientele"] & areas[step]:
            yield Pair("place", first["clientele"], first[step], 2)
    city = session.start.city
    home = area_of(city)
    for step in ("clientele", "mission", "offre"):
        if home and step in first and home not in areas[step]:
            yield Pair("place", _given(city), first[step], 2)


def _given(value: str) -> Quotation:
    """Return a value that was given at the start of the session as a quotation."""
    return Quotation(value, "start", Span(0, len(value)))


def _different_prices(session: Session) -> Iterator[Pair]:
    """Find two steps with different prices for one unit; steps with several prices are skipped."""
    prices = session.prices("price")
    per_step = Counter(price.quotation.step for price in prices)
    single = [price for price in prices if per_step[price.quotation.step] == 1 and price.money.unit]
    for one, other in combinations(single, 2):
        if _are_apart(one.money, other.money):
            yield Pair("price", one.quotation, other.quotation, 3)


def _are_apart(one: Money, other: Money) -> bool:
    """Return whether two amounts are for one unit in one currency, and their ranges do not overlap."""
    has_one_currency = same_currency(one.currency, frozenset({other.currency}))
    is_apart = one.upto < other.amount or other.upto < one.amount
    return is_apart and has_one_currency and one.unit == other.unit


def _foreign_currency(session: Session) -> Iterator[Pair]:
    """Find prices in a currency not used in the country, unless customers are foreign."""
    start = session.start
    expected = frozenset((start.currency, *start.also_used.split())) if start.currency else frozenset()
    has_tourists = any(group.kind == "tourists" for group in session.facts.customers)
    if not expected or has_tourists or session.mentions(session.data["patterns"]["export"]):
        return
    asked = session.prices("price", "budget")
    if asked and not any(same_currency(price.money.currency, expected) for price in asked):
        yield Pair("currency", _given(start.country), asked[0].quotation, 2)


def _price_above_budget(session: Session) -> Iterator[Pair]:
    """Find an offer whose lowest price exceeds the budget in the clientele step."""
    budgets = [price for price in session.prices("budget") if price.quotation.step == "clientele"]
    asked = [price for price in session.prices("price") if price.quotation.step == "offre"]
    if len(budgets) == 1 and asked:
        lowest, budget = min(asked, key=lambda price: price.money.amount), budgets[0]
        same = same_currency(lowest.money.currency, frozenset({budget.money.currency}))
        if same and over_budget(lowest.money, budget.money):
            severity = 2 if lowest.money.unit == budget.money.unit else 1
            yield Pair("budget", budget.quotation, lowest.quotation, severity)


def _other_language(session: Session) -> Iterator[Pair]:
    """Find a step of some length that is written in the other language."""
    languages = {
        step: detect_language(text[:600]) for step, text in session.texts.items() if len(text.split()) > 7
    }
    own = [step for step, language in languages.items() if language == session.language]
    for step, language in languages.items():
        if own and language not in {None, session.language}:
            yield Pair("language", session.first_sentence(own[0]), session.first_sentence(step), 2)


def _opposed(session: Session, one: str, other: str, *steps: str) -> tuple[Quotation, Quotation] | None:
    """Return the first claims of two patterns of the file that stand in different steps, or None."""
    patterns = session.data["patterns"]
    claims = product(session.claims(patterns[one], *steps), session.claims(patterns[other], *steps))
    return next((pair for pair in claims if pair[0].step != pair[1].step), None)


def _luxury_and_cheapest(session: Session) -> Iterator[Pair]:
    """Find one step that promises luxury and another that promises the lowest price."""
    steps = ("vision", "mission", "differentiation", "offre")
    if pair := _opposed(session, "premium", "cheapest", *steps):
        yield Pair("promise", *pair, 3)


def _different_trades(session: Session) -> Iterator[Pair]:
    """Find two steps that share no content word and speak of different trades."""
    for kind, one, other in (("direction", "vision", "mission"), ("offer", "mission", "offre")):
        is_written = one in session.texts and other in session.texts
        if is_written and (apart := different_trades(session.texts, one, other, session.language)):
            yield Pair(kind, *apart, 2)


def _different_channels(session: Session) -> Iterator[Pair]:
    """Find one step that sells locally only and another that exports or sells online only."""
    steps = ("mission", "clientele", "differentiation", "offre")
    for near, far in (("only_local", "export"), ("only_local", "only_online"), ("shop", "only_online")):
        if pair := _opposed(session, near, far, *steps):
            yield Pair("channel", *pair, 2)
            return


def _different_times(session: Session) -> Iterator[Pair]:
    """Find opening hours or delays that differ between the difference and the offer."""
    patterns = session.data["patterns"]
    for one, other in (("differentiation", "offre"), ("offre", "differentiation"), ("mission", "offre")):
        opened = session.claims(patterns["always_open"], one)
        closed = session.claims(patterns["closed_days"], other)
        if opened and closed:
            yield Pair("time", opened[0], closed[0], 2)
    promised, offered = _delays(session, "differentiation"), _delays(session, "offre")
    if len(promised) == 1 and len(offered) == 1 and promised[0][0] < offered[0][0]:
        yield Pair("time", promised[0][1], offered[0][1], 2)


def _delays(session: Session, step: str) -> list[tuple[int, Quotation]]:
    """Return the delays that a step promises, in minutes, with their quotations."""
    text, patterns = session.texts.get(step, ""), session.data["patterns"]
    found = []
    for match in re.finditer(patterns["delay"], fold_cached(text)):
        unit = next((name for name in _MINUTES if match["unit"] in patterns[name].split()), "day")
        days = 7 if match["unit"].startswith(("semaine", "week")) else 1
        found.append((int(match["n"]) * _MINUTES[unit] * days, trimmed_quotation(text, step, *match.span())))
    return found


def _missing_promises(session: Session) -> Iterator[Pair]:
    """Find a promise of the difference that a detailed offer does not mention."""
    offer, difference = (session.texts.get(step, "") for step in ("offre", "differentiation"))
    if len(tokens_cached(offer, session.language)) < 14:
        return
    for key, family in session.data["families"].items():
        promised = session.claims(family, "differentiation")
        patterns = (family, session.data["kept_by"].get(key, family))
        if promised and not any(re.search(pattern, fold_cached(offer)) for pattern in patterns):
            borders = clause_around(fold_cached(difference), promised[0].span)
            clause = trimmed_quotation(difference, "differentiation", *borders)
            yield Pair("kept", clause, session.first_sentence("offre"), 1)


CHECKS: tuple[Callable[[Session], Iterator[Pair]], ...] = (
    _different_customers,
    _different_towns,
    _different_prices,
    _foreign_currency,
    _price_above_budget,
    _other_language,
    _luxury_and_cheapest,
    _different_trades,
    _different_channels,
    _different_times,
    _missing_promises,
)
