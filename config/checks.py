"""System checks of the whole project."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.migrations.loader import MigrationLoader


@register(Tags.database)
def database_is_of_this_version(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Refuse, at `migrate`, a database whose migrations of ours are not those of this code.

    Migrations began anew while nothing was released, so an earlier database cannot be brought up to date.
    """
    ours = {app.label for app in apps.get_app_configs() if "site-packages" not in app.path}
    errors: list[CheckMessage] = []
    for alias in databases or []:
        loader = MigrationLoader(connections[alias])
        unknown = sorted(key for key in loader.applied_migrations if key not in loader.disk_migrations)
        if lost := [f"{app}.{name}" for app, name in unknown if app in ours]:
            hint = "Make it anew: stop Genesis, move the folder var/ (or the database) away, and start again."
            said = f"This database was made by an earlier version of Genesis, by {lost[0]} among others."
            errors.append(Error(said, hint=hint, obj=alias, id="config.E001"))
    return errors
