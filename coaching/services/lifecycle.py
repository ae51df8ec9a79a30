"""Use cases of a whole session: start, change, complete, delete, restore, and what support staff do."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Final, TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import fill_profile_location
from audit.services import record
from coaching.actions import CoachingAction
from coaching.models import CoachingSession, CoachingStep, SessionStatus, new_session_id
from coaching.services.session_state import lock, save_progress
from coaching.steps import LAST, PATH
from organizations.services import default_organization
from reference.packs import Text, alternatives_of, country_pack, sector_pack

#: The columns of the details.
_DETAIL_COLUMNS: Final = ("business_name", "sector_id", "country_id", "city", "language")


class Details(TypedDict):
    """What a person says of the business before the first step."""

    business_name: str
    sector: str
    country: str
    city: str
    language: str


@transaction.atomic
def start_session(*, by: User, session_id: str = "", **details: Unpack[Details]) -> CoachingSession:
    """Start a session with its six steps; country and city are copied to a profile that has none.

    `session_id` is the id in the posted form: a form sent twice starts one session, and the second time it
    changes the details. An id that belongs to another person or to a deleted session is replaced.
    """
    session, is_new = _open(by, session_id or new_session_id(), details)
    if not is_new:
        change_details(by=by, session=session, **details)
        return session
    CoachingStep.objects.bulk_create(
        CoachingStep(session=session, name=step.key, step_order=step.number) for step in PATH
    )
    fill_profile_location(user=by, country=details["country"], city=details["city"])
    record(CoachingAction.STARTED, by=by, target=session, organization=session.organization)
    return session


def _open(by: User, session_id: str, details: Details) -> tuple[CoachingSession, bool]:
    """Return the person's session with that id or a new one, and whether it is new."""
    values = {
        **_columns(**details),
        "organization": default_organization(user=by),
        "coaching_plan": [step.key for step in PATH],
        "step_completion": {step.key: False for step in PATH},
    }
    start = partial(CoachingSession.all_objects.get_or_create, user=by, defaults=values)
    try:
        session, is_new = start(session_id=session_id)
    except IntegrityError:  # the id belongs to another person, whose rows the database hides
        return start(session_id=new_session_id())
    return start(session_id=new_session_id()) if session.deleted_at else (session, is_new)


@transaction.atomic
def change_details(*, by: User, session: CoachingSession, **details: Unpack[Details]) -> None:
    """Change the details of a session; stored reviews do not change.

    A finished session is reopened, so that finishing it again updates the brief. Raises
    CoachingSession.DoesNotExist when the session has been deleted.
    """
    new = _columns(**details)
    rows = CoachingSession.objects.select_for_update(no_key=True, of=("self",))
    session = rows.select_related("organization").get(pk=session.pk)
    changes = {
        column: {"old": old, "new": new[column]}
        for column in _DETAIL_COLUMNS
        if (old := getattr(session, column)) != new[column]
    }
    if not changes:
        return
    for column, value in new.items():
        setattr(session, column, value)
    if session.completed_at:
        session.set_in_progress()
    session.save(update_fields=[*new, "status", "completed_at"])
    record(CoachingAction.CHANGED, by=by, target=session, organization=session.organization, changes=changes)


def _columns(*, business_name: str, sector: str, country: str, city: str, language: str) -> dict[str, Any]:
    """Return the values of the details' columns, and of the cultural and sector context."""
    details = (business_name, sector, country, city, language)
    market, trade = country_pack(country), sector_pack(sector)
    return {
        **dict(zip(_DETAIL_COLUMNS, details, strict=True)),
        "cultural_context": {
            "country": country,
            "currency": market.currency,
            "payment_means": _in_language(language, market.payment_means),
            "languages": _in_language(language, market.languages),
            "seasons": _in_language(language, market.seasons),
        },
        "sector_context": {
            "sector": sector,
            "units": _in_language(language, trade.units),
            "figures": _in_language(language, trade.kpis),
            "alternatives": _in_language(language, alternatives_of(sector, "")),
        },
    }


def _in_language(language: str, texts: Iterable[Text]) -> list[str]:
    return [text.get(language) for text in texts]


@transaction.atomic
def complete_session(*, by: User, session: CoachingSession) -> CoachingSession:
    """Complete the synthesis and the session, with its confidence and duration.

    Raises StepNotOpen when a content step is incomplete, and TransitionRefused when the session's status does
    not allow it.
    """
    session, steps, last = lock(by, session.session_id, LAST)
    session.set_status(SessionStatus.COACHING_COMPLETE)
    last.is_complete = True
    last.set_confidence()
    last.save(update_fields=["is_complete", "confidence_score"])
    session.completed_at = timezone.now()
    save_progress(session, steps)
    record(CoachingAction.COMPLETED, by=by, target=session, organization=session.organization)
    return session


@transaction.atomic
def delete_session(*, by: User, session: CoachingSession) -> None:
    """Delete a session softly, unless it is deleted already."""
    if session.delete_softly(by=by):
        record(CoachingAction.DELETED, by=by, target=session, organization=session.organization)


@transaction.atomic
def restore_session(*, by: User, session: CoachingSession) -> None:
    """Restore a deleted session; nothing happens when it is not deleted."""
    if session.restore():
        record(CoachingAction.RESTORED, by=by, target=session, organization=session.organization)


@transaction.atomic
def mark_failed(*, by: User, session: CoachingSession) -> None:
    """Set the status to failed. Raises TransitionRefused, with nothing changed."""
    _change_status(by, session, SessionStatus.FAILED, CoachingAction.FAILED)


@transaction.atomic
def reopen_session(*, by: User, session: CoachingSession) -> None:
    """Set a failed or finished session in progress. Raises TransitionRefused, with nothing changed."""
    _change_status(by, session, SessionStatus.IN_PROGRESS, CoachingAction.REOPENED)


@transaction.atomic
def correct_session(*, by: User, session: CoachingSession, old: Mapping[str, Any]) -> None:
    """Save the details that staff corrected; `old` holds the former value of each changed column."""
    changes = {name: {"old": str(value), "new": str(getattr(session, name))} for name, value in old.items()}
    if changes:
        session.save(update_fields=[*changes])
        organization = session.organization
        record(CoachingAction.CORRECTED, by=by, target=session, organization=organization, changes=changes)


def _change_status(by: User, session: CoachingSession, status: SessionStatus, action: CoachingAction) -> None:
    changes = {"status": {"old": str(session.status), "new": status.value}}
    session.move_to(status)
    record(action, by=by, target=session, organization=session.organization, changes=changes)
