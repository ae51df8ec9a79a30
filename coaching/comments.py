"""The coach's comment on an answer, worded in the person's coaching style and cultural context.

Score, criteria and questions are those of the review and never depend on the person's preferences.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self

from accounts.models import User, UserProfile
from coaching.coach import Review

_PHRASES: Final[dict[str, Any]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


@dataclass(frozen=True)
class Preferences:
    """The person's coaching style (a `UserProfile.CoachingStyle`) and cultural context."""

    style: str = "gentle"
    culture: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_user(cls, user: User) -> Self:
        """Return the preferences in the user's profile, or the defaults when there is no profile."""
        profile: UserProfile | None = getattr(user, "profile", None)
        return cls(profile.coaching_style, profile.cultural_context) if profile else cls()


def comment(review: Review, preferences: Preferences) -> str:
    """Return the comment on a reviewed answer in the person's coaching style.

    When a gate limits the score, this is the gate's message whatever the style.
    """
    if review.gate:
        return review.message
    parts = [review.message]
    if preferences.style == "direct":
        parts = [_direct(review)]
    if preferences.style == "challenging":
        parts.append(_PHRASES["challenging"][review.language][review.step])
    return " ".join([*parts, *_cultural_reminders(review, preferences.culture)])


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
