"""What is kept of a review, and the whole review again when somebody reads it.

The rubric's words (label, source, advice, question) are most of a review and the same for everybody: a step
keeps what is its own (points, weights, places of the words quoted), and the words are put beside it again.
"""

from __future__ import annotations

from typing import Any, Final

from coaching.coach import Review, words_of
from coaching.models import CoachingStep

_KEPT: Final = ("key", "weight", "points", "spans")


def kept(review: Review) -> dict[str, Any]:
    """Return a review as `CoachingStep.validation_criteria` keeps it."""
    whole = review.to_dict()
    whole["criteria"] = [{name: line[name] for name in _KEPT} for line in whole["criteria"]]
    return whole


def told(step: CoachingStep) -> dict[str, Any]:
    """Return the stored review of a step as `Review.to_dict` gave it, {} before the first one.

    What a criterion says is said in today's words; words kept with the step, as before November 2026, stay.
    """
    stored: dict[str, Any] = step.validation_criteria
    if not stored:
        return {}
    return {**stored, "criteria": [_line(step, stored, line) for line in stored["criteria"]]}


def _line(step: CoachingStep, stored: dict[str, Any], line: dict[str, Any]) -> dict[str, Any]:
    if "label" in line:
        return line
    quotes = [step.user_response[start:end] for start, end in line["spans"]]
    return {**line, **words_of(step.name, line["key"], line["points"], stored["language"]), "quotes": quotes}
