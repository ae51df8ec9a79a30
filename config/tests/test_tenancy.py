"""The database itself keeps one organization's rows from another's people, whatever a view forgets."""

from __future__ import annotations

import inspect
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, models, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException

from accounts.models import User
from briefs import jobs
from briefs.services import runs
from briefs.tests.factories import BusinessBriefFactory
from businesses.models import Business
from businesses.tests.factories import BusinessFactory
from coaching.models import CoachingStep
from coaching.services import start_session
from coaching.tests.factories import CoachingSessionFactory
from config.tests.ours import APPS, MODELS
from config.tests.routes import Things
from organizations.models import Membership
from organizations.services import default_organization
from organizations.tenancy import NOBODY, SYSTEM, role_is_held_to_policies, set_viewer, set_viewer_from
from organizations.tests.factories import MembershipFactory
from reference.tests.factories import CountryFactory, SectorFactory

#: What points at an organization without being a tenant's row, and why.
ABOUT_TENANTS: Final = {
    "organizations.Membership": "the policies ask it who belongs where",
    "organizations.MembershipEvent": "history of the above, for staff",
    "organizations.Role": "says what a membership allows; built-in ones belong to nobody",
    "organizations.RoleEvent": "history of the above, for staff",
    "websites.Publication": "a page that was made public",
    "websites.PublishedFile": "what such a page shows",
    "websites.FormerSlug": "an address that was public",
}


def _points_at(model: type[models.Model], targets: list[type[models.Model]]) -> bool:
    """Say whether a row of the model cannot be without one of the targets."""
    links = [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    return any(link.remote_field.model in targets and not link.null for link in links)


def tenants_models() -> list[type[models.Model]]:
    """Return every model with an organization, and every model that hangs on such a row."""
    ours = [model for model in apps.get_models() if model._meta.app_label in APPS]
    candidates = [model for model in ours if model._meta.label not in ABOUT_TENANTS]
    found = [model for model in candidates if "organization" in {f.name for f in model._meta.concrete_fields}]
    while more := [model for model in candidates if model not in found and _points_at(model, found)]:
        found += more
    return found


TENANTS: Final = tenants_models()
pytestmark = pytest.mark.django_db


@contextmanager
def looking_as(person: User | str) -> Iterator[None]:
    """Let the block see what that person sees."""
    set_viewer(str(person.pk) if isinstance(person, User) else person)
    try:
        yield
    finally:
        set_viewer(SYSTEM)


def count(model: type[models.Model]) -> int:
    """Count the table's rows as PostgreSQL shows them now, past every queryset."""
    return touched(f'SELECT FROM "{model._meta.db_table}"')


def touched(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.rowcount)


def _seen(model: type[models.Model], person: User | str) -> int:
    with looking_as(person):
        return count(model)


@pytest.fixture
def things(owner: User) -> Things:
    """Give the owner a row in every tenant's table; histories write themselves."""
    things = Things(owner)
    for model in MODELS:
        if model in TENANTS:
            things.row(model)
    return things


@pytest.fixture
def business(owner: User) -> Business:
    """Give one business of the owner's."""
    return BusinessFactory.create(owner=owner)


def test_steps_and_histories_count_as_tenants_rows() -> None:
    assert {"coaching.CoachingStep", "businesses.BusinessEvent"} <= {model._meta.label for model in TENANTS}


def test_every_tenants_table_is_under_a_policy_that_holds_its_owner_too() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, relrowsecurity, relforcerowsecurity, pg_get_expr(polqual, polrelid) "
            "FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid AND polcmd = '*'"
        )
        policies = cursor.fetchall()
    held = [table for table, *rules, condition in policies if all(rules) and "genesis.person" in condition]
    assert [model for model in TENANTS if held.count(model._meta.db_table) != 1] == []
    assert [
        model for model in TENANTS if [table for table, *_ in policies].count(model._meta.db_table) != 1
    ] == []


def test_the_applications_role_cannot_step_around_policies() -> None:
    assert touched("SELECT FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls)") == 0


def test_who_cannot_be_identified_sees_nothing(business: Business, owner: User) -> None:
    with looking_as(owner):
        with pytest.raises(ZeroDivisionError):
            set_viewer_from(lambda: str(1 / 0))
        assert count(Business) == 0


def test_a_tenants_rows_are_its_peoples_alone(
    things: Things, owner: User, stranger: User, subtests: pytest.Subtests
) -> None:
    for model in TENANTS:
        with subtests.test(f"{model._meta.label}: who sees its row"):
            assert min(_seen(model, person) for person in (owner, SYSTEM)) >= 1
            assert [_seen(model, person) for person in (NOBODY, stranger)] == [0, 0]
        with subtests.test(f"{model._meta.label}: a stranger neither changes nor removes it"):
            table = model._meta.db_table
            with looking_as(stranger):
                assert touched(f'UPDATE "{table}" SET created_at = created_at') == 0
                assert touched(f'DELETE FROM "{table}"') == 0
        with subtests.test(f"{model._meta.label}: a stranger adds none"):
            _is_refused_to(stranger, model)


def _is_refused_to(stranger: User, model: type[models.Model]) -> None:
    """Try to add a copy of a row to its organization."""
    row = model._base_manager.all()[0]
    row.pk = None if isinstance(row._meta.pk, models.AutoField) else uuid.uuid4()
    refused = pytest.raises(ProgrammingError, match="row-level security")
    with looking_as(stranger), refused, transaction.atomic():
        row.save(force_insert=True)


def test_the_owner_cannot_hand_a_row_to_a_foreign_organization(
    business: Business, owner: User, stranger: User
) -> None:
    with (
        looking_as(owner),
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        Business.objects.update(organization=default_organization(user=stranger))


def test_a_member_sees_the_teams_rows(business: Business, colleague: User) -> None:
    MembershipFactory.create(user=colleague, organization=business.organization)
    with looking_as(colleague):
        assert count(Business) == 1


@pytest.mark.parametrize(
    "change", [{"status": "suspended"}, {"status": "left"}, {"deleted_at": "2026-11-01T00:00Z"}]
)
def test_a_former_member_sees_none_of_the_teams_rows(
    business: Business, colleague: User, change: dict[str, Any]
) -> None:
    membership = MembershipFactory.create(user=colleague, organization=business.organization)
    Membership.all_objects.filter(pk=membership.pk).update(**change)
    with looking_as(colleague):
        assert count(Business) == 0


def test_steps_follow_their_session(owner: User, stranger: User) -> None:
    CoachingSessionFactory.create(user=owner)
    mine = CoachingSessionFactory.create(user=stranger)
    with looking_as(stranger):
        assert {step.session_id for step in CoachingStep.objects.all()} == {mine.pk}


@pytest.mark.parametrize("table", ["procrastinate_jobs", "procrastinate_events"])
def test_jobs_are_seen_by_the_people_of_what_they_are_about(
    table: str, owner: User, stranger: User, colleague: User
) -> None:
    brief = BusinessBriefFactory.create(coaching_session__user=owner)
    MembershipFactory.create(user=colleague, organization=brief.organization)
    with looking_as(owner):
        runs.queue(by=owner, brief=brief)
    seen = {person: _jobs(table, person) for person in (owner, colleague, stranger, NOBODY, SYSTEM)}
    assert seen[owner] == seen[colleague] == seen[SYSTEM] > 0
    assert seen[stranger] == seen[NOBODY] == 0


def _jobs(table: str, person: User | str) -> int:
    with looking_as(person):
        return touched(f"SELECT FROM {table}")


def test_a_stranger_changes_no_job(owner: User, stranger: User) -> None:
    runs.queue(by=owner, brief=BusinessBriefFactory.create(coaching_session__user=owner))
    with looking_as(stranger):
        assert touched("UPDATE procrastinate_jobs SET status = 'cancelled'") == 0
        assert touched("DELETE FROM procrastinate_jobs") == 0


def test_a_stranger_enqueues_no_work_on_what_is_anothers(owner: User, stranger: User) -> None:
    brief = BusinessBriefFactory.create(coaching_session__user=owner)
    runs.queue(by=owner, brief=brief)
    run = brief.runs.get(agent="research")
    with looking_as(stranger), pytest.raises(ConnectorException) as refused, transaction.atomic():
        jobs.run_agent.defer(run_id=str(run.pk))
    assert "row-level security" in str(refused.value.__cause__)


def test_a_jobs_arguments_are_ids_and_no_words_of_anybody() -> None:
    known = {"run_id", "brief_id", "user_id", "website_id", "message_id", "root"}
    known |= {"context", "timestamp"}  # the library's own
    ours = [task for name, task in app.tasks.items() if name.split(".")[0] in APPS]
    assert len(ours) >= 4
    assert all({*inspect.signature(task.func).parameters} <= known for task in ours)


def test_a_role_above_all_policies_is_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    assert role_is_held_to_policies(databases=["default"]) == []
    monkeypatch.setattr("organizations.tenancy._IS_EXEMPT_SQL", "SELECT true")
    assert [warning.id for warning in role_is_held_to_policies(databases=["default"])] == [
        "organizations.W001"
    ]


def test_a_brand_new_person_can_start_at_once(db: None) -> None:
    with looking_as(NOBODY):
        user = User.objects.create_user("new@example.org")
        set_viewer(str(user.pk))
        session = start_session(
            by=user,
            business_name="Jardin",
            sector=SectorFactory.create().pk,
            country=CountryFactory.create().pk,
            city="Dakar",
            language="fr",
        )
        assert session.steps.count() == 6


def test_a_name_that_is_no_id_shows_nothing_and_fails(business: Business) -> None:
    with looking_as("somebody"), pytest.raises(Exception, match="uuid"), transaction.atomic():
        count(Business)


def test_what_the_person_sees_is_worked_out_once_a_statement(things: Things, owner: User) -> None:
    BusinessBriefFactory.create()
    with looking_as(owner), connection.cursor() as cursor:
        cursor.execute("EXPLAIN SELECT * FROM briefs_businessbrief")
        plan = [line.strip() for (line,) in cursor.fetchall()]
    assert (
        len([line for line in plan if line.startswith("InitPlan")]) == 2
    )  # the system? which organizations?
    assert not [line for line in plan if line.startswith("SubPlan")]
