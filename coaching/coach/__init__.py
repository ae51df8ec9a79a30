"""The built-in coach: reads an answer, shows what is strong and what is missing. No framework, no network."""

from coaching.coach.scoring.results import Criterion, CriterionResult, Gate, Review, ReviewContext
from coaching.coach.scoring.review import band, preload, review, rubric
from coaching.coach.steps import STEPS

__all__ = [
    "STEPS",
    "Criterion",
    "CriterionResult",
    "Gate",
    "Review",
    "ReviewContext",
    "band",
    "preload",
    "review",
    "rubric",
]
