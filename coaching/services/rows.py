"""A session's rows: read, locked, and kept in step with each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _

from coaching import steps as path
from coaching.coach import ReviewContext
from coaching.coach.scoring.facts import BusinessFacts
from coaching.columns import Changes, Turns, read_work, write, write_work
from coaching.confidence import session_confidence
from coaching.errors import EditConflict, StepNotOpen
from coaching.models import CoachingSession, CoachingStep, SessionStatus
from reference.packs import country_pack, examples

Steps = Mapping[str, CoachingStep]
#: A session and its steps by name, in the path's order.
Work = tuple[CoachingSession, dict[str, CoachingStep]]
#: What follows from the steps.
_DERIVED: Final = (
    "step_completion",
    "current_step",
    "coaching_confidence",
    "coaching_duration",
    "completed_at",
)


class ChangedMeanwhile(Exception):
    """Somebody else wrote to the session between reading and saving; nothing was saved."""


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


def unlocked(session: CoachingSession) -> Work:
    """Read the session and its steps as they are now; `keep_answer` saves only if they still are then.

    The row knows the person's `manner`. Found by session id and person (one query);
    CoachingSession.DoesNotExist when it is deleted or not theirs.
    """
    steps = read_work(session.session_id, session.user_id)
    return steps[0].session, {step.name: step for step in steps}


def locked(session: CoachingSession) -> Work:
    """Read the same and lock it until the transaction ends: nobody else writes to it meanwhile."""
    steps = read_work(session.session_id, session.user_id, lock=True)
    return steps[0].session, {step.name: step for step in steps}


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


def set_open(session: CoachingSession) -> None:
    """Do the same to a session that `keep_answer` saves."""
    if session.status != SessionStatus.IN_PROGRESS:
        session.become(SessionStatus.IN_PROGRESS)
        session.completed_at = None


def keep_progress(session: CoachingSession, steps: Steps) -> None:
    """Save what follows from the steps (one query)."""
    set_progress(session, steps)
    write(session, _DERIVED)


def keep_answer(
    session: CoachingSession, steps: Steps, changes: Changes, *, version: int, turns: Turns
) -> None:
    """Save changed steps, what was said, and what follows for the session, all at once (one query).

    The first step had `version` when it was read. Raises ChangedMeanwhile with nothing saved.
    """
    set_progress(session, steps)
    if not write_work(session, ("status", *_DERIVED), changes, version=version, turns=turns):
        raise ChangedMeanwhile


def set_progress(session: CoachingSession, steps: Steps) -> None:
    """Work out what follows from the steps; nothing is saved."""
    rows = list(steps.values())
    session.step_completion = {step.name: step.is_complete for step in rows}
    session.current_step = path.current(rows)
    session.coaching_confidence = session_confidence(rows)
    session.coaching_duration = sum(step.step_duration for step in rows)
