"""Geoffrey Moore's positioning statement in the person's words, with blanks for what is missing."""

from collections.abc import Mapping
from typing import NamedTuple

from coaching.coach.drafting.templates import SlotValues, fill, slot_values
from coaching.coach.scoring.facts import BusinessFacts
from nlp.quotations import phrase_pattern
from nlp.text import fold

SLOTS = ("customer", "problem", "name", "category", "promise", "alternative", "difference")
PERSONAL_SLOTS = ("customer", "problem", "promise", "alternative", "difference")
MIN_PERSONAL_SLOTS = 3


class PositioningStatement(NamedTuple):
    """ "For X who Y, N is a C that B. Unlike A, D.", with "…" for each slot in `missing`.

    `text` is empty while fewer than three of the five slots in `PERSONAL_SLOTS` are known.
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
    if _known_parts(quotes) < MIN_PERSONAL_SLOTS:
        return PositioningStatement("", slots, _missing(slots))
    uses_aim = not slots["promise"] and "so_that" in quotes
    slots["promise"] = slots["promise"] or quotes.get("so_that")
    return PositioningStatement(fill(_template(values, uses_aim), values).text, slots, _missing(slots))


def _known_parts(quotes: Mapping[str, str]) -> int:
    """Return how many of the personal slots are known; a purpose counts as a promise."""
    return sum(slot in quotes for slot in PERSONAL_SLOTS) + ("promise" not in quotes and "so_that" in quotes)


def _missing(slots: Mapping[str, str | None]) -> tuple[str, ...]:
    """Return the slots that stay blank."""
    return tuple(slot for slot in SLOTS if not slots[slot])


def _template(values: SlotValues, uses_aim: bool) -> str:
    """Return the template of the statement, adapted to the quotations that fill it."""
    templates, quotations = values.templates, values.quotations
    template: str = templates["moore_aim" if uses_aim else "moore"]
    relative = templates["moore_who"].split("{")[0]
    if (
        "problem" not in quotations
        and "customer" in quotations
        and relative in fold(quotations["customer"].quote)
    ):
        template = template.replace(templates["moore_who"], "")
    if "alternative" in quotations and not phrase_pattern(values.language, "alternative").match(
        fold(quotations["alternative"].quote)
    ):
        template = template.replace(templates["moore_unlike"], templates["moore_beside"])
    return template
