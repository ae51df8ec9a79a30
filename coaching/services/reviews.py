"""What a review leaves on its step, and the reviews that another step's new answer puts out of date."""

from __future__ import annotations

from typing import Final

from coaching import steps as path
from coaching.coach import Review, review
from coaching.confidence import step_confidence
from coaching.manner import Manner, comment
from coaching.models import CoachingSession, CoachingStep
from coaching.reviews import StoredReview
from coaching.services.rows import Steps, review_context

#: What `set_review` changes of a step.
REVIEWED: Final = ("score", "coach_message", "validation_criteria", "overridden", "confidence_score")


def set_review(session: CoachingSession, step: CoachingStep, result: Review) -> None:
    """Put a review on its step; the row is not saved."""
    step.score = result.score
    step.coach_message = comment(result, Manner.of(session.user))
    step.validation_criteria = StoredReview.of(result).to_json()
    step.overridden = step.is_complete and result.score < path.SOLID
    step.confidence_score = step_confidence(step)


def read_again(session: CoachingSession, steps: Steps, name: str) -> list[CoachingStep]:
    """Review the steps held down because they repeat another text, now that this one's answer has changed.

    Returns those that no longer do, with their new review; they are not saved.
    """
    held = (step for step in steps.values() if step.name != name and step.review and step.review.is_copy)
    freed = []
    for step in held:
        result = review(step.name, step.user_response, review_context(session, steps, step.name))
        if not StoredReview.of(result).is_copy:
            set_review(session, step, result)
            freed.append(step)
    return freed
