"""A person types, and sends an answer to the coach."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, F, Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts.models import User
from coaching import steps as path
from coaching.answers import clean_answer
from coaching.coach import Review, review
from coaching.columns import write
from coaching.errors import AnswerRefused
from coaching.models import CoachingSession, CoachingStep, with_turns
from coaching.packs import examples
from coaching.services.reviews import REVIEWED, read_again, repeating, set_review
from coaching.services.rows import (
    check_conflict,
    check_open,
    conflict,
    keep_progress,
    locked,
    open_again,
    review_context,
)

#: One sitting at a step counts for this long at most, in seconds: a page left open overnight is no work.
LONGEST_SITTING: Final = 30 * 60
#: A draft may be longer than an answer: what is pasted is kept first and shortened later. In characters.
DRAFT_LIMIT: Final = 4 * path.ANSWER_LIMIT
#: What a reviewed answer changes of its step.
_ANSWERED: Final = (
    "user_response", "draft", "has_draft", "version", "editor", "attempts", "is_unknown",
    "step_duration", *REVIEWED,
)  # fmt: skip


def save_draft(*, session: CoachingSession, name: str, text: str, version: int, editor: str = "") -> int:
    """Keep what is being typed and return the step's new version; the reviewed answer stays as it is.

    `editor` names the open page. Raises EditConflict when another page saved a different text since
    `version`, AnswerRefused beyond DRAFT_LIMIT; both change nothing.
    """
    text = clean_answer(text).text
    if len(text) > DRAFT_LIMIT:
        raise AnswerRefused(_too_long(text, DRAFT_LIMIT))
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
    session: CoachingSession,
    name: str,
    text: str,
    version: int,
    editor: str = "",
    seconds: int = 0,
) -> CoachingStep:
    """Review an answer and keep both; the same text sent twice is reviewed once.

    `seconds` is the time spent at the page. Raises StepNotOpen, AnswerRefused (empty or over ANSWER_LIMIT) or
    EditConflict, each with nothing changed. Other steps that repeated the text that stood here are read
    again. A finished session is opened again by an answer that changes.
    """
    text = clean_answer(text).text
    session, steps = locked(session)
    step = steps[name]
    check_open(name, steps)
    _check_text(text)
    if _is_reviewed(step, text):
        return step
    check_conflict(step, text, version, editor)
    result = review(name, text, review_context(session, steps, name))
    repeated = repeating(session, steps, name)
    step.editor = editor
    _keep_answer(session, step, text, result, seconds)
    read_again(session, steps, repeated)
    open_again(session)
    turns = with_turns(("person", name, text), ("coach", name, step.coach_message))
    keep_progress(session, steps, conversation_history=turns)
    return step


def _is_reviewed(step: CoachingStep, text: str) -> bool:
    """Say whether the coach has read this very text; a draft that came back to it is dropped."""
    if step.user_response != text or not step.attempts or step.is_unknown:
        return False
    if step.has_draft and step.draft != text:
        return False
    if step.has_draft:
        step.draft, step.has_draft = "", False
        step.save(update_fields=["draft", "has_draft"])
    return True


def _check_text(text: str) -> None:
    if not text.strip():
        raise AnswerRefused(_("Write a few words first, or choose “I do not know yet”."))
    if len(text) > path.ANSWER_LIMIT:
        raise AnswerRefused(_too_long(text, path.ANSWER_LIMIT))


def _too_long(text: str, limit: int) -> str:
    return _("Your answer has %(count)s characters; shorten it to %(limit)s at most.") % {
        "count": number_format(len(text)),
        "limit": number_format(limit),
    }


def _keep_answer(
    session: CoachingSession, step: CoachingStep, text: str, result: Review, seconds: int
) -> None:
    step.user_response, step.draft, step.has_draft = text, "", False
    step.version += 1
    step.attempts += 1
    step.is_unknown = False
    step.step_duration += max(0, min(seconds, LONGEST_SITTING))
    set_review(session, step, result)
    if step.attempts == 1:
        step.examples_provided = list(examples(step.name, session.sector_id, session.language))
        write(step, ("examples_provided", *_ANSWERED))
    else:
        write(step, _ANSWERED)
