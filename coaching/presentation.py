"""Reviews and scores as pages show them: the answer with its marked quotes, the criteria, the radar chart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import cos, pi, sin
from typing import Final, Protocol

from django.utils.formats import get_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coaching.models import CoachingStep
from coaching.reviews import OfferArithmetic, StoredCriterion

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
_RADAR_CENTRE: Final = (160.0, 133.0)
_RADAR_RADIUS: Final = 93.0


@dataclass(frozen=True)
class Segment:
    """A piece of the answer; `number` is that of the criterion which quotes it, or None.

    Numbers are strings: a page shows many of them, and the template engine would localize each integer.
    """

    text: str
    number: str | None


@dataclass(frozen=True)
class CriterionRow:
    """A row of the table of criteria; `number` is None when the criterion quotes nothing."""

    label: str
    points: int
    quote: str
    number: str | None
    advice: str
    source: str
    weight: str


@dataclass(frozen=True)
class ReviewPage:
    """A review as the page of its step shows it."""

    score: int
    message: str
    gate: str
    next_question: str
    marked: SafeString
    rows: list[CriterionRow]
    positioning: str
    arithmetic: OfferArithmetic | None


class Criterion(Protocol):
    """A criterion with the spans that it quotes."""

    @property
    def key(self) -> str:
        """Its key in the rubric."""

    @property
    def spans(self) -> Sequence[tuple[int, int]]:
        """Start and end of each quote in the answer."""


def review_page(step: CoachingStep) -> ReviewPage | None:
    """Return the stored review of a step as its page shows it; None when there is no review."""
    review = step.review
    if review is None or step.score is None:
        return None
    numbers = _numbers(review.criteria)
    return ReviewPage(
        score=step.score,
        message=step.coach_message,
        gate=review.gate.message if review.gate else "",
        next_question=review.next_question,
        marked=render_segments(segments(step.user_response, review.criteria, numbers)),
        positioning=review.positioning,
        arithmetic=review.arithmetic,
        rows=[_row(line, number) for line, number in zip(review.criteria, numbers, strict=True)],
    )


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


def segments(text: str, criteria: Sequence[Criterion], numbers: Sequence[str | None]) -> list[Segment]:
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


def _numbers(criteria: Sequence[Criterion]) -> list[str | None]:
    """Number the criteria that quote the answer from 1; the others get None."""
    count = 0
    numbers: list[str | None] = []
    for criterion in criteria:
        count += bool(criterion.spans)
        numbers.append(str(count) if criterion.spans else None)
    return numbers


def _row(criterion: StoredCriterion, number: str | None) -> CriterionRow:
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
    centre_x, centre_y = _RADAR_CENTRE
    for axis, score in enumerate(scores):
        angle, radius = 2 * pi * axis / len(scores), _RADAR_RADIUS * score / 100
        points.append(f"{centre_x + radius * sin(angle):.1f},{centre_y - radius * cos(angle):.1f}")
    return " ".join(points)
