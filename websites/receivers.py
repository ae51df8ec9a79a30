"""No site outlives those who answer for it: it goes off line with its organization, or with its last person.

The apps below may not import this one, so it listens; staff close both in the admin.
"""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from accounts.models import User
from organizations.models import Organization
from websites.publishing.services import abandoned, unpublish


@receiver(post_save, sender=Organization)
def close_with_organization(instance: Organization, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Take the site of an organization that is closed or deleted off line."""
    if not (created or raw) and (instance.deleted_at or not instance.is_active):
        _close(organization=instance)


@receiver(post_save, sender=User)
def close_with_person(instance: User, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Take the sites off line that nobody looks after once this person may not sign in."""
    if not (created or raw or instance.is_active):
        _close(organization__memberships__user=instance)


def _close(**of: object) -> None:
    for site in abandoned().filter(**of).distinct():
        unpublish(by=None, site=site)
