"""A session begins, is hidden, comes back."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.services import note_place
from audit.services import record
from coaching import steps as path
from coaching.models import CoachingSession, CoachingStep, new_session_id
from coaching.packs import country_pack, sector_pack
from coaching.services.rows import open_again
from organizations.services import default_organization


@transaction.atomic
def start_session(
    *,
    by: User,
    business_name: str,
    sector: str,
    country: str,
    city: str,
    language: str,
    session_id: str = "",
) -> CoachingSession:
    """Open a session with its six steps; what the coach knows of country and sector is kept with it.
    A profile that names no place yet takes country and city over.

    `session_id` is the id that a start form carries, so that a form sent twice opens one session: the
    person's own session of that id is returned as it is, somebody else's id is replaced by a new one.
    """
    start = partial(
        CoachingSession.all_objects.get_or_create,
        user=by,
        defaults={
            "organization": default_organization(user=by),
            "business_name": business_name,
            "sector_id": sector,
            "country_id": country,
            "city": city,
            "language": language,
            "cultural_context": _cultural_context(country, language),
            "sector_context": _sector_context(sector, language),
            "coaching_plan": [step.key for step in path.PATH],
            "step_completion": {step.key: False for step in path.PATH},
        },
    )
    try:
        session, is_new = start(session_id=session_id or new_session_id())
    except IntegrityError:  # taken by somebody whose sessions the database does not show
        session, is_new = start(session_id=new_session_id())
    if not is_new:
        return session
    CoachingStep.objects.bulk_create(
        CoachingStep(session=session, name=step.key, step_order=step.number) for step in path.PATH
    )
    note_place(user=by, country=country, city=city)
    record("coaching.session.started", by=by, target=session, organization=session.organization)
    return session


@transaction.atomic
def change_details(
    *,
    by: User,
    session: CoachingSession,
    business_name: str,
    sector: str,
    country: str,
    city: str,
    language: str,
) -> None:
    """Change what was given at the start. Reviews stay as they are; later ones know the new details.

    A finished session is opened again, so that finishing it brings its brief up to date. Raises
    CoachingSession.DoesNotExist when it was deleted meanwhile.
    """
    new = {
        "business_name": business_name,
        "sector_id": sector,
        "country_id": country,
        "city": city,
        "language": language,
    }
    rows = CoachingSession.objects.select_for_update(of=("self",)).select_related("organization")
    session = rows.get(pk=session.pk)
    old = {column: getattr(session, column) for column in new}
    changes = {
        column: {"old": old[column], "new": new[column]} for column in new if old[column] != new[column]
    }
    if not changes:
        return
    CoachingSession.objects.filter(pk=session.pk).update(
        **new,
        cultural_context=_cultural_context(country, language),
        sector_context=_sector_context(sector, language),
    )
    if session.completed_at:
        open_again(session)
        session.save(update_fields=["completed_at"])
    organization = session.organization
    record("coaching.session.changed", by=by, target=session, organization=organization, changes=changes)


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
        record("coaching.session.deleted", by=by, target=session, organization=session.organization)


@transaction.atomic
def restore_session(*, by: User, session: CoachingSession) -> None:
    """Bring a deleted session back."""
    if session.restore():
        record("coaching.session.restored", by=by, target=session, organization=session.organization)
