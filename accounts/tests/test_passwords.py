"""Forgetting, changing and setting a password."""

import re
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts import services
from accounts.addresses import email_verified
from accounts.models import User
from accounts.tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
NEW = "another long secret"


def ask(client: Client, email: str) -> None:
    """Ask for the mail with the link."""
    assert client.post(reverse("account_reset_password"), {"email": email})["Location"] == reverse(
        "account_reset_password_done"
    )


def open_link(client: Client, number: int = 0) -> str:
    """Open the link of a mail; return the page on which the password is chosen."""
    link = re.search(r"http://testserver(\S+/reset/key/\S+)", str(mail.outbox[number].body))
    assert link
    return client.get(link[1]).headers.get("Location", link[1])


def test_a_new_password_by_mail_signs_in(client: Client, owner: User) -> None:
    ask(client, "Owner@example.org")
    response = client.post(open_link(client), {"password1": NEW})
    assert response["Location"] == reverse("coaching:sessions")
    owner.refresh_from_db()
    assert owner.check_password(NEW)


def test_a_new_password_ends_every_other_session(client: Client, owner: User, client_of: ClientOf) -> None:
    thief = client_of(owner)
    ask(client, "owner@example.org")
    client.post(open_link(client), {"password1": NEW})
    assert thief.get(reverse("accounts:profile")).status_code == 302


def test_the_next_page_says_that_the_password_is_saved(client: Client, owner: User) -> None:
    ask(client, "owner@example.org")
    page = client.post(open_link(client), {"password1": NEW}, follow=True, headers={"Accept-Language": "fr"})
    assert "Votre nouveau mot de passe est enregistré" in page.content.decode()


def test_a_link_works_once(client: Client, owner: User) -> None:
    ask(client, "owner@example.org")
    client.post(open_link(client), {"password1": NEW})
    assert Client().get(open_link(Client())).context["token_fail"]


def test_an_unknown_address_gets_the_same_page_and_a_mail_of_its_own(client: Client) -> None:
    ask(client, "nobody@example.org")
    assert [message.to for message in mail.outbox] == [["nobody@example.org"]]
    assert reverse("account_signup") in mail.outbox[0].body


def test_only_who_confirmed_the_address_gets_a_link(client: Client, owner: User) -> None:
    claimant = UserFactory.create(email=None)
    EmailAddress.objects.create(user=claimant, email="owner@example.org", primary=True)
    ask(client, "owner@example.org")
    assert len(mail.outbox) == 1
    assert owner.pk.hex in mail.outbox[0].body


def test_an_address_only_wished_for_gets_no_link(client: Client, owner: User) -> None:
    services.change_address(user=owner, email="wished@example.org")
    ask(client, "wished@example.org")
    assert "/reset/key/" not in mail.outbox[0].body


def test_who_can_read_the_mail_has_confirmed_the_address(client: Client) -> None:
    person = UserFactory.create(email="unsure@example.org", verified=False)
    ask(client, "unsure@example.org")
    client.post(open_link(client), {"password1": NEW})
    assert email_verified(person)


def test_a_closed_account_gets_no_link(client: Client, owner: User) -> None:
    User.objects.filter(pk=owner.pk).update(status="suspended", is_active=False)
    ask(client, "owner@example.org")
    assert "/reset/key/" not in mail.outbox[0].body


def test_changing_the_password_keeps_this_device_only(owner: User, client_of: ClientOf) -> None:
    here, there = client_of(owner), client_of(owner)
    here.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW})
    assert here.get(reverse("accounts:profile")).status_code == 200
    assert there.get(reverse("accounts:profile")).status_code == 302


def test_changing_the_password_is_told_on_the_next_page(owner: User, client_of: ClientOf) -> None:
    form = {"oldpassword": PASSWORD, "password1": NEW}
    page = client_of(owner).post(
        reverse("account_change_password"), form, follow=True, headers={"Accept-Language": "en"}
    )
    assert "Your new password is saved." in page.content.decode()


def test_changing_the_password_is_told_by_mail(owner: User, client_of: ClientOf) -> None:
    client_of(owner).post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW})
    assert [message.to for message in mail.outbox] == [["owner@example.org"]]


def test_the_owner_of_an_address_is_not_told_of_a_claimants_password(
    owner: User, client_of: ClientOf
) -> None:
    claimant = UserFactory.create(email=None)
    EmailAddress.objects.create(user=claimant, email="owner@example.org", primary=True)
    client_of(claimant).post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW})
    assert not mail.outbox


def test_the_current_password_must_be_right(owner: User, client_of: ClientOf) -> None:
    data = {"oldpassword": "wrong", "password1": NEW}
    response = client_of(owner).post(reverse("account_change_password"), data)
    assert response.context["form"].errors["oldpassword"]
    owner.refresh_from_db()
    assert owner.check_password(PASSWORD)


def test_an_account_without_password_may_set_one(client_of: ClientOf) -> None:
    person = UserFactory.create(password=None)
    client = client_of(person)
    assert client.get(reverse("account_change_password"))["Location"] == reverse("account_set_password")
    client.post(reverse("account_set_password"), {"password1": NEW})
    person.refresh_from_db()
    assert person.check_password(NEW)


@pytest.mark.parametrize("way", ["mail", "page"])
def test_a_new_password_voids_a_change_of_address_under_way(
    way: str, client: Client, owner: User, client_of: ClientOf
) -> None:
    wanted = services.change_address(user=owner, email="thief@example.org")
    key = EmailConfirmationHMAC(wanted).key
    if way == "mail":
        ask(client, "owner@example.org")
        client.post(open_link(client), {"password1": NEW})
    else:
        change = {"oldpassword": PASSWORD, "password1": NEW}
        client_of(owner).post(reverse("account_change_password"), change)
    Client().post(reverse("account_confirm_email", args=[key]))
    owner.refresh_from_db()
    assert owner.check_password(NEW)
    assert owner.email == "owner@example.org"
