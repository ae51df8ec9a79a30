"""The authentication backend of permissions by membership."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.db import models

from organizations.models import Membership, Organization


class MembershipBackend(BaseBackend):
    """Answers `user.has_perm(perm, obj)` from the role in `obj.organization`; signs nobody in."""

    def has_perm(self, user_obj: Any, perm: str, obj: models.Model | None = None) -> bool:
        """Return whether the user's role in the object's organization has the permission."""
        organization_id = obj.pk if isinstance(obj, Organization) else getattr(obj, "organization_id", None)
        if organization_id is None or not user_obj.is_active:
            return False
        app_label, codename = perm.split(".", 1)
        return (
            Membership.objects.active()
            .filter(
                user=user_obj,
                organization=organization_id,
                role__permissions__codename=codename,
                role__permissions__content_type__app_label=app_label,
            )
            .exists()
        )
