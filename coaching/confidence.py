"""How sure the coach is of an answer, and of a whole session."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from coaching.steps import CONTENT_STEPS

if TYPE_CHECKING:
    from coaching.models import CoachingStep

#: “I do not know yet” says nothing for or against.
NEUTRAL: Final = 0.5
#: Going on against advice costs a fifth of the step's confidence.
OVERRIDE_FACTOR: Final = 0.8


def step_confidence(step: "CoachingStep") -> float:
    """Return 0..1: score / 100, times 0.8 for going on against advice; 0.5 for “I do not know yet”.

    A step without a review counts 0.
    """
    if step.is_unknown:
        return NEUTRAL
    share = (step.score or 0) / 100
    return round(share * (OVERRIDE_FACTOR if step.overridden else 1), 4)


def session_confidence(steps: Iterable["CoachingStep"]) -> float:
    """Return 0..1: the mean confidence of the five content steps; an open one counts 0."""
    values = [step.confidence_score for step in steps if step.name in CONTENT_STEPS and step.is_complete]
    return round(sum(values) / len(CONTENT_STEPS), 4)
