"""The built-in roles and their permissions, and the backend that answers by role."""

from typing import Any, Final, NamedTuple

from django.apps import apps as current
from django.apps.registry import Apps
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import Permission
from django.db import models, transaction

from organizations.models import Membership, Organization, Role, TenantModel


class BuiltIn(NamedTuple):
    """One built-in role: what it is for, and the actions it allows on the rows of an organization.

    `manages` adds the rows of the organization itself (roles, memberships); `without` takes codenames away.
    """

    description: str
    actions: tuple[str, ...]
    manages: bool = True
    without: tuple[str, ...] = ()

    def permissions(self) -> models.QuerySet[Permission]:
        """Return the permissions of the role, without those on histories of rows."""
        labels = {model._meta.app_label for model in current.get_models() if issubclass(model, TenantModel)}
        if self.manages:
            labels.add("organizations")
        named = f"^({'|'.join(self.actions)})_"
        rows = Permission.objects.filter(codename__regex=named, content_type__app_label__in=labels)
        return rows.exclude(codename__in=self.without).exclude(codename__endswith="event")


BUILT_IN_ROLES: Final = {
    "owner": BuiltIn(
        "Everything in the organization, including its end", ("view", "add", "change", "delete")
    ),
    "admin": BuiltIn(
        "Everything but ending the organization",
        ("view", "add", "change", "delete"),
        without=("delete_organization",),
    ),
    "manager": BuiltIn("People and projects of a department", ("view", "add", "change")),
    "coach": BuiltIn("Coaches the people assigned to them", ("view", "change"), manages=False),
    "member": BuiltIn("Works in the organization's projects", ("view", "add", "change"), manages=False),
    "viewer": BuiltIn("Reads what is shared with them", ("view",), manages=False),
}


@transaction.atomic
def built_in_role(name: str) -> Role:
    """Return the built-in role of that name; create it with its permissions when it is missing."""
    built_in = BUILT_IN_ROLES[name]
    role, is_new = Role.objects.get_or_create(
        organization=None, name=name, defaults={"description": built_in.description}
    )
    if is_new:
        role.permissions.set(built_in.permissions())
    return role


def keep_built_in_roles(*, apps: Apps = current, **kwargs: Any) -> None:
    """Create the built-in roles and add missing permissions, for `post_migrate`; none are removed.

    Does nothing when migrations have left the table of roles with other columns than today.
    """
    migrated = apps.all_models["organizations"].get("role")
    if migrated is None or _columns(migrated) != _columns(Role):
        return
    for name, built_in in BUILT_IN_ROLES.items():
        built_in_role(name).permissions.add(*built_in.permissions())


def _columns(model: type[models.Model]) -> set[str | None]:
    """Return the columns of a model's table."""
    return {field.column for field in model._meta.concrete_fields}


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
