"""Row-level security: the policies, and the settings of the database connection that they read.

`genesis.person` is the viewer: "" or unset for the system (commands, jobs, migrations, staff in the admin),
which sees all rows; NOBODY for a visitor, who sees none; or a user's id, for the rows of the organizations of
which they are an active member. A request begins as NOBODY, until the middleware identifies the user.
`genesis.actor` is the author for `audit.models.AuthoredModel`: the same user, or the member of staff who sees
as the system. See docs/decisions/0004-row-level-security.md.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.core.checks import CheckMessage, Tags, Warning, register
from django.core.signals import request_finished, request_started
from django.db import connection
from django.db.backends.signals import connection_created
from django.db.migrations.operations import RunSQL
from django.dispatch import Signal, receiver
from psycopg.pq import TransactionStatus

from accounts.models import User

SYSTEM: Final = ""
NOBODY: Final = "nobody"

_SET_SQL: Final = "SELECT set_config('genesis.person', %s, false), set_config('genesis.actor', %s, false)"
_IS_EXEMPT_SQL: Final = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
# Sub-selects without reference to the row: PostgreSQL evaluates each once a statement, not once a row.
_IS_SYSTEM: Final = "(SELECT COALESCE(current_setting('genesis.person', true), '') = '')"
_IN_MY_ORGANIZATIONS: Final = """organization_id = ANY (ARRAY(
    SELECT membership.organization_id FROM organizations_membership membership
    WHERE membership.user_id = NULLIF(NULLIF(current_setting('genesis.person', true), ''), 'nobody')::uuid
      AND membership.status = 'active' AND membership.deleted_at IS NULL))"""


class _Thread(threading.local):
    """The settings for this thread's connection."""

    person = SYSTEM
    actor = SYSTEM
    in_request = False
    is_reading_viewer = False


_here = _Thread()


def row_security(table: str, visible: str = _IN_MY_ORGANIZATIONS) -> RunSQL:
    """Return the operation that limits users to the rows of a table for which the SQL `visible` is true.

    It holds for the table's owner too. Migrations that ran depend on this SQL: never change it, write a new
    migration.
    """
    return RunSQL(
        f"""CREATE POLICY tenant ON {table} USING ({_IS_SYSTEM} OR {visible});
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;""",
        f"""ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;
        DROP POLICY tenant ON {table};""",
    )


def set_viewer(person: str, *, actor: str | None = None) -> None:
    """Set the viewer (a user's id, NOBODY or SYSTEM) and, if it is another user, the actor of this thread.

    Makes one query when a connection is open; a new connection gets the settings when it is opened.
    """
    _here.person, _here.actor = person, person if actor is None else actor
    if connection.connection is not None:
        _apply(connection)


def set_viewer_from(read_viewer: Callable[[], str]) -> None:
    """Set the viewer that `read_viewer` returns, NOBODY when it raises an exception.

    A connection that `read_viewer` opens gets its settings afterwards: it may only read session and user.
    """
    person = NOBODY
    _here.is_reading_viewer = True
    try:
        person = read_viewer()
    finally:
        _here.is_reading_viewer = False
        set_viewer(person)


@contextmanager
def as_system() -> Iterator[None]:
    """Give the block access to the rows of all organizations; the actor stays the same.

    For services that need rows which their user may not see; the caller says why. Open it outside of a
    transaction: after a failure inside one the settings could not be restored.
    """
    person, actor = _here.person, _here.actor
    set_viewer(SYSTEM, actor=actor)
    try:
        yield
    finally:
        set_viewer(person, actor=actor)


@receiver(connection_created)
def _apply(connection: Any, **kwargs: Any) -> None:
    """Apply the settings to a connection; a new one from the pool may have those of another user."""
    if not _here.is_reading_viewer:
        with connection.cursor() as cursor:
            cursor.execute(_SET_SQL, [_here.person, _here.actor])


@receiver([request_started, request_finished])
def _reset(signal: Signal, **kwargs: Any) -> None:
    """Set the viewer at the start (NOBODY) or end (the system) of a request.

    Only tests have an open connection then; the settings bypass Django's cursor and its count of queries.
    """
    _here.in_request = signal is request_started
    _here.person = _here.actor = NOBODY if _here.in_request else SYSTEM
    raw = connection.connection
    if raw is not None and not raw.closed and raw.info.transaction_status != TransactionStatus.INERROR:
        raw.execute(_SET_SQL, [_here.person, _here.actor])


@receiver([user_logged_in, user_logged_out])
def _follow_login(signal: Signal, user: User, **kwargs: Any) -> None:
    """Set the viewer when a user signs in or out during a request."""
    if _here.in_request:
        set_viewer(str(user.pk) if signal is user_logged_in else NOBODY)


@register(Tags.database)
def role_is_held_to_policies(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Warn, at `migrate` and `check --database`, of a database role that is exempt from policies."""
    if not databases:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_IS_EXEMPT_SQL)
        is_exempt = cursor.fetchone()[0]
    warning = Warning(
        "The database's role is a superuser or has BYPASSRLS: row-level security protects nobody.",
        hint="Let an ordinary role own the database (docs/production.md).",
        obj=connection.alias,
        id="organizations.W001",
    )
    return [warning] if is_exempt else []
