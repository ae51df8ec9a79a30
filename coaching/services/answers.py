"""A person types, and sends an answer to the coach."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, F, Q

from accounts.models import User
from coaching.answers import check_answer, check_draft, clean_answer
from coaching.coach import review
from coaching.models import CoachingSession, CoachingStep
from coaching.services.reviews import REVIEWED, read_again, set_review
from coaching.services.rows import (
    check_conflict,
    check_open,
    conflict,
    lock,
    review_context,
    save_progress,
)
from reference.packs import examples

#: One sitting at a step counts for this long at most, in seconds: a page left open overnight is no work.
LONGEST_SITTING: Final = 30 * 60
#: What a reviewed answer changes of its step.
_ANSWERED: Final = (
    "user_response", "draft", "has_draft", "version", "editor", "attempts", "is_unknown",
    "step_duration", "examples_provided", *REVIEWED,
)  # fmt: skip


def save_draft(*, session: CoachingSession, name: str, text: str, version: int, editor: str = "") -> int:
    """Keep what is being typed and return the step's new version; the reviewed answer stays as it is.

    `editor` names the open page. Raises EditConflict when another page saved a different text since
    `version`, AnswerRefused beyond DRAFT_LIMIT; both change nothing.
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
        raise conflict(stored)
    return stored.version


def drop_draft(*, session: CoachingSession, name: str) -> None:
    """Forget what was typed since the coach last read the answer."""
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
    """Review an answer and keep both; the same text sent twice is reviewed once.

    `seconds` is the time spent at the page. Raises CoachingSession.DoesNotExist, StepNotOpen, AnswerRefused
    (empty or over ANSWER_LIMIT) or EditConflict, each with nothing changed. Other steps that repeated the
    text that stood here are read again. A finished session is opened again by an answer that changes.
    """
    text = clean_answer(text).text
    session, steps = lock(by, session_id)
    step = steps[name]
    check_open(name, steps)
    check_answer(text)
    if _is_reviewed(step, text):
        _drop_same_draft(step)
        return step
    check_conflict(step, text, version, editor)
    result = review(name, text, review_context(session, steps, name))
    step.user_response, step.draft, step.has_draft, step.editor = text, "", False, editor
    step.version += 1
    step.attempts += 1
    step.is_unknown = False
    step.step_duration += max(0, min(seconds, LONGEST_SITTING))
    if step.attempts == 1:
        step.examples_provided = list(examples(name, session.sector_id, session.language))
    set_review(session, step, result)
    _save([step, *read_again(session, steps, name)])
    session.open_again()
    session.add_turns(name, person=text, coach=step.coach_message)
    save_progress(session, steps, "conversation_history")
    return step


def _is_reviewed(step: CoachingStep, text: str) -> bool:
    """Say whether the coach has read this very text, and no other one was typed since."""
    is_read = step.user_response == text and step.attempts > 0 and not step.is_unknown
    return is_read and (not step.has_draft or step.draft == text)


def _drop_same_draft(step: CoachingStep) -> None:
    """Drop a draft that says what the answer says."""
    if step.has_draft:
        step.draft, step.has_draft = "", False
        step.save(update_fields=["draft", "has_draft"])


def _save(steps: list[CoachingStep]) -> None:
    """Save a reviewed step, and the others that were read again because of it (one query)."""
    if len(steps) == 1:
        steps[0].save(update_fields=_ANSWERED)
    else:
        CoachingStep.objects.bulk_update(steps, _ANSWERED)
