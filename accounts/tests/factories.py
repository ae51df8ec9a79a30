"""People for tests. The profile and the personal organization come with the person, as in the product."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from factory.declarations import Sequence, SubFactory
from factory.django import DjangoModelFactory

from accounts.models import User, UserProfile

#: The password of everybody made here.
PASSWORD = "a-long-enough-secret"


class UserFactory(DjangoModelFactory[User]):
    """A person who signed up and confirmed their address; `verified=False` leaves it unconfirmed."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = Sequence("person{}@example.org".format)
    name = "Adjoa Mensah"

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        """Create through the manager, so that the password is hashed."""
        verified = kwargs.pop("verified", True)
        user = User.objects.create_user(password=kwargs.pop("password", PASSWORD), **kwargs)
        if user.email:
            EmailAddress.objects.create(user=user, email=user.email.lower(), primary=True, verified=verified)
        return user


class UserProfileFactory(DjangoModelFactory[UserProfile]):
    """The profile that came with a new person."""

    class Meta:
        model = UserProfile

    user = SubFactory(UserFactory)

    @classmethod
    def _create(cls, model_class: type[UserProfile], *args: Any, **kwargs: Any) -> UserProfile:
        """Return the person's one profile with these values."""
        profile: UserProfile = kwargs.pop("user").profile
        for field, value in kwargs.items():
            setattr(profile, field, value)
        profile.save()
        return profile


def count_hashes(monkeypatch: pytest.MonkeyPatch, *methods: str) -> list[str]:
    """Return a list that grows by one whenever a password is hashed by one of these methods of `User`."""
    seen: list[str] = []
    for name in methods:
        monkeypatch.setattr(User, name, _noting(seen, getattr(User, name)))
    return seen


def _noting(seen: list[str], real: Callable[[User, str], Any]) -> Callable[[User, str], Any]:
    """Return the method, noting its password first."""

    def noting(user: User, raw: str) -> Any:
        seen.append(raw)
        return real(user, raw)

    return noting
