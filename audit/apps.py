"""The audit app: columns every row carries, and the trail of what people did."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Lowest layer: everything may import it, it imports nothing of ours."""

    name = "audit"
    verbose_name = _("Audit trail")

    def ready(self) -> None:
        """Read the actions that the apps declare, for their words."""
        autodiscover_modules("actions")
