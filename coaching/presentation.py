"""Reviews and scores as pages show them: the answer with its marked quotes, the criteria, the radar chart."""

import re
from collections.abc import Iterable, Sequence
from itertools import count, groupby
from math import cos, pi, sin
from typing import Any, Final, NamedTuple

from django.utils.formats import get_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coaching.coach import CriterionResult
from coaching.models import CoachingStep

#: Function words. A piece of text between overlapping quotes is not marked when it is only one of them.
_FUNCTION_WORDS: Final = re.compile(
    "à|au|aux|avec|ce|de|des|du|elle|en|et|il|la|le|les|nous|on|ou|où|par|pour|que|qui|sur|un|une|vous"
    "|a|an|and|at|by|for|from|in|of|or|that|the|they|to|we|with",
    re.IGNORECASE,
)
_MARK_HTML: Final = (
    "<mark>{text}<sup>"
    '<a href="#criterion-{number}" aria-label="{criterion} {number}">{number}</a></sup></mark>'
)
#: Criteria that quote single words anywhere in the answer.
_SINGLE_WORD_CRITERIA: Final = frozenset({"substance", "own_words"})


class Segment(NamedTuple):
    """A piece of the answer; `number` is that of the criterion which quotes it, or None.

    Numbers are strings: a page shows many of them, and the template engine would localize each integer.
    """

    text: str
    number: str | None


class CriterionRow(NamedTuple):
    """A row of `components/criteria.html`; `number` is None when the criterion quotes nothing."""

    label: str
    points: int
    quote: str = ""
    number: str | None = None
    advice: str = ""
    source: str = ""
    weight: str = ""


def review_context(step: CoachingStep) -> dict[str, Any]:
    """Return the context of `coaching/_review.html`; `review` is None when the step has none."""
    review = step.review
    if review is None:
        return {"review": None}
    numbers = criterion_numbers(review.criteria)
    return {
        "review": review,
        "marked": render_segments(segments(step.user_response, review.criteria, numbers)),
        "criteria": list(map(criterion_row, review.criteria, numbers)),
    }


def render_segments(pieces: Iterable[Segment]) -> SafeString:
    """Return the text as HTML in which each quote is marked and links to its criterion."""
    criterion = _("criterion")
    html = (
        format_html(_MARK_HTML, text=piece.text, number=piece.number, criterion=criterion)
        if piece.number
        else piece.text
        for piece in pieces
    )
    return format_html_join("", "{}", ((piece,) for piece in html))


def segments(text: str, criteria: Sequence[CriterionResult], numbers: Sequence[str | None]) -> list[Segment]:
    """Cut a text at the quotes of the criteria; where quotes overlap, the shorter one is shown.

    Quotes of `_SINGLE_WORD_CRITERIA` are shown only outside other quotes: they would split a price.
    """
    owner: list[str | None] = [None] * len(text)
    spans = [
        (criterion.key in _SINGLE_WORD_CRITERIA, end - start, start, end, number)
        for criterion, number in zip(criteria, numbers, strict=True)
        for start, end in criterion.spans
        if number
    ]
    for _is_word, _length, start, end, number in sorted(spans, reverse=True):
        stop = min(end, len(text))
        owner[start:stop] = [number] * max(0, stop - start)
    quotes = {(start, end) for _is_word, _length, start, end, _number in spans}
    pieces, position = [], 0
    for shown, run in groupby(_without_boundary_spaces(text, owner)):
        start, position = position, position + len(list(run))
        is_rest = (start, position) not in quotes and _FUNCTION_WORDS.fullmatch(text, start, position)
        pieces.append(Segment(text[start:position], None if is_rest else shown))
    return pieces


def _without_boundary_spaces(text: str, owner: Sequence[str | None]) -> list[str | None]:
    """Return the owners, with None for each space between characters of different owners."""
    padded = [None, *owner, None]
    return [
        None if character.isspace() and padded[index] != padded[index + 2] else owner[index]
        for index, character in enumerate(text)
    ]


def criterion_numbers(criteria: Iterable[CriterionResult]) -> list[str | None]:
    """Number the criteria that quote the answer from 1; the others get None."""
    numbers = count(1)
    return [str(next(numbers)) if criterion.spans else None for criterion in criteria]


def criterion_row(criterion: CriterionResult, number: str | None) -> CriterionRow:
    """Return the row of a criterion, with all its quotes."""
    return CriterionRow(
        label=capfirst(criterion.label),
        points=criterion.points,
        quote=" … ".join(criterion.quotes),
        number=number,
        advice=criterion.advice,
        source=criterion.source,
        weight=f"{criterion.weight:g}".replace(".", get_format("DECIMAL_SEPARATOR")),
    )


def radar_points(scores: Sequence[int]) -> str:
    """Return the SVG points of scores (0-100 each) for `components/radar.html`, from the top clockwise.

    Axis i of n points to i/n of a turn; its point lies at 93 * score / 100 from the centre (160, 133).
    """
    points = []
    for axis, score in enumerate(scores):
        angle, radius = 2 * pi * axis / len(scores), 93 * score / 100
        points.append(f"{160 + radius * sin(angle):.1f},{133 - radius * cos(angle):.1f}")
    return " ".join(points)
