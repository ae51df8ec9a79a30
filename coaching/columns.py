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
from psycopg.types.json import Jsonb

from coaching.coach.scoring.gates import CAP
from coaching.manner import Manner
from coaching.models import HISTORY_TURNS, TURN_CHARACTERS, CoachingSession, CoachingStep

M = TypeVar("M", bound=models.Model)
#: What was said: (role, step, text) each.
Turns = Sequence[tuple[str, str, str]]


class Columns(Generic[M]):
    """A model's columns but for some, which are then deferred: their SQL, and rows made of their values."""

    def __init__(self, model: type[M], *, without: Collection[str]) -> None:
        fields = [field for field in model._meta.concrete_fields if field.name not in without]
        self.model = model
        self.names = frozenset(field.attname for field in fields)
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
_TIMES: Final = ("created_at", "updated_at")
#: A session and a step as use cases need them. The session comes with each of its six steps: few columns.
WORK: Final = Columns(CoachingSession, without=(*UNREAD, *_TIMES, "deleted_at", "deleted_by", "retry_count"))
STEP: Final = Columns(
    CoachingStep,
    without=("session", "examples_provided", "validation_criteria", "coach_message", *_TIMES),
)

#: Names of the session's steps that were answered with "I do not know yet".
_UNKNOWN: Final = """ARRAY(SELECT other.name FROM coaching_coachingstep other
        WHERE other.session_id = coaching_coachingsession.id AND other.is_unknown)"""
_STEP_OF: Final = f"""SELECT {SHOWN.sql}, {SESSION.sql}, {_UNKNOWN}
    FROM coaching_coachingsession JOIN coaching_coachingstep
        ON coaching_coachingstep.session_id = coaching_coachingsession.id
    WHERE coaching_coachingsession.session_id = %s AND coaching_coachingsession.user_id = %s
        AND coaching_coachingsession.deleted_at IS NULL AND coaching_coachingstep.name = %s"""
#: Which version of its row a session is (`xmin`: the transaction that wrote it); how its owner is spoken to.
_BESIDE: Final = "coaching_coachingsession.xmin::text, profile.coaching_style, profile.cultural_context"
#: Why the coach held an answer down; only low scores are looked into, the long column is not read for others.
_GATE: Final = f"""CASE WHEN coaching_coachingstep.score <= {CAP}
    THEN coaching_coachingstep.validation_criteria #>> '{{gate,key}}' END"""
_WORK: Final = f"""SELECT {STEP.sql}, {_GATE}, {WORK.sql}, {_BESIDE}
    FROM coaching_coachingsession JOIN coaching_coachingstep
        ON coaching_coachingstep.session_id = coaching_coachingsession.id
    LEFT JOIN accounts_userprofile profile ON profile.user_id = coaching_coachingsession.user_id
    WHERE coaching_coachingsession.session_id = %s AND coaching_coachingsession.user_id = %s
        AND coaching_coachingsession.deleted_at IS NULL
    ORDER BY coaching_coachingstep.step_order"""
#: The session first, so that whoever locks queues there. Whoever waited reads what was written meanwhile, of
#: locked rows only: hence the steps too.
_LOCKED_WORK: Final = f"{_WORK} FOR UPDATE OF coaching_coachingsession, coaching_coachingstep"
#: One row, locked, while session and step are as they were read; none otherwise.
_AS_READ: Final = """SELECT FROM coaching_coachingsession session
    JOIN coaching_coachingstep step ON step.session_id = session.id
    WHERE session.id = %s AND session.xmin::text = %s AND step.id = %s AND step.version = %s
    FOR UPDATE OF session, step"""
#: What the trigger of both tables would set; it is not called where this stands already.
_TOUCHED: Final = "updated_at = statement_timestamp()"
_ADD_TURNS: Final = f"""conversation_history = jsonb_path_query_array(
    conversation_history || %s, '$[last-{HISTORY_TURNS - 1} to last]')"""


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


def read_work(session_id: str, user_id: Any, *, lock: bool = False) -> list[CoachingStep]:
    """Return the steps of the person's live session in the path's order, each with that session (one query).

    Raises CoachingSession.DoesNotExist. Left out is what the coach said, but for `CoachingStep.gate`. With
    `lock`, session and steps stay locked until the transaction ends.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LOCKED_WORK if lock else _WORK, [session_id, user_id])
        rows = cursor.fetchall()
    if not rows:
        raise CoachingSession.DoesNotExist
    session = _session(rows[0][len(STEP) + 1 :])
    return [_step(values, session) for values in rows]


def _session(values: Sequence[Any]) -> CoachingSession:
    session = WORK.row(values[: len(WORK)])
    session.row_version, style, culture = values[len(WORK) :]
    session.manner = Manner(style or "gentle", json.loads(culture or "{}"))
    return session


def _step(values: Sequence[Any], session: CoachingSession) -> CoachingStep:
    step = STEP.row(values[: len(STEP)])
    step.session, step.gate = session, values[len(STEP)] or ""
    return step


def write(row: models.Model, names: tuple[str, ...]) -> None:
    """Save these columns of a row that exists (one query)."""
    model = type(row)
    with connection.cursor() as cursor:
        cursor.execute(_update(model, names), [*_values(row, names), row.pk])


#: Rows to write, each with the names of its columns.
Changes = Sequence[tuple[CoachingStep, tuple[str, ...]]]


def write_work(
    session: CoachingSession, names: tuple[str, ...], steps: Changes, *, version: int, turns: Turns
) -> bool:
    """Save columns of a session and of steps and add to its conversation, all or nothing (one query).

    Nothing is saved, and False returned, when somebody else changed the session since it was read, or the
    first of the steps, whose version was `version` then. What is saved learns when that was.
    """
    added = [{"role": role, "step": step, "text": text[:TURN_CHARACTERS]} for role, step, text in turns]
    values: list[Any] = [session.pk, session.row_version, steps[0][0].pk, version]
    for step, columns in steps:
        values += [*_values(step, columns), step.pk]
    values += [*_values(session, names), Jsonb(added), session.pk]
    with connection.cursor() as cursor:
        cursor.execute(_write_work(names, tuple(columns for _, columns in steps)), values)
        saved = cursor.fetchone()
    for row in (session, *(step for step, _ in steps)) if saved else ():
        row.updated_at = saved[0]
    return bool(saved)


@cache
def _write_work(session: tuple[str, ...], steps: tuple[tuple[str, ...], ...]) -> str:
    still = "AND EXISTS (SELECT FROM as_read)"
    updates = (f"{_update(CoachingStep, names, _TOUCHED)} {still}" for names in steps)
    parts = [f"as_read AS MATERIALIZED ({_AS_READ})"]
    parts += [f"step_{number} AS ({update})" for number, update in enumerate(updates)]
    last = _update(CoachingSession, session, _TOUCHED, _ADD_TURNS)
    return f"WITH {', '.join(parts)} {last} {still} RETURNING updated_at"


@cache
def _update(model: type[models.Model], names: tuple[str, ...], *more: str) -> str:
    columns = ", ".join([*(f"{field.column} = %s" for field in _fields(model, names)), *more])
    return f"UPDATE {model._meta.db_table} SET {columns} WHERE id = %s"


def _values(row: models.Model, names: tuple[str, ...]) -> list[Any]:
    values = ((field, getattr(row, field.attname)) for field in _fields(type(row), names))
    return [Jsonb(value) if isinstance(field, models.JSONField) else value for field, value in values]


@cache
def _fields(model: type[models.Model], names: tuple[str, ...]) -> list[models.Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if field.name in names]
