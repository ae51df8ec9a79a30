"""The state of a session and its steps: loaded, locked, checked, and saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _

from accounts.models import User
from coaching import steps as path
from coaching.coach import ReviewContext
from coaching.coach.scoring.facts import BusinessFacts
from coaching.errors import EditConflict, StepNotOpen
from coaching.models import CoachingSession, CoachingStep
from reference.packs import country_pack, examples

Steps = Mapping[str, CoachingStep]
#: The columns of a session that `save_progress` writes.
_PROGRESS: Final = (
    "status",
    "step_completion",
    "current_step",
    "coaching_confidence",
    "coaching_duration",
    "completed_at",
)


def steps_of(session: CoachingSession) -> dict[str, CoachingStep]:
    """Return the session's steps by name, in order (one query)."""
    return {step.name: step for step in session.steps.in_order().defer("examples_provided")}


def lock(by: User, session_id: str) -> tuple[CoachingSession, dict[str, CoachingStep]]:
    """Lock the user's own session and its steps, and return them, the steps by name (two queries).

    All steps are locked because a review depends on the answers of the other steps. Steps are locked before
    their session. Raises CoachingSession.DoesNotExist, also when the session is deleted.
    """
    steps = CoachingStep.objects.of_session(by, session_id).in_order().defer("coach_message")
    locked = list(steps.select_for_update(no_key=True, of=("self",)))
    sessions = CoachingSession.objects.visible_to(by).for_answers()
    session = sessions.select_for_update(no_key=True, of=("self",)).get(session_id=session_id)
    return session, {step.name: step for step in locked}


def review_context(session: CoachingSession, steps: Steps, name: str) -> ReviewContext:
    """Return the context in which the coach reviews the answer of this step."""
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
    """Return the details of the session as the coach compares answers with them."""
    pack = country_pack(session.country_id)
    return BusinessFacts(
        name=session.business_name,
        sector=session.sector_id,
        city=session.city,
        country=pack.name.get(session.language),
        currency=pack.currency,
        language=session.language,
    )


def check_open(name: str, steps: Steps) -> None:
    """Raise StepNotOpen when an earlier step is incomplete and this one was never answered."""
    if not path.is_open(name, steps.values()):
        raise StepNotOpen(_("This step opens when the ones before it are done."))


def check_conflict(step: CoachingStep, text: str, version: int, editor: str) -> None:
    """Raise EditConflict when another page has saved a different text since this page read `version`.

    A page (`editor`) never conflicts with itself: on a weak network the response to its last save may be
    lost. A blank stored text causes no conflict.
    """
    same_page = bool(editor) and step.editor == editor
    if step.version == version or same_page or step.text == text or not step.text.strip():
        return
    raise conflict(step)


def conflict(stored: CoachingStep) -> EditConflict:
    """Return the EditConflict for a step that another page has saved."""
    message = _("This step was changed in another tab or on another device since you opened this page.")
    return EditConflict(message, theirs=stored.text, version=stored.version)


def save_progress(session: CoachingSession, steps: Steps, *more: str) -> None:
    """Compute and save the progress of a locked session, with the columns in `more` (one query)."""
    rows = list(steps.values())
    session.step_completion = {step.name: step.is_complete for step in rows}
    session.current_step = path.current(rows)
    session.coaching_confidence = path.session_confidence(rows)
    session.coaching_duration = sum(step.step_duration for step in rows)
    session.save(update_fields=[*_PROGRESS, *more])
