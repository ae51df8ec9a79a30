"""What a step shows beside its score: a mission's total of 20, the Moore sentence, an offer's arithmetic."""

from collections.abc import Callable, Sequence
from typing import Any

from coaching.coach.arithmetic import offer_arithmetic
from coaching.coach.reading import Reading
from coaching.coach.results import CriterionResult, ReviewContext
from coaching.coach.store import load

CAMPBELL = (
    "customers", "products", "geography", "how", "values",
    "competence", "community", "purpose", "action", "length",
)  # fmt: skip
SLOT_WORDS = 9
MOORE_SLOTS = {
    "category": ("category", "product"),
    "benefit": ("outcome",),
    "alternative": ("named_alternative", "straw_man"),
    "difference": ("comparative", "unlike"),
}


def campbell_total(results: Sequence[CriterionResult]) -> int:
    """Ten mission questions of 0 to 2 points: above 15 exceptional, below 10 needs work (Campbell 1997)."""
    return sum(result.points for result in results if result.key in CAMPBELL)


def moore_sentence(reading: Reading, context: ReviewContext) -> dict[str, Any]:
    """Moore's positioning sentence in the person's own words, and the slots still blank (Moore 1991)."""
    words = load(f"{reading.language}/messages")["moore"]
    clientele = Reading(context.answers.get("clientele", ""), reading.language)
    slots = {
        "customer": _words_at(clientele, ("group", "role")) or _words_at(reading, ("group",)),
        "need": _words_at(clientele, ("pain", "job")) or _words_at(reading, ("pain",)),
        **{slot: _words_at(reading, names) for slot, names in MOORE_SLOTS.items()},
    }
    blanks = [slot for slot, text in slots.items() if not text]
    filled = {slot: text or words["blank"] for slot, text in slots.items()}
    name = context.business_name or words["name"]
    return {"sentence": words["sentence"].format(name=name, **filled), "slots": slots, "blanks": blanks}


def _words_at(reading: Reading, names: tuple[str, ...]) -> str:
    """The person's words from the first hit of a category to the end of its clause, nine words at most."""
    hits = sorted(hit for name in names for hit in reading.found(name))
    if not hits:
        return ""
    first = last = hits[0][0]
    while last + 1 < len(reading.tokens) and last - first + 1 < SLOT_WORDS:
        between = reading.answer[reading.tokens[last].end : reading.tokens[last + 1].start]
        if any(sign in between for sign in ".,;:!?\n"):
            break
        last += 1
    return reading.answer[reading.tokens[first].start : reading.tokens[last].end]


Builder = Callable[[Reading, ReviewContext, Sequence[CriterionResult]], dict[str, Any]]
BUILDERS: dict[str, Builder] = {
    "mission": lambda reading, context, results: {"campbell_total": campbell_total(results)},
    "differentiation": lambda reading, context, results: {"moore": moore_sentence(reading, context)},
    "offre": lambda reading, context, results: {"arithmetic": offer_arithmetic(reading, context)},
}
