"""What a step's page shows, gathered in one place; templates ask for nothing more."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from coaching import steps as path
from coaching.highlights import review_page
from coaching.models import CoachingSession, CoachingStep
from coaching.views import moulds
from reference.packs import country_pack


@dataclass(frozen=True)
class Conflict:
    """Two texts of one step: the person's own, not saved yet, and the one that is stored."""

    mine: str
    theirs: str
    version: int
    message: str


def has_brief(session: CoachingSession) -> bool:
    """Say whether the session was finished before; an answer changed since has opened it again."""
    return bool(session.completed_at) or (
        CoachingSession.objects.filter(pk=session.pk, brief__isnull=False).exists()
    )


def step_page(step: CoachingStep, **work: Any) -> dict[str, Any]:
    """Return the context of the whole page of a step; `work` goes to `work_part`."""
    session = step.session
    way = moulds.way(step.name, _states(session, step.name))
    return {
        **work_part(step, **work),
        "is_page": True,
        "way": way.fill(session_id=session.session_id, title=session.business_name),
        "guide": moulds.guide(step.name, session.sector_id, session.language),
        "has_brief": step.name == path.LAST and has_brief(session),
    }


def work_part(
    step: CoachingStep,
    *,
    text: str | None = None,
    error: str = "",
    notes: tuple[str, ...] = (),
    conflict: Conflict | None = None,
) -> dict[str, Any]:
    """Return the context of the part that changes when the coach answers: review, conflict, and the form.

    `text` is what the box holds when that is not the stored text; `error` why it was not taken.
    """
    session, review = step.session, _review(step)
    following = path.following(step.name)
    typed = step.text if text is None else text
    version = conflict.version if conflict else step.version
    return {
        "is_page": False,
        "session": session,
        "step": step,
        "texts": path.BY_KEY[step.name].text(session.language),
        "lang": session.language,
        "is_last": step.name == path.LAST,
        **review,
        **_fields(step, review["review"] is not None, typed, error, version),
        "currency": country_pack(session.country_id).currency_forms[0],
        "error": error,
        "notes": notes,
        "conflict": conflict,
        "step_url": step_url(session, step.name),
        "next_url": step_url(session, following.key) if following else "",
    }


def _fields(step: CoachingStep, is_reviewed: bool, typed: str, error: str, version: int) -> dict[str, Any]:
    """Return the inside of the answer's form, and what else names this very page."""
    language, is_solid = step.session.language, (step.score or 0) >= path.SOLID
    mould = moulds.answer_form(
        step.name, language, step.has_draft, is_reviewed, is_solid, step.is_unknown, bool(error)
    )
    named = {"version": version, "editor": secrets.token_hex(6), "opened": int(time.time())}
    fields = mould.fill(
        session_id=step.session.session_id,
        typed=typed,
        error=error,
        saved_at=localtime(step.updated_at).isoformat(),
        **named,
    )
    return {**named, "typed": typed, "fields": fields, "is_solid": is_solid}


def _review(step: CoachingStep) -> dict[str, Any]:
    """Return what the coach said of the stored answer; `review` is None before the first time."""
    review = review_page(step)
    if review is None:
        return {"review": None}
    title = path.BY_KEY[step.name].text(step.session.language).title
    return {
        "review": review,
        "ring": moulds.score_ring(review.score, title),
        "marked": moulds.marked(review.segments),
        "criteria": moulds.criteria(review.rows),
    }


def _states(session: CoachingSession, here: str) -> tuple[str, ...]:
    return tuple(_state(session, step.key, here) for step in path.PATH)


def _state(session: CoachingSession, key: str, here: str) -> str:
    """Say how `moulds.way` shows a step to somebody at the step `here`."""
    if key == here:
        return "now"
    if session.step_completion.get(key):
        return "unknown" if key in session.unknown_steps else "done"
    return "next" if key == session.current_step else "open"


def step_url(session: CoachingSession, name: str) -> str:
    """Return the address of a step's page."""
    return reverse("coaching:step", args=[session.session_id, name])


def removed_note() -> str:
    """Return what to say when hidden characters were taken out of a text."""
    return _("Invisible characters were taken out of your text; every word is still there.")
