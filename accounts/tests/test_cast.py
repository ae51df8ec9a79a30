"""The cast of the tests is made as people are made."""

from collections.abc import Callable

from django.test import Client

from accounts.models import User


def test_the_owner_has_a_profile_and_one_default_place(owner: User) -> None:
    assert owner.profile.preferred_language == "fr"
    assert owner.memberships.filter(is_default=True).count() == 1


def test_client_of_is_signed_in(owner: User, client_of: Callable[[User], Client]) -> None:
    assert client_of(owner).session["_auth_user_id"] == str(owner.pk)
