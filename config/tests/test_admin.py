"""Every page of the admin opens for staff, asks a constant number of queries, and obeys the strict policy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin import site
from django.contrib.auth.models import Group
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from procrastinate.contrib.django import app as jobs
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from accounts.tests.factories import UserFactory
from audit.admin import SupportAdmin
from config.tests.markup import inline
from config.tests.ours import MODELS, make
from organizations.models import Membership
from reference.models import CodeList

SHOWN: Final = sorted(site._registry, key=lambda model: model._meta.label)
#: Models of libraries: how a row of them comes to be.
THEIRS: Final[dict[type[models.Model], Callable[[int], models.Model]]] = {
    Group: lambda n: Group.objects.create(name=f"Group {n}"),
    EmailAddress: lambda n: EmailAddress.objects.get(user=UserFactory.create()),
    ProcrastinateJob: lambda n: ProcrastinateJob.objects.get(pk=jobs.configure_task(f"job_{n}").defer()),
}
#: Models whose factory gives the same row again unless this column differs.
VARIED: Final = {"organizations.Role": "name"}
pytestmark = pytest.mark.django_db


def _named(model: type[models.Model]) -> str:
    return model._meta.label


def _row(model: type[models.Model], n: int) -> Any:
    """Make the n-th row of a model."""
    if model in THEIRS:
        return THEIRS[model](n)
    if issubclass(model, CodeList):
        return make(model, **{model._meta.pk.name: f"X{n}"})
    return make(model, **({VARIED[_named(model)]: f"Row {n}"} if _named(model) in VARIED else {}))


def _address(model: type[models.Model], page: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def _opens(response: Any) -> None:
    assert response.status_code == 200
    assert "unsafe" not in response["Content-Security-Policy"]
    html = response.content.decode()
    assert not inline(html)
    assert "DatabaseDefault" not in html  # what a column shows that the database has not filled yet


def test_every_model_of_ours_is_in_the_admin() -> None:
    inlines = {inline_admin.model for shown in site._registry.values() for inline_admin in shown.inlines}
    assert {*MODELS} - {*SHOWN} - inlines == set()


@pytest.mark.parametrize("model", SHOWN, ids=_named)
def test_the_pages_of_a_model_open(
    model: type[models.Model], subtests: pytest.Subtests, staff: Client
) -> None:
    row = _row(model, 1)
    addresses = {page: _address(model, page, row.pk) for page in ("change", "history")}
    for page, address in addresses.items():
        with subtests.test(page):
            _opens(staff.get(address))
    with subtests.test("a new row is offered or refused"):
        response = staff.get(_address(model, "add"))
        if response.status_code == 403:
            assert not site._registry[model].has_add_permission(response.wsgi_request)
        else:
            _opens(response)
    _lists_its_rows(subtests, model, staff)


def _lists_its_rows(subtests: pytest.Subtests, model: type[models.Model], staff: Client) -> None:
    """Search the list of one row, send it years that cannot be, then see what it asks for five rows."""
    address, shown = _address(model, "changelist"), site._registry[model]
    with subtests.test("it can be searched and ordered by each column"):
        assert shown.search_fields
        _opens(staff.get(address, {"q": "Khady ' %", "o": "1"}, follow=True))
    for year in ("-1", "9" * 20, "zz", "\0") if shown.date_hierarchy else ():
        with subtests.test(f"the year {year!r} is no failure"):
            asked = {f"{shown.date_hierarchy}__year": year}
            assert staff.get(address, asked).status_code in (302, 400)
    with subtests.test("a column that it does not show is no filter"):
        hidden = {field.name for field in model._meta.fields} - {*shown.list_display, *shown.list_filter}
        private = hidden - {shown.date_hierarchy} if isinstance(shown, SupportAdmin) else set()
        answers = {name: staff.get(address, {f"{name}__startswith": "a"}).status_code for name in private}
        assert answers == dict.fromkeys(private, 400)
    with subtests.test("it asks as many queries for five rows as for one"):
        with CaptureQueriesContext(connection) as few:
            _opens(staff.get(address))
        for n in range(2, 6):
            _row(model, n)
        with CaptureQueriesContext(connection) as many:
            _opens(staff.get(address))
        assert len(many) == len(few), [query["sql"] for query in many]


def test_a_status_that_no_job_has_is_no_failure(staff: Client) -> None:
    page = staff.get(_address(ProcrastinateJob, "changelist"), {"status__exact": "zzz"})
    assert page.status_code == 400


def test_a_key_that_cannot_be_is_no_failure(staff: Client) -> None:
    address = _address(Membership, "change", make(Membership).pk)
    assert staff.post(address, {"user": "x"}).status_code == 400


def test_a_chosen_row_whose_key_cannot_be_is_no_failure(staff: Client) -> None:
    chosen = {"action": "delete_selected", "_selected_action": "x"}
    assert staff.post(_address(Group, "changelist"), chosen).status_code == 400


def test_the_start_page_opens(staff: Client) -> None:
    _opens(staff.get(reverse("admin:index")))


def test_staff_without_rights_are_refused(client_of: Callable[[User], Client]) -> None:
    newcomer = client_of(UserFactory.create(is_staff=True))
    assert newcomer.get(_address(User, "changelist")).status_code == 403
