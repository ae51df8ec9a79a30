"""The landing page, with a real review by the coach of an answer that was written for it."""

from functools import cache
from typing import Final, NamedTuple

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from coaching.coach import ReviewContext, review
from coaching.presentation import (
    CriterionRow,
    Segment,
    criterion_numbers,
    criterion_row,
    render_segments,
    segments,
)
from coaching.steps import PATH, StepText

ANSWERS: Final = {
    "fr": "Dans dix ans, nous serons une grande entreprise de légumes à Thiès.",
    "en": "In ten years, we will be a big company that sells vegetables in Thiès.",
}


class Picture(NamedTuple):
    """The six steps, and what the landing page shows of the review."""

    steps: tuple[StepText, ...]
    score: int
    next_question: str
    segments: list[Segment]
    criteria: list[CriterionRow]

    def marked(self) -> SafeString:
        """Return the answer with its marked quotes."""
        return render_segments(self.segments)


@cache
def picture(language: str) -> Picture:
    """Return the steps and the review in that language (`fr` or `en`)."""
    answer = ANSWERS[language]
    context = ReviewContext(language=language, sector="agriculture", country="SN", city="Thiès")
    result = review(PATH[0].key, answer, context)
    shown = result.criteria[:3]  # the heaviest ones; there is no room for all eight
    numbers = criterion_numbers(shown)
    return Picture(
        steps=tuple(step.text(language) for step in PATH),
        score=result.score,
        next_question=result.next_question,
        segments=segments(answer, shown, numbers),
        criteria=[row._replace(quote="", weight="") for row in map(criterion_row, shown, numbers)],
    )


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what Genesis is, or redirect a signed-in user to their sessions."""
    if request.user.is_authenticated:
        return redirect("coaching:sessions")
    shown = picture(get_language() or settings.LANGUAGE_CODE)
    return render(request, "pages/landing.html", {"picture": shown})
