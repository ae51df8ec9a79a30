"""The rows that every page and every answer reads or writes, by SQL of our own.

The ORM writes the same SQL anew at each request, column by column; for two tables of twenty columns that is a
third of what a page of the path costs. Here it is written once, from the models' own fields.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, Final, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models

from coaching.manner import Manner
from coaching.models import CoachingSession, CoachingStep

M = TypeVar("M", bound=models.Model)


class Columns(Generic[M]):
    """A model's columns but for some, which are then deferred: their SQL, and rows made of their values."""

    def __init__(self, model: type[M], *, without: Collection[str]) -> None:
        fields = [field for field in model._meta.concrete_fields if field.name not in without]
        self.model = model
        self.names = [field.attname for field in fields]
        self.sql = ", ".join(f"{model._meta.db_table}.{field.column}" for field in fields)
        self._json = [place for place, field in enumerate(fields) if isinstance(field, models.JSONField)]

    def __len__(self) -> int:
        return len(self.names)

    def row(self, values: Sequence[Any]) -> M:
        """Return the model's row with these values, as the ORM would; no JSON column of ours is ever NULL."""
        read = list(values)
        for place in self._json:
            read[place] = json.loads(read[place])
        return self.model.from_db(DEFAULT_DB_ALIAS, self.names, read)


#: Columns that no page and no use case reads of a session.
UNREAD: Final = ("conversation_history", "cultural_context", "sector_context", "coaching_plan")
SESSION: Final = Columns(CoachingSession, without=UNREAD)
#: A step with all that its page shows.
SHOWN: Final = Columns(CoachingStep, without=("examples_provided",))
#: A step as use cases need it.
STEP: Final = Columns(CoachingStep, without=("examples_provided", "validation_criteria", "coach_message"))

#: Names of the session's steps that were answered with "I do not know yet".
_UNKNOWN: Final = """ARRAY(SELECT other.name FROM coaching_coachingstep other
        WHERE other.session_id = coaching_coachingsession.id AND other.is_unknown)"""
_STEP_OF: Final = f"""SELECT {SHOWN.sql}, {SESSION.sql}, {_UNKNOWN}
    FROM coaching_coachingsession JOIN coaching_coachingstep
        ON coaching_coachingstep.session_id = coaching_coachingsession.id
    WHERE coaching_coachingsession.session_id = %s AND coaching_coachingsession.user_id = %s
        AND coaching_coachingsession.deleted_at IS NULL AND coaching_coachingstep.name = %s"""
_LOCKED: Final = f"""SELECT {SESSION.sql}, profile.coaching_style, profile.cultural_context
    FROM coaching_coachingsession LEFT JOIN accounts_userprofile profile
        ON profile.user_id = coaching_coachingsession.user_id
    WHERE session_id = %s AND coaching_coachingsession.user_id = %s AND deleted_at IS NULL
    FOR UPDATE OF coaching_coachingsession"""
_STEPS: Final = f"""SELECT {STEP.sql} FROM coaching_coachingstep WHERE session_id = %s ORDER BY step_order"""


def read_step(session_id: str, user_id: Any, name: str) -> CoachingStep | None:
    """Return a step of the person's live session, with that session and its `unknown_steps` (one query)."""
    with connection.cursor() as cursor:
        cursor.execute(_STEP_OF, [session_id, user_id, name])
        values = cursor.fetchone()
    if values is None:
        return None
    step = SHOWN.row(values[: len(SHOWN)])
    step.session = SESSION.row(values[len(SHOWN) : -1])
    step.session.unknown_steps = frozenset(values[-1])
    return step


def lock_session(session_id: str, user_id: Any) -> CoachingSession:
    """Return the person's live session, locked, with their manner, or raise DoesNotExist (one query)."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCKED, [session_id, user_id])
        values = cursor.fetchone()
    if values is None:
        raise CoachingSession.DoesNotExist
    session = SESSION.row(values[: len(SESSION)])
    style, culture = values[len(SESSION) :]
    session.manner = Manner(style or "gentle", json.loads(culture or "{}"))
    return session


def read_steps(session: CoachingSession) -> list[CoachingStep]:
    """Return the session's steps in the path's order, without what the coach said of them (one query)."""
    with connection.cursor() as cursor:
        cursor.execute(_STEPS, [session.pk])
        steps = [STEP.row(values) for values in cursor.fetchall()]
    for step in steps:
        step.session = session
    return steps


def write(row: models.Model, names: tuple[str, ...]) -> None:
    """Save these columns of a row that exists (one query)."""
    sql, fields = _update(type(row), names)
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, row.pk])


@cache
def _update(model: type[models.Model], names: tuple[str, ...]) -> tuple[str, list[models.Field[Any, Any]]]:
    fields = [field for field in model._meta.concrete_fields if field.name in names]
    columns = ", ".join(f"{field.column} = %s" for field in fields)
    return f"UPDATE {model._meta.db_table} SET {columns} WHERE id = %s", fields
