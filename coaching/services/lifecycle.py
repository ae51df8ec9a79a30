"""Use cases of a whole session: start, change, delete, restore, and what support staff do."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final, TypedDict, Unpack

from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.services import fill_profile_location
from audit.services import record
from coaching import steps as path
from coaching.actions import CoachingAction
from coaching.models import CoachingSession, CoachingStep, SessionStatus, new_session_id
from organizations.services import default_organization
from reference.packs import country_pack, sector_pack

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
        CoachingStep(session=session, name=step.key, step_order=step.number) for step in path.PATH
    )
    fill_profile_location(user=by, country=details["country"], city=details["city"])
    record(CoachingAction.STARTED, by=by, target=session, organization=session.organization)
    return session


def _open(by: User, session_id: str, details: Details) -> tuple[CoachingSession, bool]:
    """Return the person's session with that id or a new one, and whether it is new."""
    values = {
        **_columns(**details),
        "organization": default_organization(user=by),
        "coaching_plan": [step.key for step in path.PATH],
        "step_completion": {step.key: False for step in path.PATH},
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
    organization = session.organization
    record(CoachingAction.CHANGED, by=by, target=session, organization=organization, changes=changes)


def _columns(*, business_name: str, sector: str, country: str, city: str, language: str) -> dict[str, Any]:
    """Return the values of the details' columns, and of the cultural and sector context."""
    details = (business_name, sector, country, city, language)
    return {
        **dict(zip(_DETAIL_COLUMNS, details, strict=True)),
        "cultural_context": _cultural_context(country, language),
        "sector_context": _sector_context(sector, language),
    }


def _cultural_context(country: str, language: str) -> dict[str, Any]:
    pack = country_pack(country)
    return {
        "country": country,
        "currency": pack.currency,
        "payment_means": [means.get(language) for means in pack.payment_means],
        "languages": [name.get(language) for name in pack.languages],
        "seasons": [name.get(language) for name in pack.seasons],
    }


def _sector_context(sector: str, language: str) -> dict[str, Any]:
    pack = sector_pack(sector)
    return {
        "sector": sector,
        "units": [unit.get(language) for unit in pack.units],
        "figures": [figure.get(language) for figure in pack.kpis],
        "alternatives": [one.get(language) for one in pack.alternatives],
    }


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
