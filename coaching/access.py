"""Loaders limited to the person's own sessions and steps; all others raise Http404."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from coaching.models import CoachingSession, CoachingStep


def own_session(user: User, session_id: str, *, is_deleted: bool = False) -> CoachingSession:
    """Return the person's live (or deleted) session, or raise Http404 (one query)."""
    rows = CoachingSession.all_objects.visible_to(user).for_pages()
    found: CoachingSession = get_object_or_404(rows, session_id=session_id, deleted_at__isnull=not is_deleted)
    return found


def own_step(user: User, session_id: str, name: str) -> CoachingStep:
    """Return a step of the person's own live session, with that session, or raise Http404 (one query)."""
    rows = CoachingStep.objects.of_session(user, session_id).with_session()
    return get_object_or_404(rows, name=name)


@contextmanager
def missing_as_404() -> Iterator[None]:
    """Raise Http404 for CoachingSession.DoesNotExist: another tab may have deleted the session meanwhile."""
    try:
        yield
    except CoachingSession.DoesNotExist as error:
        raise Http404 from error
