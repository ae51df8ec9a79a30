"""A review as the page shows it: the answer cut where words earned points, and one row for each criterion."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Protocol

from django.utils.formats import get_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coaching.models import CoachingStep
from coaching.reviews import StoredCriterion, Sums

#: Words that earn nothing by themselves: they are not marked when they are all that overlapping quotes leave.
_LINKS: Final = re.compile(
    "à|au|aux|avec|ce|de|des|du|elle|en|et|il|la|le|les|nous|on|ou|où|par|pour|que|qui|sur|un|une|vous"
    "|a|an|and|at|by|for|from|in|of|or|that|the|they|to|we|with",
    re.IGNORECASE,
)
_MARK: Final = (
    "<mark>{text}<sup>"
    '<a href="#criterion-{number}" aria-label="{criterion} {number}">{number}</a></sup></mark>'
)
#: Criteria that quote single words, wherever they stand.
_WORDS: Final = frozenset({"substance", "own_words"})


@dataclass(frozen=True)
class Segment:
    """A piece of the answer; `number` is the criterion that its words earned points for, or None.

    Numbers are text: a page shows many, and localizing each costs more than the rest of it.
    """

    text: str
    number: str | None


@dataclass(frozen=True)
class CriterionRow:
    """A criterion beside its bar; `number` is None when no words of the answer stand for it."""

    label: str
    points: int
    quote: str
    number: str | None
    advice: str
    source: str
    weight: str


@dataclass(frozen=True)
class ReviewPage:
    """All that the page says of one review."""

    score: int
    message: str
    gate: str
    next_question: str
    marked: SafeString
    rows: list[CriterionRow]
    positioning: str
    sums: Sums | None


class Criterion(Protocol):
    """A line of the rubric: what it is, and the places of the words that it quotes."""

    @property
    def key(self) -> str:
        """Its name in the rubric."""

    @property
    def spans(self) -> Sequence[tuple[int, int]]:
        """Where the quoted words begin and end."""


def review_page(step: CoachingStep) -> ReviewPage | None:
    """Return the stored review of a step as the page shows it; None before the first one."""
    review = step.review
    if review is None or step.score is None:
        return None
    numbers = _numbers(review.criteria)
    return ReviewPage(
        score=step.score,
        message=step.coach_message,
        gate=review.gate.message if review.gate else "",
        next_question=review.next_question,
        marked=marked(segments(step.user_response, review.criteria, numbers)),
        positioning=review.positioning,
        sums=review.sums,
        rows=[_row(line, number) for line, number in zip(review.criteria, numbers, strict=True)],
    )


def marked(pieces: Iterable[Segment]) -> SafeString:
    """Return a text with the words that earned points marked; each mark leads to its criterion."""
    criterion = _("criterion")
    html = (
        format_html(_MARK, text=piece.text, number=piece.number, criterion=criterion)
        if piece.number
        else piece.text
        for piece in pieces
    )
    return format_html_join("", "{}", ((piece,) for piece in html))


def segments(text: str, criteria: Sequence[Criterion], numbers: Sequence[str | None]) -> list[Segment]:
    """Cut a text at the spans of its criteria; where spans overlap, the shorter (more exact) one shows.

    Single words (`_WORDS`) show only where no other criterion does: they would cut a price in pieces.
    """
    owner: list[str | None] = [None] * len(text)
    spans = [
        (criterion.key in _WORDS, end - start, start, end, number)
        for criterion, number in zip(criteria, numbers, strict=True)
        for start, end in criterion.spans
        if number
    ]
    for _is_word, _length, start, end, number in sorted(spans, reverse=True):
        stop = min(end, len(text))
        owner[start:stop] = [number] * max(0, stop - start)
    whole = {(start, end) for _is_word, _length, start, end, _number in spans}
    pieces, position = [], 0
    for shown, run in groupby(_without_outer_spaces(text, owner)):
        begin, position = position, position + len(list(run))
        is_rest = (begin, position) not in whole and _LINKS.fullmatch(text, begin, position)
        pieces.append(Segment(text[begin:position], None if is_rest else shown))
    return pieces


def _without_outer_spaces(text: str, owner: Sequence[str | None]) -> list[str | None]:
    """Leave a space to nobody where the words on its two sides stand for different criteria."""
    around = [None, *owner, None]
    return [
        None if letter.isspace() and around[place] != around[place + 2] else owner[place]
        for place, letter in enumerate(text)
    ]


def _numbers(criteria: Sequence[Criterion]) -> list[str | None]:
    """Number the criteria that quote the answer, from 1."""
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
