"""A person never exists without a personal organization, however the account was made.

`accounts` may not import this app, so this one listens.
"""

from typing import Any

from django.dispatch import receiver

from accounts.models import User
from accounts.signals import person_created
from organizations.services import create_personal_organization


@receiver(person_created)
def give_personal_organization(user: User, **kwargs: Any) -> None:
    """Create the personal organization of a new person."""
    create_personal_organization(user=user)
