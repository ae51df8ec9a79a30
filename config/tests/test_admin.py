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
    assert not inline(response.content.decode())


@pytest.mark.parametrize("model", MODELS, ids=_named)
def test_every_model_of_ours_is_in_the_admin(model: type[models.Model]) -> None:
    inlines = {inline_admin.model for shown in site._registry.values() for inline_admin in shown.inlines}
    assert model in {*SHOWN, *inlines}


@pytest.mark.parametrize("model", SHOWN, ids=_named)
def test_a_list_asks_as_many_queries_for_five_rows_as_for_one(
    model: type[models.Model], staff: Client
) -> None:
    _row(model, 1)
    staff.get(_address(model, "changelist"))
    with CaptureQueriesContext(connection) as few:
        _opens(staff.get(_address(model, "changelist")))
    for n in range(2, 6):
        _row(model, n)
    with CaptureQueriesContext(connection) as many:
        _opens(staff.get(_address(model, "changelist")))
    assert len(many) == len(few), [query["sql"] for query in many]


@pytest.mark.parametrize("model", SHOWN, ids=_named)
def test_a_list_can_be_searched_and_ordered_by_each_column(model: type[models.Model], staff: Client) -> None:
    _row(model, 1)
    assert site._registry[model].search_fields
    _opens(staff.get(_address(model, "changelist"), {"q": "Khady ' %", "o": "1"}, follow=True))


@pytest.mark.parametrize("model", SHOWN, ids=_named)
def test_a_row_can_be_opened(model: type[models.Model], staff: Client) -> None:
    _opens(staff.get(_address(model, "change", _row(model, 1).pk)))


@pytest.mark.parametrize("model", SHOWN, ids=_named)
def test_the_history_of_a_row_can_be_opened(model: type[models.Model], staff: Client) -> None:
    _opens(staff.get(_address(model, "history", _row(model, 1).pk)))


@pytest.mark.parametrize("model", SHOWN, ids=_named)
def test_a_new_row_is_offered_or_refused(model: type[models.Model], staff: Client) -> None:
    response = staff.get(_address(model, "add"))
    if response.status_code == 403:
        assert not site._registry[model].has_add_permission(response.wsgi_request)
    else:
        _opens(response)


@pytest.mark.parametrize("year", ["-1", "9" * 20, "zz", "\0"])
@pytest.mark.parametrize("model", [m for m in SHOWN if site._registry[m].date_hierarchy], ids=_named)
def test_a_year_that_cannot_be_is_no_failure(model: type[models.Model], year: str, staff: Client) -> None:
    field = site._registry[model].date_hierarchy
    assert staff.get(_address(model, "changelist"), {f"{field}__year": year}).status_code in (302, 400)


def test_a_status_that_no_job_has_is_no_failure(staff: Client) -> None:
    page = staff.get(_address(ProcrastinateJob, "changelist"), {"status__exact": "zzz"})
    assert page.status_code == 400


def test_a_key_that_cannot_be_is_no_failure(staff: Client) -> None:
    address = _address(Membership, "change", make(Membership).pk)
    assert staff.post(address, {"user": "x"}).status_code == 400


def test_the_start_page_opens(staff: Client) -> None:
    _opens(staff.get(reverse("admin:index")))


def test_staff_without_rights_are_refused(client_of: Callable[[User], Client]) -> None:
    newcomer = client_of(UserFactory.create(is_staff=True))
    assert newcomer.get(_address(User, "changelist")).status_code == 403
