"""Geoffrey Moore's positioning statement in the person's words, with blanks for what is missing."""

from collections.abc import Mapping
from typing import NamedTuple

from coaching.coach.drafting.templates import SlotValues, fill, slot_values
from coaching.coach.scoring.facts import BusinessFacts
from nlp.quotations import phrase_pattern
from nlp.text import fold

SLOTS = ("customer", "problem", "name", "category", "promise", "alternative", "difference")
PERSONAL_SLOTS = ("customer", "problem", "promise", "alternative", "difference")


class PositioningStatement(NamedTuple):
    """The form "For X who Y, N is a C that B. Unlike A, D.", with "…" for each slot in `missing`.

    `text` is empty while fewer than three of the five slots in `PERSONAL_SLOTS` are known; a purpose counts
    as a promise.
    """

    text: str
    slots: dict[str, str | None]
    missing: tuple[str, ...]


def positioning_statement(
    answers: Mapping[str, str], language: str, business: BusinessFacts
) -> PositioningStatement:
    """Return the positioning statement of a session.

    Each slot value is a quotation or a fact given at the start, or None. Source of the form: G. Moore,
    Crossing the Chasm (1991), positioning statement.
    """
    values = slot_values(answers, language, business, (*SLOTS, "so_that"))
    quotes = {slot: quotation.quote for slot, quotation in values.quotations.items()}
    slots = {slot: quotes.get(slot) or values.given.get(slot) for slot in SLOTS}
    uses_aim = "promise" not in quotes and "so_that" in quotes
    text = ""
    if sum(slot in quotes for slot in PERSONAL_SLOTS) + uses_aim > 2:
        slots["promise"] = quotes.get("so_that") if uses_aim else quotes.get("promise")
        text = fill(_template(values, quotes, uses_aim), values).text
    return PositioningStatement(text, slots, tuple(slot for slot in SLOTS if not slots[slot]))


def _template(values: SlotValues, quotes: Mapping[str, str], uses_aim: bool) -> str:
    """Return the template of the statement, adapted to the quotations that fill it."""
    templates, customer, alternative = values.templates, quotes.get("customer", ""), quotes.get("alternative")
    template: str = templates["moore_aim" if uses_aim else "moore"]
    relative = templates["moore_who"].split("{")[0]
    if "problem" not in quotes and relative in fold(customer):
        template = template.replace(templates["moore_who"], "")
    if alternative and not phrase_pattern(values.language, "alternative").match(fold(alternative)):
        template = template.replace(templates["moore_unlike"], templates["moore_beside"])
    return template
