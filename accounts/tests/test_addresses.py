"""Who an address belongs to: confirming, changing, and two people who want the same one."""

import re
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts import services
from accounts.addresses import email_verified, primary_address
from accounts.models import User
from accounts.tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


@pytest.fixture
def squatter(db: None) -> User:
    """Give somebody who signed up with an address that is not theirs, and holds it unconfirmed."""
    return UserFactory.create(email="wanted@example.org", verified=False)


@pytest.fixture
def claimant(squatter: User) -> User:
    """Give the person whose address it is, signed up second."""
    user = UserFactory.create(email=None, name="Rightful")
    EmailAddress.objects.create(user=user, email="wanted@example.org", primary=True)
    return user


def address_of(user: User) -> EmailAddress:
    """Return the address that the person signs in with."""
    address = primary_address(user)
    assert address
    return address


def link_to(address: EmailAddress) -> str:
    """Return the link that confirms it."""
    return reverse("account_confirm_email", args=[EmailConfirmationHMAC.create(address).key])


def test_confirming_moves_the_login_to_the_confirmer(client: Client, squatter: User, claimant: User) -> None:
    client.post(link_to(address_of(claimant)))
    claimant.refresh_from_db()
    squatter.refresh_from_db()
    assert (claimant.email, squatter.email) == ("wanted@example.org", None)
    assert email_verified(claimant)


def test_who_lost_an_address_keeps_account_and_password(
    client: Client, squatter: User, claimant: User
) -> None:
    services.confirm_address(address_of(claimant))
    EmailAddress.objects.get(user=squatter)
    squatter.set_password("the first secret of all")
    squatter.save(update_fields=["password"])
    client.post(
        reverse("account_login"), {"login": "wanted@example.org", "password": "the first secret of all"}
    )
    assert client.session["_auth_user_id"] == str(squatter.pk)


def test_the_second_to_confirm_is_refused(client: Client, squatter: User, claimant: User) -> None:
    link = link_to(address_of(squatter))
    services.confirm_address(address_of(claimant))
    page = client.get(link).content.decode()
    assert '<form method="post" action="/accounts/confirm-email' not in page
    client.post(link)
    assert not email_verified(squatter)


def test_a_link_to_an_address_given_up_does_nothing(client: Client, squatter: User) -> None:
    link = link_to(address_of(squatter))
    services.change_address(user=squatter, email="other@example.org")
    assert client.post(link).status_code == 404
    assert not email_verified(squatter)


def test_a_link_changed_by_one_letter_confirms_nothing(client: Client, squatter: User) -> None:
    link = link_to(address_of(squatter))
    assert client.post(link[:-2] + "x/").status_code == 404
    assert not email_verified(squatter)


def test_opening_the_link_alone_confirms_nothing(client: Client, squatter: User) -> None:
    client.get(link_to(address_of(squatter)))  # mail scanners open links
    assert not email_verified(squatter)


def change(client: Client, email: str) -> None:
    """Ask for another address, giving the password when it is asked for."""
    client.post(reverse("account_email"), {"email": email, "action_add": "1"})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": reverse("account_email")})


def test_changing_the_address_asks_for_the_password_first(owner: User, client_of: ClientOf) -> None:
    data = {"email": "new@example.org", "action_add": "1"}
    response = client_of(owner).post(reverse("account_email"), data)
    assert response["Location"].startswith(reverse("account_reauthenticate"))
    assert not EmailAddress.objects.filter(email="new@example.org").exists()


def test_a_confirmed_address_stays_until_the_new_one_is_confirmed(owner: User, client_of: ClientOf) -> None:
    change(client_of(owner), "new@example.org")
    owner.refresh_from_db()
    assert owner.email == "owner@example.org"
    link = re.search(r"http://testserver(\S+)", str(mail.outbox[0].body))
    assert link
    client_of(owner).post(link[1])
    owner.refresh_from_db()
    assert owner.email == "new@example.org"
    assert EmailAddress.objects.filter(user=owner).count() == 1


def test_the_former_address_is_told_of_the_change(owner: User) -> None:
    Client().post(link_to(services.change_address(user=owner, email="new@example.org")))
    assert [message.to for message in mail.outbox] == [["owner@example.org"]]


def test_an_unconfirmed_address_is_replaced_at_once(squatter: User) -> None:
    services.change_address(user=squatter, email="mine@example.org")
    squatter.refresh_from_db()
    assert squatter.email == "mine@example.org"
    assert address_of(squatter).email == "mine@example.org"


def test_two_people_may_give_up_addresses_for_taken_ones(owner: User, squatter: User) -> None:
    for person in (squatter, UserFactory.create(email="b@example.org", verified=False)):
        services.change_address(user=person, email="owner@example.org")
        person.refresh_from_db()
        assert person.email is None


@pytest.mark.parametrize("email", ["stranger@example.org", "free@example.org"])
def test_changing_to_a_taken_address_looks_like_any_change(
    email: str, owner: User, stranger: User, client_of: ClientOf
) -> None:
    client = client_of(owner)
    change(client, email)
    html = client.get(reverse("account_email")).content.decode()
    assert email in html
    assert [message.to for message in mail.outbox] == [[email]]


def test_a_change_can_be_dropped(owner: User, client_of: ClientOf) -> None:
    client = client_of(owner)
    change(client, "new@example.org")
    client.post(reverse("account_email"), {"email": "new@example.org", "action_remove": "1"})
    assert [address.email for address in EmailAddress.objects.filter(user=owner)] == ["owner@example.org"]


def test_nobody_changes_the_address_of_another(owner: User, stranger: User, client_of: ClientOf) -> None:
    client_of(stranger).post(reverse("account_email"), {"email": "owner@example.org", "action_remove": "1"})
    assert address_of(owner).email == "owner@example.org"


def test_the_link_can_be_sent_again_from_the_profile(squatter: User, client_of: ClientOf) -> None:
    response = client_of(squatter).post(reverse("accounts:send_confirmation"))
    assert response["Location"] == reverse("accounts:profile")
    assert [message.to for message in mail.outbox] == [["wanted@example.org"]]


def test_asking_twice_sends_once_and_says_the_same(squatter: User, client_of: ClientOf) -> None:
    client = client_of(squatter)
    pages = [client.post(reverse("accounts:send_confirmation"), follow=True) for _ in range(2)]
    said = [[str(message) for message in page.context["messages"]] for page in pages]
    assert said[0] == said[1]
    assert len(mail.outbox) == 1
