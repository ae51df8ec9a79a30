"""Forms posted after the login had expired are shown, unsaved, after the login."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.tests.factories import PASSWORD
from briefs.models import BusinessBrief
from briefs.tests.factories import BusinessBriefFactory
from businesses.models import Business
from businesses.tests.factories import BusinessFactory
from coaching.tests.factories import CoachingSessionFactory

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
UNSAVED = "Tapé trop tard"


def brief_page(owner: User) -> tuple[str, str]:
    brief: BusinessBrief = BusinessBriefFactory.create(coaching_session__user=owner)
    return reverse("briefs:brief_edit", args=[brief.pk]), "vision"


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
    page_of: Callable[[User], tuple[str, str]], owner: User, expired_of: ClientOf
) -> None:
    page, field = page_of(owner)
    client = expired_of(owner)
    sent = client.post(page, {field: UNSAVED})
    assert sent["Location"].startswith(reverse("account_login"))
    client.force_login(owner)
    assert UNSAVED in client.get(page).content.decode()
    assert UNSAVED not in client.get(page).content.decode()


@pytest.mark.parametrize("page_of", [start_page, profile_page])
def test_somebody_else_on_the_same_phone_never_gets_it(
    page_of: Callable[[User], tuple[str, str]], owner: User, stranger: User, expired_of: ClientOf
) -> None:
    page, field = page_of(owner)
    client = expired_of(owner)
    client.post(page, {field: UNSAVED})
    client.force_login(stranger)
    assert UNSAVED not in client.get(page).content.decode()
    assert "unsaved_form" not in client.session


def test_a_colleague_who_signs_in_by_the_form_gets_nothing_of_it(
    owner: User, stranger: User, expired_of: ClientOf
) -> None:
    page, field = start_page(owner)
    client = expired_of(owner)
    client.post(page, {field: UNSAVED})
    sent = {"login": stranger.email, "password": PASSWORD, "next": page}
    assert UNSAVED not in client.post(reverse("account_login"), sent, follow=True).content.decode()


def test_where_nobody_was_signed_in_before_nothing_is_kept(owner: User, client: Client) -> None:
    page, field = start_page(owner)
    client.post(page, {field: UNSAVED})
    assert not client.session.items()


def test_a_browser_is_told_once_who_is_signed_in_without_a_name(owner: User, client_of: ClientOf) -> None:
    client = client_of(owner)
    cookie = client.get(reverse("accounts:profile")).cookies["last_person"]
    assert (len(cookie.value), cookie["httponly"], cookie["samesite"]) == (64, True, "Lax")
    assert "last_person" not in client.get(reverse("accounts:profile")).cookies


def test_who_types_too_much_is_asked_to_sign_in_without_it(owner: User, expired_of: ClientOf) -> None:
    page, field = brief_page(owner)
    client = expired_of(owner)
    assert client.post(page, {field: "x" * 60_001}).status_code == 302
    client.force_login(owner)
    assert "xxx" not in client.get(page).content.decode()


def test_what_was_typed_is_saved_only_when_it_is_sent_again(owner: User, expired_of: ClientOf) -> None:
    page, field = details_page(owner)
    client = expired_of(owner)
    client.post(page, {field: UNSAVED})
    client.force_login(owner)
    client.get(page)
    assert owner.coaching_sessions.get().business_name != UNSAVED
