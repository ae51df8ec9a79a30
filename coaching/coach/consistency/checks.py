"""The checks for contradictions: each looks for one kind of disagreement between two steps."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from coaching.coach.consistency.arithmetic import over_budget
from coaching.coach.data_files import load
from coaching.coach.scoring.facts import BusinessFacts, Facts, Price
from nlp.money import currency_label, same_currency
from nlp.people import Group, are_incompatible
from nlp.quotations import (
    Quotation,
    clause_around,
    fold_cached,
    in_contrast,
    tokens_cached,
    trimmed_quotation,
)
from nlp.text import Span, detect_language, sentences
from nlp.towns import Town, area_of
from nlp.trades import different_trades
from reference.packs import country_currencies

_MIN_WORDS_FOR_LANGUAGE = 8
_MIN_WORDS_OF_FULL_OFFER = 14
_MINUTES = {"minute": 1, "hour": 60, "day": 1440}


class Session(NamedTuple):
    """What the checks read."""

    texts: dict[str, str]
    facts: Facts
    start: BusinessFacts
    language: str


class Pair(NamedTuple):
    """What a check finds: two quotations, and the terms for them in the explanation."""

    kind: str
    first: Quotation
    second: Quotation
    severity: int
    names: tuple[str, str] | None = None


Check = Callable[[Session], Iterator[Pair]]


@lru_cache(maxsize=64)
def _pattern(language: str, name: str) -> re.Pattern[str]:
    """Return a pattern of the contradictions file, for folded text."""
    return re.compile(load(f"{language}/contradictions")["patterns"][name])


def _claims(session: Session, step: str, pattern: re.Pattern[str]) -> Iterator[Quotation]:
    """Yield the matches of a pattern that a step claims for the business, not denies or says of others."""
    text = session.texts.get(step, "")
    folded = fold_cached(text)
    for match in pattern.finditer(folded):
        if not in_contrast(folded, match.start(), session.language):
            yield trimmed_quotation(text, step, match.start(), match.end())


def _different_customers(session: Session) -> Iterator[Pair]:
    """Find a step that serves groups incompatible with those of the clientele step."""
    named = [group for group in session.facts.customers if group.kind != "general"]
    known = {group.kind for group in named if group.quotation.step == "clientele"}
    chosen = _served(named, "clientele")
    labels = load(f"{session.language}/contradictions")["labels"]
    for step in ("mission", "offre"):
        served = _served(named, step)
        if (
            chosen
            and served
            and all(are_incompatible(kind, group.kind) for kind in known for group in served)
        ):
            names = labels[chosen[0].kind], labels[served[0].kind]
            yield Pair("customer", chosen[0].quotation, served[0].quotation, 3, names)


def _served(groups: Iterable[Group], step: str) -> list[Group]:
    """Return the groups that a step serves."""
    return [group for group in groups if group.quotation.step == step and group.served]


def _different_towns(session: Session) -> Iterator[Pair]:
    """Find a step in another town than the clientele, or than the city given at the start."""
    by_step: dict[str, list[Town]] = {}
    for town in session.facts.towns:
        by_step.setdefault(town.quotation.step, []).append(town)
    customer_towns = by_step.get("clientele", [])
    for step in ("mission", "offre"):
        business_towns = by_step.get(step, [])
        if (
            customer_towns
            and business_towns
            and not _areas(customer_towns) & _areas(business_towns)
            and not _sells_beyond_town(session)
        ):
            yield Pair("place", customer_towns[0].quotation, business_towns[0].quotation, 2)
    city = session.start.city
    home = area_of(city)
    for step in ("clientele", "mission", "offre"):
        named = by_step.get(step, [])
        if home and named and home not in _areas(named) and not _sells_beyond_town(session):
            yield Pair("place", Quotation(city, "start", Span(0, len(city))), named[0].quotation, 2)


def _areas(towns: list[Town]) -> set[str]:
    """Return the areas of some towns."""
    return {town.area for town in towns}


def _sells_beyond_town(session: Session) -> bool:
    """Return whether the business delivers, travels or sells online, so that towns may differ."""
    data = load(f"{session.language}/contradictions")
    reach = (data["families"]["delivery"], data["patterns"]["export"], data["patterns"]["only_online"])
    return any(re.search(pattern, fold_cached(text)) for pattern in reach for text in session.texts.values())


def _different_prices(session: Session) -> Iterator[Pair]:
    """Find two steps with different prices for one unit; steps with several prices are skipped."""
    by_step: dict[str, list[Price]] = {}
    for price in _of_role(session, "price"):
        by_step.setdefault(price.quotation.step, []).append(price)
    single = [prices[0] for prices in by_step.values() if len(prices) == 1 and prices[0].money.unit]
    for one, other in combinations(single, 2):
        if one.money.unit == other.money.unit:
            yield from _price_pair(one, other)


def _of_role(session: Session, *roles: str) -> list[Price]:
    """Return the amounts of some roles, in the order of the steps."""
    return [price for price in session.facts.prices if price.role in roles]


def _price_pair(one: Price, other: Price) -> Iterator[Pair]:
    """Yield two prices as a pair if they are in one currency and their ranges do not overlap."""
    comparable = same_currency(one.money.currency, frozenset({other.money.currency, "F"} - {""}))
    apart = one.money.upto < other.money.amount or other.money.upto < one.money.amount
    if comparable and apart:
        yield Pair("price", one.quotation, other.quotation, 3)


def _foreign_currency(session: Session) -> Iterator[Pair]:
    """Find prices in a currency not used in the country, unless customers are foreign."""
    expected = _expected_currencies(session.start)
    foreign = {"tourists"} & {group.kind for group in session.facts.customers}
    if not expected or foreign or _sells_abroad(session):
        return
    asked = _of_role(session, "price", "budget")
    odd = [price for price in asked if not same_currency(price.money.currency, expected)]
    if odd and len(odd) == len(asked):
        country = session.start.country
        yield Pair("currency", Quotation(country, "start", Span(0, len(country))), odd[0].quotation, 2)


def _expected_currencies(start: BusinessFacts) -> frozenset[str]:
    """Return the currency given at the start and those of the country."""
    given = currency_label(start.currency)
    known = country_currencies(start.country)
    return known | {given} if given else known


def _sells_abroad(session: Session) -> bool:
    """Return whether any step mentions export."""
    return any(
        _pattern(session.language, "export").search(fold_cached(text)) for text in session.texts.values()
    )


def _price_above_budget(session: Session) -> Iterator[Pair]:
    """Find an offer whose lowest price exceeds the budget in the clientele step."""
    budgets = [price for price in _of_role(session, "budget") if price.quotation.step == "clientele"]
    asked = [price for price in _of_role(session, "price") if price.quotation.step == "offre"]
    if len(budgets) == 1 and asked:
        lowest, budget = min(asked, key=lambda price: price.money.amount), budgets[0]
        same = same_currency(lowest.money.currency, frozenset({budget.money.currency}))
        if same and over_budget(lowest.money, budget.money):
            severity = 2 if lowest.money.unit == budget.money.unit else 1
            yield Pair("budget", budget.quotation, lowest.quotation, severity)


def _other_language(session: Session) -> Iterator[Pair]:
    """Find a step of some length that is written in the other language."""
    long = [step for step, text in session.texts.items() if len(text.split()) >= _MIN_WORDS_FOR_LANGUAGE]
    written = {step: detect_language(session.texts[step][:600]) for step in long}
    own = [step for step, language in written.items() if language == session.language]
    for step, language in written.items():
        if own and language not in {None, session.language}:
            yield Pair("language", _first_sentence(session, own[0]), _first_sentence(session, step), 2)


def _first_sentence(session: Session, step: str) -> Quotation:
    """Return the first sentence of a step."""
    text = session.texts[step]
    spans = sentences(text) or [Span(0, len(text))]
    return trimmed_quotation(text, step, spans[0].start, spans[0].end)


def _luxury_and_cheapest(session: Session) -> Iterator[Pair]:
    """Find one step that promises luxury and another that promises the lowest price."""
    steps = ("vision", "mission", "differentiation", "offre")
    high = [
        quotation
        for step in steps
        for quotation in _claims(session, step, _pattern(session.language, "premium"))
    ]
    low = [
        quotation
        for step in steps
        for quotation in _claims(session, step, _pattern(session.language, "cheapest"))
    ]
    apart = [(one, other) for one in high for other in low if one.step != other.step]
    if apart:
        yield Pair("promise", *apart[0], 3)


def _different_trades(session: Session) -> Iterator[Pair]:
    """Find two steps that share no content word and speak of different trades."""
    for kind, one, other in (("direction", "vision", "mission"), ("offer", "mission", "offre")):
        if one in session.texts and other in session.texts:
            apart = different_trades(session.texts, one, other, session.language)
            if apart:
                yield Pair(kind, *apart, 2)


def _different_channels(session: Session) -> Iterator[Pair]:
    """Find one step that sells locally only and another that exports or sells online only."""
    steps = ("mission", "clientele", "differentiation", "offre")
    for near, far in (("only_local", "export"), ("only_local", "only_online"), ("shop", "only_online")):
        here = [
            quotation
            for step in steps
            for quotation in _claims(session, step, _pattern(session.language, near))
        ]
        there = [
            quotation
            for step in steps
            for quotation in _claims(session, step, _pattern(session.language, far))
        ]
        apart = [(one, other) for one in here for other in there if one.step != other.step]
        if apart:
            yield Pair("channel", *apart[0], 2)
            return


def _different_times(session: Session) -> Iterator[Pair]:
    """Find opening hours or delays that differ between the difference and the offer."""
    always, closed = (_pattern(session.language, name) for name in ("always_open", "closed_days"))
    for one, other in (("differentiation", "offre"), ("offre", "differentiation"), ("mission", "offre")):
        opened, shut = list(_claims(session, one, always)), list(_claims(session, other, closed))
        if opened and shut:
            yield Pair("time", opened[0], shut[0], 2)
    promised, offered = _delays(session, "differentiation"), _delays(session, "offre")
    if len(promised) == 1 and len(offered) == 1 and promised[0][0] < offered[0][0]:
        yield Pair("time", promised[0][1], offered[0][1], 2)


def _delays(session: Session, step: str) -> list[tuple[int, Quotation]]:
    """Return the delays that a step promises, in minutes, with their quotes."""
    text = session.texts.get(step, "")
    data = load(f"{session.language}/contradictions")["patterns"]
    found = []
    for match in _pattern(session.language, "delay").finditer(fold_cached(text)):
        unit = next((name for name in _MINUTES if match["unit"] in data[name].split()), "day")
        days = 7 if match["unit"].startswith(("semaine", "week")) else 1
        found.append((int(match["n"]) * _MINUTES[unit] * days, trimmed_quotation(text, step, *match.span())))
    return found


def _missing_promises(session: Session) -> Iterator[Pair]:
    """Find a promise of the difference that a detailed offer does not mention."""
    offer = session.texts.get("offre", "")
    if len(tokens_cached(offer, session.language)) < _MIN_WORDS_OF_FULL_OFFER:
        return
    known = load(f"{session.language}/contradictions")
    for key, family in known["families"].items():
        promised = list(_claims(session, "differentiation", re.compile(family)))
        ways = [family, known["kept_by"][key]] if key in known["kept_by"] else [family]
        if promised and not any(re.search(way, fold_cached(offer)) for way in ways):
            yield Pair("kept", _clause(session, promised[0]), _first_sentence(session, "offre"), 1)


def _clause(session: Session, quotation: Quotation) -> Quotation:
    """Return the clause of a quotation."""
    text = session.texts[quotation.step]
    return trimmed_quotation(text, quotation.step, *clause_around(fold_cached(text), quotation.span))


CHECKS: tuple[Check, ...] = (
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
