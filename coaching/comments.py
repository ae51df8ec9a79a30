"""The coach's comment on an answer, worded in the person's coaching style and cultural context.

Score, criteria and questions are those of the review and never depend on the person's preferences.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from coaching.coach import Review

_PHRASES: Final[dict[str, Any]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def comment(review: Review, style: str = "gentle", culture: Mapping[str, str] | None = None) -> str:
    """Return the comment on a reviewed answer in a coaching style, with reminders from a cultural context.

    `style` is a `UserProfile.CoachingStyle`. When a gate limits the score, the comment is the gate's message
    whatever the style.
    """
    if review.gate:
        return review.message
    parts = [review.message]
    if style == "direct":
        parts = [_direct(review)]
    if style == "challenging":
        parts.append(_PHRASES["challenging"][review.language][review.step])
    return " ".join([*parts, *_cultural_reminders(review, culture or {})])


def _direct(review: Review) -> str:
    """Return one sentence that names the strongest and the weakest criterion."""
    phrases = _PHRASES["direct"][review.language]
    if not review.next_question:
        return str(phrases["complete"])
    earned = [criterion for criterion in review.criteria if criterion.points == 2 and criterion.spans]
    missing = next(row.label for row in review.criteria if row.question == review.next_question)
    if not earned:
        return str(phrases["missing"]).format(missing=missing)
    strength = max(earned, key=lambda criterion: criterion.weight).label
    return str(phrases["both"]).format(strength=strength, missing=missing)


def _cultural_reminders(review: Review, culture: Mapping[str, str]) -> list[str]:
    """Return the reminder of the step that quotes the person's cultural context, if there is one."""
    reminder = _PHRASES["culture"].get(review.step, {})
    value = culture.get(reminder.get("key", ""), "").strip().rstrip(".")
    return [str(reminder[review.language]).format(value=value)] if value else []
