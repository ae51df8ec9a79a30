"""Row-level security: whose rows this thread's database connection sees, and the policies that keep it so.

The connection's setting `genesis.person` says who looks: "" (or unset) is the system, that is commands, jobs,
migrations and staff in the admin; NOBODY is a visitor, who sees no tenant's row; a user's id is that person,
who sees the rows of the organizations they are an active member of. In a request everybody is NOBODY until
the middleware has found out more. `genesis.actor` says who acts, for `audit.models.AuthoredModel`: the same
person, or the member of staff who sees as the system. See docs/decisions/0004-row-level-security.md.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.core.checks import CheckMessage, Tags, Warning, register
from django.core.signals import request_finished, request_started
from django.db import connection, connections
from django.db.backends.signals import connection_created
from django.db.migrations.operations import RunSQL
from django.dispatch import receiver
from psycopg.pq import TransactionStatus

from accounts.models import User

SYSTEM: Final = ""
NOBODY: Final = "nobody"

_TELL: Final = "SELECT set_config('genesis.person', %s, false), set_config('genesis.actor', %s, false)"
_IS_FREE: Final = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
# Sub-selects without reference to the row: PostgreSQL evaluates each once a statement, not once a row.
_IS_SYSTEM: Final = "(SELECT COALESCE(current_setting('genesis.person', true), '') = '')"
_MY_ORGANIZATIONS: Final = """
    SELECT membership.organization_id FROM organizations_membership membership
    WHERE membership.user_id = NULLIF(NULLIF(current_setting('genesis.person', true), ''), 'nobody')::uuid
      AND membership.status = 'active' AND membership.deleted_at IS NULL"""
_IN_MY_ORGANIZATIONS: Final = f"organization_id = ANY (ARRAY({_MY_ORGANIZATIONS}))"


class _Thread(threading.local):
    """Who looks through this thread's connection; Django keeps connections by thread too."""

    person = SYSTEM
    actor = SYSTEM
    in_request = False
    is_identifying = False


_here = _Thread()


def row_security(table: str, visible: str = _IN_MY_ORGANIZATIONS) -> RunSQL:
    """Return the migration that lets people read and write only the table's rows for which `visible` holds.

    The table's owner is held to it too. Locks the table for a moment; reads and rewrites no row. Migrations
    rely on this SQL: where it has to change, write a new migration with its own.
    """
    return RunSQL(
        f"""CREATE POLICY tenant ON {table} USING ({_IS_SYSTEM} OR {visible});
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;""",
        f"""ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;
        DROP POLICY tenant ON {table};""",
    )


def see_as(person: str, *, actor: str | None = None) -> None:
    """Let this thread see what that person (a user's id, NOBODY or SYSTEM) sees, from now on.

    `actor` is who acts when that is somebody else. Costs one query when a connection is open; otherwise the
    next one is told when it is taken.
    """
    _here.person, _here.actor = person, person if actor is None else actor
    if connection.connection is not None:
        _tell(connection)


def identify(who: Callable[[], str]) -> None:
    """Ask `who` and see as the person it returns; as NOBODY when it fails.

    A connection that `who` itself takes is told once, afterwards: `who` reads session and user, nothing else.
    """
    person = NOBODY
    _here.is_identifying = True
    try:
        person = who()
    finally:
        _here.is_identifying = False
        see_as(person)


@contextmanager
def seeing_everything() -> Iterator[None]:
    """Let the block see and write every tenant's rows; the person stays the one who acts.

    For the few services that serve somebody who may not see what they need: say there why. Open it outside
    of a transaction: one that fails halfway could not be told who looks again.
    """
    person, actor = _here.person, _here.actor
    see_as(SYSTEM, actor=actor)
    try:
        yield
    finally:
        see_as(person, actor=actor)


def _tell(connection: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_TELL, [_here.person, _here.actor])


@receiver(connection_created)
def _tell_a_taken_connection(connection: Any, **kwargs: Any) -> None:
    """Tell a connection, new or from the pool, before anything else: it may remember somebody else."""
    if not _here.is_identifying:
        _tell(connection)


def _turn(person: str, *, in_request: bool) -> None:
    """Change at the edge of a request. Only tests keep a connection there: told past their query counts."""
    _here.person = _here.actor = person
    _here.in_request = in_request
    kept = connection.connection
    if kept is not None and not kept.closed and kept.info.transaction_status != TransactionStatus.INERROR:
        kept.execute(_TELL, [person, person])


@receiver(request_started)
def _begin_as_nobody(**kwargs: Any) -> None:
    _turn(NOBODY, in_request=True)


@receiver(request_finished)
def _end_as_the_system(**kwargs: Any) -> None:
    _turn(SYSTEM, in_request=False)


@receiver(user_logged_in)
def _follow_sign_in(user: User, **kwargs: Any) -> None:
    if _here.in_request:
        see_as(str(user.pk))


@receiver(user_logged_out)
def _follow_sign_out(**kwargs: Any) -> None:
    if _here.in_request:
        see_as(NOBODY)


@register(Tags.database)
def role_is_held_to_policies(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Warn, at `migrate` and `check --database`, of a role that PostgreSQL holds to no policy."""
    free = []
    for alias in databases or []:
        with connections[alias].cursor() as cursor:
            cursor.execute(_IS_FREE)
            free += [alias] if cursor.fetchone()[0] else []
    hint = "Let an ordinary role own the database (docs/production.md)."
    said = "The database's role is a superuser or has BYPASSRLS: row-level security protects nobody."
    return [Warning(said, hint=hint, obj=alias, id="organizations.W001") for alias in free]
