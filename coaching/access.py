"""Scoped loaders: a session or step that is not the person's own does not exist for them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from coaching.columns import UNREAD, read_step
from coaching.models import CoachingSession, CoachingStep


def own_session(user: User, session_id: str) -> CoachingSession:
    """Return the person's live session, or raise Http404 (one query)."""
    rows = CoachingSession.objects.visible_to(user).defer(*UNREAD)
    return get_object_or_404(rows, session_id=session_id)


def reference(user: User, session_id: str) -> CoachingSession:
    """Name a person's session without reading it: use cases that lock it read it themselves (no query)."""
    names, values = ["session_id", "user_id"], [session_id, user.pk]
    return CoachingSession.from_db(DEFAULT_DB_ALIAS, names, values)  # a new one would get every default


def own_step(user: User, session_id: str, name: str) -> CoachingStep:
    """Return a step of the person's own live session, with that session, or raise Http404 (one query)."""
    step = read_step(session_id, user.pk, name)
    if step is None:
        raise Http404
    return step


def deleted_session(user: User, session_id: str) -> CoachingSession:
    """Return the person's deleted session, or raise Http404."""
    rows = CoachingSession.all_objects.visible_to(user).defer(*UNREAD)
    return get_object_or_404(rows, session_id=session_id, deleted_at__isnull=False)


@contextmanager
def missing_is_not_found() -> Iterator[None]:
    """Answer 404 when a use case finds no session: deleted in another tab since the page read it."""
    try:
        yield
    except CoachingSession.DoesNotExist as error:
        raise Http404 from error
