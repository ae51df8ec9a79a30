"""Use cases of briefs: finish the coaching, edit and delete its brief; and the measures of a brief."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agents.contract import AGENT_KEYS
from audit.services import record
from briefs.actions import BriefAction
from briefs.errors import BriefChanged
from briefs.ledger import claims
from briefs.models import BRIEF_TEXTS, BusinessBrief, search_text
from briefs.results import STEP_COLUMNS, result
from briefs.services import runs
from coaching.coach.consistency.contradictions import contradictions
from coaching.models import CoachingSession
from coaching.services import business_facts, complete_session, steps_of

#: What makes a brief complete, with its weight: the five answers count twice.
WEIGHTS: Final[dict[str, int]] = {
    **dict.fromkeys(BRIEF_TEXTS, 2),
    "business_name": 1,
    "sector_id": 1,
    "city": 1,
    "country": 1,
    "summary": 1,
}
#: What a website needs besides a brief that is complete to 80 %: somebody to speak to, something to sell.
WEBSITE_NEEDS: Final = ("target_audience", "value_proposition")


def completeness(values: Mapping[str, Any]) -> float:
    """Return 0..1: the weights of what is filled in, divided by the sum of WEIGHTS."""
    filled = sum(weight for key, weight in WEIGHTS.items() if str(values.get(key) or "").strip())
    return round(filled / sum(WEIGHTS.values()), 4)


def overall_confidence(session_confidence: float, contradictions: int) -> float:
    """Return 0..1: the session's confidence less a tenth for each contradiction, for at most five of them."""
    return round(session_confidence * (1 - 0.1 * min(contradictions, 5)), 4)


def ready_for_website(values: Mapping[str, Any]) -> bool:
    """Return whether the brief has its WEBSITE_NEEDS and is at least 80 % complete."""
    named = all(str(values.get(key) or "").strip() for key in WEBSITE_NEEDS)
    return named and completeness(values) >= 0.8


@transaction.atomic
def finish_coaching(*, by: User, session: CoachingSession) -> BusinessBrief:
    """Complete the session, create or update its brief, and queue the agents that have no result yet.

    Texts that the person edited in the brief and existing results are not replaced. Raises StepNotOpen or
    TransitionRefused of coaching.errors, with nothing written.
    """
    rows = BusinessBrief.objects.select_for_update(no_key=True)  # locked before its session, as everywhere
    known = rows.filter(coaching_session=session).first()
    session = complete_session(by=by, session=session)
    brief = known or BusinessBrief(coaching_session=session, organization=session.organization, created_by=by)
    _fill(brief, session)
    _save(brief, by)
    record(BriefAction.MADE, by=by, target=brief, organization=session.organization)
    runs.queue(by=by, brief=brief, agents=[key for key in AGENT_KEYS if result(brief, key) is None])
    return brief


def _fill(brief: BusinessBrief, session: CoachingSession) -> None:
    """Set the brief's columns from the session; the fields that the person edited stay."""
    answers = {name: step.user_response for name, step in steps_of(session).items() if step.user_response}
    values: dict[str, Any] = {
        **{field: answers.get(step, "") for step, field in STEP_COLUMNS.items()},
        "business_name": session.business_name,
        "sector_id": session.sector_id,
        "location": {"city": session.city, "country": session.country_id},
        "language": session.language,
    }
    for field, value in values.items():
        if field not in brief.edited_fields:
            setattr(brief, field, value)
    found = contradictions(answers, business_facts(session), session.language)
    brief.overall_confidence = overall_confidence(session.coaching_confidence, len(found))


def _save(brief: BusinessBrief, by: User) -> None:
    """Save the brief with what follows from its texts: the search text, the measures, and the claims."""
    values = {**brief.to_dict(), **brief.location}
    brief.search_text = search_text(brief.business_name)
    brief.brief_completeness = completeness(values)
    brief.is_ready_for_website = ready_for_website(values)
    brief.updated_by = by
    brief.version += 1
    brief.save()
    claims.write(brief)


@transaction.atomic
def edit_brief(*, by: User, brief: BusinessBrief, version: int, values: Mapping[str, Any]) -> BusinessBrief:
    """Save the person's own texts; finishing the coaching again does not replace the fields that changed.

    Raises BriefChanged, with nothing written, when the brief has another version than `version`.
    """
    rows = BusinessBrief.objects.select_for_update(no_key=True)
    try:
        brief = rows.get(pk=brief.pk, version=version)
    except BusinessBrief.DoesNotExist as error:
        raise BriefChanged(
            _("This brief was changed in another tab or by somebody else. Your text is below, unsaved.")
        ) from error
    changed = [field for field, value in values.items() if getattr(brief, field) != value]
    for field in changed:
        setattr(brief, field, values[field])
    brief.edited_fields = sorted({*brief.edited_fields, *changed})
    _save(brief, by)
    record(
        BriefAction.EDITED,
        by=by,
        target=brief,
        organization=brief.organization,
        changes={"fields": {"new": changed}},
    )
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
