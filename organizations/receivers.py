"""Receivers: every new user gets a personal organization."""

from typing import Any

from django.dispatch import receiver

from accounts.models import User
from accounts.signals import person_created
from organizations.services import create_personal_organization


@receiver(person_created)
def give_personal_organization(user: User, **kwargs: Any) -> None:
    """Create the personal organization of a new user."""
    create_personal_organization(user=user)
