"""How the coach speaks to this person: their coaching style, and what they asked the coach to respect.

Only the words of the comment change. Score, criteria and questions are the review's alone.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self

from accounts.models import User, UserProfile
from coaching.coach import Review

_WORDS: Final[dict[str, Any]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


@dataclass(frozen=True)
class Manner:
    """What the profile says: a style of `UserProfile.CoachingStyle`, and the person's cultural context."""

    style: str = "gentle"
    culture: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, user: User) -> Self:
        """Return the manner that a person's profile asks for."""
        profile: UserProfile | None = getattr(user, "profile", None)
        return cls(profile.coaching_style, profile.cultural_context) if profile else cls()


def comment(review: Review, manner: Manner) -> str:
    """Return the coach's comment on an answer in that manner.

    A gate's message is said as it is: there is nothing to build on yet.
    """
    if review.gate:
        return review.message
    parts = [review.message]
    if manner.style == "direct":
        parts = [_direct(review)]
    if manner.style == "challenging":
        parts.append(_WORDS["challenging"][review.language][review.step])
    return " ".join([*parts, *_recalled(review, manner.culture)])


def _direct(review: Review) -> str:
    """Name the strongest and the weakest criterion, without anything around them."""
    words = _WORDS["direct"][review.language]
    if not review.next_question:
        return str(words["complete"])
    earned = [line for line in review.criteria if line.points == 2 and line.spans]
    missing = next(line.label for line in review.criteria if line.question == review.next_question)
    if not earned:
        return str(words["missing"]).format(missing=missing)
    strength = max(earned, key=lambda line: line.weight).label
    return str(words["both"]).format(strength=strength, missing=missing)


def _recalled(review: Review, culture: Mapping[str, str]) -> list[str]:
    recall = _WORDS["culture"].get(review.step, {})
    said = culture.get(recall.get("key", ""), "").strip().rstrip(".")
    return [str(recall[review.language]).format(said=said)] if said else []
