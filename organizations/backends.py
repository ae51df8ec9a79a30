"""The authentication backend of permissions by membership."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db import models

from organizations.models import Membership, Organization


class MembershipBackend(ModelBackend):
    """Answers `user.has_perm(perm, obj)` from the role in `obj.organization`; signs nobody in."""

    def authenticate(self, request: Any, **credentials: Any) -> None:  # type: ignore[override]  # never signs in
        """Leave signing in to allauth."""
        return

    def has_perm(self, user_obj: Any, perm: str, obj: models.Model | None = None) -> bool:
        """Return whether the user's role in the object's organization has the permission."""
        organization_id = obj.pk if isinstance(obj, Organization) else getattr(obj, "organization_id", None)
        if obj is None or organization_id is None or not user_obj.is_active:
            return super().has_perm(user_obj, perm) if obj is None else False
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
