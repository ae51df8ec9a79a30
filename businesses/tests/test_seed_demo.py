"""The demo has people and sessions at every stage, and can be made again without harm."""

import io
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from accounts.models import User
from businesses.demo.seed import PASSWORD, PEOPLE
from businesses.models import Business
from coaching.models import CoachingSession, SessionStatus
from coaching.steps import SOLID
from reference.services import load_reference

pytestmark = pytest.mark.django_db


def _seed(**options: bool) -> str:
    output = io.StringIO()
    call_command("seed_demo", stdout=output, stderr=io.StringIO(), **options)
    return output.getvalue()


@pytest.fixture
def demo() -> str:
    """Make the demo and give what the command printed."""
    load_reference()
    return _seed(force=True)


def test_the_accounts_can_be_signed_in_to(demo: str) -> None:
    for person in PEOPLE.values():
        assert User.objects.get(email=person.email).check_password(PASSWORD)
        assert EmailAddress.objects.get(email=person.email).verified


def test_the_command_prints_every_account_and_the_password(demo: str) -> None:
    assert PASSWORD in demo
    assert all(person.email in demo for person in PEOPLE.values())


def test_only_the_staff_account_opens_the_admin(demo: str) -> None:
    assert [user.email for user in User.objects.filter(is_staff=True)] == ["admin@demo.genesis"]


@pytest.mark.parametrize("email", ["awa@demo.genesis", "kofi@demo.genesis"])
def test_each_person_has_a_session_at_every_stage(demo: str, email: str) -> None:
    sessions = CoachingSession.objects.filter(user__email=email)
    found = {session.status for session in sessions}
    assert found == {SessionStatus.INITIALIZED, SessionStatus.IN_PROGRESS, SessionStatus.COMPLETED}
    assert Business.objects.get(owner__email=email).brief is not None


@pytest.mark.parametrize("email", ["awa@demo.genesis", "kofi@demo.genesis"])
def test_the_half_way_session_waits_at_a_weak_answer(demo: str, email: str) -> None:
    session = CoachingSession.objects.get(user__email=email, status=SessionStatus.IN_PROGRESS)
    step = session.steps.get(name=session.current_step)
    assert step.score is not None
    assert step.score < SOLID
    assert not step.is_complete


def test_the_finished_answers_are_solid(demo: str) -> None:
    finished = CoachingSession.objects.filter(status=SessionStatus.COMPLETED)
    steps = [step for session in finished for step in session.steps.all()]
    assert not [(step.name, step.score) for step in steps if step.score is None or step.score < SOLID]


def test_a_second_run_adds_nothing(demo: str) -> None:
    before = (User.objects.count(), CoachingSession.all_objects.count(), Business.objects.count())
    assert _seed(force=True) == demo
    assert (User.objects.count(), CoachingSession.all_objects.count(), Business.objects.count()) == before


def test_a_deleted_demo_session_stays_deleted(demo: str) -> None:
    session = CoachingSession.objects.filter(status=SessionStatus.INITIALIZED)[0]
    session.delete_softly(by=session.user)
    _seed(force=True)
    assert not CoachingSession.objects.filter(business_name=session.business_name).exists()


def test_without_debug_it_refuses(settings: Any) -> None:
    settings.DEBUG = False
    with pytest.raises(CommandError, match="public password"):
        _seed()
    assert not User.objects.exists()


def test_without_code_lists_it_says_what_to_run() -> None:
    with pytest.raises(CommandError, match="load_reference"):
        _seed(force=True)
