"""What a review leaves on its step, and the reviews that another step's new answer puts out of date."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from coaching import steps as path
from coaching.coach import Review, review
from coaching.coach.gates import CAP
from coaching.columns import write
from coaching.confidence import step_confidence
from coaching.manner import comment
from coaching.models import CoachingSession, CoachingStep
from coaching.services.rows import Steps, review_context

_COPY: Final = "copy"
#: What `set_review` changes of a step.
REVIEWED: Final = ("score", "coach_message", "validation_criteria", "overridden", "confidence_score")


def set_review(session: CoachingSession, step: CoachingStep, result: Review) -> None:
    """Put a review on its step; the row is not saved."""
    step.score = result.score
    step.coach_message = comment(result, session.manner)
    step.validation_criteria = result.to_dict()
    step.overridden = step.is_complete and result.score < path.SOLID
    step.confidence_score = step_confidence(step)


def repeating(session: CoachingSession, steps: Steps, name: str) -> list[CoachingStep]:
    """Return the reviewed steps held down because they repeat another step, other than this one.

    What the coach said is not read from the database: a review of the same texts says the same again.
    """
    low = (
        step
        for step in steps.values()
        if step.name != name and not step.is_unknown and step.attempts and (step.score or 0) <= CAP
    )
    return [step for step in low if _repeats(_read(session, steps, step))]


def read_again(session: CoachingSession, steps: Steps, repeated: Iterable[CoachingStep]) -> None:
    """Review and save those steps that no longer repeat another one (one query each, most often none)."""
    for step in repeated:
        result = _read(session, steps, step)
        if not _repeats(result):
            set_review(session, step, result)
            write(step, REVIEWED)


def _read(session: CoachingSession, steps: Steps, step: CoachingStep) -> Review:
    return review(step.name, step.user_response, review_context(session, steps, step.name))


def _repeats(result: Review) -> bool:
    return result.gate is not None and result.gate.key == _COPY
