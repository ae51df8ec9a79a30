"""A NUL in the admin or a cookie is answered; test_urls.py sends it to every other route.

Texts of PostgreSQL hold none.
"""

from __future__ import annotations

from typing import Any, Final

import pytest
from django.contrib.admin import site
from django.db import models, transaction
from django.test import Client
from django.urls import reverse

LISTS: Final = sorted(site._registry, key=lambda model: model._meta.label)
pytestmark = pytest.mark.django_db


def _list(model: type[models.Model]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def _statuses(client: Client, address: str, field: models.Field[Any, Any]) -> set[int]:
    """Return how the list answers to a NUL in each filter of that column."""
    found = set()
    for name in (f"{field.name}__exact", f"{field.name}__id__exact", f"{field.name}__year", field.name):
        with transaction.atomic():  # JSON is refused by the server itself, which gives the transaction up
            found.add(client.get(address, {name: "\0"}).status_code)
            transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model._meta.label)
def test_pages_of_the_admin_answer_to_a_nul_in_any_filter_and_for_a_key(
    model: type[models.Model], staff: Client
) -> None:
    address = _list(model)
    found = {field.name: _statuses(staff, address, field) for field in model._meta.concrete_fields}
    assert {name: statuses for name, statuses in found.items() if not statuses <= {200, 302, 400}} == {}
    assert staff.get(address, {"q": "\0"}).status_code == 200
    asked = [staff.get(f"{address}%00/{page}/") for page in ("change", "history", "delete")]
    asked.append(staff.post(address, {"action": "delete_selected", "_selected_action": "\0"}))
    assert [page.request["PATH_INFO"] for page in asked if page.status_code >= 500] == []


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
