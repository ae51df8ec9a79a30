"""The parts of a step's page that are moulds: rendered once, one person's words put in at each request."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from coaching import steps as path
from coaching.coach import rubric
from coaching.highlights import CriterionRow, Segment
from coaching.models import CoachingStepName
from moulds import Mould, cast, gap, kept
from reference.packs import examples

EXAMPLES_SHOWN = 3


@kept
def guide(name: str, sector: str, language: str) -> dict[str, SafeString]:
    """Return what a step's page says to everybody of that sector: `question` and `folds`."""
    question = {"texts": path.BY_KEY[name].text(language), "lang": language}
    folds = {
        "examples": examples(name, sector, language)[:EXAMPLES_SHOWN],
        "rubric": rubric(name, language),
        "lang": language,
    }
    return {
        "question": render_to_string("coaching/_question.html", question),
        "folds": render_to_string("coaching/_folds.html", folds),
    }


@kept
def way(here: str, states: tuple[str, ...]) -> Mould:
    """Return the way back and the path. Gaps: `session_id`, `title`.

    `states` has one word a step: now, done, unknown (to the person), next (not done, but a link) or open.
    """
    urls = [_url("step", step.key) for step in path.PATH]
    number = path.BY_KEY[here].number
    items = [
        {
            "title": CoachingStepName(step.key).label,
            "url": "" if state == "open" else url,
            "state": "open" if state == "next" else state,
        }
        for step, state, url in zip(path.PATH, states, urls, strict=True)
    ]
    return cast(
        "coaching/_way.html",
        "session_id",
        "title",
        back_url=urls[number - 2] if number > 1 else reverse("coaching:sessions"),
        number=number,
        total=len(path.PATH),
        items=items,
    )


@kept
def answer_form(
    name: str,
    language: str,
    has_draft: bool,
    is_reviewed: bool,
    is_solid: bool,
    is_unknown: bool,
    has_error: bool,
) -> Mould:
    """Return the inside of the form that a step is answered with; its gaps are named in the template."""
    return cast(
        "coaching/_answer_fields.html",
        "session_id",
        "typed",
        "error",
        "version",
        "editor",
        "opened",
        "saved_at",
        name=name,
        lang=language,
        hint=path.BY_KEY[name].text(language).hint,
        has_draft=has_draft,
        is_reviewed=is_reviewed,
        is_solid=is_solid,
        is_unknown=is_unknown,
        has_error=has_error,
        is_last=name == path.LAST,
        limit=path.ANSWER_LIMIT,
        step_url=_url("step", name),
        draft_url=_url("draft", name),
        unknown_url=_url("unknown", name),
    )


def _url(view: str, name: str) -> str:
    return reverse(f"coaching:{view}", args=[gap("session_id"), name])


@kept
def score_ring(score: int, label: str) -> SafeString:
    """Return a score as a ring; `label` is the step's title."""
    return render_to_string("components/score_ring.html", {"score": score, "label": label, "small": False})


def marked(segments: Iterable[Segment]) -> SafeString:
    """Return an answer with the words that earned points marked."""
    mark = _mark()
    html = [
        mark.fill(text=part.text, number=part.number) if part.number else escape(part.text)
        for part in segments
    ]
    return mark_safe("".join(html))  # noqa: S308  each piece is escaped


@kept
def _mark() -> Mould:
    return cast("components/mark.html", "text", "number")


def criteria(rows: Iterable[CriterionRow]) -> SafeString:
    """Return one line for each criterion of a review."""
    html = [
        _criterion(row.points, bool(row.number), bool(row.quote), bool(row.advice)).fill(**vars(row))
        for row in rows
    ]
    return mark_safe("".join(html))  # noqa: S308  each piece is escaped


@kept
def _criterion(points: int, has_number: bool, has_quote: bool, has_advice: bool) -> Mould:
    shown = {"number": has_number, "quote": has_quote, "advice": has_advice}
    gaps = ["label", "source", "weight", *(name for name, is_shown in shown.items() if is_shown)]
    hidden = {name: None for name, is_shown in shown.items() if not is_shown}
    return cast("components/criterion_bar.html", *gaps, points=points, **hidden)
