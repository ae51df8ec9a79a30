"""The built-in roles and their permissions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps as current
from django.apps.registry import Apps
from django.contrib.auth.models import Permission
from django.db import models, transaction

from organizations.models import Role, TenantModel


def tenant_apps() -> set[str]:
    """Return the labels of the apps whose rows belong to organizations."""
    return {model._meta.app_label for model in current.get_models() if issubclass(model, TenantModel)}


@dataclass(frozen=True)
class BuiltIn:
    """One built-in role: what it is for, and the actions it allows on the rows of an organization.

    `manages` adds the rows of the organization itself (roles, memberships); `without` takes codenames away.
    """

    description: str
    actions: tuple[str, ...]
    manages: bool = True
    without: tuple[str, ...] = ()

    def permissions(self) -> models.QuerySet[Permission]:
        """Return the permissions of the role, without those on histories of rows."""
        wanted = models.Q(pk__in=[])
        for action in self.actions:
            wanted |= models.Q(codename__startswith=f"{action}_")
        labels = tenant_apps() | ({"organizations"} if self.manages else set())
        rows = Permission.objects.filter(wanted, content_type__app_label__in=labels)
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
    if _columns(apps) != _columns(current):
        return
    for name, built_in in BUILT_IN_ROLES.items():
        built_in_role(name).permissions.add(*built_in.permissions())


def _columns(apps: Apps) -> set[str]:
    """Return the columns of the table of roles in an app registry."""
    try:
        return {field.column for field in apps.get_model(Role._meta.label)._meta.concrete_fields}
    except LookupError:
        return set()
