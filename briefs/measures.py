"""How complete a brief is, how sure it is, and when it can carry a website."""

from collections.abc import Mapping
from typing import Any, Final

#: What makes a brief complete, with its weight: the five answers count twice.
WEIGHTS: Final[dict[str, int]] = {
    "vision": 2,
    "mission": 2,
    "target_audience": 2,
    "differentiation": 2,
    "value_proposition": 2,
    "business_name": 1,
    "sector_id": 1,
    "city": 1,
    "country": 1,
    "summary": 1,
}
#: A contradiction between two answers costs a tenth of the confidence, five of them half; more cost no more.
CONTRADICTION_COST: Final = 0.1
MOST_CONTRADICTIONS: Final = 5
#: A website needs somebody to speak to, something to sell, and this much of the rest.
WEBSITE_NEEDS: Final = ("target_audience", "value_proposition")
WEBSITE_COMPLETENESS: Final = 0.8


def completeness(values: Mapping[str, Any]) -> float:
    """Return 0..1: the weights of what is filled in, divided by the sum of WEIGHTS."""
    filled = sum(weight for key, weight in WEIGHTS.items() if str(values.get(key) or "").strip())
    return round(filled / sum(WEIGHTS.values()), 4)


def overall_confidence(session_confidence: float, contradictions: int) -> float:
    """Return 0..1: the session's confidence times (1 - 0.1 x contradictions), five contradictions at most."""
    return round(session_confidence * (1 - CONTRADICTION_COST * min(contradictions, MOST_CONTRADICTIONS)), 4)


def ready_for_website(values: Mapping[str, Any]) -> bool:
    """Say whether the brief names its customers and its offer and is at least 80 % complete."""
    named = all(str(values.get(key) or "").strip() for key in WEBSITE_NEEDS)
    return named and completeness(values) >= WEBSITE_COMPLETENESS
