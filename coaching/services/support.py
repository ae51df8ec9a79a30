"""What support staff do to somebody's session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from audit.services import record
from coaching.actions import CoachingAction
from coaching.models import CoachingSession, SessionStatus


@transaction.atomic
def mark_failed(*, by: User, session: CoachingSession) -> None:
    """Set a session aside as failed. Raises TransitionRefused with nothing changed."""
    _move(by, session, SessionStatus.FAILED, CoachingAction.FAILED)


@transaction.atomic
def reopen_session(*, by: User, session: CoachingSession) -> None:
    """Put a failed or finished session back in progress. Raises TransitionRefused with nothing changed."""
    _move(by, session, SessionStatus.IN_PROGRESS, CoachingAction.REOPENED)


@transaction.atomic
def correct_session(*, by: User, session: CoachingSession, old: Mapping[str, Any]) -> None:
    """Save a session whose facts staff corrected; `old` holds what each changed column was before."""
    changes = {name: {"old": str(value), "new": str(getattr(session, name))} for name, value in old.items()}
    if changes:
        session.save(update_fields=[*changes])
        organization = session.organization
        record(CoachingAction.CORRECTED, by=by, target=session, organization=organization, changes=changes)


def _move(by: User, session: CoachingSession, status: SessionStatus, action: CoachingAction) -> None:
    changes = {"status": {"old": str(session.status), "new": status.value}}
    session.move_to(status)
    record(action, by=by, target=session, organization=session.organization, changes=changes)
