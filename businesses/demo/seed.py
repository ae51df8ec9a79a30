"""Demo people and sessions at different stages, made through the services that pages use."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import translation

from accounts.models import User
from businesses.demo.cases import Case
from businesses.demo.play import answer, play, start, take_step
from businesses.services import create_business
from coaching.models import CoachingSession
from coaching.steps import CONTENT_STEPS

#: How long the demo people thought about each answer.
SECONDS: Final = 240
_FILE: Final = Path(__file__).parent / "demo.toml"


@dataclass(frozen=True)
class Person:
    """A demo account."""

    email: str
    name: str
    language: str
    country: str
    city: str
    staff: bool = False


@lru_cache(maxsize=1)
def _declared() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text("utf-8"))


def password() -> str:
    """Return the password of every demo account."""
    return str(_declared()["password"])


def people() -> tuple[Person, ...]:
    """Return the demo accounts; the password of all of them is `password()`."""
    return tuple(Person(**row) for row in _declared()["people"])


def seed(report: Callable[[str], None]) -> None:
    """Make what is missing of the demo, reporting each row made; safe to run again.

    A demo account that exists gets its password and rights back, its sessions stay as they are.
    """
    owners = {person.email: _person(person, report) for person in people()}
    for row in _declared()["sessions"]:
        owner = owners[row["email"]]
        if not CoachingSession.all_objects.filter(user=owner, business_name=row["business_name"]).exists():
            _session(owner, row)
            report(f"session {row['business_name']} ({row['stage']})")


@transaction.atomic
def _person(person: Person, report: Callable[[str], None]) -> User:
    user = User.objects.filter(email=person.email).first()
    if user is None:
        user = User.objects.create_user(person.email)
        report(f"account {person.email}")
    user.name, user.is_staff, user.is_superuser = person.name, person.staff, person.staff
    if not user.check_password(password()):
        user.set_password(password())
    user.save()
    profile = user.profile
    profile.preferred_language, profile.city = person.language, person.city
    profile.country_id = person.country
    profile.save()
    confirmed = {"verified": True, "primary": True}
    EmailAddress.objects.update_or_create(user=user, email=person.email, defaults=confirmed)
    return user


def finished() -> Iterator[tuple[Person, Case]]:
    """Yield the demo sessions that are played to their end, with who plays them."""
    for row in _declared()["sessions"]:
        if row["stage"] == "finished":
            yield _of(row["email"]), _case(row)


@transaction.atomic
def _session(owner: User, row: Mapping[str, Any]) -> None:
    """Make one session and bring it to its stage."""
    case = _case(row)
    with translation.override(case.language):
        _STAGES[row["stage"]](owner, case)


def _of(email: str) -> Person:
    return next(person for person in people() if person.email == email)


def _case(row: Mapping[str, Any]) -> Case:
    person = _of(row["email"])
    return Case(
        business_name=row["business_name"],
        sector=row["sector"],
        country=person.country,
        city=row.get("city", person.city),
        language=person.language,
        answers=row.get("answers", {}),
    )


def _fresh(owner: User, case: Case) -> None:
    start(by=owner, case=case)


def _half_way(owner: User, case: Case) -> None:
    """Give the answers there are; the last one stays open, for the person to mend."""
    session = start(by=owner, case=case)
    given = [name for name in CONTENT_STEPS if name in case.answers]
    for name in given[:-1]:
        take_step(by=owner, session=session, name=name, text=case.answers[name], seconds=SECONDS)
    answer(by=owner, session=session, name=given[-1], text=str(case.answers[given[-1]]), seconds=SECONDS)


def _finished(owner: User, case: Case) -> None:
    """Play the session to its end and make a business of its brief."""
    create_business(by=owner, brief=play(by=owner, case=case, seconds=SECONDS).brief)


_STAGES: Final[Mapping[str, Callable[[User, Case], None]]] = {
    "fresh": _fresh,
    "half way": _half_way,
    "finished": _finished,
}
