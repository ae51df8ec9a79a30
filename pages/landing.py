"""The picture on the landing page: a real review, by the coach, of an answer written for it."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from coaching.coach.scoring.results import CriterionResult, ReviewContext
from coaching.coach.scoring.review import review
from coaching.highlights import Segment, segments
from coaching.steps import PATH, StepText

ANSWERS: Final = {
    "fr": "Dans dix ans, nous serons une grande entreprise de légumes à Thiès.",
    "en": "In ten years, we will be a big company that sells vegetables in Thiès.",
}
#: The heaviest criteria of a vision; the picture has no room for all eight.
SHOWN: Final = 3


@dataclass(frozen=True)
class Picture:
    """What the landing page shows of the coach."""

    steps: tuple[StepText, ...]
    score: int
    next_question: str
    segments: tuple[Segment, ...]
    criteria: tuple[CriterionResult, ...]


@cache
def picture(language: str) -> Picture:
    """Return the six steps and a review in that language (`fr` or `en`); made once per process."""
    answer = ANSWERS[language]
    context = ReviewContext(language=language, sector="agriculture", country="SN", city="Thiès")
    result = review(PATH[0].key, answer, context)
    shown = result.to_dict()["criteria"][:SHOWN]
    numbers = [str(number) if criterion["spans"] else None for number, criterion in enumerate(shown, start=1)]
    return Picture(
        steps=tuple(step.text(language) for step in PATH),
        score=result.score,
        next_question=result.next_question,
        segments=tuple(segments(answer, shown, numbers)),
        criteria=result.criteria[:SHOWN],
    )
