"""Use cases that complete a step or the whole session."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from coaching import steps as path
from coaching.actions import CoachingAction
from coaching.answers import DRAFT_LIMIT, clean_answer
from coaching.errors import StepNotOpen
from coaching.models import CoachingSession, CoachingStep, SessionStatus
from coaching.services.session_state import check_conflict, check_open, lock, save_progress

#: The columns that “I do not know yet” changes.
_UNKNOWN_COLUMNS: Final = (
    "draft", "has_draft", "editor", "version", "user_response", "score", "validation_criteria",
    "coach_message", "is_unknown", "is_complete", "overridden", "confidence_score",
)  # fmt: skip


@transaction.atomic
def accept_step(*, by: User, session_id: str, name: str) -> CoachingStep:
    """Complete a content step after at least one review; a score below SOLID is recorded as against advice.

    Raises CoachingSession.DoesNotExist, and StepNotOpen when there is no review or an unreviewed draft.
    """
    session, steps = lock(by, session_id)
    step = steps[name]
    check_open(name, steps)
    if step.is_complete and not step.has_draft:
        return step
    if not step.attempts or step.has_draft or name == path.LAST:
        raise StepNotOpen(_("Send your answer to the coach once before going on."))
    step.is_complete = True
    step.overridden = step.score is not None and step.score < path.SOLID
    step.confidence_score = path.step_confidence(step)
    step.save(update_fields=["is_complete", "overridden", "confidence_score"])
    save_progress(session, steps)
    if step.overridden:
        score = {"score": {"new": step.score}}
        record(
            CoachingAction.STEP_OVERRIDDEN,
            by=by,
            target=step,
            organization=session.organization,
            changes=score,
        )
    return step


@transaction.atomic
def mark_unknown(
    *, by: User, session_id: str, name: str, text: str, version: int, editor: str = ""
) -> CoachingStep:
    """Complete a content step with “I do not know yet”; its answer is removed and its confidence is neutral.

    `text` is saved as a draft, shortened to DRAFT_LIMIT. Raises CoachingSession.DoesNotExist, StepNotOpen or
    EditConflict; nothing is changed then.
    """
    text = clean_answer(text).text[:DRAFT_LIMIT]
    session, steps = lock(by, session_id)
    step = steps[name]
    check_open(name, steps)
    if name == path.LAST:
        raise StepNotOpen(_("The synthesis has no “I do not know yet”: its summary is optional."))
    check_conflict(step, text, version, editor)
    step.draft, step.has_draft, step.editor = text, bool(text.strip()), editor
    step.user_response, step.score, step.validation_criteria, step.coach_message = "", None, {}, ""
    step.is_unknown, step.is_complete, step.overridden = True, True, False
    step.version += 1
    step.confidence_score = path.step_confidence(step)
    step.save(update_fields=_UNKNOWN_COLUMNS)
    session.set_in_progress()
    save_progress(session, steps)
    return step


@transaction.atomic
def complete_session(*, by: User, session: CoachingSession) -> CoachingSession:
    """Complete the synthesis and the session, with its confidence and duration.

    Raises StepNotOpen when a content step is incomplete, and TransitionRefused when the session's status does
    not allow it.
    """
    session, steps = lock(by, session.session_id)
    check_open(path.LAST, steps)
    session.set_status(SessionStatus.COACHING_COMPLETE)
    last = steps[path.LAST]
    last.is_complete = True
    last.confidence_score = path.step_confidence(last)
    last.save(update_fields=["is_complete", "confidence_score"])
    session.completed_at = timezone.now()
    save_progress(session, steps)
    record(CoachingAction.COMPLETED, by=by, target=session, organization=session.organization)
    return session
