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
ALL_SLOTS = (
    "customer", "problem", "promise", "purpose", "so_that", "product", "alternative", "difference",
    "proof", "horizon", "today", "price", "budget", "category",
)  # fmt: skip


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
    if slot in ("price", "budget"):
        written = [price.quotation for price in found.prices if price.role == slot]
        preferred = "offre" if slot == "price" else ""
        return min(written, key=lambda quotation: quotation.step != preferred, default=None)
    return found.first(slot)


def _category(texts: Mapping[str, str], language: str, business: BusinessFacts) -> Quotation | None:
    """Return what the person calls the business: "a food truck" in "La Vida Lola is a food truck..."."""
    name = re.escape(fold(business.name.strip()))
    own = re.compile(rf"(?<!\w){name} (?:est|is) (?P<what>(?:une?|an?) [^.;:!?\n]{{3,80}})") if name else None
    for step, text in texts.items():
        match = own.search(fold_cached(text)) if own else None
        said = (quotation.span for quotation in phrase_matches(text, step, language, "being"))
        for start, end in [match.span("what")] if match else said:
            stop = phrase_pattern(language, "category_end").search(fold_cached(text), start, end)
            return trimmed_quotation(text, step, start, stop.start() if stop else end)
    return None


def fill(template: str, values: SlotValues) -> FilledTemplate:
    """Return a template with every slot replaced, by the blank sign where nothing is known."""
    marks: dict[str, str] = dict(_SLOT.findall(template))
    quoted = {slot: values.quotations[slot] for slot in marks if slot in values.quotations}
    texts = values.given | {slot: _inlined(slot, quotation, values) for slot, quotation in quoted.items()}
    texts["at_city"] = _at_city([quotation.quote for quotation in quoted.values()], values)
    used = [slot for slot in marks if texts.get(slot) and slot not in quoted]
    blanks = marks.keys() - texts.keys() - {"name"}
    defaults = values.templates | texts
    text = _SLOT.sub(lambda match: str(defaults.get(match[1], values.templates["blank"])), template)
    return FilledTemplate(
        _punctuated(text),
        tuple(quoted.items()),
        tuple(slot for slot in marks if slot in blanks),
        tuple(slot.removeprefix("at_") for slot in used),
        not any(marks[slot] for slot in blanks),
    )


def _at_city(quotes: Iterable[str], values: SlotValues) -> str:
    """Return " in Lomé", or "" if a quotation of the template names a town or no city is known."""
    city = values.given.get("city", "")
    names_town = any(towns(quote, "") or fold(city.split(",")[0]) in fold(quote) for quote in quotes)
    return str(values.templates["at"]).format(city=city) if city and not names_town else ""


def _inlined(slot: str, quotation: Quotation, values: SlotValues) -> str:
    """Return a quotation as part of a sentence: without its capital, unless it is a name or "I".

    Amounts are left as they are written.
    """
    if slot in ("price", "budget"):
        return quotation.quote
    quote = " ".join(quotation.quote.split())
    first_word, owner = quote.split(" ")[0], values.given.get("name", "").split(" ")[0]
    is_name = first_word == "I" or any(char.isupper() or char.isdigit() for char in first_word[1:])
    if is_name or towns(first_word, "") or (owner and quote.startswith(owner)):
        return quote
    return quote[:1].lower() + quote[1:]


def _punctuated(text: str) -> str:
    """Return a text with capitals at the start of sentences and no full stop after another one."""
    capitals = re.sub(r"(?:^|[.!?]\s+)[^\W\d_]", lambda match: match[0][:-1] + match[0][-1].upper(), text)
    return re.sub(r"(?<=[.!?…])\.", "", capitals)
