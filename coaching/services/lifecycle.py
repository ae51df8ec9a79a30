"""A session begins, is hidden, comes back."""

from __future__ import annotations

from functools import partial
from typing import Any, Final, TypedDict, Unpack

from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.services import note_place
from audit.services import record
from coaching import steps as path
from coaching.actions import CoachingAction
from coaching.models import CoachingSession, CoachingStep, new_session_id
from organizations.services import default_organization
from reference.packs import country_pack, sector_pack

#: The columns of what is given at the start.
_GIVEN: Final = ("business_name", "sector_id", "country_id", "city", "language")


class Details(TypedDict):
    """What a person gives at the start."""

    business_name: str
    sector: str
    country: str
    city: str
    language: str


@transaction.atomic
def start_session(*, by: User, session_id: str = "", **details: Unpack[Details]) -> CoachingSession:
    """Open a session with its six steps; what the coach knows of country and sector is kept with it.
    A profile that names no place yet takes country and city over.

    `session_id` is the id that a start form carries, so that a form sent twice opens one session; sent again
    with other details, it changes them. An id of somebody else, or of a deleted session, is replaced.
    """
    session, is_new = _open(by, session_id or new_session_id(), details)
    if not is_new:
        change_details(by=by, session=session, **details)
        return session
    CoachingStep.objects.bulk_create(
        CoachingStep(session=session, name=step.key, step_order=step.number) for step in path.PATH
    )
    note_place(user=by, country=details["country"], city=details["city"])
    record(CoachingAction.STARTED, by=by, target=session, organization=session.organization)
    return session


def _open(by: User, session_id: str, details: Details) -> tuple[CoachingSession, bool]:
    """Return the person's session of that id, or a new one; say whether it is new."""
    values = {
        **_columns(**details),
        "organization": default_organization(user=by),
        "coaching_plan": [step.key for step in path.PATH],
        "step_completion": {step.key: False for step in path.PATH},
    }
    start = partial(CoachingSession.all_objects.get_or_create, user=by, defaults=values)
    try:
        session, is_new = start(session_id=session_id)
    except IntegrityError:  # taken by somebody whose sessions the database does not show
        return start(session_id=new_session_id())
    return start(session_id=new_session_id()) if session.deleted_at else (session, is_new)


@transaction.atomic
def change_details(*, by: User, session: CoachingSession, **details: Unpack[Details]) -> None:
    """Change what was given at the start. Reviews stay as they are; later ones know the new details.

    A finished session is opened again, so that finishing it brings its brief up to date. Raises
    CoachingSession.DoesNotExist when it was deleted meanwhile.
    """
    new = _columns(**details)
    rows = CoachingSession.objects.select_for_update(no_key=True, of=("self",))
    session = rows.select_related("organization").get(pk=session.pk)
    changes = {
        column: {"old": old, "new": new[column]}
        for column in _GIVEN
        if (old := getattr(session, column)) != new[column]
    }
    if not changes:
        return
    for column, value in new.items():
        setattr(session, column, value)
    if session.completed_at:
        session.open_again()
    session.save(update_fields=[*new, "status", "completed_at"])
    organization = session.organization
    record(CoachingAction.CHANGED, by=by, target=session, organization=organization, changes=changes)


def _columns(*, business_name: str, sector: str, country: str, city: str, language: str) -> dict[str, Any]:
    """Return the columns of what was given, and of what the coach knows from it."""
    given = (business_name, sector, country, city, language)
    return {
        **dict(zip(_GIVEN, given, strict=True)),
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
    """Hide a session; `restore_session` brings it back."""
    if session.delete_softly(by=by):
        record(CoachingAction.DELETED, by=by, target=session, organization=session.organization)


@transaction.atomic
def restore_session(*, by: User, session: CoachingSession) -> None:
    """Bring a deleted session back."""
    if session.restore():
        record(CoachingAction.RESTORED, by=by, target=session, organization=session.organization)
