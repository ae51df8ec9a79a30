"""The organizations app: who works with whom, in which role."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class OrganizationsConfig(AppConfig):
    """Organizations, roles and memberships."""

    name = "organizations"
    verbose_name = _("Organizations")

    def ready(self) -> None:
        """Connect receivers: a new person's organization, built-in roles, whose rows a connection sees."""
        from organizations import receivers, tenancy  # noqa: F401  # models are not ready any earlier
        from organizations.roles import keep_built_in_roles

        # Sent app by app in the order of INSTALLED_APPS: by auth's turn our permissions are there.
        post_migrate.connect(keep_built_in_roles, sender=apps.get_app_config("auth"))
