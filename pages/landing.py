"""The picture on the landing page: a real review, by the coach, of an answer written for it."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from django.utils.safestring import SafeString
from django.utils.text import capfirst

from coaching.coach.scoring.results import CriterionResult, ReviewContext
from coaching.coach.scoring.review import review
from coaching.presentation import CriterionRow, Segment, render_segments, segments
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
    criteria: tuple[CriterionRow, ...]

    def marked(self) -> SafeString:
        """Return the answer with the words that earned points marked."""
        return render_segments(self.segments)


@cache
def picture(language: str) -> Picture:
    """Return the six steps and a review in that language (`fr` or `en`); made once per process."""
    answer = ANSWERS[language]
    context = ReviewContext(language=language, sector="agriculture", country="SN", city="Thiès")
    result = review(PATH[0].key, answer, context)
    shown = result.criteria[:SHOWN]
    numbers = [str(number) if line.spans else None for number, line in enumerate(shown, start=1)]
    return Picture(
        steps=tuple(step.text(language) for step in PATH),
        score=result.score,
        next_question=result.next_question,
        segments=tuple(segments(answer, shown, numbers)),
        criteria=tuple(_row(line, number) for number, line in enumerate(shown, start=1)),
    )


def _row(line: CriterionResult, number: int) -> CriterionRow:
    """Return a criterion as the picture shows it: without quotes, which stand in the text above it."""
    label, advice = capfirst(line.label), line.advice
    return CriterionRow(label, line.points, "", str(number), advice, line.source, weight="")
