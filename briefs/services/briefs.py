"""Use cases of briefs: finish the coaching, edit and delete its brief."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agents.registry import AGENT_KEYS
from audit.services import record
from briefs.actions import BriefAction
from briefs.errors import BriefChanged
from briefs.ledger import claims
from briefs.measures import completeness, overall_confidence, ready_for_website
from briefs.models import BusinessBrief, search_text
from briefs.results import STEP_COLUMNS, result
from briefs.services import runs
from coaching.coach.consistency.contradictions import contradictions
from coaching.models import CoachingSession, CoachingStep
from coaching.services import business_facts, complete_session, steps_of


@transaction.atomic
def finish_coaching(*, by: User, session: CoachingSession) -> BusinessBrief:
    """Complete the session, create or update its brief, and queue the agents that have no result yet.

    Texts that the person edited in the brief and existing results are not replaced. Raises StepNotOpen or
    TransitionRefused of coaching.errors, with nothing written.
    """
    if known := BusinessBrief.objects.filter(coaching_session=session).first():
        known.lock()  # before its session, as everywhere
    session = complete_session(by=by, session=session)
    brief = _write_brief(by, session, steps_of(session))
    record(BriefAction.MADE, by=by, target=brief, organization=session.organization)
    missing = [key for key in AGENT_KEYS if result(brief, key) is None]
    runs.queue(by=by, brief=brief, agents=missing)
    return brief


def _write_brief(by: User, session: CoachingSession, steps: Mapping[str, CoachingStep]) -> BusinessBrief:
    answers = {name: step.user_response for name, step in steps.items() if step.user_response}
    known = BusinessBrief.objects.filter(coaching_session=session).first()
    brief = known or BusinessBrief(coaching_session=session, organization=session.organization, created_by=by)
    texts = {field: answers.get(step, "") for step, field in STEP_COLUMNS.items()}
    facts: dict[str, Any] = {
        "business_name": session.business_name,
        "sector_id": session.sector_id,
        "location": {"city": session.city, "country": session.country_id},
        "language": session.language,
    }
    for field, value in {**texts, **facts}.items():
        if field not in brief.edited_fields:
            setattr(brief, field, value)
    brief.search_text = search_text(brief.business_name)
    found = contradictions(answers, business_facts(session), session.language)
    brief.overall_confidence = overall_confidence(session.coaching_confidence, len(found))
    _measure(brief)
    brief.updated_by = by
    brief.version += 1
    brief.save()
    claims.write(brief)
    return brief


def _measure(brief: BusinessBrief) -> None:
    """Set completeness and readiness from the brief's columns."""
    values = {**brief.to_dict(), **brief.location}
    brief.brief_completeness = completeness(values)
    brief.is_ready_for_website = ready_for_website(values)


@transaction.atomic
def edit_brief(*, by: User, brief: BusinessBrief, version: int, values: Mapping[str, Any]) -> BusinessBrief:
    """Save the person's own texts; finishing the coaching again does not replace the fields that changed.

    Raises BriefChanged, with nothing written, when the brief has another version than `version`.
    """
    rows = BusinessBrief.objects.select_for_update(no_key=True).filter(pk=brief.pk, version=version)
    found: BusinessBrief | None = rows.first()
    if found is None:
        raise BriefChanged(
            _("This brief was changed in another tab or by somebody else. Your text is below, unsaved.")
        )
    brief = found
    changed = [field for field, value in values.items() if getattr(brief, field) != value]
    for field in changed:
        setattr(brief, field, values[field])
    brief.search_text = search_text(brief.business_name)
    brief.edited_fields = sorted({*brief.edited_fields, *changed})
    _measure(brief)
    brief.version += 1
    brief.updated_by = by
    brief.save()
    claims.write(brief)
    names = {"fields": {"new": changed}}
    record(BriefAction.EDITED, by=by, target=brief, organization=brief.organization, changes=names)
    return brief


@transaction.atomic
def delete_brief(*, by: User, brief: BusinessBrief) -> None:
    """Delete a brief; its business stays, without a brief, and its session is open again."""
    if not brief.lock():
        return
    session = brief.lock_session()
    if session.completed_at:
        session.set_in_progress()
        session.save(update_fields=["status", "completed_at"])
    record(BriefAction.DELETED, by=by, target=brief, organization=brief.organization)
    brief.delete()
