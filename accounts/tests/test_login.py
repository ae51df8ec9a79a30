"""Signing in, out, and out everywhere."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import BCryptSHA256PasswordHasher
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts import services
from accounts.backends import HASHES_PER_ATTEMPT, AddressBackend
from accounts.models import User
from accounts.tests.factories import PASSWORD, UserFactory, count_hashes

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
HERS = "quite another secret"


def claim(email: str, password: str) -> User:
    """Return a new account that goes by somebody's address without holding it."""
    user = User.objects.create_user(None, password)
    EmailAddress.objects.create(user=user, email=email, primary=True)
    return user


def sign_in(client: Client, email: str, password: str) -> Any:
    """Fill the sign-in page in."""
    return client.post(reverse("account_login"), {"login": email, "password": password})


def who(client: Client) -> str | None:
    """Return the id of who is signed in."""
    return client.session.get("_auth_user_id")


@pytest.fixture
def claimant(owner: User) -> User:
    """Give somebody who signed up with the owner's address."""
    return claim("owner@example.org", HERS)


def test_the_right_password_signs_in(client: Client, owner: User) -> None:
    assert sign_in(client, "OWNER@example.org", PASSWORD).url == reverse("coaching:sessions")
    assert who(client) == str(owner.pk)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Write your e-mail address."), ("fr", "Écrivez votre adresse e-mail.")]
)
def test_an_empty_form_is_answered_in_our_words(client: Client, language: str, words: str) -> None:
    client.cookies["django_language"] = language
    page = sign_in(client, "", "").content.decode()
    assert words in page
    assert "novalidate" in page


def test_the_session_outlives_the_browser(client: Client, owner: User) -> None:
    sign_in(client, "owner@example.org", PASSWORD)
    assert not client.session.get_expire_at_browser_close()


def test_signing_in_returns_to_the_page_asked_for(client: Client, owner: User) -> None:
    target = reverse("accounts:profile")
    data = {"login": owner.email, "password": PASSWORD, "next": target}
    assert client.post(reverse("account_login"), data)["Location"] == target


def test_another_site_is_no_page_to_return_to(client: Client, owner: User) -> None:
    data = {"login": owner.email, "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert client.post(reverse("account_login"), data)["Location"] == reverse("coaching:sessions")


def test_wrong_password_and_unknown_address_get_the_same_answer(owner: User) -> None:
    errors = [
        sign_in(Client(), email, "not the password").context["form"].errors
        for email in ("owner@example.org", "nobody@example.org")
    ]
    assert errors[0] == errors[1]


def test_a_closed_account_says_so_to_its_owner_only(client: Client, owner: User) -> None:
    User.objects.filter(pk=owner.pk).update(status="suspended", is_active=False)
    assert sign_in(client, owner.email or "", PASSWORD).url == reverse("account_inactive")
    assert sign_in(client, owner.email or "", "wrong").status_code == 200


def test_a_claimant_signs_in_with_their_own_password(client: Client, claimant: User) -> None:
    sign_in(client, "owner@example.org", HERS)
    assert who(client) == str(claimant.pk)


def test_the_owner_signs_in_beside_a_claimant(client: Client, owner: User, claimant: User) -> None:
    sign_in(client, "owner@example.org", PASSWORD)
    assert who(client) == str(owner.pk)


def test_a_wish_to_change_address_does_not_sign_in(client: Client, owner: User) -> None:
    services.change_address(user=owner, email="wanted@example.org")
    sign_in(client, "wanted@example.org", PASSWORD)
    assert who(client) is None


@pytest.mark.parametrize("password", [PASSWORD, "wrong"])
@pytest.mark.parametrize("email", ["nobody@example.org", "owner@example.org", "twice@example.org"])
def test_every_attempt_hashes_equally_often(
    email: str, password: str, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    twice = UserFactory.create(email="twice@example.org")
    claim(twice.email or "", HERS)
    runs = count_hashes(monkeypatch, "check_password", "set_password")
    AddressBackend().authenticate(None, email=email, password=password)
    assert len(runs) == HASHES_PER_ATTEMPT


def test_signing_out_needs_a_post(client: Client, owner: User) -> None:
    client.force_login(owner)
    assert client.get(reverse("account_logout")).status_code == 200
    assert who(client)
    assert client.post(reverse("account_logout"))["Location"] == reverse("home")
    assert who(client) is None


def test_a_device_without_language_takes_the_persons(client: Client) -> None:
    english = UserFactory.create(email="english@example.org")
    english.profile.preferred_language = "en"
    english.profile.save()
    response = sign_in(client, "english@example.org", PASSWORD)
    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_a_device_with_a_language_keeps_it(client: Client, owner: User) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert settings.LANGUAGE_COOKIE_NAME not in sign_in(client, "owner@example.org", PASSWORD).cookies


def test_signing_out_everywhere_keeps_this_device_only(owner: User, client_of: ClientOf) -> None:
    here, there = client_of(owner), client_of(owner)
    assert here.post(reverse("accounts:sign_out_everywhere"))["Location"] == reverse("accounts:profile")
    assert here.get(reverse("accounts:profile")).status_code == 200
    assert there.get(reverse("accounts:profile")).status_code == 302


def test_signing_out_everywhere_touches_nobody_else(owner: User, stranger: User, client_of: ClientOf) -> None:
    other = client_of(stranger)
    services.sign_out_everywhere(user=owner, by=owner)
    assert other.get(reverse("accounts:profile")).status_code == 200


def test_signing_out_everywhere_costs_no_query_per_page(
    owner: User, client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of(owner)
    with django_assert_num_queries(3):  # session, user and whose rows it may see, as without
        client.get(reverse("account_logout"))


def test_production_hashes_with_bcrypt_at_cost_12() -> None:
    from config import settings as production

    assert production.PASSWORD_HASHERS == ["django.contrib.auth.hashers.BCryptSHA256PasswordHasher"]
    encoded = BCryptSHA256PasswordHasher().encode(PASSWORD, BCryptSHA256PasswordHasher().salt())
    assert encoded.startswith("bcrypt_sha256$$2b$12$")


def test_signing_in_without_a_confirmed_address_sends_no_mail(client: Client) -> None:
    UserFactory.create(email="unsure@example.org", verified=False)
    sign_in(client, "unsure@example.org", PASSWORD)
    assert who(client)
    assert mail.outbox == []


@pytest.mark.parametrize("changes", [{"status": "suspended"}, {"status": "locked"}, {"is_active": False}])
def test_no_account_is_half_closed(changes: dict[str, object], owner: User) -> None:
    with pytest.raises(IntegrityError, match="user_signs_in_only_while_active"), transaction.atomic():
        User.objects.filter(pk=owner.pk).update(**changes)
