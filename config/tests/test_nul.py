"""A NUL in the path, the query, a form or a cookie is answered; PostgreSQL's texts hold none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest
from django.contrib.admin import site
from django.db import models, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from config.tests.routes import Route, Things, routes

ROUTES: Final = [route for route in routes() if not route.is_admin]
PARAMETERS: Final = ["q", "page", "next", "status", "sector", "country", "deleted", "draft", "then", "\0"]
FIELDS: Final = [
    *("email", "login", "password", "password1", "name", "business_name", "sector", "country", "city"),
    *("text", "version", "editor", "then", "take", "starter", "language", "theme", "next", "status", "\0"),
]
LISTS: Final = sorted(site._registry, key=lambda model: model._meta.label)
pytestmark = pytest.mark.django_db


def _list(model: type[models.Model]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def _name(value: Route | type[models.Model]) -> str:
    return str(value) if isinstance(value, Route) else value._meta.label


def _statuses(client: Client, address: str, field: models.Field[Any, Any]) -> set[int]:
    """Return how the list answers to a NUL in each filter of that column."""
    found = set()
    for name in (f"{field.name}__exact", f"{field.name}__id__exact", f"{field.name}__year", field.name):
        with transaction.atomic():  # JSON is refused by the server itself, which gives the transaction up
            found.add(client.get(address, {name: "\0"}).status_code)
            transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("route", ROUTES, ids=_name)
def test_a_page_answers_to_a_nul_in_what_it_is_sent(
    route: Route, owner: User, client_of: Callable[[User], Client]
) -> None:
    address, client = Things(owner).address(route), client_of(owner)
    assert client.get(address, dict.fromkeys(PARAMETERS, "\0")).status_code < 500
    assert client.post(address, dict.fromkeys(FIELDS, "a\0b")).status_code < 500
    assert Client().post(address, dict.fromkeys(FIELDS, "a\0b")).status_code < 500


@pytest.mark.parametrize("route", [route for route in ROUTES if route.parameters], ids=_name)
def test_a_page_answers_to_a_nul_in_its_address(
    route: Route, owner: User, client_of: Callable[[User], Client]
) -> None:
    parts = ["%00" if "<" in part else part for part in route.path.split("/")]
    assert client_of(owner).get("/" + "/".join(parts)).status_code < 500


@pytest.mark.parametrize("model", LISTS, ids=_name)
def test_a_list_of_the_admin_answers_to_a_nul_in_any_filter(model: type[models.Model], staff: Client) -> None:
    for field in model._meta.concrete_fields:
        assert _statuses(staff, _list(model), field) <= {200, 302, 400}, field.name
    assert staff.get(_list(model), {"q": "\0"}).status_code == 200


@pytest.mark.parametrize("model", LISTS, ids=_name)
def test_a_row_of_the_admin_answers_to_a_nul_for_its_key(model: type[models.Model], staff: Client) -> None:
    for page in ("change", "history", "delete"):
        assert staff.get(f"{_list(model)}%00/{page}/").status_code < 500
    chosen = {"action": "delete_selected", "_selected_action": "\0"}
    assert staff.post(_list(model), chosen).status_code < 500


def test_who_sends_a_nul_reads_what_is_wrong_in_their_language(staff: Client) -> None:
    address = reverse("admin:accounts_user_changelist")
    page = staff.get(address, {"status__exact": "\0"}, headers={"accept-language": "en"})
    assert page.status_code == 400
    assert "<h1" in page.content.decode()
    assert "Content-Security-Policy" in page


def test_a_nul_in_the_sessions_cookie_is_refused() -> None:
    client = Client(headers={"cookie": 'sessionid="abcdefgh\\000ijkl"'})
    assert client.get(reverse("coaching:sessions")).status_code == 400


def test_a_failure_of_another_kind_stays_one(staff: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ValueError("a mistake of ours")

    monkeypatch.setattr("django.contrib.admin.options.ModelAdmin.get_changelist_instance", fails)
    with pytest.raises(ValueError, match="a mistake of ours"):
        staff.get(reverse("admin:accounts_user_changelist"), {"q": "a"})
