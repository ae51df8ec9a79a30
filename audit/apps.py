"""The audit app: base models and the audit trail."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Audit trail and base models."""

    name = "audit"
    verbose_name = _("Audit trail")

    def ready(self) -> None:
        """Import the `actions` modules of all apps, for the labels."""
        autodiscover_modules("actions")
