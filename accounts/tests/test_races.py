"""Two people at the same moment: the database decides, nobody sees an error."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts import services
from accounts.models import User
from accounts.tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
EMAIL = "wanted@example.org"


def at_once(what: Callable[[Any], Any], things: list[Any]) -> list[Any]:
    """Do it to all of these things at the same time, each over a connection of its own."""

    def alone(thing: Any) -> Any:
        try:
            return what(thing)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(things)) as pool:
        return list(pool.map(alone, things))


def sign_up(client: Client) -> str:
    """Sign up with the one address; return where that leads."""
    response = client.post(reverse("account_signup"), {"email": EMAIL, "password1": PASSWORD})
    return response.headers["Location"]


def test_of_two_sign_ups_at_once_one_holds_the_address() -> None:
    assert set(at_once(sign_up, [Client(), Client(), Client()])) == {reverse("coaching:new")}
    assert User.objects.filter(email=EMAIL).count() == 1
    assert User.objects.filter(email=None).count() == 2


def test_of_two_confirmations_at_once_one_wins() -> None:
    people = [UserFactory.create(email=None) for _ in range(2)]
    addresses = [EmailAddress.objects.create(user=user, email=EMAIL, primary=True) for user in people]
    assert sorted(at_once(services.confirm_address, addresses)) == [False, True]
    assert EmailAddress.objects.filter(email=EMAIL, verified=True).count() == 1
    assert User.objects.get(email=EMAIL).pk == EmailAddress.objects.get(email=EMAIL, verified=True).user_id
