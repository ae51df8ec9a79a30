"""Fills the templates of drafts with the person's words, and with a visible blank where there are none."""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from coaching.coach.data_files import load
from coaching.coach.scoring.facts import BusinessFacts, Facts, facts
from nlp.data_files import known_language
from nlp.quotations import Quotation, fold_cached, phrase_matches, phrase_pattern, trimmed_quotation
from nlp.text import fold
from nlp.towns import towns
from reference.packs import sector_pack

_SLOT = re.compile(r"\{(\w+)(!?)\}")
_CAPITAL_AFTER = re.compile(r"(?:^|[.!?]\s+)([^\W\d_])")
_AMOUNTS = frozenset({"price", "budget"})
ALL_SLOTS = (
    "customer", "problem", "promise", "purpose", "so_that", "product", "alternative", "difference",
    "proof", "horizon", "today", "price", "budget", "category",
)  # fmt: skip
_DOUBLE_DOT = re.compile(r"(?<=[.!?…])\.")


class FilledTemplate(NamedTuple):
    """A template with its slots filled; `used` are the quotations in it, `blanks` the open slots.

    `is_complete` is false when a required slot ("{product!}") is among the blanks.
    """

    text: str
    used: tuple[tuple[str, Quotation], ...]
    blanks: tuple[str, ...]
    given: tuple[str, ...]
    is_complete: bool


class SlotValues(NamedTuple):
    """The quotations and given facts of one session by slot, with the templates of its language."""

    quotations: dict[str, Quotation]
    given: dict[str, str]
    templates: dict[str, Any]
    language: str


def slot_values(
    answers: Mapping[str, str], language: str, business: BusinessFacts, slots: Collection[str] = ALL_SLOTS
) -> SlotValues:
    """Return what templates can use: quotations of the answers, and the name, city and sector given.

    Only the quotations of `slots` are looked for.
    """
    language = known_language(language)
    templates = load(f"{language}/templates")
    found = facts(answers, language)
    quotes = ((slot, _quote(slot, found, business)) for slot in ALL_SLOTS if slot in slots)
    quotations = {slot: quote for slot, quote in quotes if quote}
    given = {"name": business.name.strip(), "city": business.city.strip()}
    trade = sector_pack(business.sector.strip().casefold()).business
    given["category"] = trade.get(language) if trade else ""
    return SlotValues(quotations, {slot: text for slot, text in given.items() if text}, templates, language)


def _quote(slot: str, found: Facts, business: BusinessFacts) -> Quotation | None:
    """Return the quotation for a slot."""
    if slot == "customer":
        return found.customer()
    if slot == "category":
        return _category(found.texts, found.language, business)
    if slot == "price":
        return _asked_price([price.quotation for price in found.prices if price.role == "price"])
    if slot == "budget":
        return next((price.quotation for price in found.prices if price.role == "budget"), None)
    return found.first(slot)


def _asked_price(asked: list[Quotation]) -> Quotation | None:
    """Return the first price of the offer, else the first one of any step."""
    return next((quotation for quotation in asked if quotation.step == "offre"), asked[0] if asked else None)


def _category(texts: Mapping[str, str], language: str, business: BusinessFacts) -> Quotation | None:
    """Return what the person calls the business: "a food truck" in "La Vida Lola is a food truck..."."""
    name = re.escape(fold(business.name.strip()))
    own = re.compile(rf"(?<!\w){name} (?:est|is) (?P<what>(?:une?|an?) [^.;:!?\n]{{3,80}})") if name else None
    for step, text in texts.items():
        match = own.search(fold_cached(text)) if own else None
        spans = (
            [match.span("what")]
            if match
            else [quotation.span for quotation in phrase_matches(text, step, language, "being")]
        )
        for start, end in spans:
            stop = phrase_pattern(language, "category_end").search(fold_cached(text), start, end)
            return trimmed_quotation(text, step, start, stop.start() if stop else end)
    return None


def fill(template: str, values: SlotValues) -> FilledTemplate:
    """Return a template with every slot replaced, by the blank sign where nothing is known."""
    found = _SLOT.findall(template)
    slots = [slot for slot, _ in found]
    quoted = [(slot, values.quotations[slot]) for slot in slots if slot in values.quotations]
    at_city = _at_city([quotation.quote for _, quotation in quoted], values)
    texts = {"at_city": at_city} | values.given
    for slot, quotation in quoted:
        texts[slot] = quotation.quote if slot in _AMOUNTS else _inlined(quotation, values)
    blanks = [(slot, mark) for slot, mark in found if slot not in texts and slot != "name"]
    given = [slot for slot in slots if slot in values.given and slot not in values.quotations]
    defaults = values.templates | texts
    text = _SLOT.sub(lambda match: str(defaults.get(match[1], values.templates["blank"])), template)
    return FilledTemplate(
        _punctuated(text),
        tuple(quoted),
        tuple(slot for slot, _ in blanks),
        tuple(given + (["city"] if at_city and "at_city" in slots else [])),
        not any(mark for _, mark in blanks),
    )


def _at_city(quotes: Iterable[str], values: SlotValues) -> str:
    """Return " in Lomé", or "" if a quotation of the template names a town or no city is known."""
    city = values.given.get("city", "")
    if not city or any(_names_town(quote, city) for quote in quotes):
        return ""
    return str(values.templates["at"]).replace("{city}", city)


def _names_town(quote: str, city: str) -> bool:
    """Return whether a quote names the city or any known town."""
    return bool(towns(quote, "")) or (bool(city) and fold(city.split(",")[0]) in fold(quote))


def _inlined(quotation: Quotation, values: SlotValues) -> str:
    """Return a quotation as part of a sentence: without its capital, unless it is a name or "I"."""
    quote = " ".join(quotation.quote.split())
    first_word = quote.split(" ")[0]
    named = (
        towns(first_word, "")
        or first_word == "I"
        or any(char.isupper() or char.isdigit() for char in first_word[1:])
    )
    owner = values.given.get("name", "")
    if named or not quote[:1].isupper() or (owner and quote.startswith(owner.split(" ")[0])):
        return quote
    return quote[0].lower() + quote[1:]


def _punctuated(text: str) -> str:
    """Return a text with capitals at the start of sentences and no full stop after another one."""
    capitals = _CAPITAL_AFTER.sub(lambda match: match[0][:-1] + match[1].upper(), text)
    return _DOUBLE_DOT.sub("", capitals)
