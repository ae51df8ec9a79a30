"""A session's rows: read, locked, and kept in step with each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from coaching import steps as path
from coaching.coach import ReviewContext
from coaching.coach.facts import BusinessFacts
from coaching.columns import lock_session, read_steps
from coaching.confidence import session_confidence
from coaching.errors import EditConflict, StepNotOpen
from coaching.models import CoachingSession, CoachingStep, SessionStatus
from coaching.packs import country_pack, examples

Steps = Mapping[str, CoachingStep]
#: What `keep_progress` saves.
_DERIVED: Final = (
    "step_completion",
    "current_step",
    "coaching_confidence",
    "coaching_duration",
    "completed_at",
)


def steps_of(session: CoachingSession) -> dict[str, CoachingStep]:
    """Return the session's steps by name, in the path's order (one query)."""
    rows = session.steps.order_by("step_order").defer("examples_provided")
    return {step.name: step for step in rows}


def review_context(session: CoachingSession, steps: Steps, name: str) -> ReviewContext:
    """Return what the coach may know beside the answer itself."""
    return ReviewContext(
        language=session.language,
        business_name=session.business_name,
        sector=session.sector_id,
        country=session.country_id,
        city=session.city,
        answers={
            key: step.user_response for key, step in steps.items() if key != name and step.user_response
        },
        examples=examples(name, session.sector_id, session.language),
        question=path.BY_KEY[name].text(session.language).question,
    )


def business_facts(session: CoachingSession) -> BusinessFacts:
    """Return what the person gave at the start, as the coach compares answers with it."""
    pack = country_pack(session.country_id)
    return BusinessFacts(
        name=session.business_name,
        sector=session.sector_id,
        city=session.city,
        country=pack.name.get(session.language),
        currency=pack.currency,
        language=session.language,
    )


def locked(session: CoachingSession) -> tuple[CoachingSession, dict[str, CoachingStep]]:
    """Lock the session row, so that two submissions queue and neither loses an answer, and read its steps.

    The row knows the person's `manner`.
    Found by session id and person; CoachingSession.DoesNotExist when it is deleted or not theirs.
    """
    row = lock_session(session.session_id, session.user_id)
    return row, {step.name: step for step in read_steps(row)}


def check_open(name: str, steps: Steps) -> None:
    """Raise StepNotOpen while a step before this one is open."""
    if not path.is_open(name, steps.values()):
        raise StepNotOpen(_("This step opens when the ones before it are done."))


def check_conflict(step: CoachingStep, text: str, version: int, editor: str) -> None:
    """Raise EditConflict when another page saved a different text here since this page read `version`.

    The same page (`editor`) never conflicts with itself: on a weak network the answer to its last save may
    have been lost on the way back. Blank text has nothing to lose.
    """
    same_page = bool(editor) and step.editor == editor
    if step.version == version or same_page or step.text == text or not step.text.strip():
        return
    raise conflict(step)


def conflict(stored: CoachingStep) -> EditConflict:
    """Return the error that carries the text saved by the other page."""
    message = _("This step was changed in another tab or on another device since you opened this page.")
    return EditConflict(message, theirs=stored.text, version=stored.version)


def open_again(session: CoachingSession) -> None:
    """Put the session in progress: for the first time, or again because an answer changed after the end."""
    if session.status != SessionStatus.IN_PROGRESS:
        session.move_to(SessionStatus.IN_PROGRESS)
        session.completed_at = None


def keep_progress(session: CoachingSession, steps: Steps, **more: Any) -> None:
    """Save what follows from the steps, and the columns in `more` (values or expressions)."""
    rows = list(steps.values())
    session.step_completion = {step.name: step.is_complete for step in rows}
    session.current_step = path.current(rows)
    session.coaching_confidence = session_confidence(rows)
    session.coaching_duration = sum(step.step_duration for step in rows)
    derived = {column: getattr(session, column) for column in _DERIVED}
    CoachingSession.objects.filter(pk=session.pk).update(**derived, **more)
