"""A form sent after the login had expired is there, unsaved, once its person is back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from businesses.models import Business, BusinessBrief
from businesses.tests.factories import BusinessBriefFactory, BusinessFactory
from coaching.tests.factories import CoachingSessionFactory

pytestmark = pytest.mark.django_db
TYPED = "Tapé trop tard"


def brief_page(owner: User) -> tuple[str, str]:
    brief: BusinessBrief = BusinessBriefFactory.create(coaching_session__user=owner)
    return reverse("businesses:brief_edit", args=[brief.pk]), "vision"


def business_page(owner: User) -> tuple[str, str]:
    brief: BusinessBrief = BusinessBriefFactory.create(coaching_session__user=owner)
    business: Business = BusinessFactory.create(brief=brief, owner=owner, organization=brief.organization)
    return reverse("businesses:business", args=[business.pk]), "vision"


def details_page(owner: User) -> tuple[str, str]:
    session = CoachingSessionFactory.create(user=owner)
    return reverse("coaching:details", args=[session.session_id]), "business_name"


def start_page(owner: User) -> tuple[str, str]:
    return reverse("coaching:new"), "business_name"


def profile_page(owner: User) -> tuple[str, str]:
    return reverse("accounts:profile"), "city"


PAGES = [brief_page, business_page, details_page, start_page, profile_page]


@pytest.mark.parametrize("page_of", PAGES)
def test_what_was_typed_waits_and_is_shown_once(
    page_of: Callable[[User], tuple[str, str]], owner: User, client: Client
) -> None:
    page, field = page_of(owner)
    sent = client.post(page, {field: TYPED})
    assert sent["Location"].startswith(reverse("account_login"))
    client.force_login(owner)
    assert TYPED in client.get(page).content.decode()
    assert TYPED not in client.get(page).content.decode()


@pytest.mark.parametrize("page_of", [brief_page, business_page, details_page])
def test_a_stranger_never_gets_what_another_typed(
    page_of: Callable[[User], tuple[str, str]], owner: User, stranger: User, client: Client
) -> None:
    page, field = page_of(owner)
    client.post(page, {field: TYPED})
    client.force_login(stranger)
    assert client.get(page).status_code == 404


def test_who_types_too_much_is_asked_to_sign_in_without_it(owner: User, client: Client) -> None:
    page, field = brief_page(owner)
    assert client.post(page, {field: "x" * 60_001}).status_code == 302
    client.force_login(owner)
    assert "xxx" not in client.get(page).content.decode()


def test_what_was_typed_is_saved_only_when_it_is_sent_again(owner: User, client: Client) -> None:
    page, field = details_page(owner)
    client.post(page, {field: TYPED})
    client.force_login(owner)
    client.get(page)
    assert owner.coaching_sessions.get().business_name != TYPED
