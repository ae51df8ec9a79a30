"""A person types, and sends an answer to the coach."""

from __future__ import annotations

from typing import Final, NamedTuple

from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, F, Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts.models import User
from coaching import steps as path
from coaching.answers import clean_answer
from coaching.coach import review
from coaching.errors import AnswerRefused
from coaching.models import CoachingSession, CoachingStep
from coaching.services.reviews import REVIEWED, read_again, set_review
from coaching.services.rows import (
    ChangedMeanwhile,
    Steps,
    check_conflict,
    check_open,
    conflict,
    keep_answer,
    locked,
    review_context,
    set_open,
    unlocked,
)
from reference.packs import examples

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
    sent = _Sent(name, clean_answer(text).text, version, editor, seconds)
    try:
        return _submit(*unlocked(session), sent)
    except ChangedMeanwhile:  # somebody else wrote while the coach was reading: wait for them, then read anew
        with transaction.atomic():
            return _submit(*locked(session), sent)


class _Sent(NamedTuple):
    """An answer to one step, as `submit_answer` takes it."""

    name: str
    text: str
    version: int
    editor: str
    seconds: int


def _submit(session: CoachingSession, steps: Steps, sent: _Sent) -> CoachingStep:
    """Do what `submit_answer` promises, or raise ChangedMeanwhile with nothing changed."""
    step = steps[sent.name]
    check_open(sent.name, steps)
    _check_text(sent.text)
    if _is_reviewed(step, sent.text):
        return step
    check_conflict(step, sent.text, sent.version, sent.editor)
    stored, columns = step.version, _answer(session, steps, sent)
    again = read_again(session, steps, sent.name)
    set_open(session)
    turns = (("person", sent.name, sent.text), ("coach", sent.name, step.coach_message))
    changes = [(step, columns), *((other, REVIEWED) for other in again)]
    keep_answer(session, steps, changes, version=stored, turns=turns)
    return step


def _is_reviewed(step: CoachingStep, text: str) -> bool:
    """Say whether the coach has read this very text; a draft that came back to it is dropped."""
    if step.user_response != text or not step.attempts or step.is_unknown:
        return False
    if step.has_draft and step.draft != text:
        return False
    if step.has_draft:
        _drop_same_draft(step)
    return True


def _drop_same_draft(step: CoachingStep) -> None:
    """Drop a draft that says what the answer says, unless another text was saved meanwhile."""
    step.draft, step.has_draft = "", False
    as_read = CoachingStep.objects.filter(pk=step.pk, version=step.version)
    if not as_read.update(draft="", has_draft=False):
        raise ChangedMeanwhile


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


def _answer(session: CoachingSession, steps: Steps, sent: _Sent) -> tuple[str, ...]:
    """Put an answer and its review on its step, which is not saved; return the names of what changed."""
    step = steps[sent.name]
    result = review(sent.name, sent.text, review_context(session, steps, sent.name))
    step.user_response, step.draft, step.has_draft, step.editor = sent.text, "", False, sent.editor
    step.version += 1
    step.attempts += 1
    step.is_unknown = False
    step.step_duration += max(0, min(sent.seconds, LONGEST_SITTING))
    set_review(session, step, result)
    if step.attempts > 1:
        return _ANSWERED
    step.examples_provided = list(examples(step.name, session.sector_id, session.language))
    return ("examples_provided", *_ANSWERED)
