"""The organizations app: who works with whom, in which role."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganizationsConfig(AppConfig):
    """Organizations, roles and memberships."""

    name = "organizations"
    verbose_name = _("Organizations")

    def ready(self) -> None:
        """Connect the receivers: a new person's organization, and whose rows a connection sees."""
        from organizations import receivers, tenancy  # noqa: F401  # models are not ready any earlier
