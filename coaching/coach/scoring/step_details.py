"""What a review adds to the score for some steps: Campbell's total, Moore's sentence, the offer's sums."""

from collections.abc import Callable, Sequence
from typing import Any

from coaching.coach.consistency.arithmetic import offer_arithmetic
from coaching.coach.drafting.positioning import positioning_statement
from coaching.coach.scoring.facts import BusinessFacts
from coaching.coach.scoring.reading import Reading
from coaching.coach.scoring.results import CriterionResult, ReviewContext
from reference.packs import country_currencies

CAMPBELL_CRITERIA = (
    "customers", "products", "geography", "how", "values",
    "competence", "community", "purpose", "action", "length",
)  # fmt: skip
OPENING_CHARACTERS = 700
FIGURES = ("price", "unit_cost", "fixed_monthly", "capacity")


def campbell_total(results: Sequence[CriterionResult]) -> int:
    """Return the points of ten mission questions: above 15 exceptional, below 10 weak (Campbell 1997)."""
    return sum(result.points for result in results if result.key in CAMPBELL_CRITERIA)


def positioning(reading: Reading, context: ReviewContext) -> dict[str, Any]:
    """Return Moore's positioning statement in the person's words, with the slots still blank.

    Only the opening of each answer is read, which keeps the review of long answers fast.
    """
    openings = {step: text[:OPENING_CHARACTERS] for step, text in context.answers.items()}
    answers = {**openings, "differentiation": reading.answer[:OPENING_CHARACTERS]}
    business = BusinessFacts(context.business_name, context.sector, context.city, context.country)
    moore = positioning_statement(answers, reading.language, business)
    return {"sentence": moore.text, "slots": moore.slots, "blanks": list(moore.missing)}


def sums(reading: Reading, context: ReviewContext) -> dict[str, Any]:
    """Return the sums of an offer, its warnings and its questions, as values that JSON can hold."""
    known = country_currencies(context.country)
    currency = next(iter(known)) if len(known) == 1 else ""
    clientele = context.answers.get("clientele", "")
    found = offer_arithmetic(reading.answer, reading.language, currency, clientele)
    figures = {key: getattr(found, key) for key in FIGURES}
    return {
        **{key: float(figure.value) if figure else None for key, figure in figures.items()},
        "margin_percent": None if found.margin_percent is None else float(found.margin_percent),
        "break_even_units": found.break_even_units,
        "warnings": [flag.message for flag in found.flags],
        "missing": list(found.questions),
    }


Builder = Callable[[Reading, ReviewContext, Sequence[CriterionResult]], dict[str, Any]]
BUILDERS: dict[str, Builder] = {
    "mission": lambda reading, context, results: {"campbell_total": campbell_total(results)},
    "differentiation": lambda reading, context, results: {"moore": positioning(reading, context)},
    "offre": lambda reading, context, results: {"arithmetic": sums(reading, context)},
}
