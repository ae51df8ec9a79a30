"""Demo users and their sessions at different stages, made through the services that the pages use."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import translation

from accounts.models import User, UserProfile
from businesses.demo.cases import Case
from businesses.demo.play import answer, play, start, take_step
from businesses.services import create_business
from coaching.models import CoachingSession


class Person(NamedTuple):
    """A demo user."""

    email: str
    name: str
    language: str
    country: str
    city: str
    staff: bool = False


#: The time that a demo user took for an answer, in seconds.
SECONDS: Final = 240
_DEMO: Final = tomllib.loads((Path(__file__).parent / "demo.toml").read_text("utf-8"))
#: The password of all demo users.
PASSWORD: Final[str] = _DEMO["password"]
PEOPLE: Final = {row["email"]: Person(**row) for row in _DEMO["people"]}


def seed(report: Callable[[str], None]) -> None:
    """Make the users and sessions that are missing, and report each; running it again is safe.

    A demo user who exists gets the password and the rights of the demo again; the sessions stay as they are.
    """
    owners = {person.email: _user(person, report) for person in PEOPLE.values()}
    for row in _DEMO["sessions"]:
        owner = owners[row["email"]]
        if not CoachingSession.all_objects.filter(user=owner, business_name=row["business_name"]).exists():
            _make_session(owner, row)
            report(f"session {row['business_name']} ({row['stage']})")


def finished() -> Iterator[tuple[Person, Case]]:
    """Yield the demo users and the cases that they play to the end."""
    for row in _DEMO["sessions"]:
        if row["stage"] == "finished":
            yield PEOPLE[row["email"]], _case(row)


@transaction.atomic
def _user(person: Person, report: Callable[[str], None]) -> User:
    user, is_new = User.objects.get_or_create(email=person.email)
    if is_new:
        report(f"account {person.email}")
    user.name, user.is_staff, user.is_superuser = person.name, person.staff, person.staff
    if not user.check_password(PASSWORD):
        user.set_password(PASSWORD)
    user.save()
    place = {"country_id": person.country, "city": person.city}
    UserProfile.objects.filter(user=user).update(preferred_language=person.language, **place)
    confirmed = {"verified": True, "primary": True}
    EmailAddress.objects.update_or_create(user=user, email=person.email, defaults=confirmed)
    return user


@transaction.atomic
def _make_session(owner: User, row: Mapping[str, Any]) -> None:
    """Make a session: fresh without answers, half way up to its last answer, or finished with a business."""
    case = _case(row)
    with translation.override(case.language):
        if row["stage"] == "finished":
            create_business(by=owner, brief=play(by=owner, case=case, seconds=SECONDS).brief)
            return
        session, given = start(by=owner, case=case), list(case.answers)
        for name in given[:-1]:
            take_step(by=owner, session=session, name=name, text=case.answers[name], seconds=SECONDS)
        for name in given[-1:]:
            answer(by=owner, session=session, name=name, text=str(case.answers[name]), seconds=SECONDS)


def _case(row: Mapping[str, Any]) -> Case:
    person = PEOPLE[row["email"]]
    return Case(
        business_name=row["business_name"],
        sector=row["sector"],
        country=person.country,
        city=row.get("city", person.city),
        language=person.language,
        answers=row.get("answers", {}),
    )
