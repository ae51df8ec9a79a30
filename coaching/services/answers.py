"""Use cases of one step: save a draft, submit an answer, accept it, or say “I do not know yet”."""

from typing import Final

from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, F, Q
from django.utils.translation import gettext as _

from accounts.models import User, UserProfile
from audit.services import record
from coaching.actions import CoachingAction
from coaching.answers import DRAFT_LIMIT, check_answer, check_draft, clean_answer
from coaching.coach import Review, review
from coaching.comments import comment
from coaching.errors import StepNotOpen
from coaching.models import CoachingSession, CoachingStep
from coaching.reviews import to_json
from coaching.services.session_state import (
    Steps,
    check_conflict,
    conflict_error,
    lock,
    review_context,
    save_progress,
    shown_examples,
)
from coaching.steps import LAST, SOLID

#: The longest time that one answer adds to the duration, in seconds: a page may be left open overnight.
MAX_SECONDS: Final = 30 * 60
#: The columns that a reviewed answer or “I do not know yet” changes.
_SAVED_COLUMNS: Final = (
    "user_response", "draft", "has_draft", "version", "editor", "attempts", "is_unknown", "is_complete",
    "step_duration", "examples_provided", "score", "coach_message", "validation_criteria", "overridden",
    "confidence_score",
)  # fmt: skip


def save_draft(*, session: CoachingSession, name: str, text: str, version: int, editor: str = "") -> int:
    """Save a draft and return the step's new version; the reviewed answer does not change.

    `editor` is the id of the open page. Raises EditConflict when another page has saved a different text
    since `version`, and AnswerRefused when the text is longer than DRAFT_LIMIT; nothing is changed then.
    """
    text = clean_answer(text).text
    check_draft(text)
    rows = CoachingStep.objects.filter(session=session, name=name)
    same_page = Q(editor=editor) if editor else Q(pk__in=[])
    blank = Q(draft="", user_response="")
    saved = rows.filter(Q(version=version) | same_page | blank).update(
        draft=text,
        has_draft=ExpressionWrapper(~Q(user_response=text), BooleanField()),
        version=F("version") + 1,
        editor=editor,
    )
    stored = rows.only("version", "draft", "has_draft", "user_response").get()
    if not saved and stored.text != text:
        raise conflict_error(stored)
    return stored.version


def drop_draft(*, session: CoachingSession, name: str) -> None:
    """Delete the draft; the reviewed answer does not change."""
    rows = CoachingStep.objects.filter(session=session, name=name, has_draft=True)
    rows.update(draft="", has_draft=False, editor="", version=F("version") + 1)


@transaction.atomic
def submit_answer(
    *,
    by: User,
    session_id: str,
    name: str,
    text: str,
    version: int,
    editor: str = "",
    seconds: int = 0,
) -> CoachingStep:
    """Review an answer and save both; a text sent twice is reviewed once.

    `seconds` is the time for which the page was open. Raises CoachingSession.DoesNotExist, StepNotOpen,
    AnswerRefused (empty or longer than ANSWER_LIMIT) or EditConflict; nothing is changed then. Other steps
    whose answer was a copy of another text are reviewed again. A changed answer reopens a finished session.
    """
    text = clean_answer(text).text
    session, steps, step = lock(by, session_id, name)
    check_answer(text)
    if _is_reviewed(step, text):
        if step.has_draft:
            step.draft, step.has_draft = "", False
            step.save(update_fields=["draft", "has_draft"])
        return step
    check_conflict(step, text, version, editor)
    result = review(name, text, review_context(session, steps, name))
    step.user_response, step.draft, step.has_draft, step.editor = text, "", False, editor
    step.version += 1
    step.attempts += 1
    step.is_unknown = False
    step.step_duration += max(0, min(seconds, MAX_SECONDS))
    if step.attempts == 1:
        step.examples_provided = [one.text for one in shown_examples(session, steps, name)]
    _set_review(session, step, result)
    changed = [step, *_review_copies(session, steps, name)]
    if len(changed) > 1:
        CoachingStep.objects.bulk_update(changed, _SAVED_COLUMNS)
    else:
        step.save(update_fields=_SAVED_COLUMNS)
    session.set_in_progress()
    session.add_turns(name, person=text, coach=step.coach_message)
    save_progress(session, steps, "conversation_history")
    return step


@transaction.atomic
def accept_step(*, by: User, session_id: str, name: str) -> CoachingStep:
    """Complete a content step after at least one review; a score below SOLID is recorded as against advice.

    Raises CoachingSession.DoesNotExist, and StepNotOpen when there is no review or an unreviewed draft.
    """
    session, steps, step = lock(by, session_id, name)
    if step.is_complete and not step.has_draft:
        return step
    if not step.attempts or step.has_draft or name == LAST:
        raise StepNotOpen(_("Send your answer to the coach once before going on."))
    step.is_complete = True
    step.overridden = step.score is not None and step.score < SOLID
    step.set_confidence()
    step.save(update_fields=["is_complete", "overridden", "confidence_score"])
    save_progress(session, steps)
    if step.overridden:
        record(
            CoachingAction.STEP_OVERRIDDEN,
            by=by,
            target=step,
            organization=session.organization,
            changes={"score": {"new": step.score}},
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
    session, steps, step = lock(by, session_id, name)
    if name == LAST:
        raise StepNotOpen(_("The synthesis has no “I do not know yet”: its summary is optional."))
    check_conflict(step, text, version, editor)
    step.draft, step.has_draft, step.editor = text, bool(text.strip()), editor
    step.user_response, step.score, step.validation_criteria, step.coach_message = "", None, {}, ""
    step.is_unknown, step.is_complete, step.overridden = True, True, False
    step.version += 1
    step.set_confidence()
    step.save(update_fields=_SAVED_COLUMNS)
    session.set_in_progress()
    save_progress(session, steps)
    return step


def _is_reviewed(step: CoachingStep, text: str) -> bool:
    """Return whether this text is the reviewed answer, and there is no other draft."""
    is_read = step.user_response == text and step.attempts > 0 and not step.is_unknown
    return is_read and (not step.has_draft or step.draft == text)


def _set_review(session: CoachingSession, step: CoachingStep, result: Review) -> None:
    """Set the columns of a review on its step without saving them."""
    profile: UserProfile | None = getattr(session.user, "profile", None)
    preferences = {"style": profile.coaching_style, "culture": profile.cultural_context} if profile else {}
    step.score = result.score
    step.coach_message = comment(result, **preferences)
    step.validation_criteria = to_json(result)
    step.overridden = step.is_complete and result.score < SOLID
    step.set_confidence()


def _review_copies(session: CoachingSession, steps: Steps, name: str) -> list[CoachingStep]:
    """Review the other steps whose answer was a copy, now that the answer of `name` has changed.

    Returns the steps that are no copy any more, with their new review, unsaved.
    """
    changed = []
    for step in steps.values():
        if step.name != name and step.review and _is_copy(step.review):
            result = review(step.name, step.user_response, review_context(session, steps, step.name))
            if not _is_copy(result):
                _set_review(session, step, result)
                changed.append(step)
    return changed


def _is_copy(result: Review) -> bool:
    """Return whether the score is limited because the answer repeats another text."""
    return result.gate is not None and result.gate.key == "copy"
