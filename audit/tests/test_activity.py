"""The trail: appended, chained, never changed."""

import pgtrigger
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Activity
from audit.origin import mask_ip, request_origin
from audit.services import record
from businesses.actions import BusinessAction
from organizations.models import Organization

pytestmark = pytest.mark.django_db


@pytest.fixture
def organization() -> Organization:
    return Organization.objects.create(name="Teranga", slug="teranga")


def forge(*statements: str) -> None:
    """Change the trail as somebody would who can switch its triggers off."""
    with connection.cursor() as cursor:
        for statement in ("ALTER TABLE audit_activity DISABLE TRIGGER USER", *statements):
            cursor.execute(statement)
        cursor.execute("ALTER TABLE audit_activity ENABLE TRIGGER USER")


#: Turns rows into what the first release wrote: its hash leaves out what is NULL.
OF_THE_FIRST_RELEASE = """UPDATE audit_activity SET hash = encode(sha256(convert_to(concat_ws(E'\\x1f',
    previous_hash, id, action, actor_id, actor_label, organization_id, organization_label, target_type,
    target_id, target_label, changes::text, request_id, masked_ip, extract(epoch from occurred_at)),
    'UTF8')), 'hex')"""
#: Moves the actor's id into the label beside it, so that the columns joined without NULLs read as before.
MOVED = "UPDATE audit_activity SET actor_id = NULL, actor_label = actor_id::text || E'\\x1f' || actor_label"


def test_record_keeps_who_what_and_where_from(organization: Organization) -> None:
    with request_origin(request_id="req-12345678", ip="203.0.113.77"):
        row = record(BusinessAction.CHANGED, by=None, target=organization, organization=organization)
    assert (row.target_label, row.request_id, row.masked_ip) == ("Teranga", "req-12345678", "203.0.113.0/24")


def test_each_row_carries_the_hash_of_the_one_before_in_its_organization(organization: Organization) -> None:
    first = record(BusinessAction.CREATED, by=None, target=organization, organization=organization)
    record(BusinessAction.CREATED, by=None, target=organization)
    second = record(BusinessAction.CHANGED, by=None, target=organization, organization=organization)
    first.refresh_from_db()
    second.refresh_from_db()
    assert second.previous_hash == first.hash
    assert Activity.objects.broken_links() == []


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_activity SET action = 'x'", "DELETE FROM audit_activity"]
)
def test_the_database_refuses_to_change_the_trail(organization: Organization, statement: str) -> None:
    record(BusinessAction.CREATED, by=None, target=organization)
    with (
        pytest.raises(ProgrammingError, match="Cannot update or delete"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Activity.objects.get().action == BusinessAction.CREATED


def test_the_database_refuses_to_empty_the_trail(organization: Organization) -> None:
    record(BusinessAction.CREATED, by=None, target=organization)
    pgtrigger.enable("audit.Activity:kept")
    with (
        pytest.raises(ProgrammingError, match="is not emptied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE audit_activity")
    assert Activity.objects.count() == 1


def test_a_row_changed_behind_our_back_breaks_the_chain(organization: Organization) -> None:
    row = record(BusinessAction.CREATED, by=None, target=organization)
    forge("UPDATE audit_activity SET action = 'forged'")
    assert Activity.objects.broken_links() == [row.pk]


def test_a_value_moved_into_the_column_beside_it_breaks_the_chain(
    organization: Organization, owner: User
) -> None:
    row = record(BusinessAction.CREATED, by=owner, target=organization)
    forge(MOVED)
    assert Activity.objects.broken_links() == [row.pk]


def test_rows_of_the_first_release_still_fit_and_new_ones_follow_them(organization: Organization) -> None:
    record(BusinessAction.CREATED, by=None, target=organization)
    forge(OF_THE_FIRST_RELEASE)
    record(BusinessAction.CHANGED, by=None, target=organization)
    assert Activity.objects.broken_links() == []


def test_a_row_of_the_first_release_that_was_changed_breaks_the_chain(organization: Organization) -> None:
    row = record(BusinessAction.CREATED, by=None, target=organization)
    forge(OF_THE_FIRST_RELEASE, "UPDATE audit_activity SET action = 'forged'")
    assert Activity.objects.broken_links() == [row.pk]


def test_the_command_says_that_the_trail_is_whole(
    organization: Organization, capsys: pytest.CaptureFixture[str]
) -> None:
    record(BusinessAction.CREATED, by=None, target=organization)
    call_command("verify_trail")
    assert "The trail is whole: 1 activities" in capsys.readouterr().out


def test_the_command_names_the_rows_that_no_longer_fit(organization: Organization) -> None:
    row = record(BusinessAction.CREATED, by=None, target=organization)
    forge("UPDATE audit_activity SET actor_label = 'nobody'")
    with pytest.raises(CommandError, match=f"rows {row.pk} no longer fit"):
        call_command("verify_trail")


@pytest.mark.parametrize(
    ("ip", "network"),
    [("192.0.2.9", "192.0.2.0/24"), ("2001:db8:1:2::3", "2001:db8:1::/48"), ("nonsense", "")],
)
def test_an_address_is_kept_as_its_network_only(ip: str, network: str) -> None:
    assert mask_ip(ip) == network


def test_the_database_sets_both_times_and_keeps_the_first(organization: Organization) -> None:
    organization.refresh_from_db()
    born = organization.created_at
    Organization.objects.filter(pk=organization.pk).update(name="Jokko")
    organization.refresh_from_db()
    assert organization.created_at == born < organization.updated_at


def test_to_dict_is_plain_json_without_secrets() -> None:
    columns = User.objects.create_user("awa@example.org", "a-long-password").to_dict()
    assert columns["email"] == "awa@example.org"
    assert "password" not in columns
    assert isinstance(columns["id"], str)


def test_the_admin_shows_what_was_done_and_not_the_chain(owner: User, staff: Client) -> None:
    record(BusinessAction.CREATED, by=owner, target=owner)
    row = Activity.objects.latest("id")
    page = staff.get(reverse("admin:audit_activity_change", args=[row.pk]))
    shown = [name for fieldset in page.context["adminform"] for line in fieldset for name in line.fields]
    chain = {"id", "previous_hash", "hash"}
    assert shown == [field.name for field in Activity._meta.fields if field.name not in chain]
