"""The app of organizations, roles and memberships."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class OrganizationsConfig(AppConfig):
    """Organizations, roles and memberships."""

    name = "organizations"
    verbose_name = _("Organizations")

    def ready(self) -> None:
        """Connect the receivers, and create the built-in roles after migrations."""
        from organizations import services, tenancy  # noqa: F401  # models are not ready any earlier
        from organizations.roles import keep_built_in_roles

        # Sent app by app in the order of INSTALLED_APPS: by auth's turn our permissions are there.
        post_migrate.connect(keep_built_in_roles, sender=apps.get_app_config("auth"))
