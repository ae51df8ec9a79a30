"""Signing up: short, in the person's language, and the same whether or not the address is taken."""

import re
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.tests.factories import PASSWORD, UserFactory, count_hashes

pytestmark = pytest.mark.django_db
TAKEN = "owner@example.org"


def sign_up(client: Client, email: str, password: str = PASSWORD) -> Any:
    """Fill the sign-up page in."""
    return client.post(reverse("account_signup"), {"email": email, "password1": password})


def newest() -> User:
    """Return the account opened last."""
    return User.objects.order_by("-pk")[0]


def test_a_new_person_goes_straight_to_the_coach(client: Client) -> None:
    response = sign_up(client, "new@example.org")
    assert response.url == reverse("coaching:new")
    assert client.session["_auth_user_id"] == str(newest().pk)


def test_the_page_asks_for_an_address_and_a_password_only(client: Client) -> None:
    fields = client.get(reverse("account_signup")).context["form"].fields
    assert list(fields) == ["email", "password1"]


def test_a_new_person_has_profile_and_place_of_their_own(client: Client) -> None:
    sign_up(client, "new@example.org")
    assert newest().memberships.filter(is_default=True).count() == 1
    assert newest().profile.preferred_language == "fr"


def test_the_interface_language_becomes_the_persons(client: Client) -> None:
    client.cookies["django_language"] = "en"
    sign_up(client, "new@example.org")
    assert newest().profile.preferred_language == "en"
    assert mail.outbox[0].subject == "Confirm your address"


def test_a_visitor_from_an_english_browser_stays_in_english(client: Client) -> None:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en-GB,en;q=0.9"
    response = sign_up(client, "new@example.org")
    assert response.cookies["django_language"].value == "en"
    assert "Tell us about your business" in client.get(response.url).content.decode()


def test_the_address_is_kept_in_lower_case(client: Client) -> None:
    sign_up(client, "New.Person@Example.ORG")
    assert newest().email == "new.person@example.org"


def test_half_an_address_is_refused_with_an_example(client: Client) -> None:
    assert "comme awa@example.com" in sign_up(client, "new@example").content.decode()


def test_a_short_password_is_refused_with_a_reason(client: Client) -> None:
    response = sign_up(client, "new@example.org", "short")
    assert response.status_code == 200
    assert response.context["form"].errors["password1"]
    assert not User.objects.exists()


def test_an_address_that_is_none_is_refused(client: Client) -> None:
    assert sign_up(client, "not an address").context["form"].errors["email"]


def test_a_taken_address_signs_up_all_the_same(client: Client, owner: User) -> None:
    response = sign_up(client, TAKEN, "quite another secret")
    assert response.url == reverse("coaching:new")
    assert client.session["_auth_user_id"] == str(newest().pk) != str(owner.pk)


def test_a_claimant_holds_no_address(client: Client, owner: User) -> None:
    sign_up(client, TAKEN, "quite another secret")
    assert newest().email is None
    assert EmailAddress.objects.get(user=newest()).email == TAKEN
    owner.refresh_from_db()
    assert owner.email == TAKEN


@pytest.mark.parametrize("page", ["account_email", "accounts:profile"])
def test_no_page_tells_a_claimant_from_a_holder(page: str, owner: User) -> None:
    seen = []
    for email in ("owner@example.org", "other@example.org"):
        client = Client()
        sign_up(client, email, "quite another secret")
        html = client.get(reverse(page)).content.decode().replace("other", "owner")
        seen.append(re.sub(r'value="\w{64}"|content="\w{64}"', "", html))
    assert seen[0] == seen[1]


def test_both_sign_ups_set_the_same_cookies_and_messages(owner: User) -> None:
    answers = [sign_up(Client(), email) for email in (TAKEN, "other@example.org")]
    assert sorted(answers[0].cookies) == sorted(answers[1].cookies)
    assert {answer.headers["Location"] for answer in answers} == {reverse("coaching:new")}


def test_the_owner_of_a_taken_address_is_told_how_to_sign_in(client: Client, owner: User) -> None:
    sign_up(client, TAKEN)
    assert [message.to for message in mail.outbox] == [[TAKEN]]
    assert reverse("account_login") in mail.outbox[0].body
    assert "confirm-email" not in mail.outbox[0].body


def test_the_owner_is_told_in_their_own_language(client: Client, owner: User) -> None:
    owner.profile.preferred_language = "en"
    owner.profile.save()
    sign_up(client, TAKEN)
    assert mail.outbox[0].subject == "You already have an account"


def test_an_unconfirmed_double_gets_a_link_that_says_so(client: Client) -> None:
    UserFactory.create(email="first@example.org", verified=False)
    sign_up(client, "first@example.org")
    assert "confirm-email" in mail.outbox[0].body
    assert newest().email is None


def test_a_password_is_hashed_once_whether_taken_or_not(owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed = count_hashes(monkeypatch, "set_password")
    for email in (TAKEN, "other@example.org"):
        sign_up(Client(), email)
    assert len(hashed) == 2


def test_a_signed_in_person_is_sent_on(client: Client, owner: User) -> None:
    client.force_login(owner)
    assert client.get(reverse("account_signup"))["Location"] == reverse("coaching:sessions")


def test_a_mail_server_that_fails_opens_the_account_all_the_same(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: object) -> None:
        raise SMTPRecipientsRefused({"new@example.org": (550, b"no")})

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", fail)
    response = sign_up(client, "new@example.org")
    assert response["Location"] == reverse("coaching:new")
    assert client.session["_auth_user_id"] == str(newest().pk)
    assert "could not be sent" in caplog.text
    assert "new@example.org" not in caplog.text
