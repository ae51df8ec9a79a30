"""Events of accounts: who listens hears of them inside the transaction."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import User
from accounts.services import change_status
from accounts.signals import person_created, person_deactivated

pytestmark = pytest.mark.django_db


def test_a_person_is_told_of_once_with_their_profile() -> None:
    heard: list[tuple[User, str]] = []

    def hear(user: User, **kwargs: Any) -> None:
        heard.append((user, user.profile.preferred_language))

    person_created.connect(hear)
    user = User.objects.create_user("new@example.org")
    user.save()
    person_created.disconnect(hear)
    assert heard == [(user, "fr")]


def test_a_status_that_lets_nobody_sign_in_is_told_of(owner: User) -> None:
    heard: list[User] = []

    def hear(user: User, **kwargs: Any) -> None:
        heard.append(user)

    person_deactivated.connect(hear)
    for status in (User.Status.SUSPENDED, User.Status.ACTIVE):
        change_status(user=owner, status=status)
    person_deactivated.disconnect(hear)
    owner.refresh_from_db()
    assert (heard, owner.is_active) == ([owner], True)


def test_what_a_receiver_raises_undoes_the_change(owner: User) -> None:
    def refuse(**kwargs: Any) -> None:
        raise ValueError("no")

    person_deactivated.connect(refuse)
    with pytest.raises(ValueError, match="no"):
        change_status(user=owner, status=User.Status.LOCKED)
    person_deactivated.disconnect(refuse)
    owner.refresh_from_db()
    assert owner.is_active
