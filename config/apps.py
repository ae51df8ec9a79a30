"""The project as an app: it holds no models, only a system check."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.migrations.loader import MigrationLoader


class ProjectConfig(AppConfig):
    """The wiring of the project."""

    name = "config"


@register(Tags.database)
def database_is_of_this_version(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Refuse, at `migrate`, a database with migrations of our apps that this code does not have.

    Migrations began anew while nothing was released, so an earlier database cannot be brought up to date.
    """
    ours = {app.label for app in apps.get_app_configs() if "site-packages" not in app.path}
    errors: list[CheckMessage] = []
    for alias in databases or []:
        loader = MigrationLoader(connections[alias])
        unknown = sorted(loader.applied_migrations.keys() - loader.disk_migrations.keys())
        if lost := [f"{app}.{name}" for app, name in unknown if app in ours]:
            hint = "Make it anew: stop Genesis, move the folder var/ (or the database) away, and start again."
            said = f"This database was made by an earlier version of Genesis, by {lost[0]} among others."
            errors.append(Error(said, hint=hint, obj=alias, id="config.E001"))
    return errors
