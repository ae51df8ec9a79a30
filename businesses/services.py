"""Use cases of briefs and businesses: finish the coaching, edit, create and change a business."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from businesses import measures, runs
from businesses.agents.registry import AGENT_KEYS
from businesses.errors import BriefChanged, BusinessChanged, BusinessExists
from businesses.ledger import claims
from businesses.models import BRIEF_TEXTS, Business, BusinessBrief
from businesses.results import result
from coaching.coach.coherence import contradictions
from coaching.models import CoachingSession, CoachingStep, SessionStatus
from coaching.services import business_facts, complete_session, open_again, steps_of

#: Which step's answer fills which text of the brief.
STEP_FIELDS: Final[dict[str, str]] = {
    "vision": "vision",
    "mission": "mission",
    "clientele": "target_audience",
    "differentiation": "differentiation",
    "offre": "value_proposition",
    "synthesis": "summary",
}

#: What a business takes over from its brief.
CARRIED_OVER: Final = ("business_name", "sector_id", "location", *BRIEF_TEXTS)


@transaction.atomic
def finish_coaching(*, by: User, session: CoachingSession) -> BusinessBrief:
    """Complete the session, make its brief or bring it up to date, and queue its agents, in one transaction.

    Results that a brief has already stay: what rests on a changed fact is to be reviewed, and the person
    chooses which agents run again.

    What the person edited in the brief itself is kept. Raises StepNotOpen or TransitionRefused of
    coaching.errors, with nothing changed.
    """
    session = complete_session(by=by, session=session)
    brief = _write_brief(by, session, steps_of(session))
    record("businesses.brief.made", by=by, target=brief, organization=session.organization)
    missing = [key for key in AGENT_KEYS if result(brief, key) is None]
    runs.queue(by=by, brief=brief, agents=missing)
    return brief


def _write_brief(by: User, session: CoachingSession, steps: Mapping[str, CoachingStep]) -> BusinessBrief:
    answers = {name: step.user_response for name, step in steps.items() if step.user_response}
    known = BusinessBrief.objects.filter(coaching_session=session).first()
    brief = known or BusinessBrief(coaching_session=session, organization=session.organization, created_by=by)
    texts = {field: answers.get(step, "") for step, field in STEP_FIELDS.items()}
    facts: dict[str, Any] = {
        "business_name": session.business_name,
        "sector_id": session.sector_id,
        "location": {"city": session.city, "country": session.country_id},
        "language": session.language,
    }
    for field, value in {**texts, **facts}.items():
        if field not in brief.edited_fields:
            setattr(brief, field, value)
    found = contradictions(answers, business_facts(session), session.language)
    brief.overall_confidence = measures.overall_confidence(session.coaching_confidence, len(found))
    _measure(brief)
    brief.updated_by = by
    brief.version += 1
    brief.save()
    claims.write(brief)
    return brief


def _measure(brief: BusinessBrief) -> None:
    """Work out completeness and readiness from what the brief holds now."""
    values = {**brief.to_dict(), **brief.location}
    brief.brief_completeness = measures.completeness(values)
    brief.is_ready_for_website = measures.ready_for_website(values)


@transaction.atomic
def edit_brief(*, by: User, brief: BusinessBrief, version: int, values: Mapping[str, Any]) -> BusinessBrief:
    """Write a person's own wording; the fields that changed are theirs from now on.

    Raises BriefChanged, with nothing written, when somebody else wrote the brief since `version`.
    """
    rows = BusinessBrief.objects.filter(pk=brief.pk, version=version)
    if not rows.update(version=F("version") + 1):
        raise BriefChanged(
            _("This brief was changed in another tab or by somebody else. Your text is below, unsaved.")
        )
    brief.refresh_from_db()
    changed = [field for field, value in values.items() if getattr(brief, field) != value]
    for field in changed:
        setattr(brief, field, values[field])
    brief.edited_fields = sorted({*brief.edited_fields, *changed})
    _measure(brief)
    brief.updated_by = by
    brief.save()
    claims.write(brief)
    names = {"fields": {"new": changed}}
    record("businesses.brief.edited", by=by, target=brief, organization=brief.organization, changes=names)
    return brief


@transaction.atomic
def delete_brief(*, by: User, brief: BusinessBrief) -> None:
    """Delete a brief for good; the business made from it stays, without its brief.

    The answers stay too, and their session is open again, so that finishing it makes a new brief.
    """
    session = brief.locked_session()
    record("businesses.brief.deleted", by=by, target=brief, organization=brief.organization)
    brief.delete()
    if session.completed_at:
        open_again(session)
        session.save(update_fields=["completed_at"])


@transaction.atomic
def create_business(*, by: User, brief: BusinessBrief) -> Business:
    """Make the business that a brief describes, as a draft, and close its session.

    Raises BusinessExists when the brief has one that is not deleted.
    """
    brief.locked_session()
    BusinessBrief.objects.select_for_update().get(pk=brief.pk)
    earlier = Business.all_objects.filter(brief=brief).first()
    if earlier and earlier.deleted_at is None:
        raise BusinessExists(_("This brief has its business already."))
    if earlier:
        Business.all_objects.filter(pk=earlier.pk).update(brief=None)
    business = Business.objects.create(
        owner=by,
        created_by=by,
        updated_by=by,
        organization=brief.organization,
        brief=brief,
        cultural_context=brief.coaching_session.cultural_context,
        **{field: getattr(brief, field) for field in CARRIED_OVER},
    )
    brief.coaching_session.refresh_from_db(fields=["status"])
    if brief.coaching_session.status == SessionStatus.BRIEF_READY:
        brief.coaching_session.move_to(SessionStatus.COMPLETED)
    record("businesses.business.created", by=by, target=business, organization=business.organization)
    return business


@transaction.atomic
def change_business(
    *, by: User, business: Business, values: Mapping[str, Any], seen: datetime.datetime | None = None
) -> Business:
    """Write new values (texts, sector, status) and record which changed.

    Raises BusinessChanged, with nothing written, when it changed after `seen`, the last change that the
    person's page knew of; None writes whatever happened.
    """
    business = Business.objects.select_for_update(of=("self",)).select_related("sector").get(pk=business.pk)
    if seen and business.updated_at != seen:
        raise BusinessChanged(
            _("This business was changed in another tab or by somebody else. Your text is below, unsaved.")
        )
    changed = {
        field: {"old": str(getattr(business, field)), "new": str(value)}
        for field, value in values.items()
        if getattr(business, field) != value
    }
    if changed:
        for field in changed:
            setattr(business, field, values[field])
        business.updated_by = by
        business.save(update_fields=[*changed, "updated_by"])
        record(
            "businesses.business.changed",
            by=by,
            target=business,
            organization=business.organization,
            changes=changed,
        )
    return business


#: What the apps above do when a business is deleted, in the same transaction.
_ABOVE: Final[list[Callable[[User, Business], None]]] = []


def also_when_deleted(do: Callable[[User, Business], None]) -> None:
    """Let an app above act when somebody deletes a business; called once, when the app is ready."""
    _ABOVE.append(do)


@transaction.atomic
def delete_business(*, by: User, business: Business) -> None:
    """Hide a business; `restore_business` brings it back, what apps above took down stays so."""
    if business.delete_softly(by=by):
        for act in _ABOVE:
            act(by, business)
        record("businesses.business.deleted", by=by, target=business, organization=business.organization)


@transaction.atomic
def restore_business(*, by: User, business: Business) -> None:
    """Bring a deleted business back."""
    if business.restore():
        record("businesses.business.restored", by=by, target=business, organization=business.organization)
