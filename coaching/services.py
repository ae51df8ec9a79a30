"""Use cases of the coached path: start, answer, accept, finish. Everything a page or a command does goes through here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from coaching import steps as path
from coaching.coach import Review, ReviewContext, review
from coaching.confidence import session_confidence, step_confidence
from coaching.errors import AnswerRefused, EditConflict, StepNotOpen
from coaching.models import CoachingSession, CoachingStep, SessionStatus
from coaching.packs import country_pack, examples, sector_pack
from organizations.services import default_organization

#: One sitting at a step counts for this long at most, in seconds: a page left open overnight is no work.
LONGEST_SITTING: Final = 30 * 60


@transaction.atomic
def start_session(
    *, by: User, business_name: str, sector: str, country: str, city: str, language: str
) -> CoachingSession:
    """Open a session with its six steps; the context packs of country and sector are kept with it."""
    session = CoachingSession.objects.create(
        user=by,
        organization=default_organization(user=by),
        business_name=business_name,
        sector_id=sector,
        country_id=country,
        city=city,
        language=language,
        cultural_context=country_pack(country).to_dict(),
        sector_context=sector_pack(sector).to_dict(),
        coaching_plan=[step.key for step in path.PATH],
        step_completion={step.key: False for step in path.PATH},
    )
    CoachingStep.objects.bulk_create(
        CoachingStep(session=session, name=step.key, step_order=step.number) for step in path.PATH
    )
    record("coaching.session.started", by=by, target=session, organization=session.organization)
    return session


def steps_of(session: CoachingSession) -> dict[str, CoachingStep]:
    """Return the session's steps by name, in the path's order (one query)."""
    return {step.name: step for step in session.steps.order_by("step_order")}


def review_context(session: CoachingSession, steps: Mapping[str, CoachingStep], name: str) -> ReviewContext:
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


def save_draft(*, session: CoachingSession, name: str, text: str, version: int) -> int:
    """Keep what is being typed and return the step's new version; what was already kept stays as it is.

    Raises EditConflict when another tab saved a different text since `version`.
    """
    rows = CoachingStep.objects.filter(session=session, name=name)
    if rows.filter(version=version).update(draft=text, has_draft=True, version=F("version") + 1):
        return version + 1
    stored = rows.get()
    if stored.text == text:
        return stored.version
    raise _conflict(stored)


@transaction.atomic
def submit_answer(
    *, by: User, session: CoachingSession, name: str, text: str, version: int, seconds: int = 0
) -> CoachingStep:
    """Review an answer and keep both; the same text sent twice is reviewed once.

    `seconds` is the time spent at the page. Raises StepNotOpen, AnswerRefused (empty or over ANSWER_LIMIT) or
    EditConflict, each with nothing changed. A finished session is opened again by an answer that changes.
    """
    session, steps = _locked(session)
    step = steps[name]
    _check_open(name, steps)
    _check_text(text)
    if step.user_response == text and step.attempts and not step.has_draft:
        return step
    if step.version != version and step.text != text:
        raise _conflict(step)
    result = review(name, text, review_context(session, steps, name))
    _keep_answer(session, step, text, result, seconds)
    _open_again(session)
    session.remember("person", name, text)
    session.remember("coach", name, result.message)
    _keep_progress(session, steps)
    return step


@transaction.atomic
def accept_step(*, by: User, session: CoachingSession, name: str) -> CoachingStep:
    """Close a step after at least one review; below SOLID the person goes on against advice, which is recorded."""
    session, steps = _locked(session)
    step = steps[name]
    _check_open(name, steps)
    if not step.attempts or step.has_draft:
        raise StepNotOpen(_("Send your answer to the coach once before going on."))
    if step.is_complete:
        return step
    step.is_complete = True
    step.overridden = step.score is not None and step.score < path.SOLID
    step.confidence_score = step_confidence(step)
    step.save(update_fields=["is_complete", "overridden", "confidence_score"])
    _keep_progress(session, steps)
    if step.overridden:
        score = {"score": {"new": step.score}}
        record(
            "coaching.step.overridden", by=by, target=step, organization=session.organization, changes=score
        )
    return step


@transaction.atomic
def mark_unknown(*, by: User, session: CoachingSession, name: str, text: str, version: int) -> CoachingStep:
    """Close a step with “I do not know yet”: neutral confidence, and a task to find out; the text is kept as a draft."""
    session, steps = _locked(session)
    step = steps[name]
    _check_open(name, steps)
    if step.version != version and step.text != text and not step.is_unknown:
        raise _conflict(step)
    step.draft, step.has_draft = text, bool(text.strip())
    step.user_response, step.score, step.validation_criteria, step.coach_message = "", None, {}, ""
    step.is_unknown, step.is_complete, step.overridden = True, True, False
    step.version += 1
    step.confidence_score = step_confidence(step)
    step.save()
    _open_again(session)
    _keep_progress(session, steps)
    return step


@transaction.atomic
def complete_session(*, by: User, session: CoachingSession) -> CoachingSession:
    """Finish the coaching: every content step closed, confidence and duration computed, status moved on.

    Raises StepNotOpen when a step is still open, TransitionRefused when the session cannot be finished now.
    """
    session, steps = _locked(session)
    _check_open(path.LAST, steps)
    session.move_to(SessionStatus.COACHING_COMPLETE)
    last = steps[path.LAST]
    last.is_complete = True
    last.confidence_score = step_confidence(last)
    last.save(update_fields=["is_complete", "confidence_score"])
    session.completed_at = timezone.now()
    _keep_progress(session, steps)
    record("coaching.session.completed", by=by, target=session, organization=session.organization)
    return session


@transaction.atomic
def delete_session(*, by: User, session: CoachingSession) -> None:
    """Hide a session; `restore_session` brings it back."""
    if session.delete_softly(by=by):
        record("coaching.session.deleted", by=by, target=session, organization=session.organization)


@transaction.atomic
def restore_session(*, by: User, session: CoachingSession) -> None:
    """Bring a deleted session back."""
    if session.restore():
        record("coaching.session.restored", by=by, target=session, organization=session.organization)


def _locked(session: CoachingSession) -> tuple[CoachingSession, dict[str, CoachingStep]]:
    """Lock the session row, so that two submissions queue and neither loses an answer, and read its steps."""
    row = CoachingSession.objects.select_for_update().get(pk=session.pk)
    return row, steps_of(row)


def _check_open(name: str, steps: Mapping[str, CoachingStep]) -> None:
    if not path.is_open(name, steps.values()):
        raise StepNotOpen(_("This step opens when the ones before it are done."))


def _check_text(text: str) -> None:
    if not text.strip():
        raise AnswerRefused(_("Write a few words first, or choose “I do not know yet”."))
    if len(text) > path.ANSWER_LIMIT:
        raise AnswerRefused(
            _("Your answer has %(count)d characters; shorten it to %(limit)d at most.")
            % {"count": len(text), "limit": path.ANSWER_LIMIT}
        )


def _conflict(stored: CoachingStep) -> EditConflict:
    message = _("This step was changed in another tab or on another device since you opened this page.")
    return EditConflict(message, theirs=stored.text, version=stored.version)


def _keep_answer(
    session: CoachingSession, step: CoachingStep, text: str, result: Review, seconds: int
) -> None:
    step.user_response, step.draft, step.has_draft = text, "", False
    step.version += 1
    step.attempts += 1
    step.is_unknown = False
    step.score = result.score
    step.coach_message = result.message
    step.validation_criteria = result.to_dict()
    step.examples_provided = list(examples(step.name, session.sector_id, session.language))
    step.step_duration += max(0, min(seconds, LONGEST_SITTING))
    step.overridden = step.is_complete and result.score < path.SOLID
    step.confidence_score = step_confidence(step)
    step.save()


def _open_again(session: CoachingSession) -> None:
    """An answer that changes puts a session back (or for the first time) in progress."""
    if session.status != SessionStatus.IN_PROGRESS:
        session.move_to(SessionStatus.IN_PROGRESS)


def _keep_progress(session: CoachingSession, steps: Mapping[str, CoachingStep]) -> None:
    rows: list[Any] = list(steps.values())
    session.step_completion = {step.name: step.is_complete for step in rows}
    session.current_step = path.current(rows)
    session.coaching_confidence = session_confidence(rows)
    session.coaching_duration = sum(step.step_duration for step in rows)
    session.save(
        update_fields=[
            "step_completion",
            "current_step",
            "coaching_confidence",
            "coaching_duration",
            "conversation_history",
            "completed_at",
        ]
    )
