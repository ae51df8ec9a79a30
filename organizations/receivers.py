"""A person never exists without a personal organization, however the account was made.

`accounts` may not import this app, so this one listens: `User.save()` opens the transaction it runs in.
"""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from accounts.models import User
from organizations.services import create_personal_organization


@receiver(post_save, sender=User)
def give_personal_organization(instance: User, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Create the personal organization of a new user; fixtures (`raw`) bring their own."""
    if created and not raw:
        create_personal_organization(user=instance)
