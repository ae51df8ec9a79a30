"""Filling the benchmark's database: a few real people through the services, the mass by COPY.

The mass repeats the rows of one real session (names, ids and owners differ). Its long JSON columns are empty:
a million reviews would fill 20 GB and are read one at a time anyway.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from allauth.account.models import EmailAddress
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.addresses import primary_address
from accounts.models import User
from agents.schemas import RESULTS
from briefs.models import search_text
from briefs.services.briefs import finish_coaching
from briefs.services.runs import run_open_runs
from businesses.models import Business
from businesses.services import create_business
from coaching.coach import STEPS
from coaching.models import CoachingSession
from coaching.services import accept_step, start_session, submit_answer
from coaching.steps import CONTENT_STEPS
from reference.packs import examples
from websites.generation.site import make_site
from websites.publishing.services import publish

#: Sessions that each person of the mass has.
PER_PERSON: Final = 10
#: Sessions that a writer answers in turn.
TO_ANSWER: Final = 30
#: Rows sent to the server at once.
BLOCK: Final = 5_000
_NAMES: Final = ("Jardin", "Atelier", "Crèmerie", "Taxi", "École", "Boutique", "Pharmacie", "Ferme")
_LIGHT: Final = {
    "conversation_history": "[]",
    "cultural_context": "{}",
    "sector_context": "{}",
    "validation_criteria": "{}",
    "examples_provided": "[]",
    **{column: "{}" for _, column in RESULTS.values()},
}

#: What differs from row to row: a table's columns, each from the row's number.
Varying = dict[str, Callable[[int], str]]


def _id(table: int) -> Callable[[int], str]:
    """Return the maker of a table's ids: UUIDv7s of one block, counting up."""
    return lambda number: f"01900000-{table:04x}-7000-8000-{number:012x}"


def _person(make: Callable[[int], str]) -> Callable[[int], str]:
    return lambda number: make(number // PER_PERSON)


def _name(number: int) -> str:
    return f"{_NAMES[number % len(_NAMES)]} de Khady {number}"


_USER, _ORGANIZATION, _MEMBERSHIP, _SESSION, _STEP, _BRIEF, _BUSINESS = (_id(table) for table in range(7))
_OWNED: Final[Varying] = {"organization_id": _person(_ORGANIZATION), "business_name": _name}
_SEARCHED: Final[Varying] = _OWNED | {"search_text": lambda number: search_text(_name(number))}

#: Per table: rows for each session (or a tenth of one), and what varies.
TABLES: Final[dict[str, tuple[float, Varying]]] = {
    "accounts_user": (1 / PER_PERSON, {"id": _USER, "email": lambda number: f"mass-{number}@example.org"}),
    "organizations_organization": (
        1 / PER_PERSON,
        {"id": _ORGANIZATION, "slug": lambda number: f"mass-{number}", "name": _name},
    ),
    "organizations_membership": (
        1 / PER_PERSON,
        {"id": _MEMBERSHIP, "user_id": _USER, "organization_id": _ORGANIZATION},
    ),
    "coaching_coachingsession": (
        1,
        _OWNED | {"id": _SESSION, "session_id": lambda number: f"mass-{number}", "user_id": _person(_USER)},
    ),
    "coaching_coachingstep": (
        len(STEPS),
        {
            "id": _STEP,
            "session_id": lambda number: _SESSION(number // len(STEPS)),
            "name": lambda number: STEPS[number % len(STEPS)],
            "step_order": lambda number: str(number % len(STEPS) + 1),
        },
    ),
    "briefs_businessbrief": (1, _SEARCHED | {"id": _BRIEF, "coaching_session_id": _SESSION}),
    "businesses_business": (
        1,
        _SEARCHED | {"id": _BUSINESS, "brief_id": _BRIEF, "owner_id": _person(_USER)},
    ),
}


def reader(email: str) -> None:
    """Make a person by the services: one session fresh, one open at its last step, the others done."""
    user = User.objects.create_user(email, name="Awa Ndiaye")
    made = [_answered(user, number) for number in range(1, PER_PERSON)]
    _start(user, 0)
    for session in made[1:]:
        brief = finish_coaching(by=user, session=session)
        run_open_runs(brief)
        create_business(by=user, brief=brief)


def writer(email: str) -> None:
    """Make a person by the services whose sessions wait for answers to their last question."""
    user = User.objects.create_user(email, name="Kofi Boateng")
    for number in range(TO_ANSWER):
        _answered(user, number)


def answered(email: str, count: int) -> list[CoachingSession]:
    """Make a person by the services whose sessions are ready to be finished."""
    user = User.objects.create_user(email, name="Ama Mensah")
    return [_answered(user, number) for number in range(count)]


def _start(user: User, number: int) -> CoachingSession:
    return start_session(
        by=user, business_name=_name(number), sector="agriculture", country="SN", city="Dakar", language="fr"
    )


def _answered(user: User, number: int) -> CoachingSession:
    session = _start(user, number)
    for name in CONTENT_STEPS:
        text = examples(name, "crafts", "fr")[0]  # of another trade: copies of one's own examples score low
        submit_answer(by=user, session_id=session.session_id, name=name, text=text, version=0)
        accept_step(by=user, session_id=session.session_id, name=name)
    return session


def answer_peer(browser: Client) -> None:
    """Answer the peer's steps as the sessions' are answered."""
    for name in CONTENT_STEPS:
        address = reverse("bench:peer", args=[name])
        browser.get(address)
        browser.post(address, {"peer-current_step": name, f"{name}-text": _example(name)})


def _example(name: str) -> str:
    """Return an answer that scores well: of another trade, as copies of one's own examples score low."""
    return examples(name, "crafts", "fr")[0]


def fill(sessions: int) -> None:
    """Write the mass: that many sessions with steps, briefs and businesses, ten to a person.

    Triggers are off meanwhile: history and touch are no part of what is measured.
    """
    began = time.monotonic()
    with connection.cursor() as cursor:
        for table, (share, varying) in TABLES.items():
            count = max(1, int(sessions * share))
            with _unguarded(cursor, table), transaction.atomic():
                _copy(cursor, table, varying, count)
            sys.stdout.write(f"    {table}: {count:,} rows, {time.monotonic() - began:.0f} s\n")
            sys.stdout.flush()
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def _unguarded(cursor: Any, table: str) -> Iterator[None]:
    """Take its triggers off the table and lift row-level security from its owner: COPY refuses that."""
    cursor.execute("SELECT relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", [table])
    forced = cursor.fetchone()[0]
    cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    yield
    cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    if forced:
        cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def _copy(cursor: Any, table: str, varying: Varying, count: int) -> None:
    """COPY one table's rows."""
    columns, values = _pattern(cursor, table)
    names = ", ".join(columns)
    with cursor.connection.cursor() as raw, raw.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for block in _blocks(columns, values, varying, count):
            copy.write(block)


def _pattern(cursor: Any, table: str) -> tuple[list[str], list[str]]:
    """Return the columns of a real row of the table and its values, written as COPY writes them."""
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'",
        [table],
    )
    columns = [row[0] for row in cursor.fetchall()]
    with (
        cursor.connection.cursor() as raw,
        raw.copy(f"COPY (SELECT {', '.join(columns)} FROM {table} ORDER BY id LIMIT 1) TO STDOUT") as copy,
    ):
        line = b"".join(copy).decode().rstrip("\n")
    values = line.split("\t")
    return columns, [_LIGHT.get(name, value) for name, value in zip(columns, values, strict=True)]


def _blocks(columns: list[str], values: list[str], varying: Varying, count: int) -> Iterator[str]:
    """Yield the rows as COPY text, BLOCK at a time."""
    makers = [(columns.index(name), make) for name, make in varying.items()]
    for start in range(0, count, BLOCK):
        lines = []
        for number in range(start, min(start + BLOCK, count)):
            for position, make in makers:
                values[position] = make(number)
            lines.append("\t".join(values))
        yield "\n".join(lines) + "\n"


def site(email: str) -> str:
    """Make and publish the site of one of a person's businesses; return its path."""
    user = User.objects.get(email=email)
    primary_address(user)
    EmailAddress.objects.filter(user=user).update(verified=True)
    business = Business.objects.filter(owner=user).first()
    assert business is not None  # noqa: S101  readers have businesses
    made = make_site(by=user, business=business)
    page = publish(by=user, site=made, version=made.version)
    return reverse("websites_public:page", args=[page.slug])
